// The permission sets of a tenant's roles, over the atoms of all their patterns, plane by plane.
//
// The two planes are two universes, each with its own partition. Every question about roles that is
// asked of many of them at once (the order of roles, the audit, the smallest role) is asked here;
// two roles alone are compared over their own patterns (role_comparison.h), which cannot pass the
// limit of the automaton so easily.
//
// Example: sets.of(contributor, Plane::kControl).included_in(sets.of(owner, Plane::kControl)).
// Counter-example: a role that nothing defines has no set; defined() says so, and of() must not be
// asked.
//
// Further patterns (those of a need, of a deny assignment, of an access level) may take part, so
// that their actions are sets of the same partitions. Cost: see AtomPartition; 928 built-in roles
// take about 25 ms. Thread safety: immutable. Tests: tests/engine/lattice/role_sets_test.cc,
// tests/conformance/role_order_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action/known_operations.h"
#include "engine/action/pattern.h"
#include "engine/authorizer/authorizer.h"
#include "engine/base/limits.h"
#include "engine/base/result.h"
#include "engine/lattice/permission_set.h"

namespace leastwise {

// One pattern that takes part beside those of the roles.
struct FurtherPatternView {
  std::string_view text;
  Plane plane = Plane::kControl;
};

// Move-only, immutable; refers to the CompiledTenant, which must outlive it.
class RoleSets {
 public:
  // The roles that take part are `roles`; those that are undefined have no set.
  // Errors: the patterns of one plane pass `max_states`, the message names a pattern and a role
  // that holds it; a further pattern is longer than kMaxActionBytes.
  [[nodiscard]] static Result<RoleSets> build(const CompiledTenant& compiled,
                                              std::span<const RoleId> roles,
                                              std::span<const FurtherPatternView> further = {},
                                              std::size_t max_states = kMaxAutomatonStates);

  ~RoleSets();
  RoleSets(RoleSets&&) noexcept;
  RoleSets& operator=(RoleSets&&) noexcept;

  [[nodiscard]] const CompiledTenant& compiled() const { return *compiled_; }
  [[nodiscard]] const AtomPartition& partition(Plane plane) const;
  // The known operations of the plane, located; positions are OperationIds (operations of the other
  // plane are left out).
  [[nodiscard]] const KnownOperationsView& known(Plane plane) const;

  // Whether `role` takes part and is defined.
  [[nodiscard]] bool defined(RoleId role) const;
  // REQUIRES: defined(role).
  [[nodiscard]] const PermissionSet& of(RoleId role, Plane plane) const;
  // What further pattern number `index` matches in its plane.
  [[nodiscard]] ActionSet further(std::size_t index) const;
  [[nodiscard]] Plane plane_of_further(std::size_t index) const { return further_[index].plane; }
  // The set, granted under one more condition: what that settles by its ActionMatches alone stays
  // as it is, or goes. REQUIRES: of `plane`. Where patterns of the condition are no roles' and not
  // among the further ones, everything depends on it.
  [[nodiscard]] PermissionSet under(const PermissionSet& set, ConditionId condition,
                                    Plane plane) const;
  // What the blocks of one plane say together. REQUIRES: every pattern of `blocks` is one of the
  // roles' or of the further ones, by text (checked).
  [[nodiscard]] PermissionSet of_blocks(std::span<const PermissionBlock> blocks, Plane plane) const;

  // The known operations of a set, ascending.
  [[nodiscard]] std::vector<OperationId> operations(const ActionSet& set, Plane plane) const;
  // Whether the set holds an action, known or not: exact. REQUIRES: not empty, no `*`.
  [[nodiscard]] bool holds(const ActionSet& set, std::string_view action, Plane plane) const;

 private:
  struct PlaneState;
  struct FurtherPlace {
    Plane plane = Plane::kControl;
    std::uint32_t position = 0;  // in the partition of its plane
  };

  explicit RoleSets(const CompiledTenant& compiled);
  // Fills one plane, and the positions of its further patterns.
  [[nodiscard]] Result<void> build_plane(Plane plane, std::span<const RoleId> roles,
                                         std::span<const ActionPattern> further,
                                         std::size_t max_states);
  [[nodiscard]] const PlaneState& at(Plane plane) const;

  const CompiledTenant* compiled_;
  std::array<std::unique_ptr<const PlaneState>, 2> planes_;  // by Plane
  std::vector<FurtherPlace> further_;                        // as they were given
};

}  // namespace leastwise
