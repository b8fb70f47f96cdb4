// LW027: who can rewrite role definitions, or elevate themselves by a custom role.
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

TEST(EditsRoles, ACustomRoleIsOneFinding) {
  SmallTenant t = house();
  t.role("Editor", {{.actions = {"Microsoft.Authorization/roleDefinitions/*"}}});
  t.assign("a1", {"ann", "Editor", kGroup});
  t.assign("a2", {"bob", "Editor", kGroup});
  RuleOutcome outcome = SmallAudit(t).run("LW027");
  EXPECT_EQ(messages_of(outcome), Names{"custom role Editor can rewrite role definitions"});
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kHigh);
  EXPECT_EQ(testing::evidence_of(outcome.findings().front(), "granted to").size(), 2U);
}

TEST(EditsRoles, ElevationCountsToo) {
  SmallTenant t = house();
  t.role("Riser", {{.actions = {"Microsoft.Authorization/elevateAccess/action"}}});
  t.role("Both", {{.actions = {"Microsoft.Authorization/elevateAccess/action",
                               "Microsoft.Authorization/roleDefinitions/write"}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW027")),
            (Names{"custom role Riser can elevate access",
                   "custom role Both can rewrite role definitions and elevate access"}));
}

// The condition limits which roles are handed out, and the holder can rewrite one of those.
TEST(EditsRoles, ABuiltInRoleUnderALimitingCondition) {
  const std::string role = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
  const std::string type = "@Request[Microsoft.Authorization/roleAssignments:PrincipalType]";
  SmallTenant t = house();
  t.built_in("Admin", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
             {{.actions = {"*/read", "Microsoft.Authorization/*"}}});
  t.assign("a1", {"ann", "Admin", kGroup,
                  "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR (" + role +
                      " GuidEquals acdd72a7-3385-48ef-bd42-f606fba81ae7 AND " + type +
                      " StringEquals 'User')"});
  RuleOutcome outcome = SmallAudit(t).run("LW027");
  EXPECT_EQ(messages_of(outcome),
            Names{"ann (User) can rewrite role definitions at resource group g and below, by role "
                  "Admin, under a condition, and so get around the condition"});
}

TEST(EditsRoles, ReadersAndOwnersAreNone) {
  SmallTenant t = house();
  t.role("Viewer", {{.actions = {"Microsoft.Authorization/roleDefinitions/read"}}});
  t.assign("a1", {"ann", "Owner", kSub});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW027")), Names{});
}

TEST(EditsRoles, UnverifiableForUndefinedRoles) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Unheard", kSub});
  EXPECT_EQ(SmallAudit(t).run("LW027").unverifiable().size(), 1U);
}

}  // namespace
}  // namespace leastwise
