#include "engine/authorizer/wild_patterns.h"

#include <algorithm>

#include "engine/base/limits.h"

namespace leastwise {

std::uint32_t WildPatterns::add(const ActionPattern& pattern) {
  if (const auto known = numbers_.find(pattern.folded()); known != numbers_.end()) {
    return known->second;
  }
  const auto number = static_cast<std::uint32_t>(patterns_.size());
  patterns_.push_back({texts_.add(pattern.folded()), pattern.shape()});
  numbers_.emplace(texts_.text(patterns_.back().text), number);
  return number;
}

bool WildPatterns::is_sound(WildcardReading reading) const {
  return std::ranges::all_of(patterns_, [&](const Pattern& pattern) {
    return pattern.text.length <= kMaxActionBytes && texts_.holds(pattern.text) &&
           pattern.shape == PatternShape::of(texts_.text(pattern.text), reading);
  });
}

}  // namespace leastwise
