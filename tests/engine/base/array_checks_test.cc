#include "engine/base/array_checks.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "engine/base/id.h"

namespace leastwise {
namespace {

using Numbers = std::vector<std::uint32_t>;

TEST(ArrayChecks, ARangeLiesWithinTheArray) {
  EXPECT_TRUE(lies_within(0, 0, 0));
  EXPECT_TRUE(lies_within(2, 3, 5));
  EXPECT_FALSE(lies_within(2, 4, 5));
  EXPECT_FALSE(lies_within(6, 0, 5));
  EXPECT_FALSE(lies_within(3, SIZE_MAX, 5));
}

TEST(ArrayChecks, RangesCutTheWholeArray) {
  EXPECT_TRUE(cuts_into_ranges(Numbers{0, 2, 2, 5}, 3, 5));
  EXPECT_TRUE(cuts_into_ranges(Numbers{0}, 0, 0));
  EXPECT_FALSE(cuts_into_ranges(Numbers{}, 0, 0));
  EXPECT_FALSE(cuts_into_ranges(Numbers{1, 5}, 1, 5));
  EXPECT_FALSE(cuts_into_ranges(Numbers{0, 4}, 1, 5));
  EXPECT_FALSE(cuts_into_ranges(Numbers{0, 3, 2, 5}, 3, 5));
  EXPECT_FALSE(cuts_into_ranges(Numbers{0, 5}, 2, 5));
}

TEST(ArrayChecks, SearchesEndAtAnEmptySlotOfATableOfAPowerOfTwo) {
  const auto ends = [](Numbers slots) {
    return searches_end(FlatArray(std::move(slots)), [](std::uint32_t slot) { return slot == 0; });
  };
  EXPECT_TRUE(ends({0}));
  EXPECT_TRUE(ends({7, 7, 7, 0}));
  EXPECT_FALSE(ends({7, 7}));
  EXPECT_FALSE(ends({7, 7, 0}));
  EXPECT_FALSE(ends({}));
}

TEST(ArrayChecks, NoIdIsBelowEveryBound) {
  EXPECT_TRUE(is_below(OptionalId<RoleId>(), 0));
  EXPECT_TRUE(is_below(OptionalId<RoleId>(RoleId(4)), 5));
  EXPECT_FALSE(is_below(OptionalId<RoleId>(RoleId(5)), 5));
}

TEST(ArrayChecks, IdsAndNumbersAreBelowABound) {
  const FlatArray<RoleId> ids(std::vector<RoleId>{RoleId(0), RoleId(4)});
  EXPECT_TRUE(all_below(ids, 5));
  EXPECT_FALSE(all_below(ids, 4));
  EXPECT_FALSE(all_below(std::span<const std::uint32_t>(Numbers{1, 9}), 9));
}

}  // namespace
}  // namespace leastwise
