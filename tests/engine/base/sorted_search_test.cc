#include "engine/base/sorted_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace leastwise {
namespace {

TEST(SortedSearch, FindsNothingInNothingAndBelowTheFirst) {
  EXPECT_EQ(last_not_above({}, 5), kNotFound);
  const std::vector<std::uint32_t> numbers{2, 5, 9};
  EXPECT_EQ(last_not_above(numbers, 1), kNotFound);
}

TEST(SortedSearch, AgreesWithUpperBoundForEveryLength) {
  for (std::uint32_t length = 1; length <= 70; ++length) {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < length; ++i) {
      numbers.push_back(3 * i + 1);
    }
    for (std::uint32_t value = 1; value <= 3 * length + 2; ++value) {
      const auto behind = std::ranges::upper_bound(numbers, value);
      EXPECT_EQ(last_not_above(numbers, value),
                static_cast<std::uint32_t>(behind - numbers.begin() - 1));
    }
  }
}

}  // namespace
}  // namespace leastwise
