// What a condition says of a set of actions at once: of which it is met, of which it may be.
//
// On the actions of an atom every ActionMatches of the condition is constant, so a condition cuts
// the universe into a few sets, one for each combination of its patterns that occurs, and is
// evaluated once for each.
// Example: `!(ActionMatches{'A/write'}) OR @Request[x] ...`, with nothing given, is met for every
// action but `A/write`, and may be met for that one.
// Cost: one evaluation a combination that occurs; conditions name a handful of patterns.
// Tests: tests/engine/authorizer/conditional_actions_test.cc, tests/property/.
#pragma once

#include <functional>
#include <vector>

#include "engine/action/action_set.h"
#include "engine/action/pattern.h"
#include "engine/condition/condition.h"
#include "engine/condition/request.h"

namespace leastwise {

// Actions for which something certainly holds, and for which it is not known.
struct ActionsByTruth {
  ActionSet yes;
  ActionSet unknown;
};

// The patterns that the condition's ActionMatches name; they live as long as the condition. They
// have to be among those of the partition that the sets are of.
[[nodiscard]] std::vector<const ActionPattern*> action_patterns(const Condition& condition);

// Sorts `actions` by whether a grant (or, for kDenies, a denial) under the condition counts.
// `set_of` gives the actions that a pattern of action_patterns() matches; it is asked once for
// each, in that order.
[[nodiscard]] ActionsByTruth sort_by_condition(
    const Condition& condition, ConditionUse use, const ActionSet& actions,
    const std::function<ActionSet(const ActionPattern&)>& set_of, const ConditionRequest& request);

}  // namespace leastwise
