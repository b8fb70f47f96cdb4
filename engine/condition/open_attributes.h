// What a request would have to say for a condition to be decided.
// Tests: tests/engine/condition/open_attributes_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/condition/condition.h"

namespace leastwise {

struct OpenAttribute {
  AttributeSource source = AttributeSource::kResource;
  std::string name;  // as it stands between the brackets

  friend bool operator==(const OpenAttribute&, const OpenAttribute&) = default;
};

// The attributes that the undecided tests of the condition ask for and the request does not have,
// where these tests make a difference; in the order of the text, each once. Empty where the
// condition is decided, or invalid. REQUIRES: `folded_action` is case folded.
[[nodiscard]] std::vector<OpenAttribute> open_attributes(const Condition& condition,
                                                         std::string_view folded_action,
                                                         const ConditionRequest& request);

}  // namespace leastwise
