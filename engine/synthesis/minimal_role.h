// The smallest custom role for a need: the strings that it is made of (SPEC section 11).
//
// By default the operations of the need, spelled out: such a role grants nothing else, today or
// ever. Patterns of the need stay as they are, since what they ask for cannot be spelled out. What
// a pattern of the need takes in already is left out. With safe wildcards, the fewest strings that
// grant no other known operation, whichever way `*` is read, from the family that wildcard_family.h
// describes; then each of them as narrow as the others allow. What an operation of the future would
// have to look like to be granted too is told.
//
// Example: `A/b/read`, `A/b/write`, `A/c/read`, known with `A/c/write`: `A/b/*` and `A/c/read` are
// two strings, and one is impossible. Proven: lower_bound is 2.
// Counter-example: `A/*/read` and `A/*/write` are two strings as well, but grant `A/c/write`.
//
// The planes are independent of each other. What is returned was checked by the engine
// (role_check.h), not only by what made it.
// Cost: 200 needed operations of 12,000 known ones take some 10 ms; see docs/performance.md.
// Tests: tests/engine/synthesis/minimal_role_test.cc (against all pattern sets),
// tests/conformance/minimal_role_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/limits.h"
#include "engine/base/result.h"
#include "engine/permission/need.h"
#include "engine/permission/operation_catalogue.h"

namespace leastwise {

// `--wildcards-in-role none|safe`.
enum class RoleWildcards : std::uint8_t { kNone, kSafe };

struct PlaneStrings {
  std::vector<std::string> strings;  // ascending, ignoring case
  std::size_t lower_bound = 0;       // no fewer strings can do: proven

  [[nodiscard]] bool is_minimum() const { return strings.size() == lower_bound; }
};

// What a string with a wildcard would grant if Azure came to have it.
struct FutureGrant {
  Plane plane = Plane::kControl;
  std::string pattern;
  std::string shape;  // `below Microsoft.X/y, ending in /read`
  // An action that it matches and nobody needs or knows; empty where none can be shown.
  std::string example;
};

struct MinimalRole {
  std::array<PlaneStrings, 2> planes;  // by Plane
  std::vector<FutureGrant> future = {};
  // Operations of the need that no known operation of their plane is called like, as they were
  // given: a typing error, or not in the catalogue.
  std::vector<NeededAction> unknown = {};

  [[nodiscard]] const PlaneStrings& plane(Plane which) const {
    return planes[static_cast<std::size_t>(which)];
  }
  [[nodiscard]] std::size_t string_count() const {
    return planes[0].strings.size() + planes[1].strings.size();
  }
  [[nodiscard]] std::size_t lower_bound() const {
    return planes[0].lower_bound + planes[1].lower_bound;
  }
  [[nodiscard]] bool is_minimum() const { return string_count() == lower_bound(); }
};

// Why Azure would refuse this as a string of a custom role; nothing where it takes it.
[[nodiscard]] std::optional<Error> unfit_for_role(const NeededAction& needed);

// Errors: an element of the need is unfit for a role (ask before, to report all of them). An empty
// need gives an empty role.
[[nodiscard]] Result<MinimalRole> minimal_role(const OperationCatalogue& known,
                                               std::span<const NeededAction> need,
                                               RoleWildcards wildcards,
                                               std::size_t max_nodes = kMaxCoverNodes);

}  // namespace leastwise
