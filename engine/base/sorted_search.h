// Search in a sorted list of numbers without a branch that depends on the data.
//
// std::upper_bound on some hundred entries mispredicts about every second step; here each step is a
// conditional move. Measured in docs/performance.md.
// Tests: tests/engine/base/sorted_search_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace leastwise {

inline constexpr std::uint32_t kNotFound = 0xFFFFFFFFU;

// The index of the last number that is not above `value`, or kNotFound.
// REQUIRES: `sorted` is ascending. Cost: logarithmic, no unpredictable branch but the last.
// Example: in {2, 5, 9} the index for 7 is 1, for 9 it is 2, for 1 there is none.
[[nodiscard]] inline std::uint32_t last_not_above(std::span<const std::uint32_t> sorted,
                                                  std::uint32_t value) noexcept {
  if (sorted.empty()) {
    return kNotFound;
  }
  const std::uint32_t* base = sorted.data();
  for (std::size_t count = sorted.size(); count > 1;) {
    const std::size_t half = count / 2;
    base += static_cast<std::size_t>(base[half] <= value) * half;
    count -= half;
  }
  return *base <= value ? static_cast<std::uint32_t>(base - sorted.data()) : kNotFound;
}

}  // namespace leastwise
