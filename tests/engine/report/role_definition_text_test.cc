// What each format says is in golden files; here, that it says the same as the others, and that no
// name breaks out of its string.
#include "engine/report/role_definition_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/golden.h"

namespace leastwise {
namespace {

using testing::expect_golden;

constexpr std::string_view kSubscription = "/subscriptions/11111111-1111-4111-8111-111111111111";

CustomRole publisher() {
  return {.name = "Registry Publisher",
          .description = "Publishes assets on the team's registry.",
          .actions = {"Microsoft.X/registries/read", "Microsoft.X/registries/assets/*"},
          .data_actions = {"Microsoft.X/registries/peek/action"},
          .assignable_scopes = {std::string(kSubscription),
                                std::string(kSubscription) + "/resourceGroups/rg-b"}};
}

// A name that would end a string, or be evaluated, in each of the formats.
CustomRole hostile() {
  return {.name = "[it's ${a} %{b} \"x\" \\ \u2019; rm]",
          .description = "[concat('a')]",
          .actions = {"X/$y/read"},
          .data_actions = {},
          .assignable_scopes = {"/providers/Microsoft.Management/managementGroups/mg-root"}};
}

struct NamedFormat {
  RoleTextFormat format;
  std::string_view file;
};
constexpr NamedFormat kFormats[] = {{RoleTextFormat::kAz, "az.json"},
                                    {RoleTextFormat::kArm, "arm.json"},
                                    {RoleTextFormat::kBicep, "bicep"},
                                    {RoleTextFormat::kTerraform, "tf"},
                                    {RoleTextFormat::kPowershell, "ps1"}};

TEST(RoleDefinitionText, OfAnOrdinaryRole) {
  for (const auto& [format, file] : kFormats) {
    expect_golden("tests/golden/role_definition/publisher." + std::string(file),
                  role_definition_text(publisher(), format));
  }
}

TEST(RoleDefinitionText, OfARoleWithAHostileName) {
  for (const auto& [format, file] : kFormats) {
    expect_golden("tests/golden/role_definition/hostile." + std::string(file),
                  role_definition_text(hostile(), format));
  }
}

TEST(RoleDefinitionText, ArmKeepsAnExpressionOut) {
  const auto json = nlohmann::json::parse(role_definition_text(hostile(), RoleTextFormat::kArm));
  EXPECT_EQ(json.at("variables").at("roleName"), "[" + hostile().name);
  EXPECT_EQ(json.at("resources").at(0).at("properties").at("description"), "[[concat('a')]");
  CustomRole open = hostile();
  open.name = "[only at the front";
  const auto same = nlohmann::json::parse(role_definition_text(open, RoleTextFormat::kArm));
  EXPECT_EQ(same.at("variables").at("roleName"), "[only at the front");
}

// The two JSON forms, read back, hold the lists that were given.
TEST(RoleDefinitionText, JsonHoldsWhatWasGiven) {
  const CustomRole role = publisher();
  const auto az = nlohmann::json::parse(role_definition_text(role, RoleTextFormat::kAz));
  EXPECT_EQ(az.at("Name"), role.name);
  EXPECT_EQ(az.at("IsCustom"), true);
  EXPECT_EQ(az.at("Actions"), role.actions);
  EXPECT_EQ(az.at("DataActions"), role.data_actions);
  EXPECT_EQ(az.at("AssignableScopes"), role.assignable_scopes);
  const auto arm = nlohmann::json::parse(role_definition_text(role, RoleTextFormat::kArm));
  const auto& properties = arm.at("resources").at(0).at("properties");
  EXPECT_EQ(properties.at("permissions").at(0).at("actions"), role.actions);
  EXPECT_EQ(properties.at("permissions").at(0).at("dataActions"), role.data_actions);
  EXPECT_EQ(properties.at("assignableScopes"), role.assignable_scopes);
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(RoleDefinitionText, EscapesControlCharacters) {
  CustomRole role = publisher();
  role.name = "two\nlines\x1b";
  EXPECT_TRUE(holds(role_definition_text(role, RoleTextFormat::kBicep), "'two\\nlines\\u{1b}'"));
  EXPECT_TRUE(
      holds(role_definition_text(role, RoleTextFormat::kTerraform), "\"two\\nlines\\u001b\""));
}

TEST(RoleDefinitionText, LabelsATerraformResource) {
  for (const auto& [name, label] : std::vector<std::pair<std::string, std::string>>{
           {"Registry Publisher", "registry_publisher"},
           {"2 -- x!", "x"},
           {"\u00fc\u00f6", "custom_role"},
           {"", "custom_role"}}) {
    CustomRole role = publisher();
    role.name = name;
    EXPECT_TRUE(holds(role_definition_text(role, RoleTextFormat::kTerraform),
                      "\"azurerm_role_definition\" \"" + label + "\" {"))
        << name;
  }
}

TEST(RoleDefinitionText, TellsTheCommandThatCreatesTheRole) {
  EXPECT_EQ(create_role_command(publisher(), RoleTextFormat::kAz),
            "az role definition create --role-definition role.json");
  EXPECT_EQ(create_role_command(publisher(), RoleTextFormat::kArm),
            "az deployment sub create --subscription 11111111-1111-4111-8111-111111111111 "
            "--location LOCATION --template-file role.arm.json");
  EXPECT_EQ(create_role_command(hostile(), RoleTextFormat::kBicep),
            "az deployment mg create --management-group-id mg-root --location LOCATION "
            "--template-file role.bicep");
  EXPECT_EQ(create_role_command(publisher(), RoleTextFormat::kTerraform), "terraform apply");
  EXPECT_EQ(create_role_command(publisher(), RoleTextFormat::kPowershell), "pwsh role.ps1");
}

}  // namespace
}  // namespace leastwise
