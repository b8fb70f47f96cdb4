// Interned lists of numbers: each distinct list is kept once and named by a number that counts up.
//
// Subset construction (automaton.h) meets the same sets of states again and again; this table
// tells whether a set is new. Lists lie one behind the other in one vector: no allocation a list.
// Tests: tests/engine/action/list_table_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace leastwise {

// Thread safety: const members from any number of threads.
class ListTable {
 public:
  ListTable();

  // The number of `list`, which is copied on its first sight.
  // REQUIRES: fewer than 2^32 - 1 lists; `list` is no view into this table.
  // Cost: one hash and, mostly, one comparison.
  std::uint32_t intern(std::span<const std::uint32_t> list);

  // REQUIRES: number < size(). The view holds until the next intern().
  [[nodiscard]] std::span<const std::uint32_t> list(std::size_t number) const {
    return std::span(entries_).subspan(begins_[number], begins_[number + 1] - begins_[number]);
  }
  [[nodiscard]] std::size_t size() const { return begins_.size() - 1; }
  // The lengths of all lists together: what the memory grows with.
  [[nodiscard]] std::size_t entry_count() const { return entries_.size(); }

 private:
  static constexpr std::uint32_t kEmptySlot = 0xFFFFFFFFU;

  struct Slot {
    std::uint32_t fingerprint = 0;
    std::uint32_t number = kEmptySlot;
  };

  void grow();

  std::vector<std::uint32_t> entries_;
  std::vector<std::size_t> begins_;  // INVARIANT: one more than there are lists
  std::vector<Slot> slots_;          // INVARIANT: a power of two, at most half full
};

}  // namespace leastwise
