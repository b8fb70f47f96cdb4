// Where the segments of grant tables lie: few cache lines for a search, whatever the table's size.
// Private to engine/authorizer; what a segment means is told in grant_table_set.h.
//
// A small table (up to kBlock segments) is its begins and behind them the ranges: one line where
// there are up to five. A larger one has a directory, the first begin of every block of kBlock
// segments, and then the blocks, a line of begins and two of ranges each:
//
//   40 segments:  directory b0 b16 b32   |  b0 .. b15  r0 .. r15  |  b16 .. b31  r16 .. r31  | ...
//
// So a search reads the directory, one line of begins and one of ranges, and each can be asked for
// before it is needed. Halving a list of 200 begins would read six lines one after the other.
// Tests: tests/engine/authorizer/segment_lines_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/base/flat_array.h"
#include "engine/base/sorted_search.h"

namespace leastwise {

// A table: where it begins, in words, and how many segments it has.
struct GrantTable {
  std::uint32_t first = 0;
  std::uint32_t count = 0;

  friend auto operator<=>(const GrantTable&, const GrantTable&) = default;
};

class SegmentLines {
 public:
  struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };

  // Appends a table. REQUIRES: `begins` ascending, none 0xFFFFFFFF; as many ranges; at least one.
  GrantTable add(std::span<const std::uint32_t> begins, std::span<const Range> ranges);

  // The range of the last segment that begins at or before `number`; an empty one where there is
  // none.
  [[nodiscard]] Range find(GrantTable table, std::uint32_t number) const noexcept {
    const std::uint32_t* range = find_words(table, number);
    return range == nullptr ? Range() : Range{range[0], range[1]};
  }

  // One segment after the other, by position.
  [[nodiscard]] std::uint32_t begin(GrantTable table, std::uint32_t position) const noexcept {
    return is_small(table) ? word(table)[position]
                           : block(table, position / kBlock)[position % kBlock];
  }
  [[nodiscard]] Range range(GrantTable table, std::uint32_t position) const noexcept {
    const std::uint32_t* words =
        is_small(table) ? word(table) + table.count + std::size_t{position} * 2
                        : block(table, position / kBlock) + kBlock + position % kBlock * 2;
    return {words[0], words[1]};
  }

  // Whether find() of the table stays in it for every number: for a table from a file. Its ranges
  // are the affair of whoever uses them. Cost: linear.
  [[nodiscard]] bool is_sound(GrantTable table) const;
  // Where the words end: tables begin below.
  [[nodiscard]] std::size_t word_count() const { return lines_.size() * kBlock; }

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("lines", self.lines_);
  }

  // Asks memory for what find() reads first; then, with that, for the rest.
  void prefetch(GrantTable table) const noexcept { __builtin_prefetch(word(table)); }
  void prefetch_block(GrantTable table, std::uint32_t number) const noexcept {
    if (is_small(table)) {
      return;
    }
    const std::uint32_t at = last_not_above({word(table), block_count(table)}, number);
    if (at != kNotFound) {
      for (std::size_t line = 0; line < 3; ++line) {
        __builtin_prefetch(block(table, at) + line * kBlock);
      }
    }
  }

 private:
  static constexpr std::uint32_t kBlock = 16;  // words of a cache line
  static constexpr std::uint32_t kPadding = 0xFFFFFFFFU;
  struct alignas(64) Line {
    std::array<std::uint32_t, kBlock> words = {};
  };

  static bool is_small(GrantTable table) noexcept { return table.count <= kBlock; }
  static std::uint32_t block_count(GrantTable table) noexcept {
    return (table.count + kBlock - 1) / kBlock;
  }
  [[nodiscard]] const std::uint32_t* word(GrantTable table) const noexcept {
    return lines_.data()->words.data() + table.first;
  }
  // The words of the directory of a large table: whole lines.
  static std::uint32_t directory_words(GrantTable table) noexcept {
    return (block_count(table) + kBlock - 1) / kBlock * kBlock;
  }
  // The words of a whole table.
  static std::size_t table_words(GrantTable table) noexcept {
    return is_small(table) ? std::size_t{table.count} * 3
                           : directory_words(table) + std::size_t{block_count(table)} * 3 * kBlock;
  }
  [[nodiscard]] const std::uint32_t* block(GrantTable table, std::uint32_t number) const noexcept {
    return word(table) + directory_words(table) + std::size_t{number} * 3 * kBlock;
  }

  [[nodiscard]] const std::uint32_t* find_words(GrantTable table,
                                                std::uint32_t number) const noexcept {
    if (is_small(table)) {
      const std::uint32_t at = last_not_above({word(table), table.count}, number);
      return at == kNotFound ? nullptr : word(table) + table.count + std::size_t{at} * 2;
    }
    const std::uint32_t at = last_not_above({word(table), block_count(table)}, number);
    if (at == kNotFound) {
      return nullptr;
    }
    const std::uint32_t* begins = block(table, at);
    std::uint32_t not_above = 0;  // at least 1: the directory says so
    for (std::uint32_t i = 0; i < kBlock; ++i) {
      not_above += begins[i] <= number ? 1U : 0U;
    }
    return begins + kBlock + std::size_t{not_above - 1} * 2;
  }

  // Room for `words` that does not cross a line where it fits into one; where it begins.
  std::uint32_t reserve(std::size_t words);
  void put(std::size_t at, std::uint32_t value) {
    lines_.mutable_at(at / kBlock).words[at % kBlock] = value;
  }

  FlatArray<Line> lines_{std::vector<Line>(1)};
  std::size_t used_ = 0;  // words, while tables are added
};

}  // namespace leastwise
