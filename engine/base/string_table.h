// Interned strings: each distinct text is kept once and named by a StringId.
//
// Texts lie one behind the other in blocks that never move (text_blocks.h), so a view stays valid
// for the life of the table. Two tables differ in what they call equal: byte for byte, or ignoring
// ASCII case (the spelling seen first is then the one that is kept, which is what a person wants to
// read back). Example: a folded table interns `Microsoft.Web/sites/read` and
// `microsoft.web/SITES/read` as one id, whose text is the first of the two. Tests:
// tests/engine/base/string_table_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/flat_array.h"
#include "engine/base/id.h"
#include "engine/base/text_blocks.h"

namespace leastwise {

enum class CaseRule : std::uint8_t { kExact, kFolded };

// Move-only; views into it outlive a move, after which the source is an empty table.
// Thread safety: const members from any number of threads; intern() alone.
class StringTable {
 public:
  explicit StringTable(CaseRule rule = CaseRule::kExact) : rule_(rule) {}

  // The id of `text`, which is copied on its first sight. Ids count up from 0.
  // Cost: one hash and, mostly, one comparison.
  StringId intern(std::string_view text);

  // The id of `text` if it was interned. Does not allocate.
  [[nodiscard]] std::optional<StringId> find(std::string_view text) const;

  // REQUIRES: `id` was given by this table.
  [[nodiscard]] std::string_view text(StringId id) const {
    return blocks_.text(places_[id.index()]);
  }

  [[nodiscard]] std::size_t size() const { return places_.size(); }

  // Whether every text lies in the table and every search ends: for a table from a file.
  [[nodiscard]] bool is_sound() const;

  // Its arrays, for a snapshot (base/array_list.h); the rule is that of the table that takes them.
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("places", self.places_);
    visitor("slots", self.slots_);
    visitor("bytes", self.blocks_);
  }

 private:
  static constexpr std::uint32_t kEmptySlot = 0xFFFFFFFFU;

  struct Slot {
    std::uint32_t fingerprint = 0;
    std::uint32_t id = kEmptySlot;
  };

  [[nodiscard]] std::uint64_t hash(std::string_view text) const;
  [[nodiscard]] bool equal(std::string_view a, std::string_view b) const;
  [[nodiscard]] std::size_t find_slot(std::string_view text, std::uint64_t hash) const;
  void grow();

  CaseRule rule_;
  FlatArray<TextExtent> places_;  // by StringId
  FlatArray<Slot> slots_;         // INVARIANT: none, or a power of two and at most half full
  TextBlocks blocks_;
};

}  // namespace leastwise
