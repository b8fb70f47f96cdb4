// LW004: Owner- or Contributor-like access at a subscription or above.
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

TEST(WidePrivilegedAccess, ByPermissionSetAndNotByName) {
  SmallTenant t = house();
  t.role("Harmless", {{.actions = {"*"}}});
  t.assign("a1", {"ann", "Harmless", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW004");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings().front().message,
            "ann (User) has Owner-like access to all of subscription s, by role Harmless");
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kHigh);
  EXPECT_TRUE(
      outcome.findings().front().fix.commands.front().starts_with("az role assignment delete"));
}

TEST(WidePrivilegedAccess, CountsWhoStandsBehindAGroup) {
  SmallTenant t = house();
  t.group("crew", {"ann", "gil"});
  t.assign("a1", {"crew", "Contributor", kSub, "", PrincipalType::kGroup});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW004")),
            Names{"1 user and 1 guest have Contributor-like access to all of subscription s, by "
                  "group crew and role Contributor"});
}

// Unattended or from outside, and able to hand out roles.
TEST(WidePrivilegedAccess, OwnerOfAnApplicationIsTheWorst) {
  SmallTenant t = house();
  t.assign("a1", {"app", "Owner", kSub, "", PrincipalType::kServicePrincipal});
  t.assign("a2",
           {"app", "Owner", "/subscriptions/r", "a condition", PrincipalType::kServicePrincipal});
  RuleOutcome outcome = SmallAudit(t).run("LW004");
  ASSERT_EQ(outcome.findings().size(), 2U);
  EXPECT_EQ(outcome.findings()[0].severity, FindingSeverity::kCritical);
  EXPECT_EQ(outcome.findings()[1].severity, FindingSeverity::kHigh) << "under a condition";
}

TEST(WidePrivilegedAccess, LowerScopesEligibleGrantsAndDeclaredNeedsAreNone) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Owner", kGroup});
  t.eligible("a2", {"ann", "Owner", kSub});
  t.assign("a3", {"bob", "Owner", kSub});
  t.group("empty", {});
  t.assign("a4", {"empty", "Owner", kSub, "", PrincipalType::kGroup});
  SmallAudit audit(t);
  audit.need({"bob", kSub, {"*"}});
  EXPECT_EQ(messages_of(audit.run("LW004")), Names{});
}

TEST(WidePrivilegedAccess, UnverifiableForUndefinedRolesAndUnreadGroups) {
  SmallTenant t = house();
  t.group_without_list("guild");
  t.assign("a1", {"guild", "Owner", kSub, "", PrincipalType::kGroup});
  t.assign("a2", {"ann", "Unheard", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW004");
  EXPECT_EQ(messages_of(outcome), Names{});
  EXPECT_EQ(unverifiable_of(outcome).size(), 2U);
}

TEST(WidePrivilegedAccess, UnverifiableWithoutContributor) {
  SmallTenant t;
  t.user("ann");
  t.role("Mine", {{.actions = {"p/*"}}});
  t.assign("a1", {"ann", "Mine", kSub});
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW004")),
            Names{"the definition of the built-in role Contributor was not given"});
}

}  // namespace
}  // namespace leastwise
