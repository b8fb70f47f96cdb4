// LW023: a pattern that matches no known operation of its plane.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

class DeadPatternTest : public ::testing::Test {
 protected:
  DeadPatternTest() {
    t.operation("Microsoft.Compute/disks/read");
    t.operation("Microsoft.Compute/disks/delete");
    t.operation("Microsoft.Storage/blobs/read", OperationPlane::kData);
    t.catalogue_operation("Microsoft.Insights/alerts/read");
  }

  [[nodiscard]] RuleOutcome outcome(BlockRecord block) const {
    SmallTenant with = t;
    with.role("Mine", {std::move(block)});
    return SmallAudit(with).run("LW023");
  }
  // `low: message; fix` of each finding.
  [[nodiscard]] Names found(BlockRecord block) const {
    Names all;
    RuleOutcome outcome_of_block = outcome(std::move(block));
    for (const Finding& finding : outcome_of_block.findings()) {
      all.push_back(std::string(to_string(finding.severity)) + ": " + finding.message + "; " +
                    finding.fix.text);
    }
    return all;
  }

  SmallTenant t;
};

TEST_F(DeadPatternTest, WhatMatchesIsAlive) {
  RuleOutcome alive = outcome({.actions = {"*", "*/read", "Microsoft.Compute/DISKS/read"},
                               .not_actions = {"Microsoft.Compute/*/delete"},
                               .data_actions = {"Microsoft.Storage/*"}});
  EXPECT_EQ(messages_of(alive), Names{});
  EXPECT_EQ(unverifiable_of(alive), Names{});
}

TEST_F(DeadPatternTest, Mistyped) {
  EXPECT_EQ(found({.actions = {"Microsoft.Compute/disk/read"}}),
            Names{"low: `Microsoft.Compute/disk/read` in the actions of custom role `Mine` matches "
                  "no known operation; did you mean `Microsoft.Compute/disks/read`?"});
}

TEST_F(DeadPatternTest, Retired) {
  EXPECT_EQ(
      found({.actions = {"Microsoft.Compute/classicThings/read"}}),
      Names{"low: `Microsoft.Compute/classicThings/read` in the actions of custom role `Mine` "
            "matches no known operation; correct the pattern, or remove it if what it named "
            "is gone"});
}

TEST_F(DeadPatternTest, AMistypedNotActionLeavesOpenWhatItWasWrittenAgainst) {
  EXPECT_EQ(found({.not_actions = {"Microsoft.Compute/disk/delete"}}),
            Names{"medium: `Microsoft.Compute/disk/delete` in the notActions of custom role `Mine` "
                  "matches no known operation, and so takes nothing away; did you mean "
                  "`Microsoft.Compute/disks/delete`?"});
  EXPECT_TRUE(
      found({.not_actions = {"Microsoft.Compute/classicThings/read"}})[0].starts_with("low"))
      << "what is retired needs no taking away";
}

TEST_F(DeadPatternTest, TheWrongPlane) {
  EXPECT_EQ(
      found({.actions = {"Microsoft.Storage/blobs/*"}}),
      Names{"medium: `Microsoft.Storage/blobs/*` in the actions of custom role `Mine` matches "
            "known operations of the data plane only, and so nothing there; move it to "
            "dataActions, if it is needed"});
  EXPECT_EQ(
      found({.not_data_actions = {"Microsoft.Compute/disks/delete"}}),
      Names{"medium: `Microsoft.Compute/disks/delete` in the notDataActions of custom role "
            "`Mine` matches known operations of the control plane only, and so nothing there; "
            "move it to notActions, if it is needed"});
}

TEST_F(DeadPatternTest, MalformedOnesAreToldByAnotherRule) {
  EXPECT_EQ(found({.actions = {"", "Microsoft.Compute/disks/", "Microsoft.Compute/\x01"}}),
            Names{});
}

TEST_F(DeadPatternTest, FindingsOfSeveralListsAreToldApart) {
  RuleOutcome both = outcome(
      {.actions = {"Microsoft.Compute/x/read"}, .not_actions = {"Microsoft.Compute/x/read"}});
  ASSERT_EQ(both.findings().size(), 2U);
  EXPECT_EQ(both.findings()[0].subject.detail, "actions microsoft.compute/x/read");
  EXPECT_EQ(both.findings()[1].subject.detail, "notActions microsoft.compute/x/read");
}

TEST_F(DeadPatternTest, BuiltInRolesAreNoSubjects) {
  t.built_in("B", "acdd72a7-3385-48ef-bd42-f606fba81ae7",
             {{.actions = {"Microsoft.Compute/gone/read"}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW023")), Names{});
}

TEST_F(DeadPatternTest, UnverifiableForProvidersOfWhichNothingIsKnown) {
  RuleOutcome unknown = outcome({.actions = {"Contoso.Widgets/x/read", "contoso.widgets/*"}});
  EXPECT_EQ(messages_of(unknown), Names{});
  EXPECT_EQ(unverifiable_of(unknown),
            Names{"no operation of `Contoso.Widgets` is known (`az provider operation list`): "
                  "whether a pattern of theirs matches anything"});
}

TEST_F(DeadPatternTest, AProviderThatIsCloseToAKnownOneIsAskedAbout) {
  RuleOutcome unknown = outcome({.actions = {"Microsft.Compute/disks/read"}});
  EXPECT_EQ(messages_of(unknown), Names{}) << "nothing was exported of it, so nobody knows";
  EXPECT_EQ(unverifiable_of(unknown), Names{"no operation of `Microsft.Compute` is known: perhaps "
                                            "`Microsoft.Compute` was meant"});
}

TEST_F(DeadPatternTest, TheCataloguesPartOfAProviderProvesATypoAndNothingElse) {
  EXPECT_EQ(found({.actions = {"Microsoft.Insights/alert/read"}}).size(), 1U);
  RuleOutcome unknown =
      outcome({.actions = {"Microsoft.Insights/components/read", "Microsoft.Insights/logs/read"}});
  EXPECT_EQ(messages_of(unknown), Names{});
  EXPECT_EQ(unverifiable_of(unknown),
            Names{"only the catalogue's part of the operations is known (`az provider operation "
                  "list`): whether `Microsoft.Insights/components/read` matches anything, and 1 "
                  "pattern more"});
}

TEST(DeadPattern, NothingKnownAtAll) {
  SmallTenant t;
  t.role("Mine", {{.actions = {"*/read", "*"}}});
  RuleOutcome outcome = SmallAudit(t).run("LW023");
  EXPECT_EQ(messages_of(outcome), Names{});
  EXPECT_EQ(unverifiable_of(outcome),
            Names{"no operation is known (`az provider operation list`): whether a pattern matches "
                  "anything"});
}

}  // namespace
}  // namespace leastwise
