// Which rule speaks of a grant, so that one mistake gives one finding and not five.
//
// Contributor at a subscription, given to a user for good, is too wide, and it is direct, and it
// stands for good. Whoever mends the first mends all three, so the rules have an order, and only
// the first one that a grant concerns reports it:
//
//    1 gone        LW015  the grantee is not in the directory any more
//    2 disabled    LW018  the grantee is disabled
//    3 declared    LW001  the grantee declared its needs: the grant is held against them
//    4 root scope  LW007  at `/`, or privileged at the tenant root management group
//    5 wide        LW004  Owner- or Contributor-like at a subscription or management group
//    6 delegates   LW006  hands out roles without a limit
//    7 edits roles LW027  rewrites role definitions
//    8 guest       LW019  writes, or is privileged, and the grantee is a guest itself
//    9 direct      LW020  privileged, and the grantee is a user
//   10 standing    LW021  privileged for good, where PIM is in use
//
// An eligible grant, and the activation of one, is only looked at for 1, 2, 3, 4 at `/`, and 8: it
// is what the others would recommend. A role that nothing defines is nobody's matter; the rules say
// so. Source: docs/rules/README.md. Cost: a few lookups a grant; the roles and conditions once.
// Thread safety: immutable. Tests: tests/rules/audit/grant_matters_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rules/audit/audit_context.h"
#include "rules/audit/delegation.h"
#include "rules/audit/need_index.h"

namespace leastwise {

enum class GrantMatter : std::uint8_t {
  kNone,
  kGone,
  kDisabled,
  kDeclared,
  kRootScope,
  kWide,
  kDelegates,
  kEditsRoles,
  kGuest,
  kDirectUser,
  kStanding,
};

// Whether a principal is gone from the directory: unknown where no export lists all of its type.
[[nodiscard]] Truth is_gone(const Tenant& tenant, PrincipalId id);
// Whether it is a guest: by the directory, or by `#EXT#` in its user principal name.
[[nodiscard]] Truth is_guest(const Tenant& tenant, PrincipalId id);

// Whether a scope is a subscription or a management group.
[[nodiscard]] bool is_wide(const Tenant& tenant, ScopeId scope);

class GrantMatters {
 public:
  // The context must outlive it.
  explicit GrantMatters(const AuditContext& context);

  [[nodiscard]] GrantMatter of(AssignmentId id) const;
  // The assignments that take part and are of one matter, ascending.
  [[nodiscard]] std::vector<AssignmentId> all(GrantMatter matter) const;

  [[nodiscard]] const Delegations& delegations() const { return delegations_; }
  // The tenant root management group; empty where no hierarchy shows it.
  [[nodiscard]] std::optional<ScopeId> root_group() const { return root_group_; }
  // Whether Contributor is defined, which "Contributor-like" refers to.
  [[nodiscard]] bool knows_contributor() const { return knows_contributor_; }
  // Whether any grant of the input is eligible: the sign that PIM is in use and was exported.
  [[nodiscard]] bool has_eligible() const { return has_eligible_; }
  // Whether an active grant ends, and is an eligible one made active for a while.
  [[nodiscard]] bool is_activation(const RoleAssignment& assignment) const;
  [[nodiscard]] const NeedIndex& needs() const { return needs_; }

 private:
  [[nodiscard]] bool at_root_scope(const RoleAssignment& assignment) const;
  [[nodiscard]] GrantMatter of_active(AssignmentId id) const;

  const AuditContext* context_;
  Delegations delegations_;
  NeedIndex needs_;
  std::optional<ScopeId> root_group_;
  bool has_eligible_ = false;
  bool knows_contributor_ = false;
};

}  // namespace leastwise
