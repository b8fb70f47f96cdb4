#include "engine/base/sort_unique.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(SortUnique, SortsAndKeepsEachValueOnce) {
  std::vector<int> values{3, 1, 3, 2, 1};
  sort_unique(values);
  EXPECT_EQ(values, (std::vector<int>{1, 2, 3}));
}

TEST(SortUnique, LeavesAnEmptyListEmpty) {
  std::vector<int> values;
  sort_unique(values);
  EXPECT_TRUE(values.empty());
}

}  // namespace
}  // namespace leastwise
