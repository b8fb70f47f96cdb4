#include "tests/engine/tenant/tenant_fixture.h"

#include <algorithm>
#include <utility>

namespace leastwise::testing {

Guid guid(std::uint32_t n) {
  Guid id;
  for (std::size_t i = 0; i < 4; ++i) {
    id.bytes[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  }
  return id;
}

ScopePath scope(std::string_view text) {
  auto path = ScopePath::parse(text);
  EXPECT_TRUE(path) << text;
  return path ? std::move(*path) : ScopePath::root();
}

ScopePath group_scope(std::string_view name) { return ScopePath::management_group(name); }

BlockRecord block(std::vector<std::string> actions, std::vector<std::string> not_actions) {
  return {.actions = std::move(actions), .not_actions = std::move(not_actions)};
}

RoleAssignmentRecord assignment(std::string id) {
  return {.id = std::move(id),
          .scope = scope("/subscriptions/s"),
          .principal = guid(1),
          .principal_type = PrincipalType::kUser,
          .role = guid(100)};
}

RoleDefinitionRecord role(std::uint32_t n, std::vector<BlockRecord> blocks) {
  return {.id = guid(n), .name = "Role " + std::to_string(n), .blocks = std::move(blocks)};
}

DenyAssignmentRecord denial(std::string id) {
  return {.id = std::move(id),
          .scope = scope("/subscriptions/s"),
          .blocks = {block({"*"})},
          .principals = {{.id = kEveryone}}};
}

DirectoryRecord user(std::uint32_t n) {
  return {.id = guid(n), .type = PrincipalType::kUser, .display_name = "User " + std::to_string(n)};
}

MemberListRecord members(std::uint32_t group, std::vector<std::uint32_t> users) {
  MemberListRecord record{.group = guid(group)};
  for (const std::uint32_t n : users) {
    record.members.push_back(user(n));
  }
  return record;
}

HierarchyRecord below(ScopePath child, std::string_view parent) {
  return {.scope = std::move(child),
          .parent_kind = HierarchyRecord::Parent::kGroup,
          .parent = group_scope(parent)};
}

HierarchyRecord root_group(std::string_view name) {
  return {.scope = group_scope(name), .parent_kind = HierarchyRecord::Parent::kNone};
}

Tenant TenantTest::built() {
  auto tenant = builder.build();
  EXPECT_TRUE(tenant) << problems();
  if (tenant) {
    return std::move(*tenant);
  }
  Diagnostics none;
  return std::move(*TenantBuilder(none).build());
}

std::string TenantTest::problems() const {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    text += render(diagnostic, builder.files()) + '\n';
  }
  return text;
}

std::string TenantTest::only_error(std::string_view code) {
  EXPECT_FALSE(builder.build());
  EXPECT_EQ(diagnostics.all().size(), 1U) << problems();
  EXPECT_EQ(diagnostics.error_count(), 1U) << problems();
  if (diagnostics.all().empty()) {
    return {};
  }
  EXPECT_EQ(diagnostics.all().front().code, code);
  return problems();
}

std::vector<CoverageGap> gaps_of(const Tenant& tenant, GapKind kind) {
  std::vector<CoverageGap> gaps;
  std::ranges::copy_if(tenant.gaps(), std::back_inserter(gaps),
                       [kind](const CoverageGap& gap) { return gap.kind == kind; });
  return gaps;
}

}  // namespace leastwise::testing
