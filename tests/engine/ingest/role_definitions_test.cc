// Role definitions in every shape: the blocks must come out the same.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

using testing::Loaded;

constexpr std::string_view kId = "aaaaaaaa-0000-0000-0000-000000000001";

std::vector<std::string> patterns(const Tenant& tenant, const std::vector<PatternId>& ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const PatternId id : ids) {
    texts.emplace_back(tenant.pattern(id));
  }
  return texts;
}

using Texts = std::vector<std::string>;

void expect_two_blocks(const Tenant& tenant) {
  ASSERT_EQ(tenant.roles().size(), 1U);
  const RoleDefinition& role = tenant.roles()[0];
  EXPECT_EQ(to_string(role.guid), kId);
  EXPECT_EQ(tenant.text(role.name), "Ring Keeper");
  EXPECT_EQ(tenant.text(role.description), "keeps rings");
  EXPECT_EQ(role.type, RoleType::kCustom);
  EXPECT_FALSE(role.lossy);
  EXPECT_EQ(role.assignable_scopes.size(), 1U);
  ASSERT_EQ(role.blocks.size(), 2U);
  EXPECT_EQ(patterns(tenant, role.blocks[0].control.granted), (Texts{"A/*", "B/read"}));
  EXPECT_EQ(patterns(tenant, role.blocks[0].control.subtracted), (Texts{"A/x/write"}));
  EXPECT_FALSE(role.blocks[0].condition.has_value());
  EXPECT_EQ(patterns(tenant, role.blocks[1].data.granted), (Texts{"C/d/*"}));
  EXPECT_EQ(patterns(tenant, role.blocks[1].data.subtracted), (Texts{"C/d/delete"}));
  ASSERT_TRUE(role.blocks[1].condition.has_value());
  EXPECT_EQ(tenant.condition(*role.blocks[1].condition), "@Resource[x:y] StringEquals 'z'");
}

constexpr std::string_view kPermissions = R"("permissions": [
    {"actions": ["A/*", "B/read"], "notActions": ["A/x/write"], "dataActions": [],
     "notDataActions": [], "condition": null, "conditionVersion": null},
    {"dataActions": ["C/d/*"], "notDataActions": ["C/d/delete"], "actions": null,
     "condition": "@Resource[x:y] StringEquals 'z'", "conditionVersion": "2.0"}])";

std::string az(std::string_view id_property) {
  return "[{" + std::string(id_property) + R"("name": ")" + std::string(kId) +
         R"(", "assignableScopes": ["/"], "description": "keeps rings", "roleName": "Ring Keeper",
         "roleType": "CustomRole", "type": "Microsoft.Authorization/roleDefinitions", )" +
         std::string(kPermissions) + "}]";
}

std::string rest(std::string_view type) {
  return R"({"value": [{"id":
    "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/)" +
         std::string(kId) + R"(", "type": ")" + std::string(type) + R"(", "name": ")" +
         std::string(kId) + R"(", "properties": {"roleName": "Ring Keeper", "type": "customrole",
         "description": "keeps rings", "assignableScopes": ["/subscriptions/s"], )" +
         std::string(kPermissions) + "}}]}";
}

TEST(RoleDefinitions, AzWithAndWithoutId) {
  expect_two_blocks(Loaded(az("")).tenant());
  expect_two_blocks(Loaded(az(R"("id": "/providers/Microsoft.Authorization/roleDefinitions/)"
                              R"(AAAAAAAA-0000-0000-0000-000000000001", )"))
                        .tenant());
}

TEST(RoleDefinitions, Rest) {
  expect_two_blocks(Loaded(rest("Microsoft.Authorization/roleDefinitions")).tenant());
}

TEST(RoleDefinitions, ResourceGraphRows) {
  std::string text = rest("microsoft.authorization/roledefinitions");
  text.replace(text.find("\"value\""), 7, "\"count\": 1, \"data\"");
  expect_two_blocks(Loaded(text).tenant());
}

TEST(RoleDefinitions, PortalWithoutAnyType) {
  std::string text = rest("");
  text.erase(text.find(R"("type": "", )"), 12);
  expect_two_blocks(Loaded(text).tenant());
}

TEST(RoleDefinitions, EqualRolesOfAllShapesAreOne) {
  Loaded loaded(az(""));
  loaded.add("b.json", rest("Microsoft.Authorization/roleDefinitions"));
  expect_two_blocks(loaded.tenant());
}

TEST(RoleDefinitions, PowerShellIsLossyAndYieldsToAnotherSource) {
  constexpr std::string_view kPowerShell = R"([{"Name": "Ring Keeper",
    "Id": "aaaaaaaa-0000-0000-0000-000000000001", "IsCustom": true, "Description": "keeps rings",
    "Actions": ["A/*", "B/read"], "NotActions": ["A/x/write"], "DataActions": ["C/d/*"],
    "NotDataActions": ["C/d/delete"], "AssignableScopes": ["/"]}])";
  Loaded alone(kPowerShell);
  const Tenant tenant = alone.tenant();
  ASSERT_EQ(tenant.roles().size(), 1U);
  EXPECT_TRUE(tenant.roles()[0].lossy);
  EXPECT_EQ(tenant.text(tenant.roles()[0].name), "Ring Keeper");
  ASSERT_EQ(tenant.roles()[0].blocks.size(), 1U);
  EXPECT_EQ(patterns(tenant, tenant.roles()[0].blocks[0].data.granted), (Texts{"C/d/*"}));

  Loaded both(kPowerShell);
  both.add("b.json", az(""));
  expect_two_blocks(both.tenant());
}

TEST(RoleDefinitions, InputOfRoleDefinitionCreateIsExactAndHasNoId) {
  Loaded loaded(R"({"Name": "New One", "IsCustom": true, "Description": "", "Actions": ["*"],
    "NotActions": ["A/delete"], "AssignableScopes": ["/subscriptions/s"]})");
  const Tenant tenant = loaded.tenant();
  ASSERT_EQ(tenant.roles().size(), 1U);
  EXPECT_EQ(tenant.roles()[0].guid, Guid{});
  EXPECT_EQ(tenant.text(tenant.roles()[0].name), "New One");
  EXPECT_FALSE(tenant.roles()[0].lossy);
  EXPECT_EQ(tenant.roles()[0].type, RoleType::kCustom);
}

TEST(RoleDefinitions, BuiltInRolesAreMarked) {
  Loaded loaded(R"([{"Name": "B", "Id": "aaaaaaaa-0000-0000-0000-000000000002", "IsCustom": false,
    "Actions": ["*"]}])");
  EXPECT_EQ(loaded.tenant().roles()[0].type, RoleType::kBuiltIn);
}

TEST(RoleDefinitions, RoleWithoutBlocksGrantsNothing) {
  Loaded loaded(R"([{"name": "aaaaaaaa-0000-0000-0000-000000000001", "roleName": "Empty",
    "permissions": []}])");
  EXPECT_TRUE(loaded.tenant().roles()[0].blocks.empty());
}

}  // namespace
}  // namespace leastwise
