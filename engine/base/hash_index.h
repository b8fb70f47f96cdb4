// Numbers found by hash: an open hash table of small slots beside whatever the numbers stand for.
//
// A slot keeps 32 bits of the hash beside the number, so that a search looks at a candidate only
// where it is nearly sure to be the one. The low ones of these bits choose the slot: growing needs
// neither the candidates nor their hashes. At most half of the slots are taken; linear probing.
// The hash only finds candidates: names can be chosen by an attacker, so the caller compares.
//
//     const auto known = index.find(hash, [&](std::uint32_t n) { return names[n] == name; });
//     if (!known) { index.add(hash, number); }
//
// Tests: tests/engine/base/hash_index_test.cc.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/base/array_checks.h"
#include "engine/base/flat_array.h"

namespace leastwise {

// Move-only. Thread safety: const members from any number of threads.
class HashIndex {
 public:
  // The number that was added under `hash` and of which `is_it(number)` holds. Does not allocate.
  template <class IsIt>
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t hash, const IsIt& is_it) const {
    if (slots_.empty()) {
      return std::nullopt;
    }
    const std::uint32_t wanted = fingerprint(hash);
    for (std::size_t slot = wanted & mask(); slots_[slot].number != kEmpty;
         slot = (slot + 1) & mask()) {
      if (slots_[slot].fingerprint == wanted && is_it(slots_[slot].number)) {
        return slots_[slot].number;
      }
    }
    return std::nullopt;
  }

  // REQUIRES: `number` is below 2^32 - 1, and what it stands for was not added yet.
  void add(std::uint64_t hash, std::uint32_t number) {
    if ((count_ + 1) * 2 > slots_.size()) {
      grow();
    }
    put({fingerprint(hash), number});
    ++count_;
  }

  // Whether every search ends and gives a number below `bound`: for an index from a file.
  [[nodiscard]] bool is_sound(std::size_t bound) const {
    const auto is_empty = [](const Slot& slot) { return slot.number == kEmpty; };
    return slots_.empty() ||
           (searches_end(slots_, is_empty) && std::ranges::all_of(slots_, [&](const Slot& slot) {
              return is_empty(slot) || slot.number < bound;
            }));
  }

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("slots", self.slots_);
  }

 private:
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFFU;
  static constexpr std::size_t kFirstSlots = 16;

  struct Slot {
    std::uint32_t fingerprint = 0;
    std::uint32_t number = kEmpty;
  };

  static std::uint32_t fingerprint(std::uint64_t hash) { return static_cast<std::uint32_t>(hash); }
  [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }

  // Into the first free slot of its search.
  void put(Slot taken) {
    std::size_t slot = taken.fingerprint & mask();
    while (slots_[slot].number != kEmpty) {
      slot = (slot + 1) & mask();
    }
    slots_.mutable_at(slot) = taken;
  }

  void grow() {
    FlatArray<Slot> before;
    before.swap(slots_);
    slots_.resize(std::max(kFirstSlots, before.size() * 2));
    for (const Slot& taken : before) {
      if (taken.number != kEmpty) {
        put(taken);
      }
    }
  }

  FlatArray<Slot> slots_;  // INVARIANT: none, or a power of two and at most half full
  std::size_t count_ = 0;  // of an index that is being built
};

}  // namespace leastwise
