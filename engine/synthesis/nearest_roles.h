// The roles that come nearest to a need: those that cover it with nothing smaller inside, and two
// roles together where they do better than one.
//
// A role **covers** a need when it grants all of it for certain, on each plane; what is granted
// under a condition covers nothing. Of the covering roles those are told that are minimal by
// inclusion: no other covering role is strictly inside. What a role grants beyond the need is its
// **surplus**, conditions counted as met: as a set, exact; as known operations; and as a weight,
// the sum of what these weigh (danger.h). The smallest weight is nearest.
//
// Example: *AzureML Registry User* covers registry-publish, and its surplus over the known
// operations is `registries/assets/stage/write`. *Contributor* covers it too, but the former is
// inside it.
// Counter-example: a surplus that weighs nothing need not be empty: it may hold what nobody knows
// yet. Ask RoleSurplus::empty().
//
// The pair is searched among all pairs of roles of which neither covers the need alone; it is told
// where no role covers the need, or where the pair's surplus weighs less than that of any role.
// Cost: linear in the roles for those that cover; pairs are cut off by the best one so far.
// Thread safety: immutable. Tests: tests/engine/synthesis/nearest_roles_test.cc (against all roles
// and all pairs), tests/rules/access_levels/registry_roles_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/lattice/role_sets.h"
#include "engine/permission/danger.h"
#include "engine/permission/need.h"

namespace leastwise {

// What is granted beyond a need on one plane.
struct PlaneSurplus {
  PermissionSet set;
  std::vector<OperationId> operations = {};    // known ones, by what they weigh, then by name
  std::vector<OperationId> on_condition = {};  // those of them that are granted under a condition
  std::optional<Witness> witness = {};         // of set; a known operation where there is one
};

struct RoleSurplus {
  std::vector<PlaneSurplus> planes;  // by Plane
  std::uint64_t weight = 0;

  [[nodiscard]] const PlaneSurplus& plane(Plane which) const {
    return planes[static_cast<std::size_t>(which)];
  }
  [[nodiscard]] std::size_t operation_count() const {
    return planes[0].operations.size() + planes[1].operations.size();
  }
  // Whether nothing beyond the need is granted, known or not.
  [[nodiscard]] bool empty() const { return planes[0].set.empty() && planes[1].set.empty(); }
};

// Roles that grant the same, by name.
using EqualRoles = std::vector<RoleId>;

struct CoveringRole {
  EqualRoles roles;
  RoleSurplus surplus;
};

struct CoveringPair {
  EqualRoles first;
  EqualRoles second;
  RoleSurplus surplus;  // of both together
};

struct NearestRoles {
  std::vector<CoveringRole> roles;  // by weight, then known operations, then name
  std::size_t covering = 0;         // how many roles cover the need, minimal or not
  std::optional<CoveringPair> pair = {};
  // Positions in the need of what no role grants whole and for certain.
  std::vector<std::size_t> granted_by_none = {};
};

// The order of `roles` is of no account; undefined ones are passed over.
// REQUIRES: need[i] is further pattern number `first_further` + i of `sets`; `roles` take part in
// `sets`.
[[nodiscard]] NearestRoles nearest_roles(const RoleSets& sets, std::span<const RoleId> roles,
                                         std::span<const NeededAction> need,
                                         std::size_t first_further, const DangerTable& danger);

// What `roles` grant together beyond the need, conditions counted as met. REQUIRES: as above, and
// all of them are defined.
[[nodiscard]] RoleSurplus surplus_of(const RoleSets& sets, std::span<const RoleId> roles,
                                     std::span<const NeededAction> need, std::size_t first_further,
                                     const DangerTable& danger);

// The patterns of a need as what RoleSets::build() takes. REQUIRES: `need` outlives the views.
[[nodiscard]] std::vector<FurtherPatternView> further_patterns(std::span<const NeededAction> need);

}  // namespace leastwise
