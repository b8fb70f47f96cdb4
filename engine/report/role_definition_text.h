// A custom role as the input of the tools that create one: az, ARM, Bicep, Terraform, PowerShell.
//
// Each text works as it stands. Every string of the role is escaped as its format wants it, since
// names come from people: `${` begins an interpolation in Bicep and Terraform, a text in brackets
// is an expression in ARM, and PowerShell takes curly quotes for quotes. Example:
// role_definition_text(role, RoleTextFormat::kAz) is what `az role definition create
// --role-definition FILE` reads. Counter-example: nothing is checked here; a role that Azure
// refuses is written like any other. Source: docs/formats/role-definitions.md. Tests:
// tests/engine/report/role_definition_text_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scope/scope_path.h"

namespace leastwise {

// A role of one block without subtraction, which is all that a smallest role needs.
struct CustomRole {
  std::string name;
  std::string description;
  std::vector<std::string> actions = {};
  std::vector<std::string> data_actions = {};
  std::vector<std::string> assignable_scopes = {};  // INVARIANT: not empty
};

enum class RoleTextFormat : std::uint8_t { kAz, kArm, kBicep, kTerraform, kPowershell };

// Where a custom role for `scope` is made assignable: there, and for a resource in its resource
// group, since Azure takes no resource in assignableScopes.
[[nodiscard]] std::string assignable_scope(const ScopePath& scope);

// With a final newline.
[[nodiscard]] std::string role_definition_text(const CustomRole& role, RoleTextFormat format);

// `role.json`, `role.bicep`, `role.tf`, `role.ps1`, `role.arm.json`: what a file of it is called.
[[nodiscard]] std::string_view role_file_name(RoleTextFormat format);

// The command that creates the role from that file, or runs it.
[[nodiscard]] std::string create_role_command(const CustomRole& role, RoleTextFormat format);

}  // namespace leastwise
