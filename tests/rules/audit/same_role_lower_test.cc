// LW028: the same role for the same grantee, at a scope and again below it.
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

class SameRoleLowerTest : public ::testing::Test {
 protected:
  SameRoleLowerTest() {
    t.user("ann");
    t.group("team", {"ann"});
    t.role("Reader", {{.actions = {"*/read"}}});
  }

  SmallTenant t;
};

TEST_F(SameRoleLowerTest, TheLowerOneIsFound) {
  t.assign("a1", {"ann", "Reader", kGroup});
  t.assign("a2", {"ann", "Reader", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW028");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kLow);
  EXPECT_EQ(outcome.findings().front().subject.scope, kGroup);
  EXPECT_EQ(outcome.findings().front().fix.commands.size(), 1U);
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW009")), Names{}) << "one mistake, one finding";
}

TEST_F(SameRoleLowerTest, TheSameRoleOfAGroupIsAnotherMatter) {
  t.assign("a1", {"ann", "Reader", kGroup});
  t.assign("a2", {"team", "Reader", kSub, "", PrincipalType::kGroup});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW028")), Names{});
  EXPECT_EQ(SmallAudit(t).run("LW009").findings().size(), 1U);
}

// The lower one grants more than the higher one.
TEST_F(SameRoleLowerTest, AConditionHigherUpMakesTheLowerOneUseful) {
  t.assign("a1", {"ann", "Reader", kGroup});
  t.assign("a2", {"ann", "Reader", kSub, "a condition"});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW028")), Names{});
}

TEST_F(SameRoleLowerTest, UnverifiableForUndefinedRoles) {
  t.assign("a1", {"ann", "Unheard", kSub});
  EXPECT_EQ(SmallAudit(t).run("LW028").unverifiable().size(), 1U);
}

}  // namespace
}  // namespace leastwise
