// What several rules ask of a tenant, worked out once: the permission set of every role and what it
// amounts to, the assignments that take part, who stands behind a group.
//
// The words that the rules share (Contributor-like, privileged, ...) are defined in role_facts.h,
// by inclusion in the lattice and never by the name of a role.
//
// Cost: the sets of all roles once; a few words a role after that. Thread safety: immutable.
// Tests: tests/rules/audit/audit_context_test.cc.
#pragma once

#include <array>
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

// Operations of machine learning registries: those that use or create assets, and those that change
// or delete a registry itself.
inline constexpr std::string_view kRegistryType = "Microsoft.MachineLearningServices/registries";

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
  // Everything below the resource types that needs[index] writes in a plane: `A/b/*` where it needs
  // `A/b/write`. So that a surplus can be judged by where it lies.
  [[nodiscard]] ActionSet below_written_types(std::size_t index, Plane plane) const;
  // Of registries (kRegistryType), on the control plane: every action; those of their assets
  // (`read`, `assets/*`); those that change or delete a registry (`write`, `delete`).
  [[nodiscard]] ActionSet registry_operations() const;
  [[nodiscard]] ActionSet registry_assets() const;
  [[nodiscard]] ActionSet registry_management() const;
  // Sets of actions that end in `/write`, `/delete` or `/action` (role_facts.h).
  [[nodiscard]] const ActionSet& writing(Plane plane) const;
  // What a known operation weighs (DangerTable::weight), and its place among those of its plane: 0
  // for the worst, by weight, then by name.
  struct OperationDanger {
    std::uint32_t weight = 0;
    std::uint32_t rank = 0;
  };
  [[nodiscard]] const OperationDanger& danger_of(OperationId id, Plane plane) const {
    return dangers_[static_cast<std::size_t>(plane)][id.index()];
  }
  // The escalations in a set: positions in the danger table.
  [[nodiscard]] std::vector<std::uint32_t> escalations_in(const ActionSet& set, Plane plane) const;
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
  // Whether the audit is about what lies at a scope, above it or below it; and about a principal:
  // with a filter by principal about that one, and the groups that certainly hold it.
  [[nodiscard]] bool concerns(ScopeId scope) const;
  [[nodiscard]] bool concerns(PrincipalId principal) const;

  // The users, service principals and devices that stand behind a grantee: itself, or the members
  // of a group through groups; ascending. Open groups: see GroupGraph::is_open().
  [[nodiscard]] std::vector<PrincipalId> behind(PrincipalId grantee) const;

 private:
  // Where the further patterns of sets_ begin: of each need its own and those of the types that it
  // writes, one more than there are needs; and those of registries.
  struct FurtherPlaces {
    std::vector<std::size_t> of_need = {};
    std::vector<std::size_t> of_written = {};
    std::size_t registry = 0;
  };
  // The patterns that take part beside those of the roles.
  struct FurtherPatterns;

  AuditContext(const AuditInput& input, RoleSets sets, FurtherPlaces places);
  // The union of further patterns [begin, end) of a plane.
  [[nodiscard]] ActionSet further(std::size_t begin, std::size_t end, Plane plane) const;

  const AuditInput* input_;
  RoleSets sets_;
  std::vector<RoleFacts> roles_;                         // by RoleId
  std::vector<ActionSet> writing_;                       // by Plane
  std::vector<AtomId> escalation_atoms_;                 // by position in the danger table
  std::array<std::vector<OperationDanger>, 2> dangers_;  // by Plane, then OperationId
  std::vector<AssignmentId> assignments_;                // ascending
  std::vector<std::uint32_t> first_of_grantee_;
  std::vector<AssignmentId> by_grantee_;
  std::vector<std::uint32_t> first_of_role_;
  std::vector<AssignmentId> by_role_;
  FurtherPlaces further_;
};

}  // namespace leastwise
