// Who may hand out roles, and whether a condition limits which ones and to whom.
//
// Whoever may write role assignments can give any role to anybody, unless a condition on the grant
// speaks of the role and of the principal of the request. Conditions are not evaluated here: it is
// looked for comparisons of the two attributes, and nothing is concluded from what they compare
// with.
//
// Example: `@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]
// ForAnyOfAnyValues:GuidEquals {...} AND
// @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'User'` speaks of
// both. Counter-examples: `Exists @Request[...:RoleDefinitionId]` compares nothing, the same words
// inside a string are no attribute, and `@Resource[...]` speaks of assignments that are there
// already. Cost: one pass over each distinct condition. Tests:
// tests/rules/audit/delegation_test.cc.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/audit/audit_context.h"

namespace leastwise {

inline constexpr std::string_view kEditRolesAction =
    "Microsoft.Authorization/roleDefinitions/write";
inline constexpr std::string_view kElevateAction = "Microsoft.Authorization/elevateAccess/action";

// What of a new role assignment a condition compares.
struct DelegationLimits {
  bool role = false;       // RoleDefinitionId
  bool principal = false;  // PrincipalId or PrincipalType

  [[nodiscard]] bool both() const { return role && principal; }
  DelegationLimits& operator|=(DelegationLimits other) {
    role = role || other.role;
    principal = principal || other.principal;
    return *this;
  }
  friend bool operator==(DelegationLimits, DelegationLimits) = default;
};

[[nodiscard]] DelegationLimits delegation_limits(std::string_view condition);

// What a grant lets its holder do to role assignments.
enum class Delegation : std::uint8_t {
  kNone,       // not write them
  kUnlimited,  // write any; perhaps only under a condition that limits something else
  kLimited,    // write some: conditions compare role and principal
};

// Thread safety: immutable. The context must outlive it.
class Delegations {
 public:
  explicit Delegations(const AuditContext& context);

  // REQUIRES: the role of the assignment is defined.
  [[nodiscard]] Delegation of(AssignmentId id) const;
  // What every way to delegate by the grant is compared for, its own condition included.
  [[nodiscard]] DelegationLimits limits_of(AssignmentId id) const;
  // Whether the role grants kEditRolesAction, kElevateAction, for certain or under a condition.
  [[nodiscard]] bool edits_roles(RoleId role) const { return roles_[role.index()].edits_roles; }
  [[nodiscard]] bool elevates(RoleId role) const { return roles_[role.index()].elevates; }

 private:
  struct RoleGrants {
    bool certain = false;                     // writes role assignments without a condition
    std::vector<DelegationLimits> ways = {};  // or under conditions that compare these
    bool edits_roles = false;
    bool elevates = false;
  };

  const Tenant* tenant_;
  std::vector<DelegationLimits> conditions_;  // by ConditionId
  std::vector<RoleGrants> roles_;             // by RoleId
};

}  // namespace leastwise
