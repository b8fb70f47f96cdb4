// Interned strings: each distinct text is kept once and named by a StringId.
//
// A text_list.h, and an index from the texts to their numbers. Two tables differ in what they call
// equal: byte for byte, or ignoring ASCII case (the spelling seen first is then the one that is
// kept, which is what a person wants to read back). Example: a folded table interns
// `Microsoft.Web/sites/read` and `microsoft.web/SITES/read` as one id, whose text is the first of
// the two. Tests: tests/engine/base/string_table_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/hash_index.h"
#include "engine/base/id.h"
#include "engine/base/text_list.h"

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
  [[nodiscard]] std::string_view text(StringId id) const { return texts_.text(id); }

  [[nodiscard]] std::size_t size() const { return texts_.size(); }

  // The texts without the index, for whoever asks by number alone.
  [[nodiscard]] const TextList& texts() const { return texts_; }
  [[nodiscard]] TextList& texts() { return texts_; }

  // Whether every text lies in the table and every search ends: for a table from a file.
  [[nodiscard]] bool is_sound() const;

  // Its arrays, for a snapshot (base/array_list.h); the rule is that of the table that takes them.
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor.part("texts", self.texts_);
    visitor.part("index", self.index_);
  }

 private:
  [[nodiscard]] std::uint64_t hash(std::string_view text) const;
  [[nodiscard]] std::optional<StringId> find(std::string_view text, std::uint64_t hash) const;

  CaseRule rule_;
  TextList texts_;
  HashIndex index_;  // of StringIds
};

}  // namespace leastwise
