// The checker: what the grammar cannot say. Private to engine/condition.
//
// Every operator wants constants of its own form: a GUID bare, a date in quotes, a number without
// them. A constant of another form is an error, since no value could ever be equal to it. Spellings
// that Azure documents nowhere and whose meaning is clear all the same (a GUID in quotes, a
// quantified StringStartsWith, an empty set) are notes, and evaluated.
// Source: CONDITIONS section 6. Tests: tests/engine/condition/checker_test.cc.
#pragma once

#include "engine/condition/issue.h"
#include "engine/condition/syntax.h"

namespace leastwise {

void check_condition_syntax(const ConditionSyntax& syntax, ConditionIssues& issues);

}  // namespace leastwise
