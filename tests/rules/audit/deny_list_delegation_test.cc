// LW033: a delegation that is limited by the roles that must not be handed out.
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
const std::string kRole = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
const std::string kOwner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const std::string kPlain = "0f2f3a86-91b1-4f0c-8a3d-8d6e3a1f5c11";
const std::string kNotOwner = kRole + " GuidNotEquals " + kOwner;

TEST(DenyListDelegation, EveryRoleButSome) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Assigner", kSub, kNotOwner});
  RuleOutcome outcome = SmallAudit(t).run("LW033");
  EXPECT_EQ(messages_of(outcome),
            Names{"ann (User) can hand out every role but Owner at subscription s and below, by "
                  "role Assigner, under a condition"});
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kMedium);
}

TEST(DenyListDelegation, IsDefeatedByARoleThatGrantsTheSame) {
  SmallTenant t = house();
  t.role("Own Copy", {{.actions = {"*"}}});
  t.assign("a1", {"ann", "Assigner", kSub, kNotOwner});
  RuleOutcome outcome = SmallAudit(t).run("LW033");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kHigh);
  EXPECT_EQ(testing::evidence_of(outcome.findings().front(), "roles that grant what is refused"),
            Names{"Own Copy grants all that Owner does"});
}

TEST(DenyListDelegation, IsDefeatedByWhoeverMayWriteRoles) {
  SmallTenant t = house();
  t.role("Role Editor", {{.actions = {"Microsoft.Authorization/roleDefinitions/write"}}});
  t.assign("a1", {"ann", "Assigner", kSub, kNotOwner});
  t.assign("a2", {"team", "Role Editor", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW033");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_TRUE(
      outcome.findings().front().message.ends_with(", and can write a role that grants the same"));
  EXPECT_EQ(testing::evidence_of(outcome.findings().front(), "may write role definitions by"),
            Names{"Role Editor at subscription s, by group team"});
}

TEST(DenyListDelegation, AListOfAllowedRolesIsNone) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Assigner", kSub, kRole + " GuidEquals " + kPlain});
  t.assign("a2", {"bob", "Assigner", kSub,
                  kRole + " ForAnyOfAnyValues:GuidNotEquals {" + kOwner + ", " + kPlain + "}"});
  EXPECT_TRUE(SmallAudit(t).run("LW033").findings().empty()) << "bob's refuses nothing: LW006";
}

}  // namespace
}  // namespace leastwise
