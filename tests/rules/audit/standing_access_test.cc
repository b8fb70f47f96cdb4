// LW021: privileged access for good, in a tenant that has PIM.
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

TEST(StandingAccess, AGroupForGood) {
  SmallTenant t = house();
  t.eligible("e1", {"ann", "Reader", kSub});
  t.assign("a1", {"team", "Contributor", kGroup, "", PrincipalType::kGroup});
  RuleOutcome outcome = SmallAudit(t).run("LW021");
  EXPECT_EQ(messages_of(outcome),
            Names{"2 users have privileged access at resource group g for good, by group team and "
                  "role Contributor"});
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kMedium);
}

TEST(StandingAccess, WhatEndsAndGroupsOfApplicationsAreNone) {
  SmallTenant t = house();
  t.eligible("e1", {"ann", "Reader", kSub});
  t.group("apps", {"app"});
  t.assign("a1", {"apps", "Contributor", kGroup, "", PrincipalType::kGroup});
  t.scheduled("a2", {"team", "Contributor", kGroup, "", PrincipalType::kGroup},
              {.end = *parse_instant("2090-01-01")});
  t.assign("a3", {"team", "Reader", kGroup, "", PrincipalType::kGroup});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW021")), Names{});
}

TEST(StandingAccess, UnverifiableWithoutPimAndForUnreadGroups) {
  SmallTenant t = house();
  t.group_without_list("guild");
  t.assign("a1", {"guild", "Contributor", kGroup, "", PrincipalType::kGroup});
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW021")),
            Names{"no eligible grant was given, so whether PIM is in use is not known"});
  t.eligible("e1", {"ann", "Reader", kSub});
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW021")),
            Names{"the members of groups with standing privileged access: guild"});
}

}  // namespace
}  // namespace leastwise
