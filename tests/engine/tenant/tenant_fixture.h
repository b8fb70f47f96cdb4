// Short words for the records of a small tenant, shared by the tests of engine/tenant.
//
// Everything is named by small numbers: guid(7) is a GUID that ends in 7, place(7) is line 7 of
// the file `input.json`. The merge steps are tested through the TenantBuilder, as records meet
// them.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/role/records.h"
#include "engine/tenant/tenant.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise::testing {

[[nodiscard]] Guid guid(std::uint32_t n);
[[nodiscard]] ScopePath scope(std::string_view text);
[[nodiscard]] ScopePath group_scope(std::string_view name);
[[nodiscard]] BlockRecord block(std::vector<std::string> actions,
                                std::vector<std::string> not_actions = {});
// A role assignment of role 100 to user 1 at subscription `s`, under `id`.
[[nodiscard]] RoleAssignmentRecord assignment(std::string id);
[[nodiscard]] RoleDefinitionRecord role(std::uint32_t n, std::vector<BlockRecord> blocks);
// A denial for everyone at subscription `s`, under `id`.
[[nodiscard]] DenyAssignmentRecord denial(std::string id);
[[nodiscard]] DirectoryRecord user(std::uint32_t n);
[[nodiscard]] MemberListRecord members(std::uint32_t group, std::vector<std::uint32_t> users);
[[nodiscard]] HierarchyRecord below(ScopePath child, std::string_view parent);
[[nodiscard]] HierarchyRecord root_group(std::string_view name);

class TenantTest : public ::testing::Test {
 protected:
  TenantTest() { file = builder.add_file("input.json"); }

  [[nodiscard]] SourcePlace place(std::uint32_t line) const { return {file, line, 1}; }
  // The tenant of all that was added. Fails the test, and gives an empty tenant, on errors.
  [[nodiscard]] Tenant built();
  // The rendered diagnostics, each on lines of its own.
  [[nodiscard]] std::string problems() const;
  // Expects that build() gives nothing, with one error of this code, and returns it rendered.
  [[nodiscard]] std::string only_error(std::string_view code);

  Diagnostics diagnostics;
  TenantBuilder builder{diagnostics};
  FileId file;
};

// The gaps of one kind.
[[nodiscard]] std::vector<CoverageGap> gaps_of(const Tenant& tenant, GapKind kind);

}  // namespace leastwise::testing
