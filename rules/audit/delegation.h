// Who may hand out roles, and what conditions let them hand out.
//
// Whoever may write role assignments can give any role to anybody, unless conditions hold that
// back: that of the assignment, and those of the role's blocks. A role can grant it in several
// ways, one for each set of block conditions; the holder takes the widest. What a way lets through
// is worked out exactly (rules/conditions/delegation_extent.h), once for each set of conditions.
//
// Example: `@Request[...:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {...} AND
// @Request[...:PrincipalType] StringEquals 'User'` limits both. Counter-examples: `Exists
// @Request[...:RoleDefinitionId]` limits nothing, and neither does `ForAnyOfAnyValues:
// GuidNotEquals` of two roles. A condition that no request to assign meets leaves no delegation.
// Cost: some searches for each distinct set of conditions. Tests:
// tests/rules/audit/delegation_test.cc.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "rules/audit/audit_context.h"
#include "rules/conditions/delegation_extent.h"

namespace leastwise {

inline constexpr std::string_view kEditRolesAction =
    "Microsoft.Authorization/roleDefinitions/write";
inline constexpr std::string_view kElevateAction = "Microsoft.Authorization/elevateAccess/action";

// What of a new role assignment is limited.
struct DelegationLimits {
  bool role = false;       // some role cannot be given
  bool principal = false;  // whatever the role, some principal, or kind of principal, cannot get it

  [[nodiscard]] bool both() const { return role && principal; }
  friend bool operator==(DelegationLimits, DelegationLimits) = default;
};

// What a grant lets its holder do to role assignments.
enum class Delegation : std::uint8_t {
  kNone,       // not write them
  kUnlimited,  // write any, or limited in one respect only
  kLimited,    // write some: role and principal are limited
};

// Thread safety: immutable. The context must outlive it.
class Delegations {
 public:
  explicit Delegations(const AuditContext& context);

  // REQUIRES: the role of the assignment is defined.
  [[nodiscard]] Delegation of(AssignmentId id) const;
  // What every way to delegate by the grant is limited in.
  [[nodiscard]] DelegationLimits limits_of(AssignmentId id) const;
  // The ways to delegate by the grant; none that lets nothing through.
  [[nodiscard]] std::vector<const DelegationExtent*> ways_of(AssignmentId id) const;
  // Whether the role grants kEditRolesAction, kElevateAction, for certain or under a condition.
  [[nodiscard]] bool edits_roles(RoleId role) const { return roles_[role.index()].edits_roles; }
  [[nodiscard]] bool elevates(RoleId role) const { return roles_[role.index()].elevates; }

 private:
  struct RoleGrants {
    std::vector<ConditionSet> ways = {};  // conditions of blocks; an empty set: for certain
    bool edits_roles = false;
    bool elevates = false;
  };

  [[nodiscard]] static ConditionSet joined(const ConditionSet& way,
                                           const RoleAssignment& assignment);

  const Tenant* tenant_;
  std::vector<RoleGrants> roles_;                     // by RoleId
  std::map<ConditionSet, DelegationExtent> extents_;  // of every way of every assignment
};

}  // namespace leastwise
