#include "engine/lattice/role_comparison.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/engine/action/support.h"
#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::parse_all;
using testing::pointers;
using testing::SmallCompiled;
using testing::SmallTenant;
using Texts = std::vector<std::string_view>;
using enum PermissionRelation;

const ConditionId c(0);
const ConditionId d(1);

// Blocks told by texts.
class Side {
 public:
  struct Block {
    Texts granted = {};
    Texts subtracted = {};
    std::optional<ConditionId> condition = {};
  };

  Side(std::initializer_list<Block> blocks) {
    patterns_.reserve(blocks.size() * 2);
    pointers_.reserve(blocks.size() * 2);
    for (const Block& block : blocks) {
      views_.push_back({add(block.granted), add(block.subtracted), block.condition});
    }
  }
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;

  [[nodiscard]] std::span<const BlockView> views() const { return views_; }

 private:
  std::span<const ActionPattern* const> add(const Texts& texts) {
    patterns_.push_back(parse_all(texts));
    pointers_.push_back(pointers(patterns_.back()));
    return pointers_.back();
  }

  std::vector<std::vector<ActionPattern>> patterns_;
  std::vector<std::vector<const ActionPattern*>> pointers_;
  std::vector<BlockView> views_;
};

const Texts kKnown = {"A/known/write", "A/read", "A/known/read", "B/read", "A/*", ""};

PlaneComparison compared(const Side& first, const Side& second, const Texts& known = kKnown) {
  const auto result = compare(first.views(), second.views(), known);
  EXPECT_TRUE(result.has_value());
  return *result;
}

PermissionRelation exact_relation(const Side& first, const Side& second) {
  return relation(compared(first, second).exact);
}

// `A/read known`, `a made up`, `A/read known if 0 not 1`.
std::vector<std::string> texts(const Difference& difference) {
  std::vector<std::string> texts;
  for (const DifferenceWitness& witness : difference.witnesses) {
    std::string text = witness.shown.action + (witness.shown.known ? " known" : " made up");
    for (const ConditionId id : witness.met) {
      text += " if " + std::to_string(id.value());
    }
    for (const ConditionId id : witness.unmet) {
      text += " not " + std::to_string(id.value());
    }
    EXPECT_EQ(witness.on_condition(), !witness.met.empty() || !witness.unmet.empty());
    texts.push_back(std::move(text));
  }
  return texts;
}

using Strings = std::vector<std::string>;
using Positions = std::vector<std::uint32_t>;

TEST(RoleComparison, EachRelation) {
  EXPECT_EQ(exact_relation({{{"A/*"}}}, {{{"a/*"}}}), kEqual);
  EXPECT_EQ(exact_relation({{{"A/read"}}}, {{{"A/*"}}}), kSubset);
  EXPECT_EQ(exact_relation({{{"A/*"}}}, {{{"A/read"}}}), kSuperset);
  EXPECT_EQ(exact_relation({{{"A/*"}}}, {{{"B/*"}}}), kDisjoint);
  EXPECT_EQ(exact_relation({{{"A/*"}}}, {{{"*/read"}}}), kOverlapping);
  EXPECT_EQ(exact_relation({{{"*"}, {"A/write"}}}, {{{"A/*"}}}), kOverlapping);
  EXPECT_EQ(exact_relation({{{"A/*"}, {}, c}}, {{{"A/*"}, {}, d}}), kUndetermined);
}

TEST(RoleComparison, EmptySets) {
  EXPECT_EQ(exact_relation({}, {{{""}}}), kEqual);
  EXPECT_EQ(exact_relation({{{"A/x"}, {"A/*"}}}, {{{"B"}}}), kSubset);
}

TEST(RoleComparison, BlocksSubtractFromThemselvesOnly) {
  EXPECT_EQ(exact_relation({{{"*"}, {"A/write"}}, {{"A/*"}}}, {{{"*"}}}), kEqual);
}

TEST(RoleComparison, KnownOperationsMayTellLessApart) {
  const PlaneComparison result = compared({{{"A/*"}}}, {{{"A/*/read"}, {}}, {{"A/*/write"}, {}}});
  EXPECT_EQ(relation(result.exact), kSuperset);
  EXPECT_EQ(relation(result.over_known), kEqual);
  EXPECT_TRUE(result.only_in_first.any);
  EXPECT_EQ(result.only_in_first.known, Positions{});
  EXPECT_EQ(texts(result.only_in_first), Strings{"a/a made up"});
}

TEST(RoleComparison, WitnessesAreTheShortestKnownOperations) {
  const PlaneComparison result = compared({{{"A/*"}}}, {{{"B/*"}}});
  EXPECT_EQ(texts(result.only_in_first),
            (Strings{"A/read known", "A/known/read known", "A/known/write known"}));
  EXPECT_EQ(result.only_in_first.known, (Positions{0, 1, 2}));
  EXPECT_TRUE(result.only_in_first.certain);
  EXPECT_EQ(result.only_in_first.known_on_condition, Positions{});
  EXPECT_EQ(texts(result.only_in_second), Strings{"B/read known"});
}

TEST(RoleComparison, ShowsNoMoreWitnessesThanAPersonReads) {
  const Texts known = {"A/7", "A/6", "A/5", "A/4", "A/3", "A/2", "A/1"};
  const PlaneComparison result = compared({{{"A/*"}}}, {}, known);
  EXPECT_EQ(texts(result.only_in_first),
            (Strings{"A/1 known", "A/2 known", "A/3 known", "A/4 known", "A/5 known"}));
  EXPECT_EQ(result.only_in_first.known.size(), 7U);
}

TEST(RoleComparison, ADifferenceWithoutAWitnessIsStillOne) {
  const PlaneComparison result = compared({{{"A\x01"}}}, {});
  EXPECT_TRUE(result.only_in_first.any);
  EXPECT_TRUE(result.only_in_first.witnesses.empty());
  EXPECT_EQ(relation(result.exact), kSuperset);
}

TEST(RoleComparison, WitnessesNameTheConditionsThatTheyNeed) {
  // Only the first ever grants it, and needs a condition.
  EXPECT_EQ(texts(compared({{{"B/read"}, {}, c}}, {{{"A/*"}}}).only_in_first),
            Strings{"B/read known if 0"});
  // Both grant it, the second under a condition.
  const PlaneComparison guarded = compared({{{"A/read"}}}, {{{"A/*"}, {}, d}});
  EXPECT_EQ(texts(guarded.only_in_first), Strings{"A/read known not 1"});
  EXPECT_TRUE(guarded.only_in_first.any);
  EXPECT_FALSE(guarded.only_in_first.certain);
  EXPECT_EQ(guarded.only_in_first.known, Positions{1});
  EXPECT_EQ(guarded.only_in_first.known_on_condition, Positions{1});
  // Each under its own.
  const PlaneComparison apart = compared({{{"B/read"}, {}, c}}, {{{"B/read"}, {}, d}});
  EXPECT_EQ(texts(apart.only_in_first), Strings{"B/read known if 0 not 1"});
  EXPECT_EQ(texts(apart.only_in_second), Strings{"B/read known if 1 not 0"});
}

TEST(RoleComparison, WhatNeedsNoConditionIsShownFirst) {
  const PlaneComparison result =
      compared({{{"A/known/write"}}, {{"A/read"}, {}, c}, {{"B/read"}}}, {{{"B/read"}, {}, d}});
  EXPECT_EQ(texts(result.only_in_first),
            (Strings{"A/known/write known", "A/read known if 0", "B/read known not 1"}));
  EXPECT_TRUE(result.only_in_first.certain);
  EXPECT_EQ(result.only_in_first.known, (Positions{0, 1, 3}));
  EXPECT_EQ(result.only_in_first.known_on_condition, (Positions{1, 3}));
}

TEST(RoleComparison, CountsWhatBothAndEitherGrant) {
  const PlaneComparison result = compared({{{"A/*"}}}, {{{"*/read"}, {}, c}, {{"A/read"}}});
  EXPECT_EQ(result.in_both.certain, 1U);
  EXPECT_EQ(result.in_both.on_condition, 1U);  // A/known/read
  EXPECT_EQ(result.in_either.certain, 3U);
  EXPECT_EQ(result.in_either.on_condition, 1U);  // B/read
}

TEST(RoleComparison, GivesUpWithTheNameOfAPattern) {
  const Side side{{{"*/one/*", "*/two/*", "*/three/*"}}};
  const auto result = compare(side.views(), {}, {}, 50);
  ASSERT_FALSE(result.has_value());
  EXPECT_NE(result.error().message.find("`*/"), std::string::npos);
}

class RolesCompared : public ::testing::Test {
 protected:
  RolesCompared() {
    t.role("Ops", {{.actions = {"A/*"}, .data_actions = {"A/read"}}});
    t.role("Reader", {{.actions = {"*/read"}, .data_actions = {"A/read"}}});
    t.role("Guarded", {{.actions = {"A/*"}, .condition = "when"}});
    t.role("DataOnly", {{.data_actions = {"A/read", "A/write"}}});
    t.operation("A/read", OperationPlane::kBoth);
    t.operation("A/write", OperationPlane::kData);
    t.operation("A/start");
  }

  SmallTenant t;
};

TEST_F(RolesCompared, PlaneByPlaneAndTogether) {
  const SmallCompiled world(t);
  const auto result = compare_roles(world.compiled, world.role("Ops"), world.role("Reader"));
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(relation(result->at(Plane::kControl).exact), kOverlapping);
  EXPECT_EQ(relation(result->at(Plane::kControl).over_known), kSuperset);
  EXPECT_EQ(relation(result->at(Plane::kData).exact), kEqual);
  EXPECT_EQ(relation(result->exact()), kOverlapping);
  EXPECT_EQ(relation(result->over_known()), kSuperset);
  const Difference& difference = result->at(Plane::kControl).only_in_first;
  EXPECT_EQ(texts(difference), Strings{"A/start known"});
  EXPECT_EQ(world.tenant.operations().name(OperationId(difference.known.at(0))), "A/start");
}

// What is within in one plane and around in the other is neither in both.
TEST_F(RolesCompared, PlanesMayPullApart) {
  const SmallCompiled world(t);
  const auto result = compare_roles(world.compiled, world.role("Ops"), world.role("DataOnly"));
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(relation(result->at(Plane::kControl).exact), kSuperset);
  EXPECT_EQ(relation(result->at(Plane::kData).exact), kSubset);
  EXPECT_EQ(relation(result->exact()), kOverlapping);
}

TEST_F(RolesCompared, ConditionsOfBlocksTakePart) {
  const SmallCompiled world(t);
  const auto result = compare_roles(world.compiled, world.role("Guarded"), world.role("Ops"));
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(relation(result->at(Plane::kControl).exact), kSubset);
  EXPECT_EQ(texts(result->at(Plane::kControl).only_in_second),
            (Strings{"A/read known not 0", "A/start known not 0"}));
}

TEST_F(RolesCompared, AnUndefinedRoleIsABug) {
  t.user("ann");
  t.assign("one", {"ann", "Unheard", "/subscriptions/s"});
  const SmallCompiled world(t);
  EXPECT_DEATH((void)compare_roles(world.compiled, world.role("Ops"), world.role("Unheard")),
               "are defined");
}

}  // namespace
}  // namespace leastwise
