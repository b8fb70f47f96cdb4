// A hash table from GUIDs to the numbers of the records that hold them: the keys stay in the
// records, so an entry is four bytes and the table can lie in a file as it is.
//
// Example: `index.find(id, [&](std::uint32_t i) { return principals[i].id; })`.
// The full key is compared before an answer counts. Cost: one or two slots at a load of at most one
// half. Tests: tests/engine/base/guid_index_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "engine/base/flat_array.h"
#include "engine/base/guid.h"

namespace leastwise {

class GuidIndex {
 public:
  // The number of `id`, if it was added. `key_of` gives the GUID of a number.
  template <class KeyOf>
  [[nodiscard]] std::optional<std::uint32_t> find(const Guid& id, const KeyOf& key_of) const {
    if (slots_.empty()) {
      return std::nullopt;
    }
    const std::uint32_t number = slots_[slot_of(id, key_of)];
    return number == kEmpty ? std::nullopt : std::optional(number);
  }

  // REQUIRES: `id`, which `number` is to stand for, was not added yet; `key_of` knows `number`.
  template <class KeyOf>
  void add(const Guid& id, std::uint32_t number, const KeyOf& key_of) {
    if ((count_ + 1) * 2 > slots_.size()) {
      grow(key_of);
    }
    slots_.mutable_at(slot_of(id, key_of)) = number;
    ++count_;
  }

  // Whether searches end and give numbers below `bound`: for a table from a file.
  [[nodiscard]] bool is_sound(std::size_t bound) const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("slots", self.slots_);
  }

 private:
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFFU;
  static constexpr std::size_t kFirstSlots = 16;

  // The slot that holds `id`, or the empty one where it belongs.
  template <class KeyOf>
  [[nodiscard]] std::size_t slot_of(const Guid& id, const KeyOf& key_of) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = std::hash<Guid>{}(id)&mask;
    while (slots_[slot] != kEmpty && key_of(slots_[slot]) != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  template <class KeyOf>
  void grow(const KeyOf& key_of) {
    FlatArray<std::uint32_t> before;
    before.swap(slots_);
    slots_.resize(before.empty() ? kFirstSlots : before.size() * 2, kEmpty);
    for (const std::uint32_t number : before) {
      if (number != kEmpty) {
        slots_.mutable_at(slot_of(key_of(number), key_of)) = number;
      }
    }
  }

  FlatArray<std::uint32_t> slots_;  // INVARIANT: none, or a power of two and at most half full
  std::size_t count_ = 0;           // of a table that is being built
};

}  // namespace leastwise
