// What is unusual about a condition, beside its syntax: comparisons that can never hold, actions
// that get around it, parts without effect.
//
// Every check asks what the condition says of calls (requirement.h) or of every request
// (condition_analysis.h), over the actions that a role grants where that is known; none of them
// looks at how the text is laid out. What needs to know the role's actions (a way around the
// condition) is left out without them.
// Example: `@Resource[...:RoleDefinitionId]` for roleAssignments/write: `wrong-source`, since a new
// assignment is described by the request. Counter-example: the same for roleAssignments/delete.
// Source: CONDITIONS sections 9 and 11; every code stands in docs/conditions.md. Tests:
// tests/rules/conditions/condition_checks_test.cc.
#pragma once

#include <span>
#include <string_view>

#include "engine/condition/condition.h"
#include "engine/condition_analysis/request_space.h"
#include "rules/conditions/known_attributes.h"

namespace leastwise {

// Warnings and notes, in the order of the text; those of reading the condition are not among them.
// `space` with `only_these`: its actions are those that a role grants. REQUIRES: the condition is
// valid; space.model is null or &known.
[[nodiscard]] ConditionIssues check_condition(const Condition& condition,
                                              const KnownAttributes& known,
                                              const RequestSpace& space);

// All there is to say of a condition, in the order of the text: the issues of reading it, and of a
// valid one those of check_condition().
[[nodiscard]] ConditionIssues all_issues(const Condition& condition, const KnownAttributes& known,
                                         const RequestSpace& space);

}  // namespace leastwise
