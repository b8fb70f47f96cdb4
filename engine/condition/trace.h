// How an evaluation came to its outcome: what every part of the condition says of the request.
// Tests: tests/engine/condition/trace_test.cc.
#pragma once

#include <string_view>
#include <vector>

#include "engine/condition/condition.h"

namespace leastwise {

// The outcome of every node of the tree, by ConditionNodeId; the last is that of the condition.
// Nothing is skipped, also where an AND or OR is settled already.
// REQUIRES: the condition is valid; `folded_action` is case folded. Cost: linear.
[[nodiscard]] std::vector<ConditionOutcome> trace(const Condition& condition,
                                                  std::string_view folded_action,
                                                  const ConditionRequest& request);

}  // namespace leastwise
