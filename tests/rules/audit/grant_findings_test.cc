#include "rules/audit/grant_findings.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::house;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";

class GrantFindingsTest : public ::testing::Test {
 protected:
  GrantFindingsTest() {
    t.group("crew", {"gil", "ann", "app"});
    t.group("outer", {"crew", "bob"});
    t.group("empty", {});
    t.group_without_list("guild");
    t.cut_off_group("part", {"ann"});
    t.assign("a1", {"outer", "Owner", kSub, "", PrincipalType::kGroup});
    t.assign("a2", {"guild", "Owner", kSub, "", PrincipalType::kGroup});
  }

  // How a sentence about the holders of a grantee begins.
  std::string subject(std::string_view grantee) {
    SmallAudit audit(t);
    HolderIndex index(audit.context());
    const PrincipalId id = audit.world().principal(grantee);
    const SentenceSubject subject = holders_text(audit.world().tenant, id, index.of(id));
    return subject.text + " " + std::string(subject.has());
  }

  SmallTenant t = house();
};

TEST_F(GrantFindingsTest, HoldersAreCountedThroughGroups) {
  EXPECT_EQ(subject("ann"), "ann (User) has");
  EXPECT_EQ(subject("outer"), "2 users, 1 guest and 1 service principal have");
  EXPECT_EQ(subject("empty"), "the future members of group empty have");
  EXPECT_EQ(subject("guild"), "the unknown members of group guild have");
  EXPECT_EQ(subject("part"), "1 user and unknown others have");
}

// Guests first: they are what a reader looks for.
TEST_F(GrantFindingsTest, HoldersAreNamed) {
  SmallAudit audit(t);
  HolderIndex index(audit.context());
  EXPECT_EQ(index.of(audit.world().principal("outer")).named.items.front(), "gil (User, guest)");
  EXPECT_EQ(index.of(audit.world().principal("outer")).named.total, 4U);
}

TEST_F(GrantFindingsTest, SeverityGoesDownForWhatHoldsAtTimes) {
  RoleAssignment assignment{};
  EXPECT_EQ(weighed(FindingSeverity::kHigh, assignment), FindingSeverity::kHigh);
  assignment.eligible = true;
  EXPECT_EQ(weighed(FindingSeverity::kHigh, assignment), FindingSeverity::kMedium);
  assignment.condition = ConditionId(0);
  EXPECT_EQ(weighed(FindingSeverity::kHigh, assignment), FindingSeverity::kLow);
  EXPECT_EQ(weighed(FindingSeverity::kLow, assignment), FindingSeverity::kLow);
}

TEST_F(GrantFindingsTest, GrantsOfAHolderAreItsOwnThenItsGroups) {
  t.assign("a3", {"gil", "Reader", kSub});
  SmallAudit audit(t);
  Names ids;
  for (const HeldGrant& grant : grants_held_by(audit.context(), audit.world().principal("gil"))) {
    ids.push_back(audit.world().id_of(grant.assignment));
  }
  EXPECT_EQ(ids, (Names{"a3", "a1"}));
}

// The membership that is nearest to the holder, since the others may be others' too.
TEST_F(GrantFindingsTest, AGrantByAGroupEndsWithTheMembership) {
  SmallAudit audit(t);
  const PrincipalId gil = audit.world().principal("gil");
  const HeldGrant grant{audit.world().assignment("a1"), audit.world().principal("outer")};
  const std::string command = end_command(audit.world().tenant, gil, grant);
  EXPECT_NE(command.find("--group " + to_string(testing::guid_of("crew"))), std::string::npos)
      << command;
  EXPECT_NE(command.find("--member-id " + to_string(testing::guid_of("gil"))), std::string::npos);
  EXPECT_EQ(held_grant_text(audit.world().tenant, gil, grant),
            "Owner at subscription s, by group outer");
}

TEST_F(GrantFindingsTest, UndefinedRolesAreStatedOnce) {
  t.assign("a4", {"ann", "Unheard", kSub});
  t.assign("a5", {"bob", "Unheard", kSub});
  SmallAudit audit(t);
  RuleOutcome outcome("LW000");
  state_undefined_roles(audit.context(), outcome);
  EXPECT_EQ(outcome.unverifiable().size(), 1U);
}

}  // namespace
}  // namespace leastwise
