#include "engine/action/list_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace leastwise {
namespace {

using List = std::vector<std::uint32_t>;

TEST(ListTable, EqualListsHaveOneNumber) {
  ListTable table;
  EXPECT_EQ(table.intern(List{}), 0U);
  EXPECT_EQ(table.intern(List{1, 2}), 1U);
  EXPECT_EQ(table.intern(List{1}), 2U);
  EXPECT_EQ(table.intern(List{2, 1}), 3U);
  EXPECT_EQ(table.intern(List{1, 2}), 1U);
  EXPECT_EQ(table.intern(List{}), 0U);
  EXPECT_EQ(table.size(), 4U);
  EXPECT_EQ(table.entry_count(), 5U);
  EXPECT_TRUE(std::ranges::equal(table.list(3), List{2, 1}));
  EXPECT_TRUE(table.list(0).empty());
}

TEST(ListTable, KeepsItsListsWhileItGrows) {
  ListTable table;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    EXPECT_EQ(table.intern(List{i, i * i}), i);
  }
  for (std::uint32_t i = 0; i < 5000; ++i) {
    EXPECT_EQ(table.intern(List{i, i * i}), i);
    EXPECT_TRUE(std::ranges::equal(table.list(i), List{i, i * i}));
  }
}

}  // namespace
}  // namespace leastwise
