// What somebody needs: operations, or patterns of operations, each on its plane.
//
// A **need** is a list of them; it is met where everything that they name is granted (SPEC section
// 11). Example: {`A/b/read`, control}, {`A/b/*`, data}. Counter-example: an access level is no need
// by itself but a name for one; whoever has both looks it up.
#pragma once

#include <compare>
#include <string>

#include "engine/permission/permission_block.h"

namespace leastwise {

// An operation that is needed, or a pattern of operations.
struct NeededAction {
  std::string action;
  Plane plane = Plane::kControl;

  friend auto operator<=>(const NeededAction&, const NeededAction&) = default;
};

}  // namespace leastwise
