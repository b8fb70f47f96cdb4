// What an attribute can be, as far as a condition's tests tell it apart: a finite list of states.
//
// Each state stands for all values, or lists of values, on which all tests of the attribute say the
// same; each has one of them to show. A value is one of finitely many cells (string_cells.h, the
// named GUIDs and another one, the named numbers and their neighbours), and a list is the set of
// the cells that it touches, since a quantifier asks of some value or of every value. So the states
// of lists are the closure of the cells under union.
// Example: `ForAnyOfAnyValues:StringEquals {'a', 'b'}` has three states: [] and [x] are not met
// alike, [a] and [b] are met alike, and then there is "not given".
//
// An attribute that is compared as two types (`StringEquals` and `GuidEquals`) has the states of
// each type combined freely, which is more than there are: `exact` is false then, and what is found
// has to be tried out.
// Tests: tests/engine/condition_analysis/attribute_states_test.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/condition/outcome.h"
#include "engine/condition/program.h"

namespace leastwise {

// Which lists a request can give.
enum class ValueCount : std::uint8_t {
  kOne,       // one value, or the attribute is not given
  kAny,       // any number of values, or the attribute is not given
  kAnyGiven,  // any number of values: suboperations, which are always told
};

struct AttributeState {
  std::optional<std::vector<std::string>> values;  // empty where the attribute is not given
  std::vector<ConditionOutcome> outcomes;          // by position in the tests
};

struct AttributeStates {
  std::vector<AttributeState> states;  // what is given first, short lists first, then "not given"
  bool exact = true;
};

// The states for `tests`, each of which has the attribute on one side and constants on the other
// (or is Exists, or SubOperationMatches). Empty where there are more than `max_states`.
[[nodiscard]] std::optional<AttributeStates> attribute_states(
    const AttributeKey& key, std::span<const ConditionTest* const> tests, ValueCount count,
    std::size_t max_states);

}  // namespace leastwise
