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

// Numbers of one cache line are counted, all at once, instead of halved: halving waits for memory
// at each step.
inline constexpr std::size_t kLinearBelow = 16;

// The index of the last number that is not above `value`, or kNotFound.
// REQUIRES: `sorted` is ascending. Cost: logarithmic, no unpredictable branch but the last.
// Example: in {2, 5, 9} the index for 7 is 1, for 9 it is 2, for 1 there is none.
[[nodiscard]] inline std::uint32_t last_not_above(std::span<const std::uint32_t> sorted,
                                                  std::uint32_t value) noexcept {
  const std::uint32_t* base = sorted.data();
  std::size_t count = sorted.size();
  while (count > kLinearBelow) {
    const std::size_t half = count / 2;
    base = base[half] <= value ? base + half : base;
    count -= half;
  }
  // Ascending, so how many are not above tells the last of them.
  std::uint32_t not_above = 0;
  for (std::size_t i = 0; i < count; ++i) {
    not_above += base[i] <= value ? 1U : 0U;
  }
  return not_above == 0 ? kNotFound
                        : static_cast<std::uint32_t>(base - sorted.data()) + not_above - 1;
}

}  // namespace leastwise
