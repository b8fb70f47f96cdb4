// What the conditions of real roles say of an action when a request gives nothing, by the naive
// evaluation (tests/oracle/condition_oracle.h).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/condition/condition.h"
#include "tests/oracle/condition_oracle.h"

namespace leastwise::testing {

class NaiveConditions {
 public:
  // Yes and no where the guards settle it; yes for the empty text.
  [[nodiscard]] Truth says(const std::string& condition, std::string_view action) const {
    if (condition.empty()) {
      return Truth::kYes;
    }
    const auto [entry, is_new] = read_.try_emplace(condition);
    if (is_new) {
      entry->second = Condition::parse(condition);
    }
    return oracle::for_a_grant(
        oracle::possible_values(entry->second.syntax(), {.action = std::string(action)}));
  }

 private:
  mutable std::map<std::string, Condition> read_;
};

}  // namespace leastwise::testing
