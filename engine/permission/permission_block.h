// Permission blocks: what role definitions and deny assignments are made of.
//
// A block grants (or denies) an action of a plane when one of its actions matches, none of its
// notActions matches, and its own condition (if any) is met. Blocks are kept apart: notActions
// subtract inside their block only, so a reader that flattens the blocks of a role is wrong.
// Example: {actions: `*`, notActions: `A/write`} and {actions: `A/*`} together grant `A/write`.
// Source: SPEC section 2.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/id.h"

namespace leastwise {

// The two universes of operations, which never mix (SPEC section 1).
enum class Plane : std::uint8_t { kControl, kData };

// `control`, `data`.
[[nodiscard]] std::string_view to_string(Plane plane);

inline constexpr Plane kPlanes[] = {Plane::kControl, Plane::kData};

// The patterns of a block in one plane. PatternIds index the pattern texts of the Tenant.
struct PatternLists {
  std::vector<PatternId> granted;     // actions or dataActions
  std::vector<PatternId> subtracted;  // notActions or notDataActions

  friend bool operator==(const PatternLists&, const PatternLists&) = default;
};

struct PermissionBlock {
  PatternLists control;
  PatternLists data;
  std::optional<ConditionId> condition = {};

  [[nodiscard]] const PatternLists& plane(Plane which) const {
    return which == Plane::kControl ? control : data;
  }
  friend bool operator==(const PermissionBlock&, const PermissionBlock&) = default;
};

}  // namespace leastwise
