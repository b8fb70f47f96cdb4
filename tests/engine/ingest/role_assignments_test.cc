// Role assignments in every shape: what decides must come out the same.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

using testing::Loaded;

constexpr std::string_view kAz = R"([{"condition": "@Resource[a:b] StringEquals 'c'",
  "conditionVersion": "2.0", "createdBy": null, "delegatedManagedIdentityResourceId": null,
  "id": "/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a1", "name": "a1",
  "principalId": "bbbbbbbb-0000-0000-0000-000000000001", "principalName": "frodo@shire.example",
  "principalType": "User", "resourceGroup": "rg1",
  "roleDefinitionId":
    "/providers/Microsoft.Authorization/roleDefinitions/aaaaaaaa-0000-0000-0000-000000000001",
  "roleDefinitionName": "Ring Keeper", "scope": "/subscriptions/s1/resourceGroups/rg1",
  "type": "Microsoft.Authorization/roleAssignments"}])";

constexpr std::string_view kRest = R"({"value": [{"properties": {
  "roleDefinitionId":
    "/providers/Microsoft.Authorization/RoleDefinitions/AAAAAAAA-0000-0000-0000-000000000001",
  "principalId": "BBBBBBBB-0000-0000-0000-000000000001", "principalType": "User",
  "scope": "/subscriptions/S1/resourcegroups/RG1/", "condition": "@Resource[a:b] StringEquals 'c'",
  "conditionVersion": "2.0"},
  "id": "/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a1",
  "type": "Microsoft.Authorization/roleAssignments", "name": "a1"}], "nextLink": null})";

constexpr std::string_view kGraphRow = R"({"count": 1, "data": [{"kind": "", "tenantId": "t",
  "id": "/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a1", "name": "a1",
  "type": "microsoft.authorization/roleassignments", "properties": {
  "roleDefinitionId":
    "/providers/Microsoft.Authorization/RoleDefinitions/aaaaaaaa-0000-0000-0000-000000000001",
  "principalId": "bbbbbbbb-0000-0000-0000-000000000001", "principalType": "User",
  "scope": "/subscriptions/s1/resourceGroups/rg1", "condition":
    "@Resource[a:b] StringEquals 'c'"}}],
  "skip_token": null, "total_records": 1})";

constexpr std::string_view kPowerShell = R"({"RoleAssignmentName": "a1",
  "RoleAssignmentId": "/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a1",
  "Scope": "/subscriptions/s1/resourceGroups/rg1", "DisplayName": "Frodo",
  "SignInName": "frodo@shire.example", "RoleDefinitionName": "Ring Keeper",
  "RoleDefinitionId": "aaaaaaaa-0000-0000-0000-000000000001",
  "ObjectId": "bbbbbbbb-0000-0000-0000-000000000001", "ObjectType": "User", "CanDelegate": false,
  "Description": null, "ConditionVersion": "2.0", "Condition": "@Resource[a:b] StringEquals 'c'"})";

void expect_the_assignment(const Tenant& tenant) {
  ASSERT_EQ(tenant.assignments().size(), 1U);
  const RoleAssignment& assignment = tenant.assignments()[0];
  EXPECT_EQ(tenant.id_text(assignment),
            "/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a1");
  EXPECT_EQ(to_string(tenant.directory()[assignment.principal].id),
            "bbbbbbbb-0000-0000-0000-000000000001");
  EXPECT_EQ(tenant.directory()[assignment.principal].type, PrincipalType::kUser);
  EXPECT_EQ(to_string(tenant.role(assignment.role).guid), "aaaaaaaa-0000-0000-0000-000000000001");
  EXPECT_EQ(tenant.scopes().kind(assignment.scope), ScopeKind::kResourceGroup);
  EXPECT_FALSE(assignment.eligible);
  EXPECT_EQ(assignment.window, Window{});
  ASSERT_TRUE(assignment.condition.has_value());
  EXPECT_EQ(tenant.condition(*assignment.condition), "@Resource[a:b] StringEquals 'c'");
}

TEST(RoleAssignments, EveryShapeSaysTheSame) {
  for (const std::string_view text : {kAz, kRest, kGraphRow, kPowerShell}) {
    SCOPED_TRACE(text);
    expect_the_assignment(Loaded(text).tenant());
  }
}

TEST(RoleAssignments, OneAssignmentFromFourToolsIsOne) {
  Loaded loaded(kAz);
  loaded.add("b.json", kRest);
  loaded.add("c.json", kGraphRow);
  loaded.add("d.json", kPowerShell);
  expect_the_assignment(loaded.tenant());
}

TEST(RoleAssignments, NamesAreKeptForPeople) {
  const Tenant tenant = Loaded(kPowerShell).tenant();
  EXPECT_EQ(tenant.directory().label(tenant.assignments()[0].principal), "frodo@shire.example");
}

TEST(RoleAssignments, PrincipalTypeMayBeMissing) {
  const Tenant tenant = Loaded(R"([{"id": "x", "principalName": "",
    "principalId": "bbbbbbbb-0000-0000-0000-000000000001", "scope": "/",
    "roleDefinitionId": "aaaaaaaa-0000-0000-0000-000000000001"}])")
                            .tenant();
  ASSERT_EQ(tenant.assignments().size(), 1U);
  EXPECT_EQ(tenant.assignments()[0].scope, ScopeTree::root());
  EXPECT_EQ(tenant.directory().all()[0].type, PrincipalType::kUnstated);
}

TEST(RoleAssignments, OrphansArePeopleWhoAreGone) {
  const Tenant tenant = Loaded(R"([{"RoleAssignmentId": "x", "Scope": "/", "ObjectType": "Unknown",
    "ObjectId": "bbbbbbbb-0000-0000-0000-000000000001", "DisplayName": null,
    "RoleDefinitionId": "aaaaaaaa-0000-0000-0000-000000000001"}])")
                            .tenant();
  EXPECT_EQ(tenant.directory().all()[0].type, PrincipalType::kDeleted);
}

TEST(RoleAssignments, RowsOfSeveralKindsMayStandInOneList) {
  Loaded loaded(R"({"data": [
    {"type": "microsoft.authorization/roledefinitions", "id":
    "/x/aaaaaaaa-0000-0000-0000-000000000001",
     "properties": {"roleName": "R", "permissions": [{"actions": ["*"]}]}},
    {"type": "microsoft.authorization/roleassignments", "id": "/x/y", "properties": {"scope": "/",
     "principalId": "bbbbbbbb-0000-0000-0000-000000000001", "principalType": "Group",
     "roleDefinitionId": "aaaaaaaa-0000-0000-0000-000000000001"}}]})");
  const Tenant tenant = loaded.tenant();
  EXPECT_EQ(tenant.assignments().size(), 1U);
  EXPECT_EQ(tenant.roles()[0].knowledge, RoleKnowledge::kInput);
}

}  // namespace
}  // namespace leastwise
