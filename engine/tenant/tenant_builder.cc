// The builder hands each record to the merge step of its kind (role_merge.h, assignment_merge.h,
// denial_merge.h, hierarchy_merge.h) and keeps what several kinds share: scopes, principals and
// memberships. build() then closes the merges, checks what can be seen only at the end, and moves
// the tables into the Tenant; nothing is copied.
#include "engine/tenant/tenant_builder.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/base/sort_unique.h"
#include "engine/tenant/assignment_merge.h"
#include "engine/tenant/coverage_gaps.h"
#include "engine/tenant/denial_merge.h"
#include "engine/tenant/hierarchy_merge.h"
#include "engine/tenant/role_merge.h"
#include "engine/tenant/tenant_texts.h"

namespace leastwise {
namespace {

// Whether the members of a group were read: an ordered scale, more beats less.
enum class MemberList : std::uint8_t { kNone, kPart, kComplete };

// What an assignment says of its principal. `az` prints a user principal name, a group's display
// name or a service principal's application id in the one field principalName.
PrincipalRecord described(const RoleAssignmentRecord& record) {
  PrincipalRecord principal{.id = record.principal, .type = record.principal_type};
  const std::string_view name = record.principal_name;
  if (const auto guid = parse_guid(name)) {
    if (record.principal_type == PrincipalType::kServicePrincipal && *guid != record.principal) {
      principal.app_id = guid;
    }
  } else if (record.principal_type == PrincipalType::kUser && name.find('@') != name.npos) {
    principal.user_principal_name = name;
  } else {
    principal.display_name = name;
  }
  return principal;
}

// What a directory export or a member list says of a principal.
PrincipalRecord described(const DirectoryRecord& record) {
  return {.id = record.id,
          .type = record.type,
          .display_name = record.display_name,
          .user_principal_name = record.user_principal_name,
          .app_id = record.app_id,
          .guest = record.guest,
          .account_enabled = record.account_enabled,
          .from_directory = true};
}

// An instance without a status counts: tools that print none list only what is in force.
bool is_active_status(std::string_view status) {
  return status.empty() || equals_folded(status, "Provisioned") ||
         equals_folded(status, "Accepted");
}

}  // namespace

// Everything that build() takes away. The merge steps point at the texts and the reporter beside
// them, so a State stays where it was made.
struct TenantBuilder::State {
  State(Diagnostics& all, const FileTable& files) : diagnostics(&all), reporter(all, files) {}

  RoleAssignment grant(const RoleAssignmentRecord& record, SourcePlace place);
  // Whether all patterns are within kMaxActionBytes; reports those that are not.
  bool patterns_fit(std::span<const BlockRecord> blocks, SourcePlace place);
  PrincipalId describe(const PrincipalRecord& record, SourcePlace place);
  std::vector<PrincipalId> subjects(std::span<const DenyAssignmentRecord::Subject> subjects,
                                    SourcePlace place);
  void note_list(PrincipalId group, MemberList list);
  [[nodiscard]] std::vector<PrincipalId> incomplete_groups() const;
  [[nodiscard]] CoverageFacts facts();
  void note_listing(PrincipalType type, FileId file);
  [[nodiscard]] bool lists_all(PrincipalType type, std::span<const FileId> cut_off) const;

  Diagnostics* diagnostics;
  MergeReporter reporter;
  TenantTexts texts;
  ScopeTreeBuilder scopes;
  Directory directory;
  OperationCatalogue operations;
  RoleMerge roles{texts, reporter};
  AssignmentMerge assignments{texts, scopes, reporter};
  DenialMerge denials{texts, reporter};
  HierarchyMerge hierarchy{scopes, texts, reporter};
  std::vector<Membership> memberships;
  std::vector<MemberList> member_lists;  // by PrincipalId, may be short
  std::vector<FileId> truncated;
  // The files that list principals, by PrincipalType.
  std::array<std::vector<FileId>, kPrincipalTypeCount> listings;
  bool has_schedule_instances = false;
};

// What ordinary assignments and schedule instances have in common.
RoleAssignment TenantBuilder::State::grant(const RoleAssignmentRecord& record, SourcePlace place) {
  const ScopeId scope = scopes.add(record.scope);
  const auto short_id = AssignmentIdRef::shortened(record.id, scopes.text(scope));
  return RoleAssignment{.principal = directory.add(described(record), place),
                        .role = roles.named(record.role, record.role_name, place),
                        .scope = scope,
                        .condition = texts.condition(record.condition),
                        .place = place,
                        .id = short_id ? *short_id : AssignmentIdRef(texts.text(record.id))};
}

// Adds what a directory export says, and warns where it contradicts another one: the two are
// probably of different times, and which of them is right matters for who is in which group.
PrincipalId TenantBuilder::State::describe(const PrincipalRecord& record, SourcePlace place) {
  const auto known = directory.find(record.id);
  if (known && directory.contradicts(*known, record)) {
    reporter.report(
        Severity::kWarning, "conflicting-principal-type",
        fmt::format("principal `{}` is a {} in one export and a {} in another",
                    to_string(record.id), to_string(directory[*known].type),
                    to_string(record.type)),
        place, fmt::format("the first stands at {}", reporter.place_text(directory[*known].place)));
  }
  return directory.add(record, place);
}

// The principals that a denial names, but for everyone, who is no principal.
std::vector<PrincipalId> TenantBuilder::State::subjects(
    std::span<const DenyAssignmentRecord::Subject> subjects, SourcePlace place) {
  std::vector<PrincipalId> ids;
  for (const DenyAssignmentRecord::Subject& subject : subjects) {
    if (subject.id != kEveryone) {
      ids.push_back(directory.add({.id = subject.id, .type = subject.type}, place));
    }
  }
  sort_unique(ids);
  return ids;
}

// Remembers the best list of a group: a complete one is not made partial by a page of it.
void TenantBuilder::State::note_list(PrincipalId group, MemberList list) {
  if (group.index() >= member_lists.size()) {
    member_lists.resize(std::max(directory.size(), group.index() + 1), MemberList::kNone);
  }
  member_lists[group.index()] = std::max(member_lists[group.index()], list);
}

// Every principal that may hold others and of which no complete member list was read.
std::vector<PrincipalId> TenantBuilder::State::incomplete_groups() const {
  std::vector<PrincipalId> groups;
  for (std::size_t i = 0; i < directory.size(); ++i) {
    const PrincipalId id = PrincipalId::from_index(i);
    const bool complete = i < member_lists.size() && member_lists[i] == MemberList::kComplete;
    if (may_have_members(directory[id].type) && !complete) {
      groups.push_back(id);
    }
  }
  return groups;
}

// To be asked before the merges are finished, which empties them.
CoverageFacts TenantBuilder::State::facts() {
  CoverageFacts facts{.has_ordinary_assignments = assignments.has_ordinary(),
                      .has_schedule_instances = has_schedule_instances,
                      .has_hierarchy = !hierarchy.empty(),
                      .has_member_lists = !member_lists.empty(),
                      .truncated = std::move(truncated)};
  for (const MemberList list : member_lists) {
    facts.listed_in_part.push_back(list == MemberList::kPart);
  }
  return facts;
}

// Records of one file come one after the other, so the last file is the only one to compare with.
void TenantBuilder::State::note_listing(PrincipalType type, FileId file) {
  std::vector<FileId>& files = listings[static_cast<std::size_t>(type)];
  if (files.empty() || files.back() != file) {
    files.push_back(file);
  }
}

bool TenantBuilder::State::lists_all(PrincipalType type, std::span<const FileId> cut_off) const {
  const std::vector<FileId>& files = listings[static_cast<std::size_t>(type)];
  return !files.empty() && std::ranges::none_of(files, [cut_off](FileId file) {
    return std::ranges::find(cut_off, file) != cut_off.end();
  });
}

bool TenantBuilder::State::patterns_fit(std::span<const BlockRecord> blocks, SourcePlace place) {
  bool fit = true;
  const auto check_length = [&](const std::string& pattern) {
    if (trim_blanks(pattern).size() > kMaxActionBytes) {
      fit = false;
      reporter.report(Severity::kError, "pattern-too-long",
                      fmt::format("a pattern of {} bytes is longer than the limit of {}",
                                  pattern.size(), kMaxActionBytes),
                      place);
    }
  };
  for (const BlockRecord& block : blocks) {
    for (const auto* patterns :
         {&block.actions, &block.not_actions, &block.data_actions, &block.not_data_actions}) {
      std::ranges::for_each(*patterns, check_length);
    }
  }
  return fit;
}

TenantBuilder::TenantBuilder(Diagnostics& diagnostics)
    : state_(std::make_unique<State>(diagnostics, files_)) {}

TenantBuilder::~TenantBuilder() = default;

FileId TenantBuilder::add_file(std::string name) { return files_.add(std::move(name)); }

void TenantBuilder::add_role(const RoleDefinitionRecord& record, SourcePlace place) {
  if (state_->patterns_fit(record.blocks, place)) {
    state_->roles.add(record, place);
  }
}

void TenantBuilder::add_catalogue_role(const RoleDefinitionRecord& record) {
  state_->roles.add_catalogue(record);
}

void TenantBuilder::add_assignment(const RoleAssignmentRecord& record, SourcePlace place) {
  state_->assignments.add_ordinary(state_->grant(record, place), record.id);
}

// An instance that does not count still shows that instances were exported, so that no gap is told.
void TenantBuilder::add_schedule_instance(const ScheduleInstanceRecord& record, SourcePlace place) {
  state_->has_schedule_instances = true;
  if (!is_active_status(record.status)) {
    state_->reporter.report(
        Severity::kWarning, "inactive-schedule-instance",
        fmt::format("schedule instance `{}` has the status `{}` and is not counted",
                    record.assignment.id, record.status),
        place, "only `Provisioned` and `Accepted` ones count");
    return;
  }
  RoleAssignment grant = state_->grant(record.assignment, place);
  grant.eligible = record.eligible;
  grant.window = record.window;
  if (record.eligible) {
    state_->assignments.add_eligible(grant, record.assignment.id);
  } else {
    state_->assignments.add_active(grant, record.assignment.id, record.origin_assignment_id);
  }
}

// Everyone is kept as a flag and never as a principal: the all-zero id is nobody's, and every
// principal would have to be in it.
void TenantBuilder::add_denial(const DenyAssignmentRecord& record, SourcePlace place) {
  const auto names_everyone = [](std::span<const DenyAssignmentRecord::Subject> subjects) {
    return std::ranges::find(subjects, kEveryone, &DenyAssignmentRecord::Subject::id) !=
           subjects.end();
  };
  State& state = *state_;
  if (!state.patterns_fit(record.blocks, place)) {
    return;
  }
  state.denials.add(DenyAssignment{.id = state.texts.text(record.id),
                                   .name = state.texts.text(record.name),
                                   .scope = state.scopes.add(record.scope),
                                   .scope_only = record.does_not_apply_to_child_scopes,
                                   .audit_only = record.audit_only,
                                   .everyone = names_everyone(record.principals),
                                   .everyone_excluded = names_everyone(record.excluded),
                                   .principals = state.subjects(record.principals, place),
                                   .excluded = state.subjects(record.excluded, place),
                                   .blocks = state.texts.blocks(record.blocks),
                                   .condition = state.texts.condition(record.condition),
                                   .place = place});
}

void TenantBuilder::add_hierarchy(const HierarchyRecord& record, SourcePlace place) {
  state_->hierarchy.add(record, place);
}

void TenantBuilder::add_principal(const DirectoryRecord& record, SourcePlace place) {
  state_->describe(described(record), place);
  state_->note_listing(record.type, place.file);
}

void TenantBuilder::add_members(const MemberListRecord& record, SourcePlace place) {
  State& state = *state_;
  // Whatever has members is a group, also where no other record says so.
  const PrincipalId group =
      state.directory.add({.id = record.group, .type = PrincipalType::kGroup}, place);
  for (const DirectoryRecord& member : record.members) {
    state.memberships.push_back({group, state.describe(described(member), place)});
  }
  state.note_list(group, record.complete ? MemberList::kComplete : MemberList::kPart);
}

void TenantBuilder::add_operation(std::string_view name, KnownOperation operation) {
  state_->operations.add(name, operation);
}

// The file is what a person can export again; where in it the link stands does not matter.
void TenantBuilder::note_truncated(FileId file, SourcePlace /*place*/) {
  state_->truncated.push_back(file);
}

const FileTable& TenantBuilder::files() const { return files_; }

std::optional<Tenant> TenantBuilder::build() {
  const std::unique_ptr<State> state = std::move(state_);
  Diagnostics& diagnostics = *state->diagnostics;
  state_ = std::make_unique<State>(diagnostics, files_);

  const CoverageFacts facts = state->facts();
  std::vector<RoleAssignment> assignments = state->assignments.finish();
  state->roles.finish();
  state->hierarchy.finish();
  // Not earlier: what finish() finds is to be reported in the same run.
  if (diagnostics.has_errors()) {
    return std::nullopt;
  }
  Tenant tenant;
  tenant.files_ = files_;
  tenant.scopes_ = state->scopes.build();
  for (const auto& [scope, name] : state->hierarchy.names()) {
    tenant.scope_names_.push_back({scope, name});
  }
  tenant.groups_ =
      GroupGraph(state->directory.size(), state->memberships, state->incomplete_groups());
  tenant.directory_ = std::move(state->directory);
  tenant.operations_ = std::move(state->operations);
  tenant.roles_ = std::move(state->roles.roles());
  tenant.role_by_guid_ = std::move(state->roles.by_guid());
  tenant.assignments_ = FlatArray(std::move(assignments));
  tenant.denials_ = std::move(state->denials.denials());
  tenant.texts_ = state->texts.take_texts();
  tenant.patterns_ = state->texts.take_patterns();
  tenant.conditions_ = state->texts.take_conditions();
  // Last, for gaps speak of the joined tenant: a group may matter through a list read long before.
  tenant.gaps_ = find_gaps(tenant, facts);
  for (std::size_t i = 0; i < kPrincipalTypeCount; ++i) {
    tenant.lists_all_[i] = state->lists_all(static_cast<PrincipalType>(i), facts.truncated);
  }
  return tenant;
}

}  // namespace leastwise
