// What is unusual about single comparisons, as far as their attribute is known: its type, how its
// values are written, what a missing or an empty one does. Private to rules/conditions.
// Tests: tests/rules/conditions/attribute_checks_test.cc.
#pragma once

#include "engine/condition/condition.h"
#include "rules/conditions/known_attributes.h"

namespace leastwise {

// In the order of the comparisons. REQUIRES: the condition is valid.
[[nodiscard]] ConditionIssues attribute_issues(const Condition& condition,
                                               const KnownAttributes& known);

}  // namespace leastwise
