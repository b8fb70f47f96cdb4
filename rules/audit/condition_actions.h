// The actions of a role for which conditions on it can matter: what a condition is asked about.
// Tests: tests/rules/audit/condition_actions_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "rules/conditions/known_attributes.h"

namespace leastwise {

struct RoleAction {
  std::string folded;
  Plane plane = Plane::kControl;

  friend auto operator<=>(const RoleAction&, const RoleAction&) = default;
};

// What the role grants, certainly or on conditions of its own: of the known operations, and of the
// actions that known attributes are about. Ascending, each once. Cost: two bit tests a known
// operation.
[[nodiscard]] std::vector<RoleAction> actions_of_role(const CompiledTenant& compiled, RoleId role,
                                                      const KnownAttributes& known);
// Their names, each once; views of `actions`.
[[nodiscard]] std::vector<std::string_view> names_of(const std::vector<RoleAction>& actions);

}  // namespace leastwise
