// Who can do an action at a scope: every principal that the input knows, groups too.
//
// Computed from the grants at the scope and above: the assignments whose role grants the action,
// spread over the members of their assignees, less the deny assignments there. Nobody is asked one
// by one. Tests: tests/engine/access/who_can_test.cc, tests/property/.
#pragma once

#include <vector>

#include "engine/authorizer/authorizer.h"

namespace leastwise {

// In which state a route stands. Eligible ones are listed but count only when the CompiledTenant
// was compiled with include_eligible.
enum class AccessState : std::uint8_t {
  kActive,       // granted
  kEligible,     // granted once activated (PIM)
  kConditional,  // granted if its condition is met, which is not known
  kUnknown,      // unknown for another reason (hierarchy, role, membership)
  kDenied,       // granted, but a deny assignment denies it
};

[[nodiscard]] std::string_view to_string(AccessState state);

// One way in which a principal gets the action.
struct AccessRoute {
  AssignmentId assignment;
  AccessState state = AccessState::kActive;
};

// One principal with the action, all its routes, and the decision that decide() gives.
struct Holder {
  PrincipalId principal;
  AccessDecision decision;          // allow, unknown, or deny where only denied or eligible routes
  std::vector<AccessRoute> routes;  // best state first
};

struct WhoCan {
  std::vector<Holder> holders;  // ascending by principal
  // Groups in which membership is unknown and that the action is granted to: anybody may be in
  // them.
  std::vector<PrincipalId> open_groups;
};

// The principals whose decision is allow or unknown through a route of their own, and those whose
// routes are only eligible or denied. Principals for whom the only doubt is membership in an open
// group are not listed one by one: `open_groups` names the groups.
// Conditions are evaluated on `request`; a route whose condition is not met is no route.
[[nodiscard]] WhoCan who_can(const CompiledTenant& compiled, const ActionRef& action,
                             ScopeRef scope, const ConditionRequest& request);
[[nodiscard]] inline WhoCan who_can(const CompiledTenant& compiled, const ActionRef& action,
                                    ScopeRef scope) {
  return who_can(compiled, action, scope, compiled.nothing_given());
}

// Only who is allowed (kYes of decide), as ids ascending: the fast form.
[[nodiscard]] std::vector<PrincipalId> allowed_principals(const CompiledTenant& compiled,
                                                          const ActionRef& action, ScopeRef scope,
                                                          const ConditionRequest& request);
[[nodiscard]] inline std::vector<PrincipalId> allowed_principals(const CompiledTenant& compiled,
                                                                 const ActionRef& action,
                                                                 ScopeRef scope) {
  return allowed_principals(compiled, action, scope, compiled.nothing_given());
}

}  // namespace leastwise
