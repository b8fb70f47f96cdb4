// What several rules ask of a tenant, worked out once: the permission set of every role and what it
// amounts to, the assignments that take part, who stands behind a group.
//
// The words that the rules share (Contributor-like, privileged, ...) are defined in role_facts.h,
// by inclusion in the lattice and never by the name of a role.
//
// Cost: the sets of all roles once; a few words a role after that. Thread safety: immutable.
// Tests: tests/rules/audit/audit_context_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/truth.h"
#include "engine/lattice/role_sets.h"
#include "rules/audit/audit_input.h"
#include "rules/audit/role_facts.h"

namespace leastwise {

class AuditContext {
 public:
  // Error: the patterns of all roles together pass the limit (role_sets.h).
  [[nodiscard]] static Result<AuditContext> build(const AuditInput& input);

  [[nodiscard]] const AuditInput& input() const { return *input_; }
  [[nodiscard]] const CompiledTenant& compiled() const { return input_->compiled; }
  [[nodiscard]] const Tenant& tenant() const { return input_->compiled.tenant(); }
  [[nodiscard]] Instant at() const { return input_->compiled.options().at; }

  // All roles, and the patterns of all needs and deny assignments, in one partition a plane.
  [[nodiscard]] const RoleSets& sets() const { return sets_; }
  [[nodiscard]] const RoleFacts& role(RoleId id) const { return roles_[id.index()]; }
  // What needs[index] asks for in a plane.
  [[nodiscard]] ActionSet needed(std::size_t index, Plane plane) const;
  // What an assignment grants in a plane: its role's set, under its own condition.
  // REQUIRES: role(...).defined.
  [[nodiscard]] PermissionSet granted(AssignmentId id, Plane plane) const;
  // A fact of a role, for an assignment of it: never more than unknown under a condition.
  [[nodiscard]] static Truth under_condition(Truth fact, const RoleAssignment& assignment) {
    return assignment.condition ? truth_and(fact, Truth::kUnknown) : fact;
  }

  // The assignments in their window that pass the filter, eligible ones too, ascending. With a
  // filter by principal: its own, and those of the groups that certainly hold it.
  [[nodiscard]] std::span<const AssignmentId> assignments() const { return assignments_; }
  // Those of one grantee or of one role among them, ascending.
  [[nodiscard]] std::span<const AssignmentId> assignments_of(PrincipalId grantee) const;
  [[nodiscard]] std::span<const AssignmentId> assignments_of(RoleId role) const;
  // Whether roles that are assigned nowhere take part: not where a filter narrows the audit.
  [[nodiscard]] bool whole_tenant() const { return !input_->scope && !input_->principal; }

  // The users, service principals and devices that stand behind a grantee: itself, or the members
  // of a group through groups; ascending. Open groups: see GroupGraph::is_open().
  [[nodiscard]] std::vector<PrincipalId> behind(PrincipalId grantee) const;

 private:
  explicit AuditContext(const AuditInput& input, RoleSets sets);

  const AuditInput* input_;
  RoleSets sets_;
  std::vector<RoleFacts> roles_;           // by RoleId
  std::vector<AssignmentId> assignments_;  // ascending
  std::vector<std::uint32_t> first_of_grantee_;
  std::vector<AssignmentId> by_grantee_;
  std::vector<std::uint32_t> first_of_role_;
  std::vector<AssignmentId> by_role_;
  std::vector<std::size_t>
      first_further_;  // by need: its first pattern in sets_; one more at the end
};

}  // namespace leastwise
