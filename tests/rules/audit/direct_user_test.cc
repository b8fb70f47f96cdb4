// LW020: a privileged assignment given to a user, and not to a group.
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

TEST(DirectUser, PrivilegedAtALowerScope) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Contributor", kGroup});
  RuleOutcome outcome = SmallAudit(t).run("LW020");
  EXPECT_EQ(messages_of(outcome),
            Names{"ann (User) holds role Contributor at resource group g directly, and not by a "
                  "group"});
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kMedium);
}

TEST(DirectUser, GroupsReadersEligibleAndWideGrantsAreNone) {
  SmallTenant t = house();
  t.assign("a1", {"team", "Contributor", kGroup, "", PrincipalType::kGroup});
  t.assign("a2", {"ann", "Reader", kGroup});
  t.eligible("a3", {"ann", "Contributor", kGroup});
  t.assign("a4", {"bob", "Contributor", kSub});  // LW004
  t.assign("a5", {"app", "Contributor", kGroup, "", PrincipalType::kServicePrincipal});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW020")), Names{});
}

TEST(DirectUser, ADeclaredNeedIsLW001s) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Contributor", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  EXPECT_EQ(messages_of(audit.run("LW020")), Names{});
}

TEST(DirectUser, UnverifiableForUnstatedTypesAndUndefinedRoles) {
  SmallTenant t = house();
  t.assign("a1", {"eve", "Contributor", kGroup, "", PrincipalType::kUnstated});
  t.assign("a2", {"ann", "Unheard", kGroup});
  EXPECT_EQ(SmallAudit(t).run("LW020").unverifiable().size(), 2U);
}

}  // namespace
}  // namespace leastwise
