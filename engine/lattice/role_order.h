// The order of roles: which grants everything that another one grants, equal ones merged, as a
// Hasse diagram.
//
// Roles whose permission sets are equal in the planes of the order are one class. A class is above
// another when its set includes the other's in each of these planes and they are not equal, proven
// whatever the conditions (PermissionSet::included_in is yes). An edge joins a class to one that is
// above it with no third class between.
//
// There are two orders, and an answer says which it is of:
//   exact             for every action string that there is or will ever be
//   known operations  for the operations that are known today: what differs only in others is equal
// Example: `A/*` and `A/read` are two classes of the exact order; they are one of the other order
// where `A/read` is the only known operation of A.
// Counter-example: two roles that grant the same under two conditions stand side by side, even
// where a person sees that one condition implies the other.
//
// Roles that nothing defines stand nowhere in the order; undefined() lists them.
// The reduction to edges is Boost.Graph's transitive_reduction (in the source).
// Cost: see role_order.cc; measured in docs/performance.md. Thread safety: immutable.
// Tests: tests/engine/lattice/role_order_test.cc, tests/conformance/role_order_test.cc,
// tests/property/role_order_test.cc.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/bitset.h"
#include "engine/lattice/permission_set.h"
#include "engine/lattice/role_sets.h"

namespace leastwise {

enum class OrderKind : std::uint8_t { kExact, kKnownOperations };

// `exact`, `known-operations`.
[[nodiscard]] std::string_view to_string(OrderKind kind);

using RoleClassId = Id<struct RoleClassTag>;  // index of a class in its RoleOrder

// One permission set a plane, by Plane.
using PermissionsByPlane = std::array<PermissionSet, 2>;

// What one role grants; what several grant together (their join), and each of them (their meet).
// REQUIRES: defined(role) of each; at least one.
[[nodiscard]] PermissionsByPlane permissions_of(const RoleSets& sets, RoleId role);
[[nodiscard]] PermissionsByPlane join(const RoleSets& sets, std::span<const RoleId> roles);
[[nodiscard]] PermissionsByPlane meet(const RoleSets& sets, std::span<const RoleId> roles);

// Immutable; independent of the RoleSets once built.
class RoleOrder {
 public:
  // A class: roles that grant the same.
  struct Class {
    std::vector<RoleId> roles;  // by GUID, then by name; INVARIANT: not empty
    PermissionsByPlane sets;  // empty in a plane that takes no part; without actions that the kind
                              // of order does not look at
  };
  struct Edge {
    RoleClassId lower;
    RoleClassId upper;

    friend auto operator<=>(const Edge&, const Edge&) = default;
  };

  // The order of those of `roles` that are defined, over `planes` together.
  // REQUIRES: all of `roles` take part in `sets`.
  [[nodiscard]] static RoleOrder build(const RoleSets& sets, std::span<const RoleId> roles,
                                       OrderKind kind, std::span<const Plane> planes = kPlanes);

  [[nodiscard]] OrderKind kind() const { return kind_; }
  // Those that grant most come first: by atoms that are granted on whatever condition, then for
  // certain, then by the GUID of the first role. So the classes do not depend on the order of
  // input.
  [[nodiscard]] std::span<const Class> classes() const { return classes_; }
  [[nodiscard]] const Class& at(RoleClassId id) const { return classes_[id.index()]; }
  // Ascending by lower, then by upper.
  [[nodiscard]] std::span<const Edge> edges() const { return edges_; }
  // The ends of the edges at one class, ascending.
  [[nodiscard]] std::span<const RoleClassId> next_above(RoleClassId id) const {
    return next_above_[id.index()];
  }
  [[nodiscard]] std::span<const RoleClassId> next_below(RoleClassId id) const {
    return next_below_[id.index()];
  }
  // Those of `roles` that have no place, ascending.
  [[nodiscard]] std::span<const RoleId> undefined() const { return undefined_; }

  // Empty where the role is undefined or takes no part.
  [[nodiscard]] std::optional<RoleClassId> class_of(RoleId role) const;
  // Whether `lower` is strictly below `upper`.
  [[nodiscard]] bool is_below(RoleClassId lower, RoleClassId upper) const {
    return above_[lower.index()].test(upper.index());
  }

  // The classes that include `set`, without those that have another such class below them: for a
  // join, the smallest roles that can stand for all of them. Ascending.
  // REQUIRES: `set` is of the RoleSets that the order was built from.
  [[nodiscard]] std::vector<RoleClassId> smallest_above(const PermissionsByPlane& set) const;
  // The classes that are inside `set`, without those that have another such class above them.
  [[nodiscard]] std::vector<RoleClassId> greatest_below(const PermissionsByPlane& set) const;

 private:
  friend class RoleOrderBuilder;

  RoleOrder() = default;

  // What of `set` the order looks at.
  [[nodiscard]] PermissionsByPlane seen(PermissionsByPlane set) const;

  OrderKind kind_ = OrderKind::kExact;
  std::vector<ActionSet> looked_at_;  // by Plane: the actions that count
  std::vector<Class> classes_;
  std::vector<Bitset> above_;  // by class: those strictly above
  std::vector<Edge> edges_;
  std::vector<std::vector<RoleClassId>> next_above_;
  std::vector<std::vector<RoleClassId>> next_below_;
  std::vector<std::optional<RoleClassId>> class_of_;  // by RoleId
  std::vector<RoleId> undefined_;
};

}  // namespace leastwise
