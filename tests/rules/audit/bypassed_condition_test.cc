// LW034: a condition that another grant of the same holder gets around.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::house;
using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";
constexpr const char* kGroup = "/subscriptions/s/resourceGroups/g";
const std::string kLimit =
    "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR "
    "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'User'";

TEST(BypassedCondition, AGrantWithoutItAtTheScopeOrAbove) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Assigner", kGroup, kLimit});
  t.assign("a2", {"team", "Owner", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW034");
  EXPECT_EQ(messages_of(outcome),
            Names{"the condition on Assigner at resource group g (under a condition) of ann is got "
                  "around by Owner at subscription s, by group team"});
  EXPECT_EQ(outcome.findings().front().fix.commands.size(), 1U);
}

TEST(BypassedCondition, NotOneThatIsBelowOrEligibleOrConditionedOrNarrower) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Assigner", kSub, kLimit});
  t.assign("a2", {"ann", "Owner", kGroup});
  t.eligible("a3", {"ann", "Owner", kSub});
  t.assign("a4", {"ann", "Owner", kSub, kLimit});
  t.assign("a5", {"ann", "Reader", kSub});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW034")), Names{});
}

// What it leaves alone needs no getting around.
TEST(BypassedCondition, OnlyWhatTheConditionLimitsCounts) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Owner", kSub, kLimit});
  t.assign("a2", {"ann", "Assigner", kSub});
  EXPECT_EQ(SmallAudit(t).run("LW034").findings().size(), 1U)
      << "Assigner grants less than Owner, and all that is limited";
}

}  // namespace
}  // namespace leastwise
