// LW005: more than three, or fewer than two, Owner-like principals at a subscription.
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

// A house with these users as Owners of the subscription.
SmallTenant owned_by(const Names& owners) {
  SmallTenant t = house();
  for (const std::string& owner : owners) {
    if (owner != "ann" && owner != "bob") {
      t.account(owner, false, true);
    }
    t.assign("owner-" + owner, {owner, "Owner", kSub});
  }
  return t;
}

TEST(OwnerCount, TwoOrThreeAreFine) {
  EXPECT_EQ(messages_of(SmallAudit(owned_by({"ann", "bob"})).run("LW005")), Names{});
  EXPECT_EQ(messages_of(SmallAudit(owned_by({"ann", "bob", "cid"})).run("LW005")), Names{});
}

TEST(OwnerCount, FourAreTooMany) {
  RuleOutcome outcome = SmallAudit(owned_by({"ann", "bob", "cid", "eve"})).run("LW005");
  ASSERT_EQ(outcome.findings().size(), 1U);
  const Finding& finding = outcome.findings().front();
  EXPECT_EQ(finding.message, "subscription s has 4 Owner-like principals, 3 at most should be");
  EXPECT_EQ(finding.severity, FindingSeverity::kHigh);
  EXPECT_EQ(finding.subject.scope, kSub);
  EXPECT_EQ(testing::evidence_of(finding, "Owner-like").size(), 4U);
}

TEST(OwnerCount, OneIsTooFew) {
  RuleOutcome outcome = SmallAudit(owned_by({"ann"})).run("LW005");
  EXPECT_EQ(messages_of(outcome),
            Names{"subscription s has one Owner-like principal, eligible ones "
                  "included: nobody can act in their place"});
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kMedium);
}

// Eligible ones can act, and hold no standing power.
TEST(OwnerCount, EligibleOnesCountForTheFewestAlone) {
  SmallTenant t = owned_by({"ann"});
  t.eligible("e1", {"bob", "Owner", kSub});
  t.eligible("e2", {"gil", "Owner", kSub});
  t.eligible("e3", {"dan", "Owner", kSub});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW005")), Names{});
}

TEST(OwnerCount, GroupsAndInheritedGrantsCountOnce) {
  SmallTenant t = owned_by({"ann", "cid"});
  t.group("crew", {"ann", "gil"});
  t.assign("g1", {"crew", "Owner", testing::group_scope("root"), "", PrincipalType::kGroup});
  t.assign("g2", {"bob", "Owner", kSub, "a condition"});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW005")), Names{}) << "ann, cid, gil: three";
  t.assign("g3", {"app", "Owner", kSub, "", PrincipalType::kServicePrincipal});
  EXPECT_EQ(SmallAudit(t).run("LW005").findings().size(), 1U);
}

TEST(OwnerCount, WhoIsDeniedHandingOutRolesIsNone) {
  SmallTenant t = owned_by({"ann", "bob", "cid", "eve"});
  t.deny("d1", {.principals = {"eve"},
                .scope = kSub,
                .blocks = {{.actions = {std::string(kAssignRolesAction)}}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW005")), Names{});
}

TEST(OwnerCount, UnverifiableWhereTheRestMayMatter) {
  SmallTenant t = owned_by({"ann", "bob"});
  t.group_without_list("guild");
  t.assign("g1", {"guild", "Owner", kSub, "", PrincipalType::kGroup});
  RuleOutcome outcome = SmallAudit(t).run("LW005");
  EXPECT_EQ(messages_of(outcome), Names{});
  EXPECT_EQ(unverifiable_of(outcome), Names{"all members of guild: subscription s"});
}

}  // namespace
}  // namespace leastwise
