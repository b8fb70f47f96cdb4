// LW032: a limited delegation that lets its holder hand out a privileged role.
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
const std::string kRole = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
const std::string kType = "@Request[Microsoft.Authorization/roleAssignments:PrincipalType]";
const std::string kToGroups = " AND " + kType + " StringEqualsIgnoreCase 'Group'";
const std::string kOwner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const std::string kPlain = "0f2f3a86-91b1-4f0c-8a3d-8d6e3a1f5c11";
const std::string kUnheard = "7d1d5d3f-6c8a-4a52-9a51-000000000001";

SmallTenant tenant() {
  SmallTenant t = house();
  t.built_in("Plain", kPlain, {{.actions = {"x/read"}}});
  return t;
}

TEST(DelegatedPrivilege, TheStrongestOfTheListIsTold) {
  SmallTenant t = tenant();
  t.assign("a1",
           {"ann", "Assigner", kSub,
            kRole + " ForAnyOfAnyValues:GuidEquals {" + kPlain + ", " + kOwner + "}" + kToGroups});
  RuleOutcome outcome = SmallAudit(t).run("LW032");
  EXPECT_EQ(messages_of(outcome),
            Names{"ann (User) can hand out Owner to groups at subscription s and below, by role "
                  "Assigner, under a condition"});
  EXPECT_EQ(testing::evidence_of(outcome.findings().front(), "privileged roles it can hand out"),
            Names{"Owner, to groups"});
}

TEST(DelegatedPrivilege, AHarmlessListIsNone) {
  SmallTenant t = tenant();
  t.assign("a1", {"ann", "Assigner", kSub, kRole + " GuidEquals " + kPlain + kToGroups});
  RuleOutcome outcome = SmallAudit(t).run("LW032");
  EXPECT_TRUE(outcome.findings().empty());
  EXPECT_TRUE(outcome.unverifiable().empty());
}

TEST(DelegatedPrivilege, WhatAListOfRefusedRolesLetsThroughCounts) {
  SmallTenant t = tenant();
  t.assign("a1", {"ann", "Assigner", kSub, kRole + " GuidNotEquals " + kOwner + kToGroups});
  RuleOutcome outcome = SmallAudit(t).run("LW032");
  ASSERT_EQ(outcome.findings().size(), 1U);
  const Names roles =
      testing::evidence_of(outcome.findings().front(), "privileged roles it can hand out");
  EXPECT_EQ(std::ranges::count(roles, "Owner, to groups"), 0);
  EXPECT_EQ(std::ranges::count(roles, "Assigner, to groups"), 1);
}

TEST(DelegatedPrivilege, UnlimitedOnesAndEligibleOnesAreOthersMatter) {
  SmallTenant t = tenant();
  t.assign("a1", {"ann", "Assigner", kSub});  // LW006
  t.eligible("a2", {"bob", "Assigner", kSub, kRole + " GuidEquals " + kOwner + kToGroups});
  EXPECT_TRUE(SmallAudit(t).run("LW032").findings().empty());
}

TEST(DelegatedPrivilege, ARoleThatNothingDefinesIsStated) {
  SmallTenant t = tenant();
  t.assign("a1", {"ann", "Assigner", kSub, kRole + " GuidEquals " + kUnheard + kToGroups});
  RuleOutcome outcome = SmallAudit(t).run("LW032");
  EXPECT_TRUE(outcome.findings().empty());
  EXPECT_EQ(unverifiable_of(outcome),
            Names{"the definitions of roles that conditions let be handed out: " + kUnheard});
}

}  // namespace
}  // namespace leastwise
