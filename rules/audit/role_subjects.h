// Roles as subjects of rules: which of them are audited, their patterns one by one, and what every
// finding about a role begins with.
//
// A rule about how a role is written speaks of custom roles, since nobody here can mend a built-in
// one. A role that an input defines and does not call built-in counts as custom: some shapes do not
// say, and to leave such a role out would be to answer for it unseen.
// Example: a file for `az role definition create` without `IsCustom` is a custom role.
// Counter-example: a role of the embedded catalogue is none.
// Tests: tests/rules/audit/role_subjects_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/report/finding.h"
#include "rules/audit/audit_context.h"

namespace leastwise {

[[nodiscard]] bool is_custom(const RoleDefinition& role);

// The custom roles that take part, ascending: all, or where a filter narrows the audit those with
// an assignment that passes it.
[[nodiscard]] std::vector<RoleId> custom_roles(const AuditContext& context);
// Those, and every other defined role that is assigned.
[[nodiscard]] std::vector<RoleId> custom_or_assigned_roles(const AuditContext& context);

// By RoleId: the assignments of each role that are not over, eligible ones and those of a later day
// too, whatever the filter of the audit.
[[nodiscard]] std::vector<std::vector<AssignmentId>> lasting_assignments(
    const AuditContext& context);
// Why these may not be all there are, as half a sentence; empty where nothing says so.
[[nodiscard]] std::string missing_assignments(const Tenant& tenant);

// A pattern in one of the lists of a role.
struct RolePattern {
  PatternId id;
  Plane plane = Plane::kControl;
  bool subtracted = false;

  friend auto operator<=>(const RolePattern&, const RolePattern&) = default;
};

// The patterns of all blocks in the order of the definition, each once for each kind of list.
[[nodiscard]] std::vector<RolePattern> patterns_of(const RoleDefinition& role);
// `actions`, `notActions`, `dataActions`, `notDataActions`.
[[nodiscard]] std::string_view list_name(const RolePattern& pattern);

// What a role grants by one of its `granted` patterns, alone: the pattern less what its blocks take
// away, in all blocks that hold it, under their conditions.
[[nodiscard]] PermissionSet granted_by(const AuditContext& context, RoleId role,
                                       const RolePattern& pattern);

// A finding about a role that is not about any principal: subject, place, and the role as chain. A
// role without an id (a draft) is told apart by its name. `detail`: see FindingSubject.
struct RoleFindingParts {
  FindingSeverity severity = FindingSeverity::kMedium;
  std::string message;
  std::string detail = {};
};
[[nodiscard]] Finding role_finding(const AuditContext& context, RoleId role,
                                   RoleFindingParts parts);

// `custom role `X``, `role `X``: how messages name it.
[[nodiscard]] std::string role_text(const Tenant& tenant, RoleId role);

// `az` commands: who holds a role, and its removal.
[[nodiscard]] std::string list_assignments_command(const Tenant& tenant, RoleId role);
[[nodiscard]] std::string delete_role_command(const Tenant& tenant, RoleId role);

// The last segment of an action: `read`; all of it where there is no `/`.
[[nodiscard]] std::string_view verb_of(std::string_view action);
// Whether every known operation of the set is a `read`. Yes for a set without any.
[[nodiscard]] bool only_reads(const AuditContext& context, const ActionSet& set, Plane plane);

// A list of known operations, the most dangerous first, with what escalations lead to.
[[nodiscard]] Evidence operations_evidence(const AuditContext& context, std::string label,
                                           std::vector<OperationId> ids, Plane plane);

}  // namespace leastwise
