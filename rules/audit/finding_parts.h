// The pieces that findings of several rules are made of: subjects, chains of causes, lists that are
// cut, and commands that can be pasted.
//
// Example: the chain of a grant by a group is principal, group, assignment, role; a rule adds the
// worst action and the need behind it.
// Names are taken from the input as they stand; writers make them safe. In commands everything that
// comes from the input is one shell word. Tests: tests/rules/audit/finding_parts_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/finding.h"
#include "rules/audit/audit_context.h"

namespace leastwise {

// What a finding is about: an assignment (its grantee, role and scope), a principal, or a role.
[[nodiscard]] FindingSubject subject_of(const Tenant& tenant, AssignmentId id);
[[nodiscard]] FindingSubject subject_of(const Tenant& tenant, PrincipalId id);
[[nodiscard]] FindingSubject subject_of(const Tenant& tenant, RoleId id);

// `Yuki Arai (User, guest)`.
[[nodiscard]] std::string principal_text(const Tenant& tenant, PrincipalId id);
// `Contributor at resource group rg-ml (eligible)`: for sentences, and for lists of grants.
[[nodiscard]] std::string grant_text(const Tenant& tenant, AssignmentId id);

// `registry-publish`, `role Reader`, `A/b/read and 2 more`: what a need asks for.
[[nodiscard]] std::string need_text(const Tenant& tenant, const DeclaredNeed& need);

// One step of a chain; a group's `what` is `group`.
[[nodiscard]] Cause principal_cause(const Tenant& tenant, PrincipalId id);
[[nodiscard]] Cause assignment_cause(const Tenant& tenant, AssignmentId id);
[[nodiscard]] Cause role_cause(const Tenant& tenant, RoleId id);
// An action, with what it leads to where it is an escalation.
[[nodiscard]] Cause action_cause(const DangerTable& danger, std::string_view action, Plane plane);
[[nodiscard]] Cause need_cause(const Tenant& tenant, const DeclaredNeed& need);

// Principal, the groups between, assignment, role. `holder`: who holds it by its groups, where that
// is not the grantee itself. Where membership is unknown the holder and the grantee stand alone.
[[nodiscard]] std::vector<Cause> grant_chain(const Tenant& tenant, AssignmentId id,
                                             std::optional<PrincipalId> holder = {});

// A list, cut to what evidence may hold.
[[nodiscard]] Evidence evidence_of(std::string label, std::vector<std::string> items);

// The known operations of a set, the most dangerous first (DangerTable::weight), then by name.
[[nodiscard]] std::vector<OperationId> by_danger(const AuditContext& context, const ActionSet& set,
                                                 Plane plane);
// The same of known operations that are listed. REQUIRES: each is in `plane`.
[[nodiscard]] std::vector<OperationId> by_danger(const AuditContext& context,
                                                 std::vector<OperationId> ids, Plane plane);
// Adds known operations of a plane to a list, the most dangerous first, as far as evidence may hold
// them; all of them are counted.
void add_operations(Evidence& evidence, const AuditContext& context, std::vector<OperationId> ids,
                    Plane plane);
// `Microsoft.X/y/write`, and behind it what an escalation leads to; a data action says so.
[[nodiscard]] std::string operation_text(const DangerTable& danger, std::string_view action,
                                         Plane plane);

// `az` commands. Taking away an eligible or scheduled grant is a request to PIM.
[[nodiscard]] std::string remove_command(const Tenant& tenant, AssignmentId id);
// `role`: a name or GUID.
[[nodiscard]] std::string assign_command(const Tenant& tenant, PrincipalId grantee,
                                         std::string_view role, std::string_view scope);

}  // namespace leastwise
