// LW011: a wildcard in actions that takes in more than anybody reads through.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

class BroadWildcardTest : public ::testing::Test {
 protected:
  BroadWildcardTest() {
    for (int i = 0; i < 50; ++i) {
      t.operation(fmt::format("p/t{}/write", i));
    }
    t.operation(testing::kSecretEscalation);
    for (int i = 0; i < 51; ++i) {
      t.operation(fmt::format("q/t{}/read", i));
    }
  }

  [[nodiscard]] Names found(std::vector<BlockRecord> blocks) const {
    SmallTenant with = t;
    with.role("Mine", std::move(blocks));
    return messages_of(SmallAudit(with).run("LW011"));
  }

  SmallTenant t;
};

TEST_F(BroadWildcardTest, MoreThanFifty) {
  EXPECT_EQ(found({{.actions = {"p/*"}}}), Names{}) << "exactly fifty";
  t.operation("p/one/more/write");
  EXPECT_EQ(found({{.actions = {"p/*"}}}),
            Names{"`p/*` in the actions of custom role `Mine` grants 51 known operations"});
}

TEST_F(BroadWildcardTest, TheWorstFirst) {
  t.role("Mine", {{.actions = {"*"}}});
  const Finding finding = SmallAudit(t).run("LW011").findings().at(0);
  EXPECT_EQ(finding.severity, FindingSeverity::kMedium);
  const Names worst = testing::evidence_of(finding, "worst operations");
  ASSERT_EQ(worst.size(), kMaxEvidenceItems);
  EXPECT_EQ(worst[0], "x.store/listKeys/action: leads on");
  EXPECT_EQ(worst[1], "p/t0/write");
  EXPECT_EQ(finding.evidence[0].total, 102U);
  EXPECT_EQ(finding.subject.detail, "*");
}

TEST_F(BroadWildcardTest, LessWhatItsBlockTakesAway) {
  EXPECT_EQ(found({{.actions = {"*"}, .not_actions = {"p/*", "x.store/*"}}}),
            Names{"`*` in the actions of custom role `Mine` grants 51 known operations, all of "
                  "them reads"});
  EXPECT_EQ(found({{.actions = {"*"}, .not_actions = {"p/*", "q/*"}}}), Names{});
}

TEST_F(BroadWildcardTest, ReadsAreLessGrave) {
  t.role("Mine", {{.actions = {"*/read"}}});
  EXPECT_EQ(SmallAudit(t).run("LW011").findings().at(0).severity, FindingSeverity::kLow);
}

TEST_F(BroadWildcardTest, OneFindingForAPatternInSeveralBlocks) {
  EXPECT_EQ(found({{.actions = {"q/*"}}, {.actions = {"q/*"}, .condition = "c"}}).size(), 1U);
}

TEST_F(BroadWildcardTest, ConditionsDoNotMakeItNarrow) {
  EXPECT_EQ(found({{.actions = {"q/*"}, .condition = "c"}}).size(), 1U);
}

TEST_F(BroadWildcardTest, OtherListsAndOtherRolesAreNone) {
  EXPECT_EQ(found({{.actions = {"p/t1/write"}, .not_actions = {"q/*"}, .data_actions = {"q/*"}}}),
            Names{});
  t.built_in("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", {{.actions = {"*"}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW011")), Names{});
}

TEST_F(BroadWildcardTest, UnverifiableForProvidersOfWhichNothingIsKnown) {
  t.role("Mine", {{.actions = {"Unheard.Of/*", "unheard.of/b/*", "a.Provider/x/*", "*/read"}}});
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW011")),
            Names{"no operation of `a.Provider`, `Unheard.Of` is known (`az provider operation "
                  "list`): how many a wildcard takes in"});
}

}  // namespace
}  // namespace leastwise
