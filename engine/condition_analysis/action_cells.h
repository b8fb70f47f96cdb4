// The finitely many kinds of actions that some patterns tell apart, with an action of each.
// Tests: tests/engine/condition_analysis/action_cells_test.cc.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/action/pattern.h"
#include "engine/condition_analysis/request_space.h"

namespace leastwise {

struct ActionCell {
  std::string action;         // one of them: of the space's actions the first, else made up
  std::vector<bool> matches;  // by pattern
};

// The cells that hold an action of the space; two of one cell differ in nothing that the patterns
// or the model tell apart. The actions of the space come first, in their order. Actions that
// cannot be printed are none that a request could name. Empty where the patterns are too many
// (action/atoms.h).
[[nodiscard]] std::optional<std::vector<ActionCell>> action_cells(
    std::span<const ActionPattern* const> patterns, const RequestSpace& space);

}  // namespace leastwise
