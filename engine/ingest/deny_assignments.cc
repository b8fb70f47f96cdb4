// Deny assignments as REST gives them: {"id", "properties": {"permissions", "principals", ...}}.
//
// Who is hit is a list of {"id", "type"}; the all-zero id with type `SystemDefined` is everyone.
// `denyAssignmentEffect` is missing in older API versions, which knew only enforced ones.
// The body of a request to create one has no scope: it says what somebody wants, not what is, and
// is refused. Test: tests/engine/ingest/deny_assignments_test.cc.
#include <fmt/core.h>

#include <utility>

#include "engine/base/ascii.h"
#include "engine/ingest/formats.h"

namespace leastwise {
namespace {

// `principals` or `excludePrincipals`. A type that is not known does no harm: the id decides.
std::vector<DenyAssignmentRecord::Subject> read_subjects(FormatContext context, ValueView list) {
  std::vector<DenyAssignmentRecord::Subject> subjects;
  subjects.reserve(list.size());
  for (const ValueView subject : list.children()) {
    if (!context.in.expect(subject, ValueKind::kObject)) {
      continue;
    }
    const std::optional<Guid> id = context.in.required_guid(subject, "id");
    const std::string_view type = context.in.text(subject, "type");
    if (id) {
      subjects.push_back({.id = *id, .type = parse_principal_type(type)});
    }
  }
  return subjects;
}

// An effect that nobody knows is an error: taking it for either would be a guess about a denial.
bool read_audit_only(FormatContext context, ValueView fields) {
  const std::string_view effect = context.in.text(fields, "denyAssignmentEffect");
  if (equals_folded(effect, "audit")) {
    return true;
  }
  if (!effect.empty() && !equals_folded(effect, "enforced")) {
    context.in.error(*fields.find("denyAssignmentEffect"), "bad-value",
                     fmt::format("deny assignment effect {} is not known", in_backticks(effect)),
                     "expected `enforced` or `audit`");
  }
  return false;
}

std::optional<ScopePath> read_denied_scope(FormatContext context, ValueView record,
                                           ValueView fields) {
  if (!fields.has("scope") && !record.has("id")) {
    context.in.error(fields, "missing-property", "property `scope` is missing or empty",
                     "this looks like a request to create a deny assignment: export the existing "
                     "ones with GET .../providers/Microsoft.Authorization/denyAssignments");
    return std::nullopt;
  }
  return context.in.required_scope(fields, "scope");
}

}  // namespace

void read_deny_assignment(FormatContext context, ValueView record) {
  FieldReader& in = context.in;
  const ValueView fields = fields_of(context, record);
  const std::optional<ScopePath> scope = read_denied_scope(context, record, fields);
  std::vector<BlockRecord> blocks = read_blocks(context, fields);
  std::vector<DenyAssignmentRecord::Subject> principals;
  std::vector<DenyAssignmentRecord::Subject> excluded;
  if (const auto list = in.required_array(fields, "principals")) {
    principals = read_subjects(context, *list);
  }
  if (const auto list = in.array(fields, "excludePrincipals")) {
    excluded = read_subjects(context, *list);
  }
  const std::string_view id = in.text(record, "id");
  const std::string_view name = in.text(fields, "denyAssignmentName");
  const bool scope_only = in.flag(fields, "doNotApplyToChildScopes").value_or(false);
  const bool audit_only = read_audit_only(context, fields);
  const std::string_view condition = in.text(fields, "condition");
  if (!scope || !in.ok()) {
    return;
  }
  context.builder.add_denial({.id = std::string(id.empty() ? in.text(record, "name") : id),
                              .name = std::string(name),
                              .scope = *scope,
                              .blocks = std::move(blocks),
                              .principals = std::move(principals),
                              .excluded = std::move(excluded),
                              .does_not_apply_to_child_scopes = scope_only,
                              .audit_only = audit_only,
                              .condition = std::string(condition)},
                             in.place(record));
}

}  // namespace leastwise
