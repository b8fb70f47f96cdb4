// LW018: access of users and service principals that are disabled.
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

TEST(DisabledPrincipal, OneFindingWithAllItsGrants) {
  SmallTenant t = house();
  t.group("crew", {"dan"});
  t.assign("a1", {"dan", "Reader", kSub});
  t.assign("a2", {"crew", "Reader", kGroup, "", PrincipalType::kGroup});
  RuleOutcome outcome = SmallAudit(t).run("LW018");
  ASSERT_EQ(outcome.findings().size(), 1U);
  const Finding& finding = outcome.findings().front();
  EXPECT_EQ(finding.message, "dan is disabled, and still has 2 grants");
  EXPECT_EQ(finding.severity, FindingSeverity::kMedium);
  EXPECT_EQ(testing::evidence_of(finding, "grants"),
            (Names{"Reader at subscription s", "Reader at resource group g, by group crew"}));
  ASSERT_EQ(finding.fix.commands.size(), 2U);
  EXPECT_TRUE(finding.fix.commands[0].starts_with("az ad group member remove"));
  EXPECT_TRUE(finding.fix.commands[1].starts_with("az role assignment delete"));
}

TEST(DisabledPrincipal, PrivilegedAccessIsWorse) {
  SmallTenant t = house();
  t.assign("a1", {"dan", "Assigner", kSub});
  EXPECT_EQ(SmallAudit(t).run("LW018").findings().front().severity, FindingSeverity::kHigh);
}

TEST(DisabledPrincipal, EnabledOnesAndThoseWithoutAccessAreNone) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Owner", kSub});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW018")), Names{});
}

TEST(DisabledPrincipal, UnverifiableWhereTheDirectoryDoesNotSay) {
  SmallTenant t = house();
  t.user("eve");
  t.assign("a1", {"eve", "Reader", kSub});
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW018")),
            Names{"whether the account is enabled (accountEnabled): 1 user with access"});
}

}  // namespace
}  // namespace leastwise
