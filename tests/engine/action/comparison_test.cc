#include "engine/action/comparison.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/engine/action/support.h"

namespace leastwise {
namespace {

using testing::parse_all;
using testing::pointers;

// One block a side.
Comparison compare_blocks(const std::vector<std::string_view>& granted,
                          const std::vector<std::string_view>& subtracted,
                          const std::vector<std::string_view>& other_granted,
                          const std::vector<std::string_view>& other_subtracted = {}) {
  const auto a = parse_all(granted);
  const auto b = parse_all(subtracted);
  const auto c = parse_all(other_granted);
  const auto d = parse_all(other_subtracted);
  const auto lists = std::vector{pointers(a), pointers(b), pointers(c), pointers(d)};
  const std::vector<std::string_view> known = {"A/known/write"};
  const auto result = compare(std::vector{BlockView{lists[0], lists[1]}},
                              std::vector{BlockView{lists[2], lists[3]}}, known);
  EXPECT_TRUE(result.has_value());
  return *result;
}

TEST(Comparison, EachRelation) {
  EXPECT_EQ(compare_blocks({"A/*"}, {}, {"a/*"}).relation, SetRelation::kEqual);
  EXPECT_EQ(compare_blocks({"A/read"}, {}, {"A/*"}).relation, SetRelation::kSubset);
  EXPECT_EQ(compare_blocks({"A/*"}, {}, {"A/read"}).relation, SetRelation::kSuperset);
  EXPECT_EQ(compare_blocks({"A/*"}, {}, {"B/*"}).relation, SetRelation::kDisjoint);
  EXPECT_EQ(compare_blocks({"A/*"}, {}, {"*/read"}).relation, SetRelation::kOverlapping);
  EXPECT_EQ(compare_blocks({"*"}, {"A/write"}, {"A/*"}).relation, SetRelation::kOverlapping);
}

TEST(Comparison, EmptySets) {
  EXPECT_EQ(compare_blocks({}, {}, {""}).relation, SetRelation::kEqual);
  EXPECT_EQ(compare_blocks({"A/x"}, {"A/*"}, {"B"}).relation, SetRelation::kSubset);
}

TEST(Comparison, WitnessesShowTheDifference) {
  const Comparison result = compare_blocks({"*"}, {"A/*/write"}, {"A/*"});
  EXPECT_TRUE(result.left_surplus);
  EXPECT_TRUE(result.right_surplus);
  EXPECT_EQ(result.left_witness, (Witness{"a", false}));
  EXPECT_EQ(result.right_witness, (Witness{"A/known/write", true}));
  const Comparison equal = compare_blocks({"A/*"}, {}, {"A/*"});
  EXPECT_FALSE(equal.left_surplus);
  EXPECT_EQ(equal.left_witness, std::nullopt);
}

TEST(Comparison, SurplusWithoutAWitnessIsStillASurplus) {
  const Comparison result = compare_blocks({"A\x01"}, {}, {});
  EXPECT_TRUE(result.left_surplus);
  EXPECT_EQ(result.left_witness, std::nullopt);
  EXPECT_EQ(result.relation, SetRelation::kSuperset);
}

TEST(Comparison, BlocksSubtractFromThemselvesOnly) {
  const auto patterns = parse_all({"*", "A/write", "A/*"});
  const auto all = pointers(patterns);
  const std::span<const ActionPattern* const> span = all;
  const std::vector two = {BlockView{span.first(1), span.subspan(1, 1)},
                           BlockView{span.subspan(2, 1), {}}};
  const std::vector one = {BlockView{span.first(1), {}}};
  const auto result = compare(two, one, {});
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->relation, SetRelation::kEqual);
}

TEST(Comparison, GivesUpWithTheNameOfAPattern) {
  const auto patterns = parse_all({"*/one/*", "*/two/*", "*/three/*"});
  const auto all = pointers(patterns);
  const auto result = compare(std::vector{BlockView{all, {}}}, {}, {}, 50);
  ASSERT_FALSE(result.has_value());
  EXPECT_NE(result.error().message.find("`*/"), std::string::npos);
}

TEST(Comparison, RelationsHaveNames) {
  EXPECT_EQ(to_string(SetRelation::kEqual), "equal");
  EXPECT_EQ(to_string(SetRelation::kSubset), "subset");
  EXPECT_EQ(to_string(SetRelation::kSuperset), "superset");
  EXPECT_EQ(to_string(SetRelation::kDisjoint), "disjoint");
  EXPECT_EQ(to_string(SetRelation::kOverlapping), "overlapping");
}

}  // namespace
}  // namespace leastwise
