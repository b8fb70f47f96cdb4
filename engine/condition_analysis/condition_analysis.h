// What conditions say of every request there could be: whether one is ever met, whether one implies
// another, which of its parts make no difference.
//
// "Met" is what a grant needs: certainly yes, with every source complete. An attribute that is not
// given makes its comparison unknown, and the grant does not count. So a condition with a
// comparison is hardly ever met *always*; whether it is met *whenever its attributes are given* is
// the question that finds mistakes.
// Example: `@Request[r] ForAnyOfAnyValues:GuidNotEquals {A, B}` is met whenever r is given: it
// keeps nobody from anything.
// Counter-example: `@Request[r] ForAnyOfAllValues:GuidNotEquals {A, B}` is not met for A.
//
// All answers are exact over the requests of a RequestSpace, or unknown (request_search.h).
// Source: CONDITIONS sections 3, 6 and 11. Tests:
// tests/engine/condition_analysis/condition_analysis_test.cc,
// tests/property/condition_analysis_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/truth.h"
#include "engine/condition/condition.h"
#include "engine/condition_analysis/request_search.h"
#include "engine/condition_analysis/request_space.h"

namespace leastwise {

// Each is yes or no only where that is proven.
struct ConditionExtent {
  Truth always = Truth::kUnknown;          // met by every request
  Truth whenever_given = Truth::kUnknown;  // met by every request that gives all attributes
  Truth never = Truth::kUnknown;           // met by none
};
// REQUIRES: the condition is valid, here and below.
[[nodiscard]] ConditionExtent extent_of(const Condition& condition, const RequestSpace& space);

// Whether every request that meets one condition meets the other one.
struct Implication {
  Truth holds = Truth::kUnknown;
  std::optional<ShownRequest> counterexample = {};  // meets the one and not the other
};

struct ConditionComparisonResult {
  Implication forward;   // the first implies the second
  Implication backward;  // the second implies the first
  std::string reason;    // why something is unknown, where that is known: `it compares ...`

  [[nodiscard]] Truth equivalent() const { return truth_and(forward.holds, backward.holds); }
};
[[nodiscard]] ConditionComparisonResult compare_conditions(const Condition& first,
                                                           const Condition& second,
                                                           const RequestSpace& space);

// Operands of AND and OR without which the condition is met by the same requests; from the back of
// the text, so that of two equal clauses the second one is named, and without what stands inside
// another one of them. All of them can be left out together.
struct OperandsWithoutEffect {
  std::vector<ConditionNodeId> operands;
  bool complete = true;  // false: not every part could be looked at, within the limits of searches
};
[[nodiscard]] OperandsWithoutEffect operands_without_effect(const Condition& condition,
                                                            const RequestSpace& space);

// A request on which AND before OR and left to right differ. `found` is no for a condition whose
// parentheses leave no choice.
[[nodiscard]] SearchAnswer difference_of_readings(const Condition& condition,
                                                  const RequestSpace& space);

}  // namespace leastwise
