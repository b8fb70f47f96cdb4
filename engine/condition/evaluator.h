// One test of a condition, asked of one request. Private to engine/condition.
//
// An attribute that is absent makes its comparison unknown; Exists is never unknown where the
// source is complete. A value that is none of the operator's type makes it unknown too. Quantified
// operators are the definitions of CONDITIONS section 6, value by value in Kleene logic: "some of
// none" is no, "every one of none" is yes. Without a quantifier a list of any other length than one
// has no documented meaning: unknown.
// Cost: a search in a sorted list for sets of GUIDs and strings, else values times constants.
#pragma once

#include <string_view>

#include "engine/condition/outcome.h"
#include "engine/condition/program.h"
#include "engine/condition/request.h"

namespace leastwise {

// Allocates nothing. REQUIRES: `folded_action` is case folded.
[[nodiscard]] ConditionOutcome evaluate_test(const ConditionTest& test,
                                             std::string_view folded_action,
                                             const ConditionRequest& request) noexcept;

// What one left value says of the constants on the right: the unary predicate that a quantifier
// asks of some or of every left value. REQUIRES: a comparison whose right side is constants.
[[nodiscard]] Truth passes_constants(const ConditionTest& test,
                                     const AttributeValue& value) noexcept;

}  // namespace leastwise
