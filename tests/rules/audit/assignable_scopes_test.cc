// LW030: assignable scopes that Azure refuses in a custom role, or that reach far above its use.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::group_scope;
using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

const std::string kGroup = group_scope("ml");

RoleDefinitionRecord mine(std::vector<std::string> scopes) {
  return {.name = "Mine",
          .type = RoleType::kCustom,
          .blocks = {{.actions = {"p/a/read"}}},
          .assignable_scopes = std::move(scopes)};
}

RuleOutcome outcome_of(RoleDefinitionRecord record) {
  SmallTenant t;
  t.role(std::move(record));
  return SmallAudit(t).run("LW030");
}

Names found(std::vector<std::string> scopes) {
  return messages_of(outcome_of(mine(std::move(scopes))));
}

TEST(AssignableScopes, OrdinaryOnesAreNone) {
  EXPECT_EQ(found({"/subscriptions/s"}), Names{});
  EXPECT_EQ(found({kGroup, "/subscriptions/s", "/subscriptions/s/resourceGroups/g"}), Names{});
}

TEST(AssignableScopes, TheRootIsRefused) {
  RuleOutcome outcome = outcome_of(mine({"/", "/subscriptions/s"}));
  EXPECT_EQ(messages_of(outcome), Names{"custom role `Mine` has the assignable scope `/`, which "
                                        "Azure refuses in custom roles"});
  EXPECT_EQ(outcome.findings()[0].severity, FindingSeverity::kMedium);
  EXPECT_EQ(outcome.findings()[0].subject.detail, "root: /");
}

TEST(AssignableScopes, MalformedOnesAreToldOneByOne) {
  EXPECT_EQ(found({"subscriptions/s", "/subscriptions//x"}).size(), 2U);
  EXPECT_TRUE(found({"subscriptions/s"})[0].starts_with(
      "custom role `Mine` has the assignable scope `subscriptions/s`, which is no scope: "));
}

TEST(AssignableScopes, OneManagementGroupAtMost) {
  EXPECT_EQ(found({kGroup, group_scope("other")}),
            Names{"custom role `Mine` has 2 management groups among its assignable scopes, and "
                  "Azure takes 1"});
}

TEST(AssignableScopes, TwoThousandAtMost) {
  std::vector<std::string> scopes;
  for (int i = 0; i < 2000; ++i) {
    scopes.push_back(fmt::format("/subscriptions/{}", i));
  }
  EXPECT_EQ(found(scopes), Names{});
  scopes.emplace_back("/subscriptions/one-more");
  EXPECT_EQ(found(scopes),
            Names{"custom role `Mine` has 2,001 assignable scopes, and Azure takes 2,000"});
}

TEST(AssignableScopes, DataActionsStayBelowManagementGroups) {
  RoleDefinitionRecord record = mine({kGroup});
  record.blocks[0].data_actions = {"p/blobs/read"};
  EXPECT_EQ(messages_of(outcome_of(record)),
            Names{"custom role `Mine` has data actions and the assignable scope `" + kGroup +
                  "`: Azure refuses to assign custom roles with data actions at a management "
                  "group"});
  record.assignable_scopes = {"/subscriptions/s"};
  EXPECT_EQ(messages_of(outcome_of(record)), Names{});
}

TEST(AssignableScopes, NoneAtAll) {
  EXPECT_EQ(found({}), Names{"custom role `Mine` has no assignable scope, and Azure asks for one"});
  RoleDefinitionRecord unstated = mine({});
  unstated.type = RoleType::kUnstated;
  EXPECT_EQ(messages_of(outcome_of(unstated)), Names{}) << "a shape that may not say";
}

TEST(AssignableScopes, BuiltInRolesMayHaveTheRoot) {
  RoleDefinitionRecord record = mine({"/"});
  record.type = RoleType::kBuiltIn;
  EXPECT_EQ(messages_of(outcome_of(record)), Names{});
}

class ReachTest : public ::testing::Test {
 protected:
  ReachTest() {
    t.user("ann");
    t.root_group("root");
    t.place("ml", "root");
    t.place("/subscriptions/s", "ml");
    t.place("/subscriptions/other", "ml");
    t.role(mine({kGroup}));
    t.eligible("e0", {"ann", "Else", "/subscriptions/s"});
    t.assign("a1", {"ann", "Mine", "/subscriptions/s/resourceGroups/g"});
  }

  [[nodiscard]] RuleOutcome outcome() const { return SmallAudit(t).run("LW030"); }

  SmallTenant t;
};

TEST_F(ReachTest, AGroupForOneSubscription) {
  t.assign("a2", {"ann", "Mine", "/subscriptions/s"});
  RuleOutcome found = outcome();
  EXPECT_EQ(messages_of(found), Names{"custom role `Mine` may be assigned in all of `" + kGroup +
                                      "`, and is used in subscription s only"});
  EXPECT_EQ(found.findings()[0].severity, FindingSeverity::kLow);
}

TEST_F(ReachTest, TwoSubscriptionsNeedTheGroup) {
  t.eligible("e1", {"ann", "Mine", "/subscriptions/other"});
  EXPECT_EQ(messages_of(outcome()), Names{});
}

TEST_F(ReachTest, AnAssignmentAtTheGroupNeedsIt) {
  t.assign("a2", {"ann", "Mine", kGroup});
  EXPECT_EQ(messages_of(outcome()), Names{});
}

TEST_F(ReachTest, UnverifiableWhereAssignmentsMayBeMissing) {
  t.cut_off();
  RuleOutcome found = outcome();
  EXPECT_EQ(messages_of(found), Names{});
  EXPECT_EQ(unverifiable_of(found),
            Names{"`small tenant` is one page of a longer export: whether a custom role is used in "
                  "one subscription only is unknown"});
}

TEST(AssignableScopes, WithoutAssignmentsThereIsNoReachToSpeakOf) {
  EXPECT_EQ(unverifiable_of(outcome_of(mine({kGroup}))), Names{});
}

}  // namespace
}  // namespace leastwise
