// LW019: guests that can change things, by an assignment of their own or by a group.
#include <gtest/gtest.h>

#include <map>

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

class GuestWithWrite : public ::testing::Test {
 protected:
  GuestWithWrite() {
    t.role("A Editor", {{.actions = {"p/a/*"}}});
    t.group("crew", {"gil", "ann"});
    t.group("outer", {"crew"});
  }

  SmallTenant t = house();
};

TEST_F(GuestWithWrite, ThroughGroupsInGroups) {
  t.assign("a1", {"outer", "A Editor", kGroup, "", PrincipalType::kGroup});
  RuleOutcome outcome = SmallAudit(t).run("LW019");
  ASSERT_EQ(outcome.findings().size(), 1U);
  const Finding& finding = outcome.findings().front();
  EXPECT_EQ(finding.message,
            "guest gil can change things at resource group g, by group outer and role A Editor");
  EXPECT_EQ(finding.severity, FindingSeverity::kMedium);
  EXPECT_EQ(finding.subject.principal_name, "gil");
  EXPECT_TRUE(finding.fix.commands.front().starts_with("az ad group member remove"));
}

TEST_F(GuestWithWrite, PrivilegedIsWorseConditionsAndEligibilityAreMilder) {
  t.assign("a1", {"crew", "Contributor", kGroup, "", PrincipalType::kGroup});
  t.assign("a2", {"gil", "A Editor", kGroup, "a condition"});
  t.eligible("a3", {"gil", "Contributor", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW019");
  std::map<std::string, FindingSeverity> found;
  for (const Finding& finding : outcome.findings()) {
    found[finding.message.substr(finding.message.find(", by "))] = finding.severity;
  }
  EXPECT_EQ(found.at(", by group crew and role Contributor"), FindingSeverity::kHigh);
  EXPECT_EQ(found.at(", by role A Editor, under a condition"), FindingSeverity::kLow);
  EXPECT_EQ(found.at(", by role Contributor, eligible"), FindingSeverity::kMedium);
}

TEST_F(GuestWithWrite, ReadersAndMembersOfTheHouseAreNone) {
  t.assign("a1", {"gil", "Reader", kSub});
  t.assign("a2", {"team", "A Editor", kGroup, "", PrincipalType::kGroup});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW019")), Names{});
}

// LW004 names the guests of such a grant.
TEST_F(GuestWithWrite, WhatIsDangerousForEverybodyIsToldOnce) {
  t.assign("a1", {"crew", "Contributor", kSub, "", PrincipalType::kGroup});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW019")), Names{});
}

TEST_F(GuestWithWrite, ADeclaredNeedOfGuestsLetsAnOrdinaryRolePass) {
  t.group("guests", {"gil"});
  t.assign("a1", {"crew", "A Editor", kGroup, "", PrincipalType::kGroup});
  t.assign("a2", {"crew", "Contributor", kGroup, "", PrincipalType::kGroup});
  SmallAudit team(t);
  team.need({"crew", kGroup, {"p/a/*"}});
  EXPECT_EQ(team.run("LW019").findings().size(), 2U) << "a need of the team says nothing of guests";
  SmallAudit own(t);
  own.need({"guests", kGroup, {"p/a/*"}});
  EXPECT_EQ(messages_of(own.run("LW019")),
            Names{"guest gil has privileged access at resource group g, by group crew and role "
                  "Contributor"});
}

TEST_F(GuestWithWrite, UnverifiableForUnreadGroupsAndUnstatedUsers) {
  t.group_without_list("guild");
  t.user("eve");
  t.assign("a1", {"guild", "A Editor", kGroup, "", PrincipalType::kGroup});
  t.assign("a2", {"eve", "A Editor", kGroup});
  RuleOutcome outcome = SmallAudit(t).run("LW019");
  EXPECT_EQ(unverifiable_of(outcome),
            (Names{"whether the account is a guest (userType): 1 user with writing access",
                   "the members of groups with writing access: guild"}));
}

}  // namespace
}  // namespace leastwise
