#include "engine/report/role_definition_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"
#include "engine/report/json.h"
#include "engine/report/shell_word.h"

namespace leastwise {
namespace {

constexpr std::string_view kApiVersion = "2022-04-01";

// The four lists of a role under the names that a format gives them, in the order of all formats.
struct NamedList {
  std::string_view name;
  const std::vector<std::string>& items;
};

const std::vector<std::string> kNothing;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
}

// ---- where a deployment goes

// A role definition is deployed to a subscription or a management group, whichever holds the first
// of its assignable scopes.
bool is_for_management_group(const CustomRole& role) {
  constexpr std::string_view kManagementGroups =
      "/providers/Microsoft.Management/managementGroups/";
  return starts_with_folded(role.assignable_scopes.front(), kManagementGroups);
}

// The management group, or the subscription, by its own name; empty where there is none to be read.
std::string deployment_target(const CustomRole& role) {
  std::string_view scope = role.assignable_scopes.front();
  const std::string_view prefix = is_for_management_group(role)
                                      ? "/providers/Microsoft.Management/managementGroups/"
                                      : "/subscriptions/";
  if (!starts_with_folded(scope, prefix)) {
    return {};
  }
  scope.remove_prefix(prefix.size());
  return std::string(scope.substr(0, scope.find('/')));
}

// ---- ARM

// A string in brackets would be taken for an expression; a bracket more says that it is none.
std::string arm_string(std::string_view text) {
  const bool is_expression = text.starts_with('[') && text.ends_with(']');
  return is_expression ? "[" + std::string(text) : std::string(text);
}

Json arm_list(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) {
    list.push_back(arm_string(text));
  }
  return list;
}

// The name of the resource is a GUID that follows from the scope and the role's name, so that
// deploying twice changes the role and makes no second one.
std::string arm_text(const CustomRole& role) {
  const bool group = is_for_management_group(role);
  const Json permissions = {{"actions", arm_list(role.actions)},
                            {"notActions", Json::array()},
                            {"dataActions", arm_list(role.data_actions)},
                            {"notDataActions", Json::array()}};
  Json properties = {{"roleName", "[variables('roleName')]"},
                     {"description", arm_string(role.description)},
                     {"type", "CustomRole"},
                     {"permissions", Json::array()},
                     {"assignableScopes", arm_list(role.assignable_scopes)}};
  properties["permissions"].push_back(permissions);
  const std::string_view scope = group ? "managementGroup().id" : "subscription().id";
  const std::string guid = fmt::format("guid({}, variables('roleName'))", scope);
  Json resources = Json::array();
  resources.push_back({{"type", "Microsoft.Authorization/roleDefinitions"},
                       {"apiVersion", kApiVersion},
                       {"name", fmt::format("[{}]", guid)},
                       {"properties", std::move(properties)}});
  const Json template_text = {
      {"$schema", group ? "https://schema.management.azure.com/schemas/2019-08-01/"
                          "managementGroupDeploymentTemplate.json#"
                        : "https://schema.management.azure.com/schemas/2018-05-01/"
                          "subscriptionDeploymentTemplate.json#"},
      {"contentVersion", "1.0.0.0"},
      {"variables", {{"roleName", arm_string(role.name)}}},
      {"resources", std::move(resources)}};
  return template_text.text();
}

// ---- az

// The keys that `az role definition create` reads.
std::string az_text(const CustomRole& role) {
  const Json definition = {{"Name", role.name},
                           {"IsCustom", true},
                           {"Description", role.description},
                           {"Actions", role.actions},
                           {"NotActions", Json::array()},
                           {"DataActions", role.data_actions},
                           {"NotDataActions", Json::array()},
                           {"AssignableScopes", role.assignable_scopes}};
  return definition.text();
}

// ---- Bicep

// A string in single quotes. Source: the Bicep language reference, data types, strings.
std::string bicep_string(std::string_view text) {
  std::string quoted = "'";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\'' || c == '\\' || (c == '$' && text.substr(i + 1).starts_with('{'))) {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (is_control(c)) {
      quoted += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string bicep_list(const NamedList& list, std::string_view indent) {
  if (list.items.empty()) {
    return fmt::format("{}{}: []\n", indent, list.name);
  }
  std::string text = fmt::format("{}{}: [\n", indent, list.name);
  for (const std::string& item : list.items) {
    text += fmt::format("{}  {}\n", indent, bicep_string(item));
  }
  return text + fmt::format("{}]\n", indent);
}

std::string bicep_text(const CustomRole& role) {
  const bool group = is_for_management_group(role);
  std::string text =
      fmt::format("targetScope = '{}'\n\n", group ? "managementGroup" : "subscription");
  text += fmt::format("var roleName = {}\n\n", bicep_string(role.name));
  text +=
      fmt::format("resource role 'Microsoft.Authorization/roleDefinitions@{}' = {{\n", kApiVersion);
  text += fmt::format("  name: guid({}().id, roleName)\n  properties: {{\n    roleName: roleName\n",
                      group ? "managementGroup" : "subscription");
  text += fmt::format("    description: {}\n    type: 'CustomRole'\n    permissions: [\n      {{\n",
                      bicep_string(role.description));
  for (const NamedList& list : {NamedList{"actions", role.actions},
                                {"notActions", kNothing},
                                {"dataActions", role.data_actions},
                                {"notDataActions", kNothing}}) {
    text += bicep_list(list, "        ");
  }
  text += "      }\n    ]\n";
  text += bicep_list({"assignableScopes", role.assignable_scopes}, "    ");
  return text + "  }\n}\n";
}

// ---- Terraform

// A quoted string. Source: the Terraform language reference, strings and templates.
std::string terraform_string(std::string_view text) {
  std::string quoted = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if ((c == '$' || c == '%') && text.substr(i + 1).starts_with('{')) {
      quoted += c;
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (is_control(c)) {
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

// The label of the resource: `Registry Publisher` becomes `registry_publisher`.
std::string terraform_label(std::string_view name) {
  std::string label;
  for (const char c : folded(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && !label.empty())) {
      label += c;
    } else if (!label.empty() && label.back() != '_') {
      label += '_';
    }
  }
  while (label.ends_with('_')) {
    label.pop_back();
  }
  return label.empty() ? "custom_role" : label;
}

// Lists that are empty are left out: that is what the provider takes for empty.
std::string terraform_list(std::string_view name, std::string_view indent,
                           const std::vector<std::string>& items) {
  if (items.empty()) {
    return {};
  }
  std::string text = fmt::format("{}{} = [\n", indent, name);
  for (const std::string& item : items) {
    text += fmt::format("{}  {},\n", indent, terraform_string(item));
  }
  return text + fmt::format("{}]\n", indent);
}

std::string terraform_text(const CustomRole& role) {
  std::string text =
      fmt::format("resource \"azurerm_role_definition\" \"{}\" {{\n", terraform_label(role.name));
  text += fmt::format("  name        = {}\n", terraform_string(role.name));
  text += fmt::format("  scope       = {}\n", terraform_string(role.assignable_scopes.front()));
  text +=
      fmt::format("  description = {}\n\n  permissions {{\n", terraform_string(role.description));
  text += terraform_list("actions", "    ", role.actions);
  text += terraform_list("data_actions", "    ", role.data_actions);
  text += "  }\n\n";
  text += terraform_list("assignable_scopes", "  ", role.assignable_scopes);
  return text + "}\n";
}

// ---- PowerShell

// A string in single quotes, in which nothing is expanded. PowerShell ends it at each of five
// quotation marks; any of them doubled stands for itself. Source: about_Quoting_Rules.
std::string powershell_string(std::string_view text) {
  constexpr std::array<std::string_view, 5> kQuotes = {"'", "\u2018", "\u2019", "\u201a", "\u201b"};
  std::string quoted = "'";
  while (!text.empty()) {
    std::size_t length = 1;
    for (const std::string_view quote : kQuotes) {
      if (text.starts_with(quote)) {
        length = quote.size();
        quoted += quote;
      }
    }
    quoted += text.substr(0, length);
    text.remove_prefix(length);
  }
  return quoted + "'";
}

std::string powershell_list(std::string_view name, const std::vector<std::string>& items) {
  if (items.empty()) {
    return fmt::format("$role.{} = @()\n", name);
  }
  std::string text = fmt::format("$role.{} = @(\n", name);
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += fmt::format("  {}{}\n", powershell_string(items[i]), i + 1 < items.size() ? "," : "");
  }
  return text + ")\n";
}

// The object that New-AzRoleDefinition -Role takes; its type comes with the module.
std::string powershell_text(const CustomRole& role) {
  std::string text = "Import-Module Az.Resources\n";
  text +=
      "$role = [Microsoft.Azure.Commands.Resources.Models.Authorization.PSRoleDefinition]"
      "::new()\n";
  text += fmt::format("$role.Name = {}\n", powershell_string(role.name));
  text += fmt::format("$role.Description = {}\n", powershell_string(role.description));
  text += "$role.IsCustom = $true\n";
  text += powershell_list("Actions", role.actions);
  text += powershell_list("NotActions", kNothing);
  text += powershell_list("DataActions", role.data_actions);
  text += powershell_list("NotDataActions", kNothing);
  text += powershell_list("AssignableScopes", role.assignable_scopes);
  return text + "New-AzRoleDefinition -Role $role\n";
}

// `az deployment sub create --location LOCATION ...`. A deployment is kept somewhere, and only its
// owner knows where.
std::string deployment_command(const CustomRole& role, RoleTextFormat format) {
  const std::string target = deployment_target(role);
  const std::string where =
      is_for_management_group(role)
          ? fmt::format("mg create --management-group-id {}", shell_word(target))
          : fmt::format("sub create --subscription {}",
                        target.empty() ? "SUBSCRIPTION" : shell_word(target));
  return fmt::format("az deployment {} --location LOCATION --template-file {}", where,
                     role_file_name(format));
}

}  // namespace

std::string assignable_scope(const ScopePath& scope) {
  const auto levels = scope.levels();
  const auto group = std::ranges::find(levels, ScopeKind::kResourceGroup, &ScopePath::Level::kind);
  return group == levels.end() ? scope.text() : std::string(scope.level_text(*group));
}

std::string role_definition_text(const CustomRole& role, RoleTextFormat format) {
  switch (format) {
    case RoleTextFormat::kAz:
      return az_text(role);
    case RoleTextFormat::kArm:
      return arm_text(role);
    case RoleTextFormat::kBicep:
      return bicep_text(role);
    case RoleTextFormat::kTerraform:
      return terraform_text(role);
    case RoleTextFormat::kPowershell:
      return powershell_text(role);
  }
  return {};
}

std::string_view role_file_name(RoleTextFormat format) {
  switch (format) {
    case RoleTextFormat::kAz:
      return "role.json";
    case RoleTextFormat::kArm:
      return "role.arm.json";
    case RoleTextFormat::kBicep:
      return "role.bicep";
    case RoleTextFormat::kTerraform:
      return "role.tf";
    case RoleTextFormat::kPowershell:
      return "role.ps1";
  }
  return {};
}

std::string create_role_command(const CustomRole& role, RoleTextFormat format) {
  switch (format) {
    case RoleTextFormat::kAz:
      return fmt::format("az role definition create --role-definition {}", role_file_name(format));
    case RoleTextFormat::kArm:
    case RoleTextFormat::kBicep:
      return deployment_command(role, format);
    case RoleTextFormat::kTerraform:
      return "terraform apply";
    case RoleTextFormat::kPowershell:
      return fmt::format("pwsh {}", role_file_name(format));
  }
  return {};
}

}  // namespace leastwise
