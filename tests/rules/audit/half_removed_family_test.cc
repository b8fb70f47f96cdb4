// LW026: notActions that take the write of a resource type away and leave its delete or actions.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

class HalfRemovedFamilyTest : public ::testing::Test {
 protected:
  HalfRemovedFamilyTest() {
    for (const char* name : {"p/disks/read", "p/disks/write", "p/disks/delete",
                             "p/disks/attach/action", "p/disks/parts/write", "p/vms/write",
                             "p/vms/parts/delete", "q/nets/write", "q/nets/delete"}) {
      t.operation(name);
    }
  }

  [[nodiscard]] RuleOutcome outcome(std::vector<BlockRecord> blocks) const {
    SmallTenant with = t;
    with.role("Mine", std::move(blocks));
    return SmallAudit(with).run("LW026");
  }
  // What stays granted, by the first finding.
  [[nodiscard]] Names kept(std::vector<BlockRecord> blocks) const {
    RuleOutcome all = outcome(std::move(blocks));
    return all.findings().empty()
               ? Names()
               : testing::evidence_of(all.findings()[0], "operations that stay granted");
  }

  SmallTenant t;
};

TEST_F(HalfRemovedFamilyTest, TheWriteGoesTheDeleteStays) {
  RuleOutcome found = outcome({{.actions = {"p/*"}, .not_actions = {"p/*/write"}}});
  EXPECT_EQ(
      messages_of(found),
      Names{"`p/*/write` in the notActions of custom role `Mine` takes the write of 1 resource "
            "type away, but the role still grants 2 delete or action operations of the same"});
  EXPECT_EQ(found.findings()[0].severity, FindingSeverity::kMedium);
  EXPECT_EQ(testing::evidence_of(found.findings()[0], "operations that stay granted"),
            (Names{"p/disks/delete", "p/disks/attach/action"}));
  EXPECT_EQ(testing::evidence_of(found.findings()[0], "operations that are taken away"),
            Names{"p/disks/write"});
}

TEST_F(HalfRemovedFamilyTest, AWholeFamilyIsNone) {
  EXPECT_EQ(kept({{.actions = {"p/*"},
                   .not_actions = {"p/*/write", "p/*/delete", "p/disks/attach/action"}}}),
            Names{});
  EXPECT_EQ(kept({{.actions = {"*"}, .not_actions = {"p/*", "q/*"}}}), Names{});
}

TEST_F(HalfRemovedFamilyTest, WritingWithoutDeletingIsAPurpose) {
  EXPECT_EQ(kept({{.actions = {"p/*"}, .not_actions = {"p/*/delete"}}}), Names{});
}

TEST_F(HalfRemovedFamilyTest, ChildTypesAreFamiliesOfTheirOwn) {
  EXPECT_EQ(kept({{.actions = {"p/vms/*"}, .not_actions = {"p/vms/write"}}}), Names{})
      << "p/vms/parts/delete is of another type";
}

TEST_F(HalfRemovedFamilyTest, WhatWasNeverGrantedIsNotTakenAway) {
  EXPECT_EQ(kept({{.actions = {"p/disks/delete"}, .not_actions = {"p/disks/write"}}}), Names{});
}

TEST_F(HalfRemovedFamilyTest, AnotherBlockThatGivesTheWriteBackMakesItWhole) {
  EXPECT_EQ(kept({{.actions = {"p/*"}, .not_actions = {"p/disks/write"}},
                  {.actions = {"p/disks/write"}}}),
            Names{});
}

TEST_F(HalfRemovedFamilyTest, AnotherBlockMayBeWhatLeavesTheDelete) {
  EXPECT_EQ(kept({{.actions = {"q/*"}, .not_actions = {"q/*"}}, {.actions = {"q/nets/delete"}}}),
            Names{"q/nets/delete"});
}

TEST_F(HalfRemovedFamilyTest, AWriteThatTwoPatternsTakeAwayIsToldOnce) {
  RuleOutcome found =
      outcome({{.actions = {"*"}, .not_actions = {"q/nets/write", "q/*/write", "p/*"}}});
  ASSERT_EQ(found.findings().size(), 1U);
  EXPECT_EQ(found.findings()[0].subject.detail, "notActions q/nets/write");
}

TEST_F(HalfRemovedFamilyTest, DataActionsToo) {
  t.operation("s/blobs/write", OperationPlane::kData);
  t.operation("s/blobs/delete", OperationPlane::kData);
  EXPECT_EQ(kept({{.data_actions = {"s/*"}, .not_data_actions = {"s/blobs/write"}}}),
            Names{"s/blobs/delete (data)"});
}

TEST_F(HalfRemovedFamilyTest, HalvesThatContributorLeavesAreAzuresChoice) {
  const BlockRecord block{.actions = {"*"}, .not_actions = {"q/*/write"}};
  EXPECT_EQ(kept({block}), Names{"q/nets/delete"});
  t.built_in("Contributor", kContributorGuid, {block});
  EXPECT_EQ(kept({block}), Names{});
  EXPECT_EQ(kept({{.actions = {"p/*"}, .not_actions = {"p/*/write"}}}).size(), 2U)
      << "Contributor grants this write";
}

TEST_F(HalfRemovedFamilyTest, UnverifiableForProvidersOfWhichNothingIsKnown) {
  EXPECT_EQ(unverifiable_of(outcome(
                {{.actions = {"*"}, .not_actions = {"Unheard.Of/*/write", "Other/x/delete"}}})),
            Names{"no operation of `Unheard.Of` is known (`az provider operation list`): whether "
                  "notActions leave a half of their resource types"});
}

}  // namespace
}  // namespace leastwise
