// What a request can say of the tests of some conditions, taken apart into independent variables.
// Private to engine/condition_analysis.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/condition/condition.h"
#include "engine/condition_analysis/attribute_states.h"
#include "engine/condition_analysis/request_space.h"

namespace leastwise {

// One of: the action, the suboperations, an attribute, or a comparison of two attributes.
struct SearchVariable {
  enum class Kind : std::uint8_t { kAction, kSuboperations, kAttribute, kPair };

  Kind kind = Kind::kAttribute;
  AttributeKey key = {};                    // kAttribute, and of kPair the left one
  std::string name = {};                    // kAttribute: as the condition writes it first
  std::vector<std::uint32_t> tests;         // numbers; outcomes of states are in this order
  std::vector<AttributeState> states = {};  // kAction: `values` is the action
  std::vector<std::size_t> needs = {};      // kPair: the variables of the two attributes
};

struct SearchVariables {
  std::vector<const ConditionTest*> tests;  // by number
  std::vector<SearchVariable> variables;    // the action first, then the suboperations if asked for
  std::vector<std::size_t> owner;           // by number of the test
  bool has_suboperations = false;
  std::vector<std::string> named_suboperations;  // that the conditions ask for
  bool complete = true;                          // false: too many states, nothing can be searched
  std::string reason = {};  // why what is found may not be so; see RequestSearch::reason()
};

[[nodiscard]] SearchVariables variables_of(std::span<const Condition* const> conditions,
                                           const RequestSpace& space);

}  // namespace leastwise
