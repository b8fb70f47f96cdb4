// LW010: two roles that say the same, or nearly.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

class EqualRolesTest : public ::testing::Test {
 protected:
  EqualRolesTest() {
    for (int i = 0; i < 100; ++i) {
      t.operation(fmt::format("p/t{}/write", i));
    }
  }

  // The operations `first` to `end`, one by one.
  [[nodiscard]] static BlockRecord some(int first, int end) {
    BlockRecord block;
    for (int i = first; i < end; ++i) {
      block.actions.push_back(fmt::format("p/t{}/write", i));
    }
    return block;
  }

  [[nodiscard]] Names found() const { return messages_of(SmallAudit(t).run("LW010")); }

  SmallTenant t;
};

TEST_F(EqualRolesTest, ToABuiltInRole) {
  t.built_in("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", {{.actions = {"*/read"}}});
  t.role("Mine", {{.actions = {"*/read", "p/x/read"}}});
  RuleOutcome outcome = SmallAudit(t).run("LW010");
  EXPECT_EQ(messages_of(outcome), Names{"custom role `Mine` grants exactly what role `Reader` "
                                        "grants"});
  EXPECT_EQ(outcome.findings()[0].severity, FindingSeverity::kLow);
  EXPECT_EQ(outcome.findings()[0].subject.detail, "acdd72a7-3385-48ef-bd42-f606fba81ae7");
  EXPECT_EQ(outcome.findings()[0].chain.size(), 2U);
}

TEST_F(EqualRolesTest, APairOfCustomRolesIsToldOnce) {
  t.role("First", {{.actions = {"a/*"}}});
  t.role("Second", {{.actions = {"A/*"}}});
  EXPECT_EQ(found(), Names{"custom role `Second` grants exactly what custom role `First` grants"});
}

TEST_F(EqualRolesTest, ThePairIsToldAtTheOneThatTakesPart) {
  t.user("ann");
  t.role("First", {{.actions = {"a/*"}}});
  t.role("Second", {{.actions = {"a/*"}}});
  t.assign("a1", {"ann", "First", "/subscriptions/s"});
  SmallAudit audit(t);
  audit.only_principal("ann");
  EXPECT_EQ(messages_of(audit.run("LW010")),
            Names{"custom role `First` grants exactly what custom role `Second` grants"});
}

TEST_F(EqualRolesTest, PairsOfBuiltInRolesAreNobodysMistake) {
  t.built_in("A", "acdd72a7-3385-48ef-bd42-f606fba81ae7", {{.actions = {"a/*"}}});
  t.built_in("B", "acdd72a7-3385-48ef-bd42-f606fba81ae8", {{.actions = {"a/*"}}});
  EXPECT_EQ(found(), Names{});
}

TEST_F(EqualRolesTest, EqualOnBothPlanesAndUnderTheSameConditions) {
  t.role("Control", {{.actions = {"a/*"}}});
  t.role("Both", {{.actions = {"a/*"}, .data_actions = {"a/*"}}});
  t.role("If", {{.actions = {"a/*"}, .condition = "c"}});
  t.role("Or", {{.actions = {"a/*"}, .condition = "d"}});
  EXPECT_EQ(found(), Names{});
  t.role("Again", {{.actions = {"a/*"}, .condition = "c"}});
  EXPECT_EQ(found(), Names{"custom role `Again` grants exactly what custom role `If` grants"});
}

TEST_F(EqualRolesTest, RolesThatGrantNothingAreNotCompared) {
  t.role("A", {{.actions = {"a/*"}, .not_actions = {"*"}}});
  t.role("B", {{}});
  EXPECT_EQ(found(), Names{});
}

TEST_F(EqualRolesTest, NearlyEqualIsLessThanFivePercentMore) {
  t.role("Nineteen", {some(0, 95)});
  t.role("Twenty", {some(0, 100)});
  EXPECT_EQ(found(), Names{}) << "five of a hundred";
  t.role("Ninety-six", {some(0, 96)});
  EXPECT_EQ(found(),
            (Names{"custom role `Ninety-six` grants the known operations of custom role `Nineteen` "
                   "and only 1 more",
                   "custom role `Ninety-six` grants the known operations of custom role `Twenty` "
                   "but 4"}));
}

TEST_F(EqualRolesTest, TellsTheDifference) {
  t.built_in("All", "acdd72a7-3385-48ef-bd42-f606fba81ae7", {some(0, 100)});
  t.role("Mine", {some(0, 98)});
  const Finding finding = SmallAudit(t).run("LW010").findings().at(0);
  EXPECT_EQ(testing::evidence_of(finding, "operations that the other one adds"),
            (Names{"p/t98/write", "p/t99/write"}));
  EXPECT_EQ(finding.evidence.size(), 1U);
}

TEST_F(EqualRolesTest, NearlyEqualNeedsTwentyOperations) {
  t.role("A", {{.actions = {"p/t1/*"}}});
  t.role("B", {{.actions = {"p/t1/write"}}});
  EXPECT_EQ(found(), Names{}) << "the same known operation, but only one";
  t.role("C", {some(0, 20)});
  BlockRecord same = some(0, 19);
  same.actions.emplace_back("p/t19/*");
  t.role("D", {same});
  EXPECT_EQ(found(), Names{"custom role `D` grants the same known operations as custom role `C`"});
}

TEST_F(EqualRolesTest, PatternsOfWhichNothingIsKnownMayBeWhatARoleIsFor) {
  BlockRecord more = some(0, 50);
  more.actions.emplace_back("other/*");
  t.role("A", {some(0, 50)});
  t.role("B", {more});
  EXPECT_EQ(found(), Names{});
}

TEST_F(EqualRolesTest, OverlappingRolesAreNotNear) {
  t.role("A", {some(0, 99)});
  t.role("B", {some(1, 100)});
  EXPECT_EQ(found(), Names{});
}

TEST(EqualRolesUnverifiable, ForRolesThatNothingDefines) {
  SmallTenant t;
  t.user("ann");
  t.assign("a1", {"ann", "Unheard", "/subscriptions/s"});
  EXPECT_EQ(SmallAudit(t).run("LW010").unverifiable().size(), 1U);
}

}  // namespace
}  // namespace leastwise
