// What can go without anybody losing anything. That all of it can go at once is tested on random
// tenants: tests/property/audit_test.cc.
#include "rules/audit/redundancy.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";
constexpr const char* kGroup = "/subscriptions/s/resourceGroups/g";

class RedundancyTest : public ::testing::Test {
 protected:
  RedundancyTest() {
    t.user("ann");
    t.group("team", {"ann"});
    t.role("Reader", {{.actions = {"*/read"}}});
    t.role("A Reader", {{.actions = {"p/a/read"}}});
    t.role("B Reader", {{.actions = {"p/b/read"}}});
    t.role("Both", {{.actions = {"p/a/read", "p/b/read"}}});
  }

  // The redundant assignments, each as `id < covers`.
  Names found() {
    SmallAudit audit(t);
    Names all;
    for (const RedundantAssignment& each : find_redundant(audit.context())) {
      std::string text = audit.world().id_of(each.assignment) + " <";
      for (const AssignmentId cover : each.covers) {
        text += " " + audit.world().id_of(cover);
      }
      all.push_back(text + (each.same_role ? " same" : ""));
    }
    return all;
  }

  SmallTenant t;
};

TEST_F(RedundancyTest, AWiderRoleAtOrAboveCovers) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.assign("a2", {"ann", "A Reader", kGroup});
  t.assign("a3", {"ann", "B Reader", kSub});
  EXPECT_EQ(found(), (Names{"a2 < a1", "a3 < a1"}));
}

TEST_F(RedundancyTest, NothingBelowOrBesideCovers) {
  t.assign("a1", {"ann", "Reader", kGroup});
  t.assign("a2", {"ann", "A Reader", kSub});
  t.assign("a3", {"ann", "Reader", "/subscriptions/other"});
  EXPECT_EQ(found(), Names{});
}

TEST_F(RedundancyTest, SeveralMayCoverTogether) {
  t.assign("a1", {"ann", "A Reader", kSub});
  t.assign("a2", {"ann", "B Reader", kSub});
  t.assign("a3", {"ann", "Both", kGroup});
  EXPECT_EQ(found(), (Names{"a3 < a1 a2"}));
}

TEST_F(RedundancyTest, GrantsOfGroupsCoverThoseOfTheirMembers) {
  t.assign("a1", {"team", "Reader", kSub, "", PrincipalType::kGroup});
  t.assign("a2", {"ann", "A Reader", kGroup});
  EXPECT_EQ(found(), Names{"a2 < a1"});
}

TEST_F(RedundancyTest, GrantsOfMembersNeverCoverThoseOfTheGroup) {
  t.assign("a1", {"team", "A Reader", kGroup, "", PrincipalType::kGroup});
  t.assign("a2", {"ann", "Reader", kSub});
  EXPECT_EQ(found(), Names{});
}

// Of two that grant the same the later one goes; the earlier one must not go as well.
TEST_F(RedundancyTest, OfTwoEqualOnesOneIsFound) {
  t.role("A Reader 2", {{.actions = {"p/a/read"}}});
  t.assign("a1", {"ann", "A Reader", kSub});
  t.assign("a2", {"ann", "A Reader 2", kSub});
  EXPECT_EQ(found(), Names{"a2 < a1"});
}

TEST_F(RedundancyTest, ConditionsCoverOnlyTheirOwnKind) {
  t.assign("a1", {"ann", "Reader", kSub, "a condition"});
  t.assign("a2", {"ann", "A Reader", kGroup});
  EXPECT_EQ(found(), Names{}) << "what is certain is not covered by what is not";
  t.assign("a3", {"ann", "B Reader", kGroup, "a condition"});
  EXPECT_EQ(found(), Names{"a3 < a1"});
  t.assign("a4", {"ann", "B Reader", kGroup + std::string("/providers/p/t/r"), "another"});
  EXPECT_EQ(found(), Names{"a3 < a1"});
}

TEST_F(RedundancyTest, WhatEndsSoonerCoversNothing) {
  t.scheduled("a1", {"ann", "Reader", kSub}, {.end = *parse_instant("2030-01-01")});
  t.assign("a2", {"ann", "A Reader", kGroup});
  EXPECT_EQ(found(), Names{});
}

TEST_F(RedundancyTest, EligibleOnesTakeNoPart) {
  t.eligible("a1", {"ann", "Reader", kSub});
  t.assign("a2", {"ann", "A Reader", kGroup});
  t.eligible("a3", {"ann", "B Reader", kGroup});
  EXPECT_EQ(found(), Names{});
}

TEST_F(RedundancyTest, TheSameRoleLowerIsMarked) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.assign("a2", {"ann", "Reader", kGroup});
  EXPECT_EQ(found(), Names{"a2 < a1 same"});
}

TEST_F(RedundancyTest, TwoRulesTellOfThem) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.assign("a2", {"ann", "Reader", kGroup});
  t.assign("a3", {"ann", "A Reader", kGroup});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW009")),
            Names{"all that A Reader at resource group g grants ann is granted by Reader at "
                  "subscription s already"});
  EXPECT_EQ(
      messages_of(SmallAudit(t).run("LW028")),
      Names{"ann has Reader at resource group g, and has it at subscription s above already"});
}

}  // namespace
}  // namespace leastwise
