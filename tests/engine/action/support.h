// What the tests of engine/action share.
#pragma once

#include <string_view>
#include <vector>

#include "engine/action/action_set.h"
#include "engine/action/atoms.h"
#include "engine/action/pattern.h"
#include "engine/base/check.h"

namespace leastwise::testing {

// REQUIRES: every text is a pattern.
inline std::vector<ActionPattern> parse_all(const std::vector<std::string_view>& texts,
                                            WildcardReading reading = WildcardReading::kAzure) {
  std::vector<ActionPattern> patterns;
  for (const std::string_view text : texts) {
    auto pattern = ActionPattern::parse(text, reading);
    check(pattern.has_value(), "a test's pattern can be parsed");
    patterns.push_back(*std::move(pattern));
  }
  return patterns;
}

inline std::vector<const ActionPattern*> pointers(const std::vector<ActionPattern>& patterns) {
  std::vector<const ActionPattern*> result;
  for (const ActionPattern& pattern : patterns) {
    result.push_back(&pattern);
  }
  return result;
}

// REQUIRES: the patterns stay within the limits.
inline AtomPartition partition_of(const std::vector<std::string_view>& texts,
                                  WildcardReading reading = WildcardReading::kAzure) {
  auto partition = AtomPartition::build(parse_all(texts, reading));
  check(partition.has_value(), "a test's patterns can be partitioned");
  return *std::move(partition);
}

}  // namespace leastwise::testing
