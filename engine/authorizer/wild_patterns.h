// The patterns with a wildcard, as a decision about an unseen action tries them. Private to
// engine/authorizer.
//
// Folded text and shape (action/pattern.h), in flat arrays, each distinct text once.
// Tests: tests/engine/authorizer/wild_patterns_test.cc.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "engine/action/pattern.h"
#include "engine/base/flat_array.h"
#include "engine/base/text_blocks.h"

namespace leastwise {

class WildPatterns {
 public:
  // The number of the pattern, which is new or the one of its folded text.
  std::uint32_t add(const ActionPattern& pattern);

  // Whether all of `folded_action` matches. Allocates nothing.
  [[nodiscard]] bool matches(std::uint32_t number, std::string_view folded_action) const noexcept {
    const Pattern& pattern = patterns_[number];
    return matches_pattern(texts_.text(pattern.text), pattern.shape, folded_action);
  }
  [[nodiscard]] std::size_t size() const { return patterns_.size(); }

  // Whether every pattern may be tried, and all are of this reading: for those from a file.
  [[nodiscard]] bool is_sound(WildcardReading reading) const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("records", self.patterns_);
    visitor("bytes", self.texts_);
  }

 private:
  struct Pattern {
    TextExtent text;
    PatternShape shape;
  };

  FlatArray<Pattern> patterns_;
  TextBlocks texts_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;  // while they are added
};

}  // namespace leastwise
