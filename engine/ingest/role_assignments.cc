// Role assignments, in four shapes:
//   az          {"id", "principalId", "principalName", "principalType", "roleDefinitionId",
//   "scope"} REST        {"id", "properties": {"principalId", ...}} PowerShell {"RoleAssignmentId",
//   "ObjectId", "ObjectType", "SignInName", "Scope", ...} Resource Graph  as REST, the role id
//   without a subscription
// The role is the GUID at the end of its id; names are for people only. The type of the principal
// may be missing, as in old exports of az. Test: tests/engine/ingest/role_assignments_test.cc.
#include <utility>

#include "engine/ingest/formats.h"

namespace leastwise {
namespace {

// The first of these properties that is not empty.
std::string_view first_text(FormatContext context, ValueView of,
                            std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const std::string_view text = context.in.text(of, name); !text.empty()) {
      return text;
    }
  }
  return {};
}

}  // namespace

ValueView fields_of(FormatContext context, ValueView record) {
  return context.in.object(record, "properties").value_or(record);
}

std::optional<RoleAssignmentRecord> read_assignment_fields(FormatContext context,
                                                           ValueView fields) {
  FieldReader& in = context.in;
  const bool is_powershell = !fields.has("principalId") && fields.has("ObjectId");
  const std::optional<ScopePath> scope = in.required_scope(fields, "scope");
  const std::optional<Guid> principal =
      in.required_guid(fields, is_powershell ? "ObjectId" : "principalId");
  const std::optional<Guid> role = in.required_trailing_guid(fields, "roleDefinitionId");
  const std::string_view type = in.text(fields, is_powershell ? "ObjectType" : "principalType");
  const std::string_view name =
      first_text(context, fields, {"principalName", "SignInName", "DisplayName"});
  const std::string_view role_name = in.text(fields, "roleDefinitionName");
  const std::string_view condition = in.text(fields, "condition");
  const std::string_view condition_version = in.text(fields, "conditionVersion");
  if (!scope || !principal || !role || !in.ok()) {
    return std::nullopt;
  }
  return RoleAssignmentRecord{.scope = *scope,
                              .principal = *principal,
                              .principal_type = parse_principal_type(type),
                              .principal_name = std::string(name),
                              .role = *role,
                              .role_name = std::string(role_name),
                              .condition = std::string(condition),
                              .condition_version = std::string(condition_version)};
}

void read_role_assignment(FormatContext context, ValueView record) {
  const std::string_view id =
      first_text(context, record, {"id", "RoleAssignmentId", "name", "RoleAssignmentName"});
  std::optional<RoleAssignmentRecord> assignment =
      read_assignment_fields(context, fields_of(context, record));
  if (assignment && context.in.ok()) {
    assignment->id = std::string(id);
    context.builder.add_assignment(*assignment, context.in.place(record));
  }
}

}  // namespace leastwise
