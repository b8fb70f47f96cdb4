// Joins the records of all input files into a Tenant, and finds what does not fit together.
//
// Rules (SPEC sections 5 and 9):
// - A second record with the same id and the same deciding content is ignored; with other deciding
//   content it is an error (`conflicting-duplicate`) that names both places. Deciding content of an
//   assignment: scope, principal, role GUID, condition, validity; of a role: its blocks; of a deny
//   assignment: everything that decides. All of it normalised: case, order and repetition of
//   patterns and principals do not matter.
// - A lossy role yields to a full one and to the catalogue; two lossy ones conflict like full
//   ones.
// - An active schedule instance that mirrors an ordinary assignment counts once, and its window
//   bounds the assignment, whichever is read first.
// - An eligible or active instance whose status is neither `Provisioned` nor `Accepted` does not
//   count (a warning says so); one without a status does.
// - Catalogue roles are used only where no input defines the role; what assignments name and
//   nothing defines becomes an undefined role and a coverage gap.
// - Records that refer to something absent are coverage gaps, never errors.
// - A record without an id is dropped where another of its kind decides alike.
// - A scope has one parent (`conflicting-parents`), and a tenant one root group
//   (`several-root-groups`). Two directory exports that disagree whether a principal is a group are
//   a warning (`conflicting-principal-type`), and it may be one: unknown rather than wrong.
//
// The builder may be given records in any order, and goes on after an error, so that one run
// reports everything. Tests: tests/engine/tenant/tenant_builder_test.cc.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/diagnostic.h"
#include "engine/role/records.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

class TenantBuilder {
 public:
  // Problems go to `diagnostics`, which must outlive the builder.
  explicit TenantBuilder(Diagnostics& diagnostics);
  ~TenantBuilder();
  TenantBuilder(const TenantBuilder&) = delete;
  TenantBuilder& operator=(const TenantBuilder&) = delete;

  // The id under which places of the file `name` are reported.
  FileId add_file(std::string name);

  void add_role(const RoleDefinitionRecord& record, SourcePlace place);
  void add_catalogue_role(const RoleDefinitionRecord& record);
  void add_assignment(const RoleAssignmentRecord& record, SourcePlace place);
  void add_schedule_instance(const ScheduleInstanceRecord& record, SourcePlace place);
  void add_denial(const DenyAssignmentRecord& record, SourcePlace place);
  void add_hierarchy(const HierarchyRecord& record, SourcePlace place);
  void add_principal(const DirectoryRecord& record, SourcePlace place);
  void add_members(const MemberListRecord& record, SourcePlace place);
  void add_operation(std::string_view name, KnownOperation operation);
  // States that `file` is one page of a longer export.
  void note_truncated(FileId file, SourcePlace place);

  // The files added so far, to render diagnostics with; they outlast build().
  [[nodiscard]] const FileTable& files() const;

  // The tenant, or an empty optional when errors were reported (here or before). Leaves the builder
  // empty but for files(). Reports what can be seen only now: management groups that are their own
  // ancestors, lossy roles that contradict each other, instances that are no mirror of what they
  // name. Cost: linear, about 1 us a record with everything before it.
  [[nodiscard]] std::optional<Tenant> build();

 private:
  struct State;
  FileTable files_;
  std::unique_ptr<State> state_;
};

}  // namespace leastwise
