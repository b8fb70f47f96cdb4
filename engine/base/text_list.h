// Texts by number, one behind the other: what is left of a StringTable when nothing more is added.
//
// Texts lie in blocks that never move (text_blocks.h), so a view stays valid for the life of the
// list. Tests: tests/engine/base/text_list_test.cc.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "engine/base/flat_array.h"
#include "engine/base/id.h"
#include "engine/base/text_blocks.h"

namespace leastwise {

// Move-only; views into it outlive a move, after which the source is an empty list.
// Thread safety: const members from any number of threads.
class TextList {
 public:
  // The number of a copy of `text`; numbers count up from 0.
  StringId add(std::string_view text) {
    places_.push_back(blocks_.add(text));
    return StringId::from_index(places_.size() - 1);
  }

  // REQUIRES: `id` was given by this list.
  [[nodiscard]] std::string_view text(StringId id) const {
    return blocks_.text(places_[id.index()]);
  }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

  // Whether every text lies in the list: for one from a file.
  [[nodiscard]] bool is_sound() const {
    return std::ranges::all_of(places_, [this](const TextExtent& t) { return blocks_.holds(t); });
  }

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("places", self.places_);
    visitor("bytes", self.blocks_);
  }

 private:
  FlatArray<TextExtent> places_;  // by StringId
  TextBlocks blocks_;
};

}  // namespace leastwise
