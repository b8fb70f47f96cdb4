#include "engine/base/bitset.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace leastwise {
namespace {

using Model = std::set<std::size_t>;

// Sizes at, below and above the borders of a machine word.
constexpr std::size_t kSizes[] = {0, 1, 63, 64, 65, 127, 128, 129, 1000};

struct Pair {
  Bitset bits;
  Model model;
};

Pair random_pair(std::size_t size, std::mt19937& random) {
  Pair pair{Bitset(size), {}};
  for (std::size_t bit = 0; bit < size; ++bit) {
    if (random() % 3 == 0) {
      pair.bits.set(bit);
      pair.model.insert(bit);
    }
  }
  return pair;
}

Model bits_of(const Bitset& bits) {
  Model model;
  for (std::size_t bit = bits.find_next(0); bit < bits.size(); bit = bits.find_next(bit + 1)) {
    model.insert(bit);
  }
  return model;
}

TEST(Bitset, StartsEmptyAndReadsBackWhatWasSet) {
  for (const std::size_t size : kSizes) {
    Bitset bits(size);
    EXPECT_EQ(bits.size(), size);
    EXPECT_TRUE(bits.none());
    EXPECT_EQ(bits.count(), 0U);
    EXPECT_EQ(bits.find_next(0), size);
    for (std::size_t bit = 0; bit < size; ++bit) {
      bits.set(bit);
      EXPECT_TRUE(bits.test(bit));
      EXPECT_EQ(bits.count(), 1U);
      EXPECT_EQ(bits.find_next(0), bit);
      EXPECT_EQ(bits.find_next(bit + 1), size);
      bits.reset(bit);
      EXPECT_TRUE(bits.none());
    }
  }
}

TEST(Bitset, SetAllSetsEveryBitAndNoneBeyondTheSize) {
  for (const std::size_t size : kSizes) {
    Bitset bits(size);
    bits.set_all();
    EXPECT_EQ(bits.count(), size);
    EXPECT_EQ(bits_of(bits).size(), size);
    Bitset one_by_one(size);
    for (std::size_t bit = 0; bit < size; ++bit) {
      one_by_one.set(bit);
    }
    EXPECT_EQ(bits, one_by_one);
    bits.and_not(one_by_one);
    EXPECT_TRUE(bits.none());
  }
}

TEST(Bitset, OperationsEqualThoseOfAnOrderedSet) {
  std::mt19937 random(20240601);
  for (const std::size_t size : kSizes) {
    for (int round = 0; round < 20; ++round) {
      const Pair a = random_pair(size, random);
      const Pair b = random_pair(size, random);
      Model both;
      Model either = a.model;
      Model rest;
      either.insert(b.model.begin(), b.model.end());
      std::ranges::set_intersection(a.model, b.model, std::inserter(both, both.end()));
      std::ranges::set_difference(a.model, b.model, std::inserter(rest, rest.end()));
      Bitset bits = a.bits;
      EXPECT_EQ(bits_of(bits |= b.bits), either);
      EXPECT_EQ(bits.count(), either.size());
      bits = a.bits;
      EXPECT_EQ(bits_of(bits &= b.bits), both);
      EXPECT_EQ(bits.none(), both.empty());
      EXPECT_EQ(a.bits.intersects(b.bits), !both.empty());
      EXPECT_TRUE(bits.is_subset_of(a.bits));
      bits = a.bits;
      EXPECT_EQ(bits_of(bits.and_not(b.bits)), rest);
      EXPECT_EQ(a.bits.is_subset_of(b.bits), rest.empty());
    }
  }
}

TEST(Bitset, FindNextFindsTheLowestBitAtOrAbove) {
  std::mt19937 random(7);
  for (const std::size_t size : kSizes) {
    const Pair pair = random_pair(size, random);
    for (std::size_t from = 0; from <= size + 2; ++from) {
      const auto found = pair.model.lower_bound(from);
      EXPECT_EQ(pair.bits.find_next(from), found == pair.model.end() ? size : *found);
    }
  }
}

TEST(Bitset, EqualSetsHaveEqualHashesAndDifferentSizesDiffer) {
  Bitset a(70);
  Bitset b(70);
  a.set(69);
  EXPECT_NE(a, b);
  b.set(69);
  EXPECT_EQ(a, b);
  EXPECT_EQ(std::hash<Bitset>()(a), std::hash<Bitset>()(b));
  EXPECT_NE(Bitset(64), Bitset(65));
}

TEST(BitsetDeathTest, SetsOfDifferentUniversesAreABug) {
  Bitset a(10);
  const Bitset b(11);
  EXPECT_DEATH(a |= b, "one universe");
  EXPECT_DEATH(static_cast<void>(a.is_subset_of(b)), "one universe");
}

}  // namespace
}  // namespace leastwise
