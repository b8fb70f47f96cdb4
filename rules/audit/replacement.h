// What to grant instead: the nearest built-in role, the smallest custom role, and the commands.
//
// Findings about grants that are wider than a need, and about needs that are not met, propose the
// same things. Nothing is proposed that the engine did not check: both come from engine/synthesis.
// Example: for registry-publish the nearest built-in role is AzureML Registry User, with one known
// operation more; the smallest custom role has four strings.
// Counter-example: a need with a pattern of two wildcards has no custom role, since Azure would
// refuse it; then the text says so and no file is attached.
// Tests: tests/rules/audit/replacement_test.cc.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/report/finding.h"
#include "rules/audit/audit_context.h"

namespace leastwise {

// What is needed at one scope, as positions of needs in the input; one at least.
struct Replacement {
  PrincipalId grantee;
  std::vector<std::size_t> needs;
  std::string custom_role_name;
};

// What the custom role for a need is called: its holder and what it is for.
[[nodiscard]] std::string custom_role_name(const Tenant& tenant, PrincipalId grantee,
                                           const DeclaredNeed& need);

// Of the built-in roles that cover the needs, the one with the least surplus by danger; `tight`
// where nothing in that surplus is an escalation and it writes only where the needs write.
struct NearestBuiltIn {
  RoleId role;
  std::size_t surplus_operations = 0;
  bool tight = false;
};
[[nodiscard]] std::optional<NearestBuiltIn> nearest_built_in(const AuditContext& context,
                                                             std::span<const std::size_t> needs);

// Text, commands and attachment. The commands assign the built-in role where it is tight, and else
// create and assign the custom role; they take nothing away.
[[nodiscard]] Fix replacement_fix(const AuditContext& context, const Replacement& wanted);

// Whether what a set grants beyond `needs` is no more than built-in roles cannot help: no
// escalation, and writes only below resource types that the needs themselves write.
[[nodiscard]] bool is_tight(const AuditContext& context, std::span<const std::size_t> needs,
                            const ActionSet& surplus, Plane plane);

}  // namespace leastwise
