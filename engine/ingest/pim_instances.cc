// PIM schedule instances, eligible and active, as REST gives them: a role assignment under
// `properties` with a status and a window.
//
// `expandedProperties` repeats the role and the principal for people to read. Where its role is
// another one (it happens: the sample of the API specification has two), the id in `properties`
// holds and the name is not taken (SPEC section 5).
// Test: tests/engine/ingest/pim_instances_test.cc.
#include <utility>

#include "engine/base/ascii.h"
#include "engine/ingest/formats.h"

namespace leastwise {
namespace {

bool is_eligible(FormatContext context, ValueView record, ValueView fields) {
  const std::string_view type = context.in.text(record, "type");
  if (!type.empty()) {
    return ends_with_folded(type, "roleEligibilityScheduleInstances");
  }
  return fields.has("roleEligibilityScheduleId");
}

// Names for people, from what is expanded of the same role and the same principal.
void take_expanded_names(FormatContext context, ValueView fields,
                         RoleAssignmentRecord& assignment) {
  FieldReader& in = context.in;
  const std::optional<ValueView> expanded = in.object(fields, "expandedProperties");
  if (!expanded) {
    return;
  }
  const std::optional<ValueView> role = in.object(*expanded, "roleDefinition");
  if (role && trailing_guid(in.text(*role, "id")) == assignment.role) {
    assignment.role_name = std::string(in.text(*role, "displayName"));
  }
  const std::optional<ValueView> principal = in.object(*expanded, "principal");
  if (principal && parse_guid(in.text(*principal, "id")) == assignment.principal) {
    const std::string_view email = in.text(*principal, "email");
    assignment.principal_name =
        std::string(email.empty() ? in.text(*principal, "displayName") : email);
  }
}

}  // namespace

void read_schedule_instance(FormatContext context, ValueView record) {
  FieldReader& in = context.in;
  const ValueView fields = fields_of(context, record);
  const std::optional<Instant> begin = in.instant(fields, "startDateTime");
  const std::optional<Instant> end = in.instant(fields, "endDateTime");
  const std::string_view status = in.text(fields, "status");
  const std::string_view origin = in.text(fields, "originRoleAssignmentId");
  const std::string_view id = in.text(record, "id");
  std::optional<RoleAssignmentRecord> assignment = read_assignment_fields(context, fields);
  if (assignment) {
    take_expanded_names(context, fields, *assignment);
  }
  if (!assignment || !in.ok()) {
    return;
  }
  assignment->id = std::string(id.empty() ? in.text(record, "name") : id);
  context.builder.add_schedule_instance(
      {.assignment = *std::move(assignment),
       .eligible = is_eligible(context, record, fields),
       .status = std::string(status),
       .window = {.begin = begin.value_or(kBeginningOfTime), .end = end.value_or(kEndOfTime)},
       .origin_assignment_id = std::string(origin)},
      in.place(record));
}

}  // namespace leastwise
