// The law: the cover is a cover, no subset of the columns with fewer members is one, and the bound
// is between a true lower bound and the size of the cover; over small random problems, and over
// problems that the reductions alone do not solve.
#include "engine/synthesis/set_cover.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <string>
#include <vector>

namespace leastwise {
namespace {

using Lists = std::vector<std::vector<std::size_t>>;

std::vector<Bitset> columns_of(std::size_t rows, const Lists& lists) {
  std::vector<Bitset> columns;
  for (const auto& list : lists) {
    columns.emplace_back(rows);
    for (const std::size_t row : list) {
      columns.back().set(row);
    }
  }
  return columns;
}

bool covers(std::size_t rows, const std::vector<Bitset>& columns,
            const std::vector<std::uint32_t>& chosen) {
  Bitset all(rows);
  for (const std::uint32_t c : chosen) {
    all |= columns[c];
  }
  return all.count() == rows;
}

// Every subset of the columns is tried. REQUIRES: at most 20 columns.
std::size_t brute_force(std::size_t rows, const std::vector<Bitset>& columns) {
  std::size_t best = columns.size() + 1;
  for (std::uint32_t subset = 0; subset < (1U << columns.size()); ++subset) {
    const auto size = static_cast<std::size_t>(std::popcount(subset));
    if (size >= best) {
      continue;
    }
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t c = 0; c < columns.size(); ++c) {
      if (((subset >> c) & 1U) != 0) {
        chosen.push_back(c);
      }
    }
    if (covers(rows, columns, chosen)) {
      best = size;
    }
  }
  return best;
}

// Each row lies in at least one column; sparse ones resist the reductions.
std::vector<Bitset> random_columns(std::mt19937& random, std::size_t rows, std::size_t count) {
  std::vector<Bitset> columns(count, Bitset(rows));
  const std::size_t tries = 1 + random() % 4;
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t i = 0; i < tries; ++i) {
      columns[random() % count].set(r);
    }
  }
  return columns;
}

TEST(SetCover, NothingNeedsNothing) {
  const SetCover none = minimum_set_cover(0, {});
  EXPECT_TRUE(none.columns.empty());
  EXPECT_TRUE(none.is_minimum());
  EXPECT_TRUE(minimum_set_cover(0, columns_of(0, {{}, {}})).columns.empty());
}

TEST(SetCover, PrefersTheFirstOfEqualColumns) {
  const auto columns = columns_of(3, {{0}, {0, 1}, {0, 1}, {2}, {2}});
  const SetCover cover = minimum_set_cover(3, columns);
  EXPECT_EQ(cover.columns, (std::vector<std::uint32_t>{1, 3}));
  EXPECT_TRUE(cover.is_minimum());
}

// No row has a column of its own, and no row or column is dominated: only the dual proves two.
TEST(SetCover, ProvesAnOddCircleByTheDual) {
  const auto columns = columns_of(3, {{0, 1}, {1, 2}, {2, 0}});
  const SetCover cover = minimum_set_cover(3, columns);
  EXPECT_EQ(cover.columns.size(), 2U);
  EXPECT_EQ(cover.lower_bound, 2U);
  EXPECT_EQ(cover.nodes, 0U);
}

TEST(SetCover, AddsUpIndependentParts) {
  const auto columns = columns_of(6, {{0, 1}, {1, 2}, {2, 0}, {3, 4}, {4, 5}, {5, 3}});
  const SetCover cover = minimum_set_cover(6, columns);
  EXPECT_EQ(cover.columns.size(), 4U);
  EXPECT_EQ(cover.lower_bound, 4U);
}

// The greedy choice takes the column of four first and then needs two more.
TEST(SetCover, BeatsTheGreedyChoice) {
  const auto columns = columns_of(8, {{0, 1, 2, 4, 5, 6}, {0, 1, 2, 3}, {4, 5, 6, 7}});
  EXPECT_EQ(minimum_set_cover(8, columns).columns, (std::vector<std::uint32_t>{1, 2}));
}

TEST(SetCover, EqualsBruteForceOnRandomProblems) {
  std::mt19937 random(20261126);
  std::size_t searched = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::size_t rows = 1 + random() % 24;
    const auto columns = random_columns(random, rows, 1 + random() % 13);
    const SetCover cover = minimum_set_cover(rows, columns);
    ASSERT_TRUE(covers(rows, columns, cover.columns)) << i;
    ASSERT_EQ(cover.columns.size(), brute_force(rows, columns)) << i;
    ASSERT_TRUE(cover.is_minimum()) << i;
    searched += cover.nodes;
  }
  EXPECT_GT(searched, 100U) << "the reductions alone have solved everything";
}

// Every column holds three rows and every row has three columns, so nothing can be reduced.
std::vector<Bitset> circulant(std::size_t points) {
  std::vector<Bitset> columns;
  for (std::size_t c = 0; c < points; ++c) {
    columns.emplace_back(points);
    for (const std::size_t step : {0U, 3U, 10U}) {
      columns.back().set((c + step) % points);
    }
  }
  return columns;
}

// Past the budget the cover is still one, and the bound still holds.
TEST(SetCover, StatesTheGapPastTheBudget) {
  const auto columns = circulant(15);
  const std::size_t least = brute_force(15, columns);
  for (const std::size_t budget : {0U, 1U, 2U, 5U, 20U}) {
    const SetCover cover = minimum_set_cover(15, columns, budget);
    EXPECT_TRUE(covers(15, columns, cover.columns));
    EXPECT_LE(cover.nodes, budget);
    EXPECT_LE(cover.lower_bound, least);
    EXPECT_GE(cover.columns.size(), least);
  }
  EXPECT_FALSE(minimum_set_cover(15, columns, 0).is_minimum());
  EXPECT_EQ(minimum_set_cover(15, columns).columns.size(), least);
  EXPECT_TRUE(minimum_set_cover(15, columns).is_minimum());
}

TEST(SetCover, GivesTheSameAnswerTwice) {
  std::mt19937 random(5);
  const auto columns = random_columns(random, 40, 30);
  EXPECT_EQ(minimum_set_cover(40, columns).columns, minimum_set_cover(40, columns).columns);
}

}  // namespace
}  // namespace leastwise
