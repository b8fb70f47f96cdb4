// Looks at the finished tenant only, plus the few facts that it no longer tells. One function a
// kind of gap; a new kind is a new function and a line in find_gaps().
//
// Messages answer two questions for a person: what was not given, and what is therefore unknown or
// missed. "Unknown" means that decisions say so; "missed" is worse, there the answer is wrong
// without saying so (a deny assignment that nobody exported), which is why a kind without any
// record is told.
#include "engine/tenant/coverage_gaps.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// Scopes that a gap lists; more would hide the message.
constexpr std::size_t kListedScopes = 5;

// A kind of record and what is missed where there is none at all.
struct MissingKind {
  bool given = false;
  std::string_view subject;
  std::string_view message;
};

// One gap a kind of which the input holds not a single record.
void add_missing_kinds(const Tenant& tenant, const CoverageFacts& facts,
                       std::vector<CoverageGap>& gaps) {
  const MissingKind kinds[] = {
      {facts.has_ordinary_assignments, "role assignments",
       "no role assignments were given: if there are any, a grant is missed"},
      {!tenant.denials().empty(), "deny assignments",
       "no deny assignments were given: if there are any, a denial is missed"},
      {facts.has_schedule_instances, "schedule instances",
       "no PIM schedule instances were given: if there are any, an eligible grant or the end of an "
       "active one is missed"},
      {facts.has_hierarchy, "hierarchy",
       "no management-group hierarchy was given: whether grants and denials at management groups "
       "reach a subscription is unknown"},
      {facts.has_member_lists, "member lists",
       "no member lists of groups were given: who is in a group is unknown"},
  };
  for (const MissingKind& kind : kinds) {
    if (!kind.given) {
      gaps.push_back({.kind = GapKind::kNothingOfKind,
                      .subject = std::string(kind.subject),
                      .message = std::string(kind.message)});
    }
  }
}

// One gap a file, however often its reader said so.
void add_truncated(const Tenant& tenant, const CoverageFacts& facts,
                   std::vector<CoverageGap>& gaps) {
  std::vector<FileId> files = facts.truncated;
  sort_unique(files);
  for (const FileId file : files) {
    const std::string_view name = tenant.files().name(file);
    gaps.push_back({.kind = GapKind::kTruncatedExport,
                    .subject = std::string(name),
                    .message = fmt::format("`{}` is one page of a longer export, whose further "
                                           "pages were not given",
                                           name)});
  }
}

// Whether anything is granted or denied at a management group: without that it makes no difference
// where a subscription hangs.
bool stands_at_management_group(const Tenant& tenant) {
  const auto at_group = [&tenant](const auto& record) {
    return tenant.scopes().kind(record.scope) == ScopeKind::kManagementGroup;
  };
  return std::ranges::any_of(tenant.assignments(), at_group) ||
         std::ranges::any_of(tenant.denials(), at_group);
}

// Subscriptions and management groups without a known parent, as one gap.
void add_hierarchy(const Tenant& tenant, std::vector<CoverageGap>& gaps) {
  if (!stands_at_management_group(tenant)) {
    return;
  }
  const ScopeTree& scopes = tenant.scopes();
  std::vector<ScopeId> unplaced;
  std::size_t subscriptions = 0;
  for (const ScopeId scope : scopes.in_preorder()) {
    const ScopeKind kind = scopes.kind(scope);
    const bool hangs = kind == ScopeKind::kSubscription || kind == ScopeKind::kManagementGroup;
    if (hangs && scopes.kind(scopes.parent(scope)) == ScopeKind::kUnplaced) {
      unplaced.push_back(scope);
      subscriptions += kind == ScopeKind::kSubscription ? 1 : 0;
    }
  }
  if (unplaced.empty()) {
    return;
  }
  CoverageGap gap{.kind = GapKind::kHierarchyMissing};
  // One scope is named and can be asked for by its id; of many, the first few show the pattern (all
  // subscriptions, or the new ones).
  if (unplaced.size() == 1) {
    gap.subject = scopes.text(unplaced.front());
    gap.message = fmt::format(
        "the management groups above `{}` were not exported: what is granted or denied there is "
        "unknown for it",
        gap.subject);
    gap.scope = unplaced.front();
  } else {
    gap.subject = fmt::format("{} subscriptions and {} management groups", subscriptions,
                              unplaced.size() - subscriptions);
    gap.message = fmt::format(
        "the management groups above {} were not exported: what is granted or denied there is "
        "unknown for them: ",
        gap.subject);
    for (std::size_t i = 0; i < unplaced.size() && i < kListedScopes; ++i) {
      gap.message += fmt::format("{}`{}`", i == 0 ? "" : ", ", scopes.text(unplaced[i]));
    }
    if (unplaced.size() > kListedScopes) {
      gap.message += fmt::format(" and {} more", unplaced.size() - kListedScopes);
    }
  }
  gaps.push_back(std::move(gap));
}

// One gap for each assigned role that is undefined or lossy, and one for all other lossy ones.
void add_roles(const Tenant& tenant, std::vector<CoverageGap>& gaps) {
  std::vector<bool> assigned(tenant.roles().size());
  for (const RoleAssignment& assignment : tenant.assignments()) {
    assigned[assignment.role.index()] = true;
  }
  std::size_t other_lossy = 0;
  for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
    const RoleId id = RoleId::from_index(i);
    const RoleDefinition& role = tenant.role(id);
    const std::string label =
        role.name == StringId() ? to_string(role.guid) : std::string(tenant.text(role.name));
    if (role.knowledge == RoleKnowledge::kUndefined) {
      gaps.push_back({.kind = GapKind::kRoleUndefined,
                      .subject = label,
                      .message = fmt::format("role `{}` is assigned, but nothing defines it: what "
                                             "it grants is unknown",
                                             label),
                      .role = id});
    } else if (role.lossy && assigned[i]) {
      gaps.push_back({.kind = GapKind::kLossyRole,
                      .subject = label,
                      .message = fmt::format("role `{}` is known only in the PowerShell shape, "
                                             "which merges its permission blocks",
                                             label),
                      .role = id});
    } else if (role.lossy) {
      ++other_lossy;
    }
  }
  if (other_lossy != 0) {
    gaps.push_back({.kind = GapKind::kLossyRole,
                    .subject = fmt::format("{} roles that are not assigned", other_lossy),
                    .message = fmt::format("{} roles that are not assigned are known only in the "
                                           "PowerShell shape, which merges permission blocks",
                                           other_lossy)});
  }
}

// The principals that a grant, a denial or an exclusion names, and all that are in them.
std::vector<bool> principals_that_matter(const Tenant& tenant) {
  std::vector<bool> matters(tenant.directory().size());
  std::vector<PrincipalId> pending;
  const auto note = [&matters, &pending](PrincipalId id) {
    if (!matters[id.index()]) {
      matters[id.index()] = true;
      pending.push_back(id);
    }
  };
  for (const RoleAssignment& assignment : tenant.assignments()) {
    note(assignment.principal);
  }
  for (const DenyAssignment& denial : tenant.denials()) {
    std::ranges::for_each(denial.principals, note);
    std::ranges::for_each(denial.excluded, note);
  }
  while (!pending.empty()) {
    const PrincipalId group = pending.back();
    pending.pop_back();
    std::ranges::for_each(tenant.groups().direct_members(group), note);
  }
  return matters;
}

// What is not known of a group (or of what may be one). An unstated type comes first: as long as
// nobody says that it is a group, its member list is not what should be exported.
CoverageGap group_gap(const Tenant& tenant, PrincipalId id, bool listed_in_part) {
  CoverageGap gap{.subject = tenant.directory().label(id), .principal = id};
  const PrincipalType type = tenant.directory()[id].type;
  if (type == PrincipalType::kUnstated) {
    gap.kind = GapKind::kPrincipalType;
    gap.message =
        fmt::format("no export says whether `{}` is a group: if it is one, its members are unknown",
                    gap.subject);
  } else if (listed_in_part) {
    gap.kind = GapKind::kMemberListTruncated;
    gap.message = fmt::format(
        "the member list of group `{}` was cut off: whether others are in it is unknown",
        gap.subject);
  } else {
    gap.kind = GapKind::kMemberListMissing;
    const std::string_view why =
        type == PrincipalType::kForeignGroup
            ? "is of another tenant, whose exports would have to tell its members"
            : "was exported without its members";
    gap.message = fmt::format("group `{}` {}: who is in it is unknown", gap.subject, why);
  }
  return gap;
}

// One gap a group that matters and has no complete member list.
void add_groups(const Tenant& tenant, const CoverageFacts& facts, std::vector<CoverageGap>& gaps) {
  const std::vector<bool> matters = principals_that_matter(tenant);
  for (std::size_t i = 0; i < matters.size(); ++i) {
    const PrincipalId id = PrincipalId::from_index(i);
    if (matters[i] && tenant.groups().is_incomplete(id)) {
      const bool in_part = i < facts.listed_in_part.size() && facts.listed_in_part[i];
      gaps.push_back(group_gap(tenant, id, in_part));
    }
  }
}

}  // namespace

std::vector<CoverageGap> find_gaps(const Tenant& tenant, const CoverageFacts& facts) {
  std::vector<CoverageGap> gaps;
  add_missing_kinds(tenant, facts, gaps);
  add_truncated(tenant, facts, gaps);
  add_hierarchy(tenant, gaps);
  add_roles(tenant, gaps);
  add_groups(tenant, facts, gaps);
  return gaps;
}

}  // namespace leastwise
