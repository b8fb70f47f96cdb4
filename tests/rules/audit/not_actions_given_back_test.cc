// LW012: what notActions take away, and something else gives back.
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

class NotActionsGivenBackTest : public ::testing::Test {
 protected:
  NotActionsGivenBackTest() {
    t.operation("p/a/read");
    t.operation("p/a/write");
    t.operation("p/b/write");
    t.user("ann");
    t.group("team", {"ann"});
    t.built_in("Most", "11111111-1111-4111-8111-111111111111",
               {{.actions = {"*"}, .not_actions = {"p/a/write"}}});
    t.role("A Writer", {{.actions = {"p/a/write"}}});
    t.role("B Writer", {{.actions = {"p/b/write"}}});
  }

  SmallTenant t;
};

TEST_F(NotActionsGivenBackTest, AnotherBlockOfTheRole) {
  t.role("Mine", {{.actions = {"p/*"}, .not_actions = {"p/a/write"}}, {.actions = {"p/a/*"}}});
  RuleOutcome outcome = SmallAudit(t).run("LW012");
  EXPECT_EQ(messages_of(outcome),
            Names{"custom role `Mine` takes 1 operation away by notActions, and "
                  "another block gives it back"});
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kLow);
  EXPECT_EQ(testing::evidence_of(outcome.findings().front(), "given back"), Names{"p/a/write"});
}

TEST_F(NotActionsGivenBackTest, BlocksThatAgreeAreFine) {
  t.role("Mine", {{.actions = {"p/*"}, .not_actions = {"p/a/write"}}, {.actions = {"q/*"}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW012")), Names{});
}

TEST_F(NotActionsGivenBackTest, AnotherAssignmentOfTheGrantee) {
  t.assign("a1", {"ann", "Most", kGroup});
  t.assign("a2", {"team", "A Writer", kSub, "", PrincipalType::kGroup});
  EXPECT_EQ(
      messages_of(SmallAudit(t).run("LW012")),
      Names{"what the notActions of Most at resource group g take from ann is given back by A "
            "Writer at subscription s, by group team"});
}

TEST_F(NotActionsGivenBackTest, WhatIsGivenBelowOrIsSomethingElseIsNone) {
  t.assign("a1", {"ann", "Most", kSub});
  t.assign("a2", {"ann", "A Writer", kGroup});
  t.assign("a3", {"ann", "B Writer", kSub});
  t.eligible("a4", {"ann", "A Writer", kSub});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW012")), Names{});
}

// Somebody meant to keep it back.
TEST_F(NotActionsGivenBackTest, AnEscalationIsWorse) {
  t.built_in("Like Contributor", "22222222-2222-4222-8222-222222222222",
             {{.actions = {"*"}, .not_actions = {std::string(kAssignRolesAction)}}});
  t.role("Assigner", {{.actions = {std::string(kAssignRolesAction)}}});
  t.assign("a1", {"ann", "Like Contributor", kSub});
  t.assign("a2", {"ann", "Assigner", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW012");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kMedium);
}

// LW009 tells of a grant that the others make needless.
TEST_F(NotActionsGivenBackTest, WhatIsRedundantAnyhowIsNone) {
  t.role("All", {{.actions = {"*"}, .data_actions = {"*"}}});
  t.assign("a1", {"ann", "Most", kSub});
  t.assign("a2", {"ann", "All", kSub});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW012")), Names{});
  EXPECT_EQ(SmallAudit(t).run("LW009").findings().size(), 1U);
}

TEST_F(NotActionsGivenBackTest, UnverifiableForUndefinedRoles) {
  t.assign("a1", {"ann", "Unheard", kSub});
  EXPECT_EQ(SmallAudit(t).run("LW012").unverifiable().size(), 1U);
}

}  // namespace
}  // namespace leastwise
