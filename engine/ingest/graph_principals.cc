// Users, groups, service principals and devices as Microsoft Graph and `az ad` print them.
//
// Lists of one kind do not repeat the kind in each element: it shows in the properties that only
// this kind has, or in `@odata.context` of the list. Lists that mix kinds (members of a group) name
// it in `@odata.type`. A group may hold its members expanded: `$expand=members` gives the first 20
// and no link to the rest, so 20 or more are taken for a list that was cut off.
// Test: tests/engine/ingest/graph_principals_test.cc.
#include <array>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/ingest/formats.h"

namespace leastwise {
namespace {

// Graph gives at most so many expanded members.
constexpr std::size_t kExpandedMembersLimit = 20;

constexpr std::string_view kGraphTypePrefix = "#microsoft.graph.";

// None for kinds that cannot hold access in Azure: contacts, administrative units.
std::optional<PrincipalType> type_by_name(std::string_view odata_type) {
  const std::string_view name = odata_type.substr(kGraphTypePrefix.size());
  for (const auto& [known, type] : std::to_array<std::pair<std::string_view, PrincipalType>>({
           {"user", PrincipalType::kUser},
           {"group", PrincipalType::kGroup},
           {"servicePrincipal", PrincipalType::kServicePrincipal},
           {"device", PrincipalType::kDevice},
       })) {
    if (equals_folded(name, known)) {
      return type;
    }
  }
  return std::nullopt;
}

PrincipalType type_by_properties(ValueView record, PrincipalType assumed) {
  if (record.has("servicePrincipalType") || record.has("servicePrincipalNames")) {
    return PrincipalType::kServicePrincipal;
  }
  if (record.has("userPrincipalName") || record.has("userType")) {
    return PrincipalType::kUser;
  }
  if (record.has("securityEnabled") || record.has("groupTypes") || record.has("members") ||
      record.has("mailEnabled")) {
    return PrincipalType::kGroup;
  }
  if (record.has("appId")) {
    return PrincipalType::kServicePrincipal;
  }
  return record.has("deviceId") ? PrincipalType::kDevice : assumed;
}

std::optional<bool> read_guest(FormatContext context, ValueView record) {
  const std::string_view type = context.in.text(record, "userType");
  return type.empty() ? std::nullopt : std::optional(equals_folded(type, "Guest"));
}

void add_expanded_members(FormatContext context, ValueView record, const Guid& group) {
  const std::optional<ValueView> members = context.in.array(record, "members");
  if (!members) {
    return;
  }
  MemberListRecord list{.group = group};
  list.complete = members->size() < kExpandedMembersLimit && !record.has("members@odata.nextLink");
  for (const ValueView member : members->children()) {
    if (!context.in.expect(member, ValueKind::kObject)) {
      continue;
    }
    if (auto principal = read_graph_principal(context, member, PrincipalType::kUnstated)) {
      list.members.push_back(std::move(principal->record));
    }
  }
  if (context.in.ok()) {
    context.builder.add_members(list, context.in.place(*members));
  }
}

}  // namespace

std::optional<GraphPrincipal> read_graph_principal(FormatContext context, ValueView record,
                                                   PrincipalType assumed) {
  FieldReader& in = context.in;
  GraphPrincipal principal;
  const std::string_view odata_type = in.text(record, "@odata.type");
  principal.names_its_type = odata_type.starts_with(kGraphTypePrefix);
  if (principal.names_its_type) {
    const std::optional<PrincipalType> type = type_by_name(odata_type);
    if (!type) {
      return std::nullopt;
    }
    principal.record.type = *type;
  } else {
    principal.record.type = type_by_properties(record, assumed);
  }
  const std::optional<Guid> id = in.required_guid(record, "id");
  principal.record.display_name = std::string(in.text(record, "displayName"));
  principal.record.user_principal_name = std::string(in.text(record, "userPrincipalName"));
  principal.record.app_id = in.guid(record, "appId");
  principal.record.guest = read_guest(context, record);
  principal.record.account_enabled = in.flag(record, "accountEnabled");
  if (!id || !in.ok()) {
    return std::nullopt;
  }
  principal.record.id = *id;
  return principal;
}

std::optional<GraphPrincipal> add_graph_principal(FormatContext context, ValueView record,
                                                  PrincipalType assumed) {
  std::optional<GraphPrincipal> principal = read_graph_principal(context, record, assumed);
  if (principal) {
    context.builder.add_principal(principal->record, context.in.place(record));
    if (principal->record.type == PrincipalType::kGroup) {
      add_expanded_members(context, record, principal->record.id);
    }
  }
  return principal;
}

}  // namespace leastwise
