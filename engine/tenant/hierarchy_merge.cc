// The scope tree keeps the parents; this merge only decides whether a statement may be made. It
// stops at the first parent of a scope and reports the others, so after an error the tree still
// holds one parent each and can be searched for cycles: one run reports both.
//
// Cycles are looked for at the end, when all parents are known. Azure cannot hold one, but exports
// of different times can make one: `b` was moved below `a` after `a` was moved away from `b`.
#include "engine/tenant/hierarchy_merge.h"

#include <fmt/core.h>

#include <string>

#include "engine/base/check.h"

namespace leastwise {
namespace {

// Groups of one cycle that an error lists; more would hide the message.
constexpr std::size_t kListedGroups = 10;

}  // namespace

void HierarchyMerge::add(const HierarchyRecord& record, SourcePlace place) {
  check(record.scope.kind() == ScopeKind::kManagementGroup ||
            record.scope.kind() == ScopeKind::kSubscription,
        "a hierarchy record is about a management group or a subscription");
  any_ = true;
  const ScopeId scope = scopes_->add(record.scope);
  if (!record.display_name.empty()) {
    names_.try_emplace(scope, texts_->text(record.display_name));
  }
  switch (record.parent_kind) {
    case HierarchyRecord::Parent::kUnstated:
      return;
    case HierarchyRecord::Parent::kNone:
      place_below(scope, ScopeTree::root(), place);
      if (record.scope.kind() == ScopeKind::kManagementGroup) {
        note_root_group(scope, place);
      }
      return;
    case HierarchyRecord::Parent::kGroup:
      check(record.parent && record.parent->kind() == ScopeKind::kManagementGroup,
            "a parent in the hierarchy is a management group");
      place_below(scope, scopes_->add(*record.parent), place);
      return;
  }
}

void HierarchyMerge::place_below(ScopeId child, ScopeId parent, SourcePlace place) {
  const auto known = scopes_->placed_below(child);
  if (!known) {
    scopes_->place(child, parent);
    placed_at_.emplace(child, place);
    return;
  }
  if (*known == parent) {
    return;
  }
  const auto name = [this](ScopeId id) {
    return id == ScopeTree::root() ? std::string("nothing")
                                   : fmt::format("`{}`", scopes_->text(id));
  };
  reporter_->report(Severity::kError, "conflicting-parents",
                    fmt::format("`{}` stands below {} and below {}", scopes_->text(child),
                                name(*known), name(parent)),
                    place,
                    fmt::format("the first stands at {}: remove the export that is out of date",
                                reporter_->place_text(placed_at_.at(child))));
}

// The first root group stays; every other one is told with it.
void HierarchyMerge::note_root_group(ScopeId group, SourcePlace place) {
  if (!root_group_) {
    root_group_ = group;
    return;
  }
  if (*root_group_ == group) {
    return;
  }
  reporter_->report(
      Severity::kError, "several-root-groups",
      fmt::format("`{}` and `{}` are both said to have no parent, but a tenant has one root group",
                  scopes_->text(*root_group_), scopes_->text(group)),
      place,
      fmt::format("the first stands at {}: give exports of one tenant, and those of management "
                  "groups with their parents",
                  reporter_->place_text(placed_at_.at(*root_group_))));
}

void HierarchyMerge::finish() {
  for (const std::vector<ScopeId>& cycle : scopes_->cycles()) {
    std::string chain;
    for (std::size_t i = 0; i < cycle.size() && i < kListedGroups; ++i) {
      chain += fmt::format("`{}` below ", scopes_->text(cycle[i]));
    }
    if (cycle.size() > kListedGroups) {
      chain += fmt::format("{} more, below ", cycle.size() - kListedGroups);
    }
    reporter_->report(Severity::kError, "cyclic-management-groups",
                      fmt::format("management groups are their own ancestors: {}`{}`", chain,
                                  scopes_->text(cycle.front())),
                      placed_at_.at(cycle.front()), "remove the export that is out of date");
  }
}

}  // namespace leastwise
