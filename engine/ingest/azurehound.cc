// AzureHound output: {"data": [{"kind": "AZ...", "data": {...}}, ...], "meta": ...}, each object a
// record of its own kind.
//
//   AZUser, AZGroup, AZServicePrincipal, AZDevice    as Microsoft Graph has them
//   AZGroupMember   {"groupId", "members": [{"member": {...}, "groupId"}]}, all direct members
//   AZ*RoleAssignment   {"...Id", "roleAssignments": [{"roleAssignment": {REST}, "...Id"}]}, or
//                       {"objectId", "assignees": [{"assignee": {REST}, "objectId"}]}
//   AZSubscription, AZManagementGroup, AZManagementGroupDescendant    as REST has them
//
// Ids are written in upper case. The key beside `roleAssignments` names the resource and is not
// read: the scope stands in the assignment, and AzureHound calls a key vault's id
// `virtualMachineId`. Assignments at and above a resource are listed for each resource, so one
// assignment occurs many times; the builder takes the first. Conditions and custom roles are not in
// this format. All other kinds speak of Entra roles, applications and owners, or repeat what the
// role assignments say; they are counted and left out.
// Source: the models of AzureHound 2. Test: tests/engine/ingest/azurehound_test.cc.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/ingest/formats.h"

namespace leastwise {
namespace {

// AzureHound's member lists come as one object a group, paging done.
void read_group_members(FormatContext context, ValueView data) {
  FieldReader& in = context.in;
  const std::optional<Guid> group = in.required_guid(data, "groupId");
  const std::optional<ValueView> members = in.array(data, "members");
  MemberListRecord list;
  if (members) {
    for (const ValueView element : members->children()) {
      if (!in.expect(element, ValueKind::kObject)) {
        continue;
      }
      const ValueView member = in.object(element, "member").value_or(element);
      if (auto principal = read_graph_principal(context, member, PrincipalType::kUnstated)) {
        list.members.push_back(std::move(principal->record));
      }
    }
  }
  if (group && in.ok()) {
    list.group = *group;
    context.builder.add_members(list, in.place(data));
  }
}

void read_assignment_list(FormatContext context, ValueView data) {
  FieldReader& in = context.in;
  const bool by_assignee = !data.has("roleAssignments") && data.has("assignees");
  const auto list = in.array(data, by_assignee ? "assignees" : "roleAssignments");
  if (!list) {
    return;
  }
  for (const ValueView element : list->children()) {
    if (!in.expect(element, ValueKind::kObject)) {
      continue;
    }
    const auto assignment = in.object(element, by_assignee ? "assignee" : "roleAssignment");
    if (assignment) {
      read_role_assignment(context, *assignment);
    } else {
      in.error(element, "missing-property",
               fmt::format("property `{}` is missing or empty",
                           by_assignee ? "assignee" : "roleAssignment"));
    }
  }
}

constexpr auto kPrincipalKinds = std::to_array<std::pair<std::string_view, PrincipalType>>({
    {"AZUser", PrincipalType::kUser},
    {"AZGroup", PrincipalType::kGroup},
    {"AZServicePrincipal", PrincipalType::kServicePrincipal},
    {"AZDevice", PrincipalType::kDevice},
});

// Assignments of Entra roles and of application roles, which have the same ending.
bool is_azure_role_assignment(std::string_view kind) {
  return kind.ends_with("RoleAssignment") && kind != "AZRoleAssignment" &&
         kind != "AZAppRoleAssignment";
}

}  // namespace

void read_azurehound(FormatContext context, ValueView record, IgnoredKinds& ignored) {
  const std::string_view kind = context.in.text(record, "kind");
  const auto* const principal =
      std::ranges::find(kPrincipalKinds, kind, &std::pair<std::string_view, PrincipalType>::first);
  const bool is_hierarchy = kind == "AZSubscription" || kind == "AZManagementGroup" ||
                            kind == "AZManagementGroupDescendant";
  if (principal == kPrincipalKinds.end() && !is_hierarchy && kind != "AZGroupMember" &&
      !is_azure_role_assignment(kind)) {
    ++ignored.try_emplace(std::string(kind), 0).first->second;
    return;
  }
  const std::optional<ValueView> data = context.in.object(record, "data");
  if (!data) {
    if (context.in.ok()) {
      context.in.error(record, "missing-property", "property `data` is missing or empty");
    }
  } else if (principal != kPrincipalKinds.end()) {
    (void)add_graph_principal(context, *data, principal->second);
  } else if (is_hierarchy) {
    read_hierarchy(context, *data);
  } else if (kind == "AZGroupMember") {
    read_group_members(context, *data);
  } else {
    read_assignment_list(context, *data);
  }
}

std::string describe(const IgnoredKinds& ignored) {
  std::string text;
  for (const auto& [kind, count] : ignored) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, in_backticks(kind));
  }
  return text;
}

}  // namespace leastwise
