#include "tests/support/small_tenant.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "engine/authorizer/explanation.h"
#include "engine/base/check.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise::testing {
namespace {

ScopePath path_of(std::string_view text) {
  auto path = ScopePath::parse(text);
  check(path.has_value(), "a test names a well-formed scope");
  return std::move(*path);
}

// A scope as it is written, or the management group of that name.
ScopePath placed_scope(std::string_view child) {
  return child.starts_with('/') ? path_of(child) : ScopePath::management_group(child);
}

std::vector<DenyAssignmentRecord::Subject> subjects_of(const Names& names) {
  std::vector<DenyAssignmentRecord::Subject> subjects;
  for (const std::string& name : names) {
    subjects.push_back({name == "everyone" ? kEveryone : guid_of(name)});
  }
  return subjects;
}

// The first of the things of which `id_of` gives that id.
template <class Id, class Things, class IdOf>
Id find_id(const Things& things, std::string_view id, const IdOf& id_of) {
  const auto found =
      std::ranges::find_if(things, [&](const auto& thing) { return id_of(thing) == id; });
  check(found != things.end(), "the tenant holds what the test names");
  return Id::from_index(static_cast<std::size_t>(found - things.begin()));
}

// The decision of one compiled form, and of the explanation: the last must say the same.
std::string ask(const CompiledTenant& compiled, const SmallTenant::Question& question,
                const ConditionRequest& request) {
  const Guid principal = guid_of(question.principal);
  const AccessQuestion asked{principal, question.action, question.plane, question.scope};
  const auto decision = compiled.decide(asked, request);
  const auto folded = fold_asked_action(question.action);
  const auto scope = compiled.scope(question.scope);
  const auto explanation = explain(compiled, asked, request);
  if (!decision || !folded || !scope || !explanation) {
    return "error: " + (decision ? std::string("not all forms refuse") : decision.error().message);
  }
  const std::string text = text_of(*decision);
  EXPECT_EQ(text_of(compiled.decide(compiled.subject(principal),
                                    compiled.action(*folded, question.plane), *scope, request)),
            text)
      << "from ids";
  EXPECT_EQ(text_of(explanation->decision), text) << "explained";
  return text;
}

}  // namespace

Guid guid_of(std::string_view name) {
  Guid guid;
  check(!name.empty() && name.size() <= guid.bytes.size(), "a name fits into a GUID");
  std::ranges::transform(name, guid.bytes.begin(),
                         [](char c) { return static_cast<std::uint8_t>(c); });
  return guid;
}

std::string text_of(const AccessDecision& decision) {
  std::string text(to_string(decision.effect));
  const char* separator = ": ";
  for (const DecisionReason reason : decision.reasons.list()) {
    text += separator;
    text += to_string(reason);
    separator = ", ";
  }
  return text;
}

std::string group_scope(std::string_view name) { return ScopePath::management_group(name).text(); }

void SmallTenant::principal(std::string_view name, PrincipalType type) {
  principals_.push_back({.id = guid_of(name), .type = type, .display_name = std::string(name)});
}

void SmallTenant::account(std::string_view name, bool guest, bool enabled) {
  user(name);
  principals_.back().guest = guest;
  principals_.back().account_enabled = enabled;
}

void SmallTenant::list(std::string_view name, const Names& members, bool complete) {
  principal(name, PrincipalType::kGroup);
  MemberListRecord record{.group = guid_of(name), .complete = complete};
  for (const std::string& member : members) {
    record.members.push_back({.id = guid_of(member), .display_name = member});
  }
  lists_.push_back(std::move(record));
}

void SmallTenant::role(std::string_view name, std::vector<BlockRecord> blocks) {
  roles_.push_back({.id = guid_of(name), .name = std::string(name), .blocks = std::move(blocks)});
}

void SmallTenant::role(RoleDefinitionRecord record) {
  record.id = guid_of(record.name);
  roles_.push_back(std::move(record));
}

void SmallTenant::catalogue_role(std::string_view name, std::vector<BlockRecord> blocks) {
  catalogue_roles_.push_back({.id = guid_of(name),
                              .name = std::string(name),
                              .type = RoleType::kBuiltIn,
                              .blocks = std::move(blocks)});
}

void SmallTenant::catalogue_operation(std::string_view name) {
  operations_.push_back({std::string(name), OperationPlane::kControl, Origin::kCatalogue});
}

void SmallTenant::built_in(std::string_view name, std::string_view guid,
                           std::vector<BlockRecord> blocks) {
  roles_.push_back({.id = parse_guid(guid),
                    .name = std::string(name),
                    .type = RoleType::kBuiltIn,
                    .blocks = std::move(blocks)});
}

RoleAssignmentRecord SmallTenant::record(std::string_view id, const Grant& grant) const {
  const auto built_in = std::ranges::find_if(roles_, [&](const RoleDefinitionRecord& role) {
    return role.type == RoleType::kBuiltIn && role.name == grant.role;
  });
  return {.id = std::string(id),
          .scope = path_of(grant.scope),
          .principal = guid_of(grant.principal),
          .principal_type = grant.type,
          .principal_name = grant.principal,
          .role = built_in == roles_.end() ? guid_of(grant.role) : built_in->id.value_or(Guid()),
          .role_name = grant.role,
          .condition = grant.condition};
}

void SmallTenant::assign(std::string_view id, const Grant& grant) {
  assignments_.push_back(record(id, grant));
}

void SmallTenant::eligible(std::string_view id, const Grant& grant, Window window) {
  instances_.push_back({.assignment = record(id, grant), .eligible = true, .window = window});
}

void SmallTenant::scheduled(std::string_view id, const Grant& grant, Window window) {
  instances_.push_back({.assignment = record(id, grant), .window = window});
}

void SmallTenant::deny(std::string_view id, const Denial& denial) {
  denials_.push_back({.id = std::string(id),
                      .scope = path_of(denial.scope),
                      .blocks = denial.blocks,
                      .principals = subjects_of(denial.principals),
                      .excluded = subjects_of(denial.excluded),
                      .does_not_apply_to_child_scopes = denial.scope_only,
                      .audit_only = denial.audit,
                      .condition = denial.condition});
}

void SmallTenant::root_group(std::string_view name) {
  hierarchy_.push_back(
      {.scope = ScopePath::management_group(name), .parent_kind = HierarchyRecord::Parent::kNone});
}

void SmallTenant::place(std::string_view child, std::string_view parent,
                        std::string_view display_name) {
  hierarchy_.push_back({.scope = placed_scope(child),
                        .display_name = std::string(display_name),
                        .parent_kind = HierarchyRecord::Parent::kGroup,
                        .parent = ScopePath::management_group(parent)});
}

void SmallTenant::operation(std::string_view name, OperationPlane plane) {
  operations_.push_back({std::string(name), plane, Origin::kInput});
}

Tenant SmallTenant::build() const {
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  const SourcePlace place{builder.add_file("small tenant"), 1, 1};
  const auto add = [&](const auto& records, auto method) {
    for (const auto& record : records) {
      (builder.*method)(record, place);
    }
  };
  add(principals_, &TenantBuilder::add_principal);
  add(lists_, &TenantBuilder::add_members);
  add(roles_, &TenantBuilder::add_role);
  add(assignments_, &TenantBuilder::add_assignment);
  add(instances_, &TenantBuilder::add_schedule_instance);
  add(denials_, &TenantBuilder::add_denial);
  add(hierarchy_, &TenantBuilder::add_hierarchy);
  for (const Operation& operation : operations_) {
    builder.add_operation(operation.name, {operation.plane, operation.origin});
  }
  for (const RoleDefinitionRecord& role : catalogue_roles_) {
    builder.add_catalogue_role(role);
  }
  if (cut_off_) {
    builder.note_truncated(place.file, place);
  }
  auto tenant = builder.build();
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    EXPECT_NE(diagnostic.severity, Severity::kError) << render(diagnostic, builder.files());
  }
  check(tenant.has_value(), "a small tenant is a valid input");
  return std::move(*tenant);
}

std::string SmallTenant::decide(const Question& question, const ConditionRequest& request,
                                CompileOptions options) const {
  SmallTenant knowing = *this;
  knowing.operation(question.action.find('*') == std::string::npos && !question.action.empty()
                        ? question.action
                        : "some/read",
                    OperationPlane::kBoth);
  std::optional<std::string> first;
  for (const SmallTenant* sketch : {this, &std::as_const(knowing)}) {
    const Tenant tenant = sketch->build();
    for (const std::optional<std::size_t> bound : {std::optional<std::size_t>(), {0U}}) {
      options.merged_entries = bound;
      const std::string text = ask(CompiledTenant(tenant, options), question, request);
      EXPECT_EQ(text, first.value_or(text)) << (sketch == this ? "as written" : "action known")
                                            << ", " << (bound ? "unmerged" : "merged");
      first = first.value_or(text);
    }
  }
  return *first;
}

PrincipalId SmallCompiled::principal(std::string_view name) const {
  const auto id = tenant.directory().find(guid_of(name));
  check(id.has_value(), "the tenant holds the principal that the test names");
  return *id;
}

SubjectRef SmallCompiled::subject(std::string_view name) const {
  return CompiledTenant::subject(principal(name));
}

RoleId SmallCompiled::role(std::string_view name) const {
  const auto id = tenant.find_role(guid_of(name));
  if (id) {
    return *id;
  }
  const auto named = tenant.resolve_role(name);
  check(named.has_value(), "the tenant holds the role that the test names");
  return *named;
}

AssignmentId SmallCompiled::assignment(std::string_view id) const {
  return find_id<AssignmentId>(tenant.assignments(), id, [this](const RoleAssignment& assignment) {
    return tenant.id_text(assignment);
  });
}

DenialId SmallCompiled::denial(std::string_view id) const {
  return find_id<DenialId>(tenant.denials(), id,
                           [this](const DenyAssignment& denial) { return tenant.text(denial.id); });
}

ScopeId SmallCompiled::scope(std::string_view text) const {
  const auto id = tenant.scopes().find(text);
  check(id.has_value(), "the tenant holds the scope that the test names");
  return *id;
}

std::string SmallCompiled::name_of(PrincipalId id) const {
  const Guid& guid = tenant.directory().all()[id.index()].id;
  std::string name(guid.bytes.begin(), guid.bytes.end());
  name.resize(std::min(name.find('\0'), name.size()));
  return name;
}

std::string SmallCompiled::id_of(AssignmentId id) const {
  return tenant.id_text(tenant.assignment(id));
}

std::string SmallCompiled::id_of(DenialId id) const {
  return std::string(tenant.text(tenant.denial(id).id));
}

Names SmallCompiled::names_of(std::span<const PrincipalId> ids) const {
  Names names;
  for (const PrincipalId id : ids) {
    names.push_back(name_of(id));
  }
  return names;
}

}  // namespace leastwise::testing
