#include "engine/authorizer/grant_tables.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "engine/base/array_checks.h"
#include "engine/base/array_list.h"
#include "engine/base/hash.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// Merged grants allowed for each grant. 4 lets every class of an ordinary tenant be merged and
// keeps the tables of size M (DESIGN section 7) at some 20 MB.
constexpr std::size_t kMergedGrantsPerGrant = 4;
// Small tenants are merged whatever their shape.
constexpr std::size_t kFreeMergedGrants = 4096;

struct HashGroups {
  std::size_t operator()(const GroupSet& groups) const {
    return hash_bytes(as_text(std::as_bytes(std::span(groups))));
  }
};

}  // namespace

// Everything that is needed to build and not kept.
class GrantTables::Builder {
 public:
  Builder(GrantTables& product, const Tenant& tenant)
      : product_(product), tenant_(tenant), own_tables_(tenant.directory().size()) {}

  // Lays the grants of each principal side by side, in the order of their assignments.
  void collect(std::span<const AssignmentId> counted) {
    std::vector<std::pair<PrincipalId, ScopedGrant>> all;
    all.reserve(counted.size());
    for (const AssignmentId id : counted) {
      append(tenant_.assignment(id), all);
    }
    first_grant_.assign(tenant_.directory().size() + 1, 0);
    for (const auto& [grantee, grant] : all) {
      ++first_grant_[grantee.index() + 1];
    }
    std::partial_sum(first_grant_.begin(), first_grant_.end(), first_grant_.begin());
    std::vector<std::uint32_t> next = first_grant_;
    grants_.resize(all.size());
    for (const auto& [grantee, grant] : all) {
      grants_[next[grantee.index()]++] = grant;
    }
  }

  void build(std::span<const PrincipalId> watched, std::optional<std::size_t> merged_grants) {
    product_.open_table_ = open_table();
    const SubjectClasses classes(tenant_.groups(), groups_that_matter(watched));
    list_watched(classes, watched);
    list_tables(classes, merged_grants.value_or(default_bound()));
    for (const std::uint32_t id : classes.class_of()) {
      product_.held_.push_back({.class_id = id, .own_table = kNoTable});
    }
    for (const PrincipalId grantee : granted()) {
      product_.held_.mutable_at(grantee.index()).own_table = table_of(grantee);
    }
    product_.tables_ = std::move(tables_).finish();
  }

 private:
  void append(const RoleAssignment& assignment,
              std::vector<std::pair<PrincipalId, ScopedGrant>>& grants) const {
    const ScopeTree& scopes = tenant_.scopes();
    GrantTerm term{.role = assignment.role, .grantee = {}};
    if (assignment.condition) {
      term.condition = assignment.condition->value();
    }
    const ScopeId scope = assignment.scope;
    const std::uint32_t source = scopes.preorder(scope);
    grants.push_back({assignment.principal, {source, scopes.preorder_end(scope), term, source}});
    if (scopes.kind(scope) != ScopeKind::kManagementGroup) {
      return;
    }
    term.doubts.add(DecisionReason::kHierarchyUnknown);
    for (const ScopeId node : scopes.unplaced_nodes()) {
      if (scopes.may_stand_for(node, scope)) {
        grants.push_back({assignment.principal,
                          {scopes.preorder(node), scopes.preorder_end(node), term, source}});
      }
    }
  }

  // What a principal itself was granted.
  [[nodiscard]] std::span<const ScopedGrant> own(PrincipalId grantee) const {
    const std::uint32_t first = first_grant_[grantee.index()];
    return std::span(grants_).subspan(first, first_grant_[grantee.index() + 1] - first);
  }

  // The principals that were granted something, ascending, so that tables come in one order.
  [[nodiscard]] std::vector<PrincipalId> granted() const {
    std::vector<PrincipalId> ids;
    for (std::size_t i = 0; i < own_tables_.size(); ++i) {
      if (!own(PrincipalId::from_index(i)).empty()) {
        ids.push_back(PrincipalId::from_index(i));
      }
    }
    return ids;
  }

  [[nodiscard]] GroupSet groups_that_matter(std::span<const PrincipalId> watched) const {
    GroupSet matters;
    std::ranges::set_union(granted(), watched, std::back_inserter(matters));
    return matters;
  }

  // The table of what one grantee was granted, built at its first use.
  GrantTable table_of(PrincipalId grantee) {
    GrantTable& table = own_tables_[grantee.index()];
    if (table == kNoTable) {
      const auto grants = own(grantee);
      scratch_.assign(grants.begin(), grants.end());
      table = tables_.build(scratch_);
    }
    return table;
  }

  // The same of what several were granted together.
  GrantTable table_of(const GroupSet& grantees) {
    if (grantees.size() == 1) {
      return table_of(grantees.front());
    }
    const auto [entry, is_new] = table_by_grantees_.try_emplace(grantees, kNoTable);
    if (is_new) {
      scratch_.clear();
      for (const PrincipalId grantee : grantees) {
        const auto grants = own(grantee);
        scratch_.insert(scratch_.end(), grants.begin(), grants.end());
      }
      entry->second = tables_.build(scratch_);
    }
    return entry->second;
  }

  GrantTable open_table() {
    scratch_.clear();
    for (const PrincipalId group : tenant_.groups().open_groups()) {
      for (ScopedGrant grant : own(group)) {
        grant.term.grantee = group;
        grant.term.doubts.add(DecisionReason::kMembershipUnknown);
        scratch_.push_back(grant);
      }
    }
    return tables_.build(scratch_);
  }

  [[nodiscard]] std::size_t cost(const GroupSet& grantees) const {
    std::size_t grants = 0;
    for (const PrincipalId grantee : grantees) {
      grants += own(grantee).size();
    }
    return grants;
  }

  [[nodiscard]] std::size_t default_bound() const {
    return grants_.size() * kMergedGrantsPerGrant + kFreeMergedGrants;
  }

  [[nodiscard]] GroupSet granted_of(GroupSet groups) const {
    std::erase_if(groups, [this](PrincipalId group) { return own(group).empty(); });
    return groups;
  }

  void list_watched(const SubjectClasses& classes, std::span<const PrincipalId> watched) {
    for (std::uint32_t id = 0; id < classes.classes().size(); ++id) {
      GroupSet groups;
      std::ranges::set_intersection(classes.groups(id), watched, std::back_inserter(groups));
      FlatArray<PrincipalId>& lists = product_.watched_lists_;
      product_.classes_.push_back({.first_watched = static_cast<std::uint32_t>(lists.size()),
                                   .watched_count = static_cast<std::uint32_t>(groups.size())});
      lists.append(groups);
    }
  }

  // By part: what of it was granted something, and whether it gets a merged table.
  struct Part {
    GroupSet granted;
    bool merged = false;
  };

  // Takes `grants` off the bound if they fit.
  static bool afford(std::size_t& bound, std::size_t grants) {
    const bool fits = grants <= bound;
    bound -= fits ? grants : 0;
    return fits;
  }

  [[nodiscard]] std::vector<Part> merge_parts(const SubjectClasses& classes,
                                              std::size_t& bound) const {
    std::vector<Part> parts;
    for (const GroupSet& groups : classes.parts()) {
      parts.push_back({granted_of(groups)});
    }
    std::vector<std::size_t> cheap_first(parts.size());
    std::iota(cheap_first.begin(), cheap_first.end(), std::size_t{0});
    std::ranges::sort(cheap_first, {}, [&](std::size_t i) { return cost(parts[i].granted); });
    for (const std::size_t i : cheap_first) {
      parts[i].merged = !parts[i].granted.empty() && afford(bound, cost(parts[i].granted));
    }
    return parts;
  }

  void list_tables(const SubjectClasses& classes, std::size_t bound) {
    const std::vector<Part> parts = merge_parts(classes, bound);
    std::vector<std::uint32_t> crowded_first(classes.classes().size());
    std::iota(crowded_first.begin(), crowded_first.end(), 0U);
    std::ranges::stable_sort(crowded_first, std::ranges::greater(),
                             [&](std::uint32_t id) { return classes.population()[id]; });
    for (const std::uint32_t id : crowded_first) {
      std::vector<GrantTable> list;
      const GroupSet whole = granted_of(classes.groups(id));
      if (classes.classes()[id].size() > 1 && !whole.empty() && afford(bound, cost(whole))) {
        list.push_back(table_of(whole));
      } else {
        list = tables_of_parts(classes.classes()[id], parts);
      }
      FlatArray<GrantTable>& lists = product_.table_lists_;
      Subject& subject = product_.classes_.mutable_at(id);
      subject.first_table = static_cast<std::uint32_t>(lists.size());
      subject.table_count = static_cast<std::uint32_t>(list.size());
      lists.append(list);
    }
  }

  std::vector<GrantTable> tables_of_parts(std::span<const std::uint32_t> ids,
                                          std::span<const Part> parts) {
    std::vector<GrantTable> list;
    for (const std::uint32_t id : ids) {
      if (parts[id].merged) {
        list.push_back(table_of(parts[id].granted));
        continue;
      }
      for (const PrincipalId group : parts[id].granted) {
        list.push_back(table_of(group));
      }
    }
    sort_unique(list);
    return list;
  }

  GrantTables& product_;
  const Tenant& tenant_;
  std::vector<ScopedGrant> grants_;         // by principal
  std::vector<std::uint32_t> first_grant_;  // of each principal in grants_, and the end
  std::vector<GrantTable> own_tables_;      // by principal; kNoTable until it is built
  std::unordered_map<GroupSet, GrantTable, HashGroups> table_by_grantees_;
  std::vector<ScopedGrant> scratch_;
  GrantTableBuilder tables_;
};

GrantTables::GrantTables(const Tenant& tenant, std::span<const AssignmentId> counted,
                         std::span<const PrincipalId> watched,
                         std::optional<std::size_t> merged_grants) {
  Builder builder(*this, tenant);
  builder.collect(counted);
  builder.build(watched, merged_grants);
}

bool GrantTables::is_sound(const Tenant& tenant) const {
  if (!tables_.is_sound(tenant) || classes_.empty() || held_.size() != tenant.directory().size() ||
      !all_below(watched_lists_, tenant.directory().size())) {
    return false;
  }
  const GrantTableIndex known(tables_.all(), tables_.word_count());
  const auto is_known = [&known](GrantTable table) { return known.holds(table); };
  const auto is_class = [this](const Subject& subject) {
    return subject.own_table == kNoTable &&
           lies_within(subject.first_table, subject.table_count, table_lists_.size()) &&
           lies_within(subject.first_watched, subject.watched_count, watched_lists_.size()) &&
           std::ranges::is_sorted(watched_groups(subject));
  };
  const auto is_held = [&](const Held& held) {
    return held.class_id < classes_.size() && is_known(held.own_table);
  };
  return is_known(open_table_) && std::ranges::all_of(table_lists_, is_known) &&
         std::ranges::all_of(classes_, is_class) && std::ranges::all_of(held_, is_held);
}

}  // namespace leastwise
