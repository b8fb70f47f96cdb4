#include "engine/action/list_table.h"

#include <algorithm>
#include <utility>

#include "engine/base/hash.h"

namespace leastwise {
namespace {

constexpr std::size_t kFirstSlots = 64;

std::uint64_t hash_list(std::span<const std::uint32_t> list) {
  return hash_bytes({reinterpret_cast<const char*>(list.data()), list.size_bytes()});
}

}  // namespace

ListTable::ListTable() : begins_{0}, slots_(kFirstSlots) {}

// Linear probing in a table that is at most half full, so runs stay short. The upper half of the
// hash is kept as a fingerprint, which spares nearly all comparisons with other lists.
std::uint32_t ListTable::intern(std::span<const std::uint32_t> list) {
  if ((size() + 1) * 2 > slots_.size()) {
    grow();
  }
  const std::uint64_t hash = hash_list(list);
  const auto fingerprint = static_cast<std::uint32_t>(hash >> 32U);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].number != kEmptySlot; at = (at + 1) & mask) {
    if (slots_[at].fingerprint == fingerprint &&
        std::ranges::equal(this->list(slots_[at].number), list)) {
      return slots_[at].number;
    }
  }
  const auto number = static_cast<std::uint32_t>(size());
  slots_[at] = {.fingerprint = fingerprint, .number = number};
  entries_.insert(entries_.end(), list.begin(), list.end());
  begins_.push_back(entries_.size());
  return number;
}

// Lists stay where they are; only their slots move. Hashing them again costs less than to keep the
// whole hash of each would.
void ListTable::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == kEmptySlot) {
      continue;
    }
    std::size_t at = hash_list(list(slot.number)) & mask;
    while (slots_[at].number != kEmptySlot) {
      at = (at + 1) & mask;
    }
    slots_[at] = slot;
  }
}

}  // namespace leastwise
