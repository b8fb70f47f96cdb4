// LW006: a grant that hands out roles without a condition that limits role and principal.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::house;
using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

constexpr const char* kSub = "/subscriptions/s";
constexpr const char* kGroup = "/subscriptions/s/resourceGroups/g";

const std::string kRole = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
const std::string kType = "@Request[Microsoft.Authorization/roleAssignments:PrincipalType]";
const std::string kLimiting =
    kRole + " ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635} AND " + kType +
    " StringEqualsIgnoreCase 'User'";

TEST(UnconstrainedDelegation, AnyRoleToAnybody) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Assigner", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW006");
  EXPECT_EQ(messages_of(outcome),
            Names{"ann (User) can hand out any role to anybody at subscription s "
                  "and below, by role Assigner"});
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kHigh);
  EXPECT_EQ(outcome.findings().front().chain.back().what, "action");
}

TEST(UnconstrainedDelegation, AGuestOrAnApplicationIsWorse) {
  SmallTenant t = house();
  t.assign("a1", {"gil", "Assigner", kGroup});
  EXPECT_EQ(SmallAudit(t).run("LW006").findings().front().severity, FindingSeverity::kCritical);
}

TEST(UnconstrainedDelegation, AConditionMustLimitBoth) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Assigner", kSub,
                  kRole + " ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635}"});
  t.assign("a2", {"bob", "Assigner", kSub, kLimiting});
  RuleOutcome outcome = SmallAudit(t).run("LW006");
  EXPECT_EQ(messages_of(outcome),
            Names{"ann (User) can hand out some roles to anybody at subscription "
                  "s and below, by role Assigner, under a condition"});
  EXPECT_TRUE(unverifiable_of(outcome).empty()) << "what bob may hand out is decided";
}

// What is written like a limit and is none; and what nobody can read.
TEST(UnconstrainedDelegation, AConditionMustLimitIndeed) {
  const std::string two =
      "{8e3af657-a8ff-443c-a75c-2fe8c4bcb635, acdd72a7-3385-48ef-bd42-f606fba81ae7}";
  SmallTenant t = house();
  t.assign("a1", {"ann", "Assigner", kSub,
                  kRole + " ForAnyOfAnyValues:GuidNotEquals " + two + " AND " + kType +
                      " StringEqualsIgnoreCase 'User'"});
  t.assign("a2", {"bob", "Assigner", kSub, "nonsense"});
  RuleOutcome outcome = SmallAudit(t).run("LW006");
  EXPECT_EQ(messages_of(outcome),
            (Names{"ann (User) can hand out any role to some principals at subscription s and "
                   "below, by role Assigner, under a condition",
                   "bob (User) can hand out any role to anybody at subscription s and below, by "
                   "role Assigner, under a condition"}));
  EXPECT_EQ(unverifiable_of(outcome).size(), 1U) << "bob's condition cannot be read";
}

TEST(UnconstrainedDelegation, ReadersEligibleGrantsAndWideOwnersAreNone) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Reader", kSub});
  t.eligible("a2", {"ann", "Assigner", kSub});
  t.assign("a3", {"bob", "Owner", kSub});  // LW004
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW006")), Names{});
}

TEST(UnconstrainedDelegation, UnverifiableForUndefinedRoles) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Unheard", kSub});
  EXPECT_EQ(SmallAudit(t).run("LW006").unverifiable().size(), 1U);
}

}  // namespace
}  // namespace leastwise
