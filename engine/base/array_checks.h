// Checks of arrays that come from a file: before the first use of an index it is proven to lie in
// its array.
//
// Tests: tests/engine/base/array_checks_test.cc.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/base/compact_optional.h"
#include "engine/base/flat_array.h"

namespace leastwise {

// Whether the byte of `value` is that of a bool: any other may do anything when it is read as one.
[[nodiscard]] constexpr bool is_sound_bool(const bool& value) {
  return std::bit_cast<std::uint8_t>(value) <= 1;
}

// Whether [first, first + count) lies within `size` values.
[[nodiscard]] constexpr bool lies_within(std::size_t first, std::size_t count, std::size_t size) {
  return first <= size && count <= size - first;
}

// Whether `first` cuts `size` values into `ranges` consecutive ranges: range k is
// [first[k], first[k + 1]). Cost: linear in the ranges.
[[nodiscard]] inline bool cuts_into_ranges(std::span<const std::uint32_t> first, std::size_t ranges,
                                           std::size_t size) {
  return first.size() == ranges + 1 && first.front() == 0 && first.back() == size &&
         std::ranges::is_sorted(first);
}

// Whether every search of an open hash table ends: its size is a power of two, for the mask, and
// one slot at least is empty. Cost: up to the first empty slot.
template <class Slot, class IsEmpty>
[[nodiscard]] bool searches_end(const FlatArray<Slot>& slots, const IsEmpty& is_empty) {
  return std::has_single_bit(slots.size()) && std::ranges::any_of(slots, is_empty);
}

// Whether there is no id, or one below `bound`.
template <class IdType>
[[nodiscard]] constexpr bool is_below(OptionalId<IdType> id, std::size_t bound) {
  return !id || (*id).index() < bound;
}

// Whether all ids, or numbers, are below `bound`. Cost: linear.
template <class IdType>
[[nodiscard]] bool all_below(std::span<const IdType> ids, std::size_t bound) {
  return std::ranges::all_of(ids, [bound](IdType id) {
    if constexpr (requires { id.index(); }) {
      return id.index() < bound;
    } else {
      return id < bound;
    }
  });
}
template <class IdType>
[[nodiscard]] bool all_below(const FlatArray<IdType>& ids, std::size_t bound) {
  return all_below(ids.all(), bound);
}

}  // namespace leastwise
