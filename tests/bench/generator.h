// Synthetic tenants of any size, from a seed: the same numbers give the same tenant everywhere.
//
// The shapes follow what large tenants look like (DESIGN section 7): memberships are Zipf
// distributed, most assignments go to groups and stand at resource groups or below, denials are
// rare, one assignment in twenty has a condition, custom roles are mostly literal operations.
// The records go to a RecordSink: into a TenantBuilder (BuilderSink), or into the files that the
// Azure tools would have written (ExportSink).
// Tests: tests/bench/generator_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/role/records.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise::bench {

// Every number of a generated tenant. Percentages are of 100.
struct TenantShape {
  std::size_t principals = 1'000;  // users and service principals, groups not counted
  std::size_t groups = 100;
  std::size_t nesting = 3;  // levels of groups
  std::size_t scopes = 200;
  std::size_t assignments = 2'000;
  std::size_t custom_roles = 20;
  std::size_t groups_per_principal = 3;
  double zipf_exponent = 1.0;
  unsigned percent_to_groups = 70;
  unsigned percent_deep = 60;  // of assignments, at a resource group or below
  std::size_t assignments_per_denial = 1'000;
  unsigned percent_conditions = 5;
  std::size_t patterns_per_role = 8;
  unsigned percent_literal = 70;  // of patterns; then `A/*`, `A/*/v`, and the rest `*/v`
  unsigned percent_below = 20;
  unsigned percent_between = 9;
  std::uint64_t seed = 1;

  // The sizes of DESIGN section 7.
  [[nodiscard]] static TenantShape small() { return {}; }
  [[nodiscard]] static TenantShape medium();
  [[nodiscard]] static TenantShape large();
  // As medium(), with so many assignments and the other numbers in proportion.
  [[nodiscard]] static TenantShape of_assignments(std::size_t assignments);
};

// Where the records of a generated tenant go.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void role(const RoleDefinitionRecord& record) = 0;
  virtual void assignment(const RoleAssignmentRecord& record) = 0;
  virtual void denial(const DenyAssignmentRecord& record) = 0;
  virtual void hierarchy(const HierarchyRecord& record) = 0;
  virtual void principal(const DirectoryRecord& record) = 0;
  virtual void members(const MemberListRecord& record) = 0;
  virtual void operation(std::string_view name, bool is_data) = 0;
};

// What the records speak of, to ask questions about.
struct GeneratedNames {
  std::vector<Guid> principals;
  std::vector<Guid> groups;
  std::vector<std::string> scopes;      // the tenant root group first, then top down
  std::vector<std::string> operations;  // of the control plane
};

// Gives the records of a tenant of this shape to `sink`. Cost: linear in the numbers of the shape.
[[nodiscard]] GeneratedNames generate(const TenantShape& shape, RecordSink& sink);

// Gives records straight to a builder, which must outlive it.
class BuilderSink final : public RecordSink {
 public:
  explicit BuilderSink(TenantBuilder& builder);
  void role(const RoleDefinitionRecord& record) override;
  void assignment(const RoleAssignmentRecord& record) override;
  void denial(const DenyAssignmentRecord& record) override;
  void hierarchy(const HierarchyRecord& record) override;
  void principal(const DirectoryRecord& record) override;
  void members(const MemberListRecord& record) override;
  void operation(std::string_view name, bool is_data) override;

 private:
  TenantBuilder& builder_;
  SourcePlace place_;
};

// Writes the export files of a tenant into an existing directory: `az role assignment list`,
// `az role definition list`, deny assignments and getEntities as REST gives them, users, service
// principals and groups as Graph does, the member lists as AzureHound, the operations as a flat
// list.
class ExportSink final : public RecordSink {
 public:
  explicit ExportSink(const std::filesystem::path& directory);
  ~ExportSink() override;
  ExportSink(const ExportSink&) = delete;
  ExportSink& operator=(const ExportSink&) = delete;
  void role(const RoleDefinitionRecord& record) override;
  void assignment(const RoleAssignmentRecord& record) override;
  void denial(const DenyAssignmentRecord& record) override;
  void hierarchy(const HierarchyRecord& record) override;
  void principal(const DirectoryRecord& record) override;
  void members(const MemberListRecord& record) override;
  void operation(std::string_view name, bool is_data) override;

  // Ends the files. False when one could not be written whole.
  [[nodiscard]] bool finish();

 private:
  struct Files;
  std::unique_ptr<Files> files_;
};

}  // namespace leastwise::bench
