#include "rules/audit/finding_parts.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/report/json.h"
#include "engine/report/names.h"
#include "engine/report/shell_word.h"

namespace leastwise {
namespace {

bool is_group(const Tenant& tenant, PrincipalId id) {
  const PrincipalType type = tenant.directory()[id].type;
  return type == PrincipalType::kGroup || type == PrincipalType::kForeignGroup;
}

// What stands out of an assignment beside role and scope: `eligible`, `under a condition`, the end.
std::string remarks(const RoleAssignment& assignment) {
  std::string text;
  const auto add = [&text](std::string_view remark) {
    text += fmt::format("{}{}", text.empty() ? " (" : ", ", remark);
  };
  if (assignment.eligible) {
    add("eligible");
  }
  if (assignment.condition) {
    add("under a condition");
  }
  if (assignment.window.end != kEndOfTime) {
    add(fmt::format("until {}", to_string(assignment.window.end)));
  }
  return text.empty() ? text : text + ")";
}

// PIM takes requests with a new name each; what is removed is named by principal, role and scope.
std::string remove_by_pim(const Tenant& tenant, const RoleAssignment& assignment) {
  const std::string_view kind =
      assignment.eligible ? "roleEligibilityScheduleRequests" : "roleAssignmentScheduleRequests";
  std::string_view scope = tenant.scopes().text(assignment.scope);
  const std::string guid = to_string(tenant.role(assignment.role).guid);
  if (scope == "/") {
    scope = "";
  }
  const Json body = {
      {"properties", Json{{"requestType", "AdminRemove"},
                          {"principalId", to_string(tenant.directory()[assignment.principal].id)},
                          {"roleDefinitionId",
                           fmt::format("{}/providers/Microsoft.Authorization/roleDefinitions/{}",
                                       scope, guid)}}}};
  return fmt::format(
      "az rest --method put --url "
      "{}/providers/Microsoft.Authorization/{}/\"$(uuidgen)?api-version=2020-10-01\" --body {}",
      shell_word(fmt::format("https://management.azure.com{}", scope)), kind,
      shell_word(body.line()));
}

}  // namespace

FindingSubject subject_of(const Tenant& tenant, PrincipalId id) {
  return {.principal = to_string(tenant.directory()[id].id),
          .principal_name = principal_name(tenant, id)};
}

FindingSubject subject_of(const Tenant& tenant, RoleId id) {
  return {.role = to_string(tenant.role(id).guid), .role_name = role_name(tenant, id)};
}

FindingSubject subject_of(const Tenant& tenant, AssignmentId id) {
  const RoleAssignment& assignment = tenant.assignment(id);
  FindingSubject subject = subject_of(tenant, assignment.principal);
  subject.role = to_string(tenant.role(assignment.role).guid);
  subject.role_name = role_name(tenant, assignment.role);
  subject.scope = tenant.scopes().text(assignment.scope);
  return subject;
}

std::string principal_text(const Tenant& tenant, PrincipalId id) {
  return fmt::format("{} ({})", principal_name(tenant, id), principal_kind(tenant, id));
}

std::string grant_text(const Tenant& tenant, AssignmentId id) {
  const RoleAssignment& assignment = tenant.assignment(id);
  return fmt::format("{} at {}{}", role_name(tenant, assignment.role),
                     scope_name(tenant, assignment.scope), remarks(assignment));
}

Cause principal_cause(const Tenant& tenant, PrincipalId id) {
  const Principal& principal = tenant.directory()[id];
  return {is_group(tenant, id) ? "group" : "principal", principal_text(tenant, id),
          to_string(principal.id), principal.place};
}

Cause assignment_cause(const Tenant& tenant, AssignmentId id) {
  const RoleAssignment& assignment = tenant.assignment(id);
  return {"assignment", grant_text(tenant, id), tenant.id_text(assignment), assignment.place};
}

// A draft has no id yet.
Cause role_cause(const Tenant& tenant, RoleId id) {
  const RoleDefinition& role = tenant.role(id);
  return {"role", fmt::format("{} ({})", role_name(tenant, id), role_source(tenant, id)),
          role.guid == Guid() ? std::string() : to_string(role.guid), role.place};
}

Cause action_cause(const DangerTable& danger, std::string_view action, Plane plane) {
  return {"action", operation_text(danger, action, plane)};
}

std::string need_text(const Tenant& tenant, const DeclaredNeed& need) {
  if (!need.level.empty()) {
    return need.level;
  }
  if (need.role) {
    return fmt::format("role {}", role_name(tenant, *need.role));
  }
  const std::string& first = need.actions.front().action;
  return need.actions.size() == 1 ? first
                                  : fmt::format("{} and {} more", first, need.actions.size() - 1);
}

Cause need_cause(const Tenant& tenant, const DeclaredNeed& need) {
  return {"need",
          fmt::format("{} at {}{}", need_text(tenant, need), scope_name(tenant, need.scope),
                      need.until ? fmt::format(", until {}", to_string(*need.until)) : ""),
          "", need.stands_at};
}

std::vector<Cause> grant_chain(const Tenant& tenant, AssignmentId id,
                               std::optional<PrincipalId> holder) {
  const RoleAssignment& assignment = tenant.assignment(id);
  std::vector<PrincipalId> path = {assignment.principal};
  if (holder && *holder != assignment.principal) {
    path = tenant.groups().path(*holder, assignment.principal);
    if (path.empty()) {
      path = {*holder, assignment.principal};
    }
  }
  std::vector<Cause> chain;
  for (const PrincipalId step : path) {
    chain.push_back(principal_cause(tenant, step));
  }
  chain.push_back(assignment_cause(tenant, id));
  chain.push_back(role_cause(tenant, assignment.role));
  return chain;
}

Evidence evidence_of(std::string label, std::vector<std::string> items) {
  const std::size_t total = items.size();
  items.resize(std::min(total, kMaxEvidenceItems));
  items.shrink_to_fit();
  return {std::move(label), std::move(items), total};
}

std::vector<OperationId> by_danger(const AuditContext& context, const ActionSet& set, Plane plane) {
  return by_danger(context, context.sets().operations(set, plane), plane);
}

std::vector<OperationId> by_danger(const AuditContext& context, std::vector<OperationId> ids,
                                   Plane plane) {
  std::ranges::sort(ids, {}, [&](OperationId id) { return context.danger_of(id, plane).rank; });
  return ids;
}

void add_operations(Evidence& evidence, const AuditContext& context, std::vector<OperationId> ids,
                    Plane plane) {
  evidence.total += ids.size();
  const std::size_t shown = std::min(ids.size(), kMaxEvidenceItems - evidence.items.size());
  const auto middle = ids.begin() + static_cast<std::ptrdiff_t>(shown);
  std::ranges::partial_sort(ids, middle, {},
                            [&](OperationId id) { return context.danger_of(id, plane).rank; });
  for (auto id = ids.begin(); id != middle; ++id) {
    evidence.items.push_back(
        operation_text(context.input().danger, context.tenant().operations().name(*id), plane));
  }
}

std::string operation_text(const DangerTable& danger, std::string_view action, Plane plane) {
  std::string text(action);
  if (plane == Plane::kData) {
    text += " (data)";
  }
  if (const DangerousOperation* entry = danger.find(action, plane)) {
    text += fmt::format(": {}", entry->effect);
  }
  return text;
}

std::string remove_command(const Tenant& tenant, AssignmentId id) {
  const RoleAssignment& assignment = tenant.assignment(id);
  const std::string name = tenant.id_text(assignment);
  const bool scheduled =
      folded(name).find("/roleassignmentscheduleinstances/") != std::string::npos;
  if (assignment.eligible || scheduled) {
    return remove_by_pim(tenant, assignment);
  }
  if (name.starts_with('/')) {
    return fmt::format("az role assignment delete --ids {}", shell_word(name));
  }
  return fmt::format("az role assignment delete --assignee {} --role {} --scope {}",
                     to_string(tenant.directory()[assignment.principal].id),
                     to_string(tenant.role(assignment.role).guid),
                     shell_word(tenant.scopes().text(assignment.scope)));
}

// The type spares `az` a look into the directory, which fails where the caller may not read it.
std::string assign_command(const Tenant& tenant, PrincipalId grantee, std::string_view role,
                           std::string_view scope) {
  const Principal& principal = tenant.directory()[grantee];
  const bool has_type =
      principal.type != PrincipalType::kUnstated && principal.type != PrincipalType::kDeleted;
  return fmt::format(
      "az role assignment create --assignee-object-id {}{} --role {} --scope {}",
      to_string(principal.id),
      has_type ? fmt::format(" --assignee-principal-type {}", to_string(principal.type)) : "",
      shell_word(role), shell_word(scope));
}

}  // namespace leastwise
