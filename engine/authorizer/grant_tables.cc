#include "engine/authorizer/grant_tables.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "engine/base/hash.h"

namespace leastwise {
namespace {

// Merged entries allowed for each grant. 4 lets every class of an ordinary tenant be merged and
// keeps the tables of size M (DESIGN section 7) at some 13 MB.
constexpr std::size_t kMergedEntriesPerGrant = 4;
// Small tenants are merged whatever their shape.
constexpr std::size_t kFreeMergedEntries = 4096;

auto term_key(const GrantTerm& term) { return std::tuple(term.role, term.grantee); }

// Sorted by role and grantee, the doubtful behind the certain; doubts about the same are joined,
// since all of them are then reasons.
void normalise(std::vector<GrantTerm>& terms) {
  std::ranges::sort(terms, {}, [](const GrantTerm& term) {
    return std::tuple(term.role, term.grantee, !term.doubts.empty());
  });
  std::vector<GrantTerm> kept;
  for (const GrantTerm& term : terms) {
    const bool same = !kept.empty() && term_key(kept.back()) == term_key(term) &&
                      kept.back().doubts.empty() == term.doubts.empty();
    if (same) {
      kept.back().doubts.add(term.doubts);
    } else {
      kept.push_back(term);
    }
  }
  terms = std::move(kept);
}

}  // namespace

GrantTables::GrantTables(const Tenant& tenant, std::span<const AssignmentId> counted,
                         std::span<const PrincipalId> watched,
                         std::optional<std::size_t> merged_entries) {
  collect_grants(tenant, counted);
  build_open_table(tenant);
  build_classes(tenant, watched, merged_entries.value_or(default_merged_entries()));
  own_table_.assign(tenant.directory().size(), kNoTable);
  for (const auto& [grantee, grants] : grants_of_) {
    own_table_[grantee.index()] = table_of({grantee});
  }
  grants_of_ = {};
  table_by_grantees_ = {};
  sets_by_hash_ = {};
  parts_ = {};
}

void GrantTables::append_grant(const Tenant& tenant, const RoleAssignment& assignment) {
  const ScopeTree& scopes = tenant.scopes();
  std::vector<Grant>& grants = grants_of_[assignment.principal];
  GrantTerm term{.role = assignment.role, .grantee = {}};
  if (assignment.condition) {
    term.doubts.add(DecisionReason::kConditionUnknown);
  }
  const ScopeId scope = assignment.scope;
  const std::uint32_t source = scopes.preorder(scope);
  grants.push_back({source, scopes.preorder_end(scope), term, source});
  if (scopes.kind(scope) != ScopeKind::kManagementGroup) {
    return;
  }
  term.doubts.add(DecisionReason::kHierarchyUnknown);
  for (const ScopeId node : scopes.unplaced_nodes()) {
    if (scopes.may_stand_for(node, scope)) {
      grants.push_back({scopes.preorder(node), scopes.preorder_end(node), term, source});
    }
  }
}

void GrantTables::collect_grants(const Tenant& tenant, std::span<const AssignmentId> counted) {
  for (const AssignmentId id : counted) {
    append_grant(tenant, tenant.assignment(id));
  }
}

std::uint32_t GrantTables::intern_terms(std::vector<GrantTerm> terms) {
  normalise(terms);
  std::uint64_t hash = terms.size();
  for (const GrantTerm& term : terms) {
    for (const std::uint64_t part :
         {std::uint64_t{term.role.value()}, std::uint64_t{term.grantee.value()},
          std::uint64_t{term.doubts.bits()}}) {
      hash = (hash ^ part) * 0x9E3779B97F4A7C15ULL;
      hash ^= hash >> 29U;
    }
  }
  std::vector<std::uint32_t>& candidates = sets_by_hash_[hash];
  for (const std::uint32_t candidate : candidates) {
    const TermSet& set = term_sets_[candidate];
    if (std::ranges::equal(std::span(terms_).subspan(set.first, set.count), terms)) {
      return candidate;
    }
  }
  const auto id = static_cast<std::uint32_t>(term_sets_.size());
  term_sets_.push_back(
      {static_cast<std::uint32_t>(terms_.size()), static_cast<std::uint32_t>(terms.size())});
  terms_.insert(terms_.end(), terms.begin(), terms.end());
  candidates.push_back(id);
  return id;
}

void GrantTables::append_terms(std::vector<GrantTerm>& terms, std::uint32_t entry) const {
  const TermSet& set = term_sets_[entries_[entry].terms];
  const auto held = std::span(terms_).subspan(set.first, set.count);
  terms.insert(terms.end(), held.begin(), held.end());
}

// The distinct terms of grants that stand at an unplaced node.
std::vector<GrantTables::PossibleTerm> GrantTables::possible_terms(std::vector<Grant> grants) {
  std::ranges::sort(grants, {}, [](const Grant& grant) {
    return std::tuple(grant.term.role, grant.term.grantee, grant.term.doubts.bits());
  });
  std::vector<PossibleTerm> distinct;
  for (const Grant& grant : grants) {
    if (distinct.empty() || distinct.back().term != grant.term) {
      distinct.push_back({grant.term, grant.source});
    } else if (distinct.back().source != grant.source) {
      distinct.back().several_sources = true;
    }
  }
  return distinct;
}

// Sweeps over the grants in preorder; `enclosing` is the innermost entry around the current one.
//
// A management group that no export places hangs below the common unplaced node, where its own
// grants stand too, as possible ones. At the group itself they are certain, so it must not inherit
// them: it takes from an unplaced node the terms of other groups only.
std::uint32_t GrantTables::build_table(std::vector<Grant> grants) {
  if (grants.empty()) {
    return kNoTable;
  }
  std::ranges::sort(grants, {}, &Grant::begin);
  const auto first = static_cast<std::uint32_t>(entries_.size());
  std::uint32_t enclosing = kNoEntry;
  std::uint32_t unplaced = kNoEntry;  // the last entry at an unplaced node, and its terms
  std::vector<PossibleTerm> possible;
  for (std::size_t i = 0; i < grants.size();) {
    const std::uint32_t begin = grants[i].begin;
    while (enclosing != kNoEntry && entries_[first + enclosing].end <= begin) {
      enclosing = entries_[first + enclosing].enclosing;
    }
    std::vector<GrantTerm> terms;
    std::uint32_t inherited = enclosing;
    if (enclosing != kNoEntry && enclosing == unplaced) {
      inherited = entries_[first + enclosing].enclosing;
      for (const PossibleTerm& one : possible) {
        if (one.several_sources || one.source != begin) {
          terms.push_back(one.term);
        }
      }
    }
    if (inherited != kNoEntry) {
      append_terms(terms, first + inherited);
    }
    Entry entry{.end = grants[i].end, .enclosing = enclosing};
    const std::size_t from = i;
    for (; i < grants.size() && grants[i].begin == begin; ++i) {
      terms.push_back(grants[i].term);
    }
    entry.terms = intern_terms(std::move(terms));
    enclosing = static_cast<std::uint32_t>(entries_.size()) - first;
    begins_.push_back(begin);
    entries_.push_back(entry);
    if (grants[from].source != begin) {
      unplaced = enclosing;
      possible = possible_terms({grants.data() + from, grants.data() + i});
    }
  }
  tables_.push_back({first, static_cast<std::uint32_t>(entries_.size()) - first});
  return static_cast<std::uint32_t>(tables_.size() - 1);
}

std::uint32_t GrantTables::table_of(const GroupSet& grantees) {
  const auto [entry, is_new] = table_by_grantees_.try_emplace(grantees, kNoTable);
  if (is_new) {
    std::vector<Grant> grants;
    for (const PrincipalId grantee : grantees) {
      const std::vector<Grant>& own = grants_of_[grantee];
      grants.insert(grants.end(), own.begin(), own.end());
    }
    entry->second = build_table(std::move(grants));
  }
  return entry->second;
}

void GrantTables::build_open_table(const Tenant& tenant) {
  std::vector<Grant> grants;
  for (const PrincipalId group : tenant.groups().open_groups()) {
    const auto own = grants_of_.find(group);
    if (own == grants_of_.end()) {
      continue;
    }
    for (Grant grant : own->second) {
      grant.term.grantee = group;
      grant.term.doubts.add(DecisionReason::kMembershipUnknown);
      grants.push_back(grant);
    }
  }
  open_table_ = build_table(std::move(grants));
}

std::size_t GrantTables::cost(const GroupSet& grantees) const {
  std::size_t entries = 0;
  for (const PrincipalId grantee : grantees) {
    entries += grants_of_.at(grantee).size();
  }
  return entries;
}

// The groups of some parts that were granted something.
GrantTables::GroupSet GrantTables::granted_of(std::span<const std::uint32_t> parts) const {
  GroupSet groups;
  for (const std::uint32_t part : parts) {
    std::ranges::copy_if(parts_[part], std::back_inserter(groups),
                         [this](PrincipalId group) { return grants_of_.contains(group); });
  }
  std::ranges::sort(groups);
  groups.erase(std::ranges::unique(groups).begin(), groups.end());
  return groups;
}

// A part is the set of groups that matter in one component of the group graph and above it. The
// class of a principal is the list of the parts of its direct groups.
void GrantTables::build_classes(const Tenant& tenant, std::span<const PrincipalId> watched,
                                std::size_t merged_entries) {
  const GroupGraph& graph = tenant.groups();
  const std::size_t count = graph.principal_count();
  const auto matters = [&](PrincipalId group) {
    return grants_of_.contains(group) || std::ranges::binary_search(watched, group);
  };
  // Components are numbered from the top, so the parts above are ready when one is built.
  std::vector<PrincipalId> order(count);
  for (std::size_t i = 0; i < count; ++i) {
    order[i] = PrincipalId::from_index(i);
  }
  std::ranges::sort(order, {}, [&](PrincipalId id) { return graph.component(id); });
  std::map<GroupSet, std::uint32_t> part_ids;
  const auto intern_part = [&](GroupSet set) {
    const auto [entry, is_new] =
        part_ids.try_emplace(std::move(set), static_cast<std::uint32_t>(parts_.size()));
    if (is_new) {
      parts_.push_back(entry->first);
    }
    return entry->second;
  };
  const std::uint32_t empty_part = intern_part({});
  std::vector<std::uint32_t> part_of_component(count, empty_part);
  for (std::size_t i = 0; i < count;) {
    const std::uint32_t component = graph.component(order[i]);
    GroupSet set;
    for (; i < count && graph.component(order[i]) == component; ++i) {
      if (graph.direct_members(order[i]).empty()) {
        continue;  // nobody is in it
      }
      if (matters(order[i])) {
        set.push_back(order[i]);
      }
      for (const PrincipalId above : graph.direct_groups(order[i])) {
        if (graph.component(above) != component) {
          const GroupSet& part = parts_[part_of_component[graph.component(above)]];
          set.insert(set.end(), part.begin(), part.end());
        }
      }
    }
    std::ranges::sort(set);
    set.erase(std::ranges::unique(set).begin(), set.end());
    part_of_component[component] = intern_part(std::move(set));
  }

  std::map<std::vector<std::uint32_t>, std::uint32_t> class_ids{{{}, 0}};
  std::vector<std::vector<std::uint32_t>> class_parts{{}};
  std::vector<std::size_t> population{0};
  class_of_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::uint32_t> parts;
    for (const PrincipalId group : graph.direct_groups(PrincipalId::from_index(i))) {
      if (const std::uint32_t part = part_of_component[graph.component(group)];
          part != empty_part) {
        parts.push_back(part);
      }
    }
    std::ranges::sort(parts);
    parts.erase(std::ranges::unique(parts).begin(), parts.end());
    const auto [entry, is_new] =
        class_ids.try_emplace(parts, static_cast<std::uint32_t>(class_parts.size()));
    if (is_new) {
      class_parts.push_back(std::move(parts));
      population.push_back(0);
    }
    class_of_[i] = entry->second;
    ++population[entry->second];
  }
  classes_.resize(class_parts.size());
  for (std::size_t i = 0; i < class_parts.size(); ++i) {
    GroupSet groups;
    for (const std::uint32_t part : class_parts[i]) {
      std::ranges::copy_if(parts_[part], std::back_inserter(groups), [&](PrincipalId group) {
        return std::ranges::binary_search(watched, group);
      });
    }
    std::ranges::sort(groups);
    groups.erase(std::ranges::unique(groups).begin(), groups.end());
    classes_[i].own_table = kNoTable;
    classes_[i].first_watched = static_cast<std::uint32_t>(watched_lists_.size());
    classes_[i].watched_count = static_cast<std::uint32_t>(groups.size());
    watched_lists_.insert(watched_lists_.end(), groups.begin(), groups.end());
  }
  choose_tables(class_parts, population, merged_entries);
}

std::size_t GrantTables::default_merged_entries() const {
  std::size_t grants = 0;
  for (const auto& [grantee, own] : grants_of_) {
    grants += own.size();
  }
  return grants * kMergedEntriesPerGrant + kFreeMergedEntries;
}

void GrantTables::choose_tables(const std::vector<std::vector<std::uint32_t>>& class_parts,
                                const std::vector<std::size_t>& population, std::size_t budget) {
  const auto afford = [&budget](std::size_t entries) {
    const bool fits = entries <= budget;
    budget -= fits ? entries : 0;
    return fits;
  };
  std::vector<std::uint32_t> cheap_first(parts_.size());
  std::iota(cheap_first.begin(), cheap_first.end(), 0U);
  std::vector<GroupSet> granted(parts_.size());
  for (const std::uint32_t part : cheap_first) {
    granted[part] = granted_of({&part, 1});
  }
  std::ranges::sort(cheap_first, {}, [&](std::uint32_t part) { return cost(granted[part]); });
  std::vector<bool> merged(parts_.size());
  for (const std::uint32_t part : cheap_first) {
    merged[part] = afford(cost(granted[part]));
  }

  std::vector<std::uint32_t> crowded_first(class_parts.size());
  std::iota(crowded_first.begin(), crowded_first.end(), 0U);
  std::ranges::stable_sort(crowded_first, std::ranges::greater(),
                           [&](std::uint32_t id) { return population[id]; });
  for (const std::uint32_t id : crowded_first) {
    const GroupSet whole = granted_of(class_parts[id]);
    std::vector<std::uint32_t> list;
    if (class_parts[id].size() > 1 && !whole.empty() && afford(cost(whole))) {
      list.push_back(table_of(whole));
    } else {
      for (const std::uint32_t part : class_parts[id]) {
        if (merged[part] && !granted[part].empty()) {
          list.push_back(table_of(granted[part]));
          continue;
        }
        for (const PrincipalId group : granted[part]) {
          list.push_back(table_of({group}));
        }
      }
    }
    std::ranges::sort(list);
    list.erase(std::ranges::unique(list).begin(), list.end());
    classes_[id].first_table = static_cast<std::uint32_t>(table_lists_.size());
    classes_[id].table_count = static_cast<std::uint32_t>(list.size());
    table_lists_.insert(table_lists_.end(), list.begin(), list.end());
  }
}

std::span<const GrantTerm> GrantTables::terms_at(std::uint32_t table,
                                                 std::uint32_t preorder) const noexcept {
  const Table& where = tables_[table];
  const auto entries = std::span(entries_).subspan(where.first, where.count);
  std::uint32_t at = last_not_above(std::span(begins_).subspan(where.first, where.count), preorder);
  while (at != kNoEntry && entries[at].end <= preorder) {
    at = entries[at].enclosing;
  }
  if (at == kNoEntry) {
    return {};
  }
  const TermSet& set = term_sets_[entries[at].terms];
  return std::span(terms_).subspan(set.first, set.count);
}

std::vector<std::uint32_t> GrantTables::entry_scopes(std::uint32_t table) const {
  const auto begins = std::span(begins_).subspan(tables_[table].first, tables_[table].count);
  return {begins.begin(), begins.end()};
}

}  // namespace leastwise
