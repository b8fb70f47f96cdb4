// The meaning of conditions as naive code: a walk over the tree, sets for values, definitions for
// quantifiers. Written from docs/semantics.md without a look at the evaluator, which is held equal
// to it (tests/property/condition_test.cc, fuzz/condition_evaluation_fuzz.cc).
//
// It shares the syntax tree with the engine and nothing else: patterns, dates, GUIDs and strings
// are compared here once more, slowly.
// Cost: exponential in the number of `*` of a pattern; recursion on the depth of the tree.
#pragma once

#include <set>

#include "engine/base/truth.h"
#include "engine/condition/request.h"
#include "engine/condition/syntax.h"
#include "tests/oracle/oracle.h"

namespace leastwise::oracle {

// The same request for the engine.
[[nodiscard]] ConditionRequest request_of(const ConditionFacts& facts);

// All values that the condition may turn out to have.
[[nodiscard]] std::set<Truth> possible_values(const ConditionSyntax& syntax,
                                              const ConditionFacts& facts);

// What these mean for a grant, and for a denial (SPEC section 7).
[[nodiscard]] Truth for_a_grant(const std::set<Truth>& values);
[[nodiscard]] Truth for_a_denial(const std::set<Truth>& values);

}  // namespace leastwise::oracle
