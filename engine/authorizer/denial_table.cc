#include "engine/authorizer/denial_table.h"

#include <algorithm>

#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// A denial as it enters the table.
struct Standing {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool here_only = false;
  DenialTerm term;
};

std::vector<Standing> standings(const Tenant& tenant) {
  const ScopeTree& scopes = tenant.scopes();
  std::vector<Standing> all;
  for (std::size_t i = 0; i < tenant.denials().size(); ++i) {
    const DenyAssignment& denial = tenant.denials()[i];
    if (denial.audit_only) {
      continue;
    }
    const DenialId id = DenialId::from_index(i);
    all.push_back({scopes.preorder(denial.scope), scopes.preorder_end(denial.scope),
                   denial.scope_only, DenialTerm{id, false}});
    if (denial.scope_only || scopes.kind(denial.scope) != ScopeKind::kManagementGroup) {
      continue;
    }
    for (const ScopeId node : scopes.unplaced_nodes()) {
      if (scopes.may_stand_for(node, denial.scope)) {
        all.push_back(
            {scopes.preorder(node), scopes.preorder_end(node), false, DenialTerm{id, true}});
      }
    }
  }
  std::ranges::sort(all, {}, &Standing::begin);
  return all;
}

}  // namespace

DenialTable::DenialTable(const Tenant& tenant) {
  for (const DenyAssignment& denial : tenant.denials()) {
    Subjects subjects;
    subjects.principals = add_subjects(tenant, denial.everyone, denial.principals);
    subjects.excluded = add_subjects(tenant, denial.everyone_excluded, denial.excluded);
    subjects_.push_back(subjects);
  }
  sort_unique(named_groups_);
  build_entries(tenant);
}

DenialTable::SubjectList DenialTable::add_subjects(const Tenant& tenant, bool everyone,
                                                   std::span<const PrincipalId> named) {
  SubjectList list{.everyone = everyone, .named = {}, .any_open = false};
  list.named = {static_cast<std::uint32_t>(named_.size()),
                static_cast<std::uint32_t>(named.size())};
  for (const PrincipalId id : named) {
    named_.push_back(id);
    list.any_open = list.any_open || tenant.groups().is_open(id);
    if (!tenant.groups().direct_members(id).empty() || tenant.groups().is_open(id)) {
      named_groups_.push_back(id);
    }
  }
  std::ranges::sort(std::span(named_).subspan(list.named.first));
  return list;
}

DenialTable::Range DenialTable::append(std::vector<DenialTerm> terms) {
  // A denial that certainly stands here is not inherited as a possible one besides.
  std::ranges::sort(terms);
  terms.erase(std::ranges::unique(terms, {}, &DenialTerm::denial).begin(), terms.end());
  const Range range{static_cast<std::uint32_t>(terms_.size()),
                    static_cast<std::uint32_t>(terms.size())};
  terms_.insert(terms_.end(), terms.begin(), terms.end());
  return range;
}

void DenialTable::build_entries(const Tenant& tenant) {
  const std::vector<Standing> all = standings(tenant);
  std::uint32_t enclosing = kNoEntry;
  for (std::size_t i = 0; i < all.size();) {
    const std::uint32_t begin = all[i].begin;
    Entry entry{.end = all[i].end, .inherited = {}, .here_only = {}};
    while (enclosing != kNoEntry && entries_[enclosing].end <= begin) {
      enclosing = entries_[enclosing].enclosing;
    }
    entry.enclosing = enclosing;
    std::vector<DenialTerm> inherited;
    if (enclosing != kNoEntry) {
      const Range above = entries_[enclosing].inherited;
      const auto terms = std::span(terms_).subspan(above.first, above.count);
      inherited.assign(terms.begin(), terms.end());
    }
    std::vector<DenialTerm> here_only;
    for (; i < all.size() && all[i].begin == begin; ++i) {
      (all[i].here_only ? here_only : inherited).push_back(all[i].term);
    }
    entry.inherited = append(std::move(inherited));
    entry.here_only = append(std::move(here_only));
    enclosing = static_cast<std::uint32_t>(entries_.size());
    begins_.push_back(begin);
    entries_.push_back(entry);
  }
}

DenialTable::At DenialTable::at(std::uint32_t preorder, bool exact) const noexcept {
  std::uint32_t index = last_not_above(begins_, preorder);
  while (index != kNoEntry && entries_[index].end <= preorder) {
    index = entries_[index].enclosing;
  }
  if (index == kNoEntry) {
    return {};
  }
  const Entry& entry = entries_[index];
  const std::span<const DenialTerm> terms = terms_;
  At result;
  result.inherited = terms.subspan(entry.inherited.first, entry.inherited.count);
  if (exact && begins_[index] == preorder) {
    result.here_only = terms.subspan(entry.here_only.first, entry.here_only.count);
  }
  return result;
}

Truth DenialTable::meets(const SubjectList& list, const PrincipalId* subject,
                         std::span<const PrincipalId> groups) const noexcept {
  if (list.everyone) {
    return Truth::kYes;
  }
  const auto named = std::span(named_).subspan(list.named.first, list.named.count);
  const auto holds = [named](PrincipalId id) { return std::ranges::binary_search(named, id); };
  if ((subject != nullptr && holds(*subject)) || std::ranges::any_of(groups, holds)) {
    return Truth::kYes;
  }
  return list.any_open ? Truth::kUnknown : Truth::kNo;
}

Truth DenialTable::hits(DenialId denial, const PrincipalId* subject,
                        std::span<const PrincipalId> groups) const noexcept {
  const Subjects& subjects = subjects_[denial.index()];
  return truth_and(meets(subjects.principals, subject, groups),
                   truth_not(meets(subjects.excluded, subject, groups)));
}

}  // namespace leastwise
