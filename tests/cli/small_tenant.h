// A tenant of a few records for the tests of the cli's own logic; built by hand, not read.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

#include "engine/authorizer/authorizer.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise::testing {

[[nodiscard]] inline Guid guid(unsigned number) {
  Guid id;
  id.bytes[14] = static_cast<std::uint8_t>(number / 256U);
  id.bytes[15] = static_cast<std::uint8_t>(number % 256U);
  return id;
}

[[nodiscard]] inline ScopePath scope(const std::string& text) { return *ScopePath::parse(text); }

// Gathers records; build() compiles them.
class SmallTenant {
 public:
  SmallTenant() : builder_(diagnostics_), file_(builder_.add_file("small.json")) {}

  SmallTenant& role(unsigned id, std::string name, std::vector<std::string> actions,
                    std::string condition = {}) {
    RoleDefinitionRecord record;
    record.id = guid(id);
    record.name = std::move(name);
    record.blocks = {{.actions = std::move(actions), .condition = std::move(condition)}};
    builder_.add_role(record, place());
    return *this;
  }
  SmallTenant& user(unsigned id, std::string name) {
    return principal(id, std::move(name), PrincipalType::kUser);
  }
  // A group with its members, or without a member list.
  SmallTenant& group(unsigned id, std::string name, std::optional<std::vector<unsigned>> members) {
    principal(id, std::move(name), PrincipalType::kGroup);
    if (members) {
      MemberListRecord list{.group = guid(id)};
      for (const unsigned member : *members) {
        list.members.push_back({.id = guid(member)});
      }
      builder_.add_members(list, place());
    }
    return *this;
  }
  SmallTenant& grant(unsigned principal, unsigned role, const std::string& at) {
    RoleAssignmentRecord record{
        .scope = scope(at), .principal = guid(principal), .role = guid(role)};
    record.id = "assignment-" + std::to_string(++assignments_);
    builder_.add_assignment(record, place());
    return *this;
  }
  SmallTenant& deny(std::vector<unsigned> principals, std::vector<std::string> actions,
                    const std::string& at) {
    DenyAssignmentRecord record{.id = "denial", .name = "denial", .scope = scope(at)};
    record.blocks = {{.actions = std::move(actions)}};
    for (const unsigned id : principals) {
      record.principals.push_back({.id = guid(id)});
    }
    builder_.add_denial(record, place());
    return *this;
  }
  SmallTenant& hierarchy(const std::string& child, const std::string& parent) {
    HierarchyRecord record{.scope = scope(child)};
    record.parent_kind =
        parent.empty() ? HierarchyRecord::Parent::kNone : HierarchyRecord::Parent::kGroup;
    if (!parent.empty()) {
      record.parent = scope(parent);
    }
    builder_.add_hierarchy(record, place());
    return *this;
  }
  SmallTenant& operation(std::string_view name, OperationPlane plane) {
    builder_.add_operation(name, {plane, Origin::kInput});
    return *this;
  }

  [[nodiscard]] Tenant build() {
    auto tenant = builder_.build();
    for (const Diagnostic& diagnostic : diagnostics_.all()) {
      EXPECT_NE(diagnostic.severity, Severity::kError) << diagnostic.message;
    }
    return std::move(tenant.value());
  }

 private:
  SourcePlace place() { return {file_, ++line_, 1}; }

  SmallTenant& principal(unsigned id, std::string name, PrincipalType type) {
    builder_.add_principal({.id = guid(id), .type = type, .display_name = std::move(name)},
                           place());
    return *this;
  }

  Diagnostics diagnostics_;
  TenantBuilder builder_;
  FileId file_;
  std::uint32_t line_ = 0;
  unsigned assignments_ = 0;
};

}  // namespace leastwise::testing
