// The formats together: a tenant told by eight tools, each in its own format, is one tenant.
#include "engine/ingest/formats.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

using testing::Loaded;

TEST(Formats, RecordsOfEveryFormatAreJoined) {
  Loaded loaded;
  loaded.add("roles.json", R"([{"name": "aaaaaaaa-0000-0000-0000-000000000001", "roleName": "R",
    "roleType": "CustomRole", "permissions": [{"actions": ["A/*"]}], "assignableScopes": ["/"]}])");
  loaded.add("assignments.json", R"([{"id": "a1", "principalType": "Group",
    "principalId": "dddddddd-0000-0000-0000-000000000001", "scope": "/subscriptions/s1",
    "roleDefinitionId": "/x/AAAAAAAA-0000-0000-0000-000000000001"}])");
  loaded.add("denials.json", R"([{"id": "d1", "properties": {"denyAssignmentName": "D",
    "scope": "/subscriptions/s1", "permissions": [{"actions": ["*/delete"]}],
    "principals": [{"id": "00000000-0000-0000-0000-000000000000", "type": "SystemDefined"}],
    "excludePrincipals": [{"id": "bbbbbbbb-0000-0000-0000-000000000001", "type": "User"}]}}])");
  loaded.add("eligible.json", R"({"value": [{"id": "e1", "properties": {
    "roleEligibilityScheduleId": "x", "scope": "/providers/Microsoft.Management/managementGroups/m",
    "principalId": "bbbbbbbb-0000-0000-0000-000000000001", "principalType": "User",
    "roleDefinitionId": "aaaaaaaa-0000-0000-0000-000000000001"}}]})");
  loaded.add("hierarchy.json", R"({"id": "/providers/Microsoft.Management/managementGroups/m",
    "type": "Microsoft.Management/managementGroups", "name": "m", "details": {"parent": null},
    "children": [{"id": "/subscriptions/S1", "type": "/subscriptions"}]})");
  loaded.add("users.json", R"({"value": [{"id": "BBBBBBBB-0000-0000-0000-000000000001",
    "userPrincipalName": "frodo@shire.example"}]})");
  loaded.add("hound.json", R"({"data": [{"kind": "AZGroupMember", "data": {
    "groupId": "DDDDDDDD-0000-0000-0000-000000000001",
    "members": [{"member": {"id": "BBBBBBBB-0000-0000-0000-000000000001"}}]}}], "meta": {}})");
  loaded.add("operations.json", R"([{"name": "A/b/read", "isDataAction": false}])");
  const Tenant tenant = loaded.tenant();

  ASSERT_EQ(tenant.roles().size(), 1U);
  ASSERT_EQ(tenant.assignments().size(), 2U);
  ASSERT_EQ(tenant.denials().size(), 1U);
  ASSERT_EQ(tenant.directory().size(), 2U);
  EXPECT_EQ(tenant.operations().size(), 1U);
  EXPECT_EQ(tenant.files().size(), 8U);
  const auto user = tenant.directory().resolve("frodo@shire.example");
  ASSERT_TRUE(user.has_value() && user->has_value());
  const PrincipalId group = tenant.assignments()[0].principal;
  EXPECT_EQ(tenant.groups().membership(**user, group), Truth::kYes);
  EXPECT_EQ(tenant.denials()[0].excluded, std::vector<PrincipalId>{**user});
  EXPECT_EQ(tenant.scopes().covers(tenant.assignments()[1].scope, tenant.denials()[0].scope),
            Truth::kYes);
}

TEST(Formats, PlaceOfEachRecordIsKept) {
  Loaded loaded(R"([{"id": "a1", "scope": "/",
    "principalId": "dddddddd-0000-0000-0000-000000000001",
    "roleDefinitionId": "aaaaaaaa-0000-0000-0000-000000000001"},
  {"id": "a2", "scope": "/", "principalId": "dddddddd-0000-0000-0000-000000000002",
    "roleDefinitionId": "aaaaaaaa-0000-0000-0000-000000000001"}])");
  const Tenant tenant = loaded.tenant();
  ASSERT_EQ(tenant.assignments().size(), 2U);
  EXPECT_EQ(tenant.assignments()[0].place,
            (SourcePlace{.file = FileId(0), .line = 1, .column = 2}));
  EXPECT_EQ(tenant.assignments()[1].place,
            (SourcePlace{.file = FileId(0), .line = 4, .column = 3}));
}

TEST(Formats, IgnoredKindsAreDescribed) {
  EXPECT_EQ(describe({{"AZApp", 2}, {"AZVM", 1}}), "2 `AZApp`, 1 `AZVM`");
  EXPECT_EQ(describe({}), "");
}

}  // namespace
}  // namespace leastwise
