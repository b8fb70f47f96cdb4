#include "engine/base/sorted_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace leastwise {
namespace {

TEST(SortedSearch, ExamplesOfTheHeader) {
  const std::uint32_t sorted[] = {2, 5, 9};
  EXPECT_EQ(last_not_above(sorted, 7), 1U);
  EXPECT_EQ(last_not_above(sorted, 9), 2U);
  EXPECT_EQ(last_not_above(sorted, 0xFFFFFFFFU), 2U);
  EXPECT_EQ(last_not_above(sorted, 1), kNotFound);
  EXPECT_EQ(last_not_above({}, 1), kNotFound);
}

TEST(SortedSearch, EqualsUpperBoundOnEverySizeWithAndWithoutRepetition) {
  std::mt19937 random(8);
  for (std::size_t size = 0; size < 70; ++size) {
    for (const std::uint32_t range : {10U, 1000U}) {
      std::vector<std::uint32_t> sorted(size);
      std::ranges::generate(sorted, [&] { return 1 + random() % range; });
      std::ranges::sort(sorted);
      for (std::uint32_t value = 0; value <= range + 1; ++value) {
        const auto above = std::ranges::upper_bound(sorted, value);
        const std::uint32_t expected = above == sorted.begin()
                                           ? kNotFound
                                           : static_cast<std::uint32_t>(above - sorted.begin() - 1);
        ASSERT_EQ(last_not_above(sorted, value), expected) << size << " " << value;
      }
    }
  }
}

}  // namespace
}  // namespace leastwise
