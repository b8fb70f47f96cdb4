// LW029: a custom role that nobody holds.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

constexpr const char* kSub = "/subscriptions/s";

class UnusedCustomRoleTest : public ::testing::Test {
 protected:
  // Somebody holds another role, by an ordinary assignment and by PIM.
  UnusedCustomRoleTest() {
    t.user("ann");
    t.built_in("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", {{.actions = {"*/read"}}});
    t.assign("a1", {"ann", "Reader", kSub});
    t.eligible("e1", {"ann", "Reader", kSub});
    mine({kSub});
  }

  void mine(std::vector<std::string> assignable_scopes) {
    t.role({.name = "Mine",
            .blocks = {{.actions = {"p/a/read"}}},
            .assignable_scopes = std::move(assignable_scopes)});
  }
  [[nodiscard]] RuleOutcome outcome() const { return SmallAudit(t, {.at = {15}}).run("LW029"); }

  SmallTenant t;
};

TEST_F(UnusedCustomRoleTest, NobodyHoldsIt) {
  RuleOutcome found = outcome();
  EXPECT_EQ(messages_of(found), Names{"custom role `Mine` has no assignment, active or eligible"});
  EXPECT_EQ(found.findings()[0].severity, FindingSeverity::kLow);
  EXPECT_EQ(found.findings()[0].fix.commands,
            Names{"az role definition delete --custom-role-only --name "
                  "4d696e65-0000-0000-0000-000000000000"});
}

TEST_F(UnusedCustomRoleTest, ActiveEligibleAndLaterOnesAreUses) {
  SmallTenant base = t;
  t.assign("a2", {"ann", "Mine", kSub});
  EXPECT_EQ(messages_of(outcome()), Names{});
  t = base;
  t.eligible("e2", {"ann", "Mine", kSub});
  EXPECT_EQ(messages_of(outcome()), Names{});
  t = base;
  t.scheduled("s2", {"ann", "Mine", kSub}, {{20}, {30}});
  EXPECT_EQ(messages_of(outcome()), Names{}) << "from a later time on";
}

TEST_F(UnusedCustomRoleTest, WhatIsOverIsNoUse) {
  t.scheduled("s2", {"ann", "Mine", kSub}, {{5}, {10}});
  EXPECT_EQ(messages_of(outcome()).size(), 1U);
}

TEST_F(UnusedCustomRoleTest, DraftsDoNotExistYet) {
  t.assign("a2", {"ann", "Mine", kSub});
  t.draft({.name = "Draft", .blocks = {{.actions = {"p/a/write"}}}});
  EXPECT_EQ(messages_of(outcome()), Names{});
}

TEST_F(UnusedCustomRoleTest, NotAskedOfAPartOfTheTenant) {
  SmallAudit audit(t);
  audit.only_scope(kSub);
  EXPECT_EQ(messages_of(audit.run("LW029")), Names{});
}

TEST_F(UnusedCustomRoleTest, UnverifiableWhereAnExportIsCutOff) {
  t.cut_off();
  RuleOutcome found = outcome();
  EXPECT_EQ(messages_of(found), Names{});
  EXPECT_EQ(unverifiable_of(found),
            Names{"`small tenant` is one page of a longer export: whether a "
                  "custom role without an assignment is in use is unknown"});
}

TEST_F(UnusedCustomRoleTest, UnverifiableWhereItsSubscriptionWasNotExported) {
  SmallTenant fresh;
  t = fresh;
  t.user("ann");
  t.assign("a1", {"ann", "Reader", kSub});
  t.eligible("e1", {"ann", "Reader", kSub});
  mine({kSub, "/subscriptions/other/resourceGroups/g"});
  RuleOutcome found = outcome();
  EXPECT_EQ(messages_of(found), Names{});
  EXPECT_EQ(unverifiable_of(found),
            Names{"the role may be assigned at `/subscriptions/other`, of which nothing was "
                  "exported: custom role `Mine`"});
}

TEST(UnusedCustomRole, UnverifiableWithoutAssignments) {
  SmallTenant t;
  t.role("A", {{.actions = {"p/a/read"}}});
  t.role("B", {{.actions = {"p/a/read"}}});
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW029")),
            Names{"no role assignments were exported: whether custom roles without an assignment "
                  "are in use is unknown"});
  t.user("ann");
  t.assign("a1", {"ann", "A", kSub});
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW029")),
            Names{"no PIM schedule instances were exported: whether a custom role without an "
                  "assignment is in use is unknown"});
}

}  // namespace
}  // namespace leastwise
