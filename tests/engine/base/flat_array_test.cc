#include "engine/base/flat_array.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace leastwise {
namespace {

using Numbers = FlatArray<std::uint32_t>;

std::vector<std::uint32_t> values(const Numbers& array) { return {array.begin(), array.end()}; }

TEST(FlatArray, OwnsWhatItIsGivenAndGrows) {
  Numbers array(std::vector<std::uint32_t>{1, 2});
  array.push_back(3);
  array.append(std::vector<std::uint32_t>{4, 5});
  array.resize(6, 9);
  array.mutable_at(0) = 7;
  EXPECT_EQ(values(array), (std::vector<std::uint32_t>{7, 2, 3, 4, 5, 9}));
  EXPECT_EQ(array.front(), 7U);
  EXPECT_EQ(array.back(), 9U);
  EXPECT_EQ(array.part(1, 2)[1], 3U);
}

TEST(FlatArray, AViewReadsInPlace) {
  const std::vector<std::uint32_t> elsewhere{1, 2, 3};
  const Numbers array = Numbers::view(elsewhere);
  EXPECT_EQ(array.data(), elsewhere.data());
  EXPECT_EQ(values(array), elsewhere);
}

TEST(FlatArray, AMoveKeepsAddressesAndEmptiesTheSource) {
  Numbers source(std::vector<std::uint32_t>{1, 2, 3});
  const std::uint32_t* const address = source.data();
  Numbers target(std::move(source));
  EXPECT_EQ(target.data(), address);
  EXPECT_TRUE(source.empty());  // NOLINT(bugprone-use-after-move): what the source is then
  source = std::move(target);
  EXPECT_EQ(source.data(), address);
  Numbers other(std::vector<std::uint32_t>{8});
  other.swap(source);
  EXPECT_EQ(other.data(), address);
  EXPECT_EQ(values(source), (std::vector<std::uint32_t>{8}));
}

TEST(FlatArrayDeathTest, AViewIsNotChanged) {
  const std::vector<std::uint32_t> elsewhere{1};
  Numbers array = Numbers::view(elsewhere);
  EXPECT_DEATH(array.push_back(2), "a view of an array is not changed");
}

}  // namespace
}  // namespace leastwise
