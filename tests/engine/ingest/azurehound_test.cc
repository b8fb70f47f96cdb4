#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

using testing::Loaded;

constexpr std::string_view kOutput = R"({"data": [
  {"kind": "AZTenant", "data": {"id": "/tenants/t", "tenantId": "t"}},
  {"kind": "AZUser", "data": {"id": "BBBBBBBB-0000-0000-0000-000000000001", "displayName": "Frodo",
    "userPrincipalName": "frodo@shire.example", "userType": "Member", "tenantId": "t"}},
  {"kind": "AZGroup", "data": {"id": "DDDDDDDD-0000-0000-0000-000000000001", "displayName": "ml",
    "securityEnabled": true}},
  {"kind": "AZServicePrincipal", "data": {"id": "CCCCCCCC-0000-0000-0000-000000000001",
    "displayName": "ci", "appId": "EEEEEEEE-0000-0000-0000-000000000001"}},
  {"kind": "AZGroupMember", "data": {"groupId": "DDDDDDDD-0000-0000-0000-000000000001", "members": [
    {"groupId": "DDDDDDDD-0000-0000-0000-000000000001", "member": {
      "@odata.type": "#microsoft.graph.user", "id": "BBBBBBBB-0000-0000-0000-000000000001"}}]}},
  {"kind": "AZGroupMember", "data": {"groupId": "DDDDDDDD-0000-0000-0000-000000000002",
    "members": null}},
  {"kind": "AZSubscription", "data": {"id": "/subscriptions/s1", "displayName": "One",
    "subscriptionId": "s1"}},
  {"kind": "AZManagementGroup", "data": {"id": "/providers/Microsoft.Management/managementGroups/t",
    "name": "t", "type": "/providers/Microsoft.Management/managementGroups",
    "properties": {"displayName": "Root", "tenantId": "t", "children": null}}},
  {"kind": "AZManagementGroupDescendant", "data": {"id": "/subscriptions/s1", "name": "s1",
    "type": "/subscriptions", "properties": {"display_name": "One",
      "parent": {"id": "/providers/Microsoft.Management/managementGroups/t"}}}},
  {"kind": "AZSubscriptionRoleAssignment", "data": {"subscriptionId": "/subscriptions/s1",
    "roleAssignments": [{"subscriptionId": "/subscriptions/s1", "roleAssignment": {
      "id": "/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a1", "name": "a1",
      "type": "Microsoft.Authorization/roleAssignments", "properties": {
        "principalId": "DDDDDDDD-0000-0000-0000-000000000001", "scope": "/subscriptions/s1",
        "roleDefinitionId":
    "/providers/Microsoft.Authorization/roleDefinitions/AAAAAAAA-0000-0000-0000-000000000001"}}}]}},
  {"kind": "AZKeyVaultRoleAssignment", "data": {
    "virtualMachineId":
    "/subscriptions/s1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
    "roleAssignments": [
    {"virtualMachineId":
    "/subscriptions/s1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
     "roleAssignment": {"id":
    "/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a1",
      "name": "a1", "type": "Microsoft.Authorization/roleAssignments", "properties": {
        "principalId": "DDDDDDDD-0000-0000-0000-000000000001", "scope": "/subscriptions/s1",
        "roleDefinitionId": "AAAAAAAA-0000-0000-0000-000000000001"}}},
    {"roleAssignment": {"id": "a2", "properties": {
        "principalId": "CCCCCCCC-0000-0000-0000-000000000001",
        "scope": "/subscriptions/s1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
        "roleDefinitionId": "AAAAAAAA-0000-0000-0000-000000000001"}}}]}},
  {"kind": "AZLogicAppRoleAssignment", "data": {"objectId": "/x", "assignees": [
    {"objectId": "/x", "roleDefinitionId": "x", "assignee": {"id": "a3", "properties": {
      "principalId": "CCCCCCCC-0000-0000-0000-000000000001", "scope": "/subscriptions/s1",
      "roleDefinitionId": "AAAAAAAA-0000-0000-0000-000000000001"}}}]}},
  {"kind": "AZRoleAssignment", "data": {"roleAssignments": [{"id": "an Entra role"}]}},
  {"kind": "AZApp", "data": {}}, {"kind": "AZApp", "data": {}}],
  "meta": {"type": "azure", "version": 5, "count": 14}})";

TEST(AzureHound, EverythingAboutAzureRolesIsRead) {
  Loaded loaded(kOutput);
  EXPECT_EQ(loaded.rendered(),
            "warning[ignored-objects]: AzureHound objects that say nothing about Azure roles: 2 "
            "`AZApp`, 1 `AZRoleAssignment`, 1 `AZTenant`\n  --> a.json:1:1\n");
  const Tenant tenant = loaded.tenant();
  const auto group = tenant.directory().find(*parse_guid("dddddddd-0000-0000-0000-000000000001"));
  const auto empty = tenant.directory().find(*parse_guid("dddddddd-0000-0000-0000-000000000002"));
  ASSERT_TRUE(group && empty);
  EXPECT_EQ(tenant.groups().direct_members(*group).size(), 1U);
  EXPECT_FALSE(tenant.groups().is_incomplete(*group));
  EXPECT_FALSE(tenant.groups().is_incomplete(*empty));
  EXPECT_EQ(tenant.directory().size(), 4U);

  ASSERT_EQ(tenant.assignments().size(), 3U);  // a1 stands twice in the output
  EXPECT_EQ(tenant.scopes().kind(tenant.assignments()[1].scope), ScopeKind::kResource);

  const auto subscription = tenant.scopes().find("/subscriptions/s1");
  ASSERT_TRUE(subscription.has_value());
  EXPECT_EQ(tenant.scope_name(*subscription), "One");
  EXPECT_FALSE(tenant.scopes().unplaced_above(*subscription).has_value());
}

TEST(AzureHound, ProblemsInsideAnObjectHaveTheirPlace) {
  const Loaded loaded(R"({"data": [{"kind": "AZVMRoleAssignment", "data": {"roleAssignments": [
    {"roleAssignment": {"properties": {"principalId": "nobody", "scope": "/",
     "roleDefinitionId": "AAAAAAAA-0000-0000-0000-000000000001"}}}, {}]}}], "meta": {}})");
  ASSERT_EQ(loaded.diagnostics().all().size(), 2U);
  EXPECT_EQ(loaded.diagnostics().all()[0].code, "bad-guid");
  EXPECT_EQ(loaded.diagnostics().all()[0].pointer,
            "/data/0/data/roleAssignments/0/roleAssignment/properties/principalId");
  EXPECT_EQ(loaded.diagnostics().all()[1].code, "missing-property");
  EXPECT_EQ(loaded.diagnostics().all()[1].pointer, "/data/0/data/roleAssignments/1");
}

TEST(AzureHound, ObjectWithoutData) {
  const Loaded loaded(R"({"data": [{"kind": "AZUser", "data": null}]})");
  ASSERT_EQ(loaded.diagnostics().all().size(), 1U);
  EXPECT_EQ(loaded.diagnostics().all()[0].code, "missing-property");
}

}  // namespace
}  // namespace leastwise
