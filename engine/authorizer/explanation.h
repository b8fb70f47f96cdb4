// Why a decision is what it is: the whole chain, and for a refusal the nearest misses.
//
// explain() looks at every assignment and deny assignment that could bear on the question, by the
// definition of SPEC section 6 and not by the compiled tables; its decision is computed from the
// routes that it lists, and a property test holds it equal to decide().
// Tests: tests/engine/authorizer/explanation_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "engine/authorizer/decision.h"

namespace leastwise {

// What one block of a role or deny assignment says of the action.
struct BlockMatch {
  std::size_t block = 0;                      // index in the definition, from 0
  std::optional<PatternId> matched = {};      // the action pattern that matched, if any
  std::optional<PatternId> subtracted = {};   // the notAction that took it away again, if any
  std::optional<ConditionId> condition = {};  // the block's own condition
  Truth condition_met = Truth::kYes;          // yes where there is none, or nothing matched

  [[nodiscard]] bool applies() const { return matched && !subtracted; }
};

// In which single respect a grant misses the question.
enum class Miss : std::uint8_t {
  kNone,         // it grants (or may grant) the action
  kOtherScope,   // assigned at a scope that is not the asked one or above it
  kNotAction,    // a notAction of the block takes the action away
  kCondition,    // its condition is not met
  kEligible,     // eligible (PIM), not active
  kNotInWindow,  // not yet, or no longer valid
  kOtherPlane,   // grants the same string in the other plane
};

[[nodiscard]] std::string_view to_string(Miss miss);

// One assignment, seen from the question.
struct GrantRoute {
  AssignmentId assignment;
  // Principal, group, ..., assignee: a shortest chain; where membership is unknown, the principal
  // and the assignee alone.
  std::vector<PrincipalId> path = {};
  BlockMatch block = {};              // the block that decides; of an undefined role, empty
  Truth membership = Truth::kYes;     // whether the principal is the assignee or in it
  Truth covers = Truth::kYes;         // whether the assignment's scope is the asked one or above it
  Truth condition_met = Truth::kYes;  // that of the assignment; yes where there is none
  Truth grants = Truth::kNo;          // the whole route, conditions included
  ReasonSet unknown_because = {};     // for grants == kUnknown
  Miss miss = Miss::kNone;            // for grants == kNo
};

// One deny assignment, seen from the question.
struct DenialRoute {
  DenialId denial;
  BlockMatch block = {};
  Truth hits = Truth::kYes;  // the principal is among its principals and not excluded
  Truth covers = Truth::kYes;
  Truth condition_met = Truth::kYes;  // that of the whole assignment; yes where there is none
  Truth denies = Truth::kNo;          // the whole route; kNo for audit ones
  bool audit_only = false;            // would deny, but its effect is `audit`
  bool by_everyone = false;           // it names everyone
  // The principal, groups, and the named principal that it hits by; empty for everyone or unknown.
  std::vector<PrincipalId> path = {};
  // Where an exclusion lifts it: the principal, groups, and the excluded one.
  std::vector<PrincipalId> exclusion_path = {};
  ReasonSet unknown_because = {};
};

struct Explanation {
  AccessDecision decision = {};
  bool principal_known = true;  // false: nothing in the input names the principal
  ScopeTree::Place place = {};  // where the asked scope hangs
  // Routes that grant for certain, shortest path first; then those that may grant.
  std::vector<GrantRoute> grants = {};
  std::vector<GrantRoute> possible = {};
  // Grants that fail in one respect only, best first, at most kMaxNearestMisses.
  std::vector<GrantRoute> nearest_misses = {};
  // Denials that apply, may apply, are audit only, or are lifted by an exclusion; in this order.
  std::vector<DenialRoute> denials = {};
};

// Nearest misses that an explanation lists: the next ones help nobody.
inline constexpr std::size_t kMaxNearestMisses = 10;

// Explains the decision on one question; conditions are evaluated on `request`. Same errors as
// CompiledTenant::decide().
[[nodiscard]] Result<Explanation> explain(const CompiledTenant& compiled,
                                          const AccessQuestion& question,
                                          const ConditionRequest& request);
[[nodiscard]] inline Result<Explanation> explain(const CompiledTenant& compiled,
                                                 const AccessQuestion& question) {
  return explain(compiled, question, compiled.nothing_given());
}

}  // namespace leastwise
