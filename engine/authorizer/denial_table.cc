#include "engine/authorizer/denial_table.h"

#include <algorithm>
#include <iterator>

#include "engine/base/array_checks.h"
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
    subjects.condition = denial.condition;
    subjects.principals = add_subjects(tenant, denial.everyone, denial.principals);
    subjects.excluded = add_subjects(tenant, denial.everyone_excluded, denial.excluded);
    subjects_.push_back(subjects);
  }
  std::vector<PrincipalId> groups;
  std::ranges::copy_if(named_, std::back_inserter(groups), [&tenant](PrincipalId id) {
    return !tenant.groups().direct_members(id).empty() || tenant.groups().is_open(id);
  });
  sort_unique(groups);
  named_groups_ = FlatArray(std::move(groups));
  build_entries(tenant);
}

DenialTable::SubjectList DenialTable::add_subjects(const Tenant& tenant, bool everyone,
                                                   std::vector<PrincipalId> named) {
  std::ranges::sort(named);
  const bool any_open =
      std::ranges::any_of(named, [&tenant](PrincipalId id) { return tenant.groups().is_open(id); });
  const SubjectList list{.named = {static_cast<std::uint32_t>(named_.size()),
                                   static_cast<std::uint32_t>(named.size())},
                         .everyone = static_cast<std::uint16_t>(everyone ? 1 : 0),
                         .any_open = static_cast<std::uint16_t>(any_open ? 1 : 0)};
  named_.append(named);
  return list;
}

DenialTable::Range DenialTable::append(std::vector<DenialTerm> terms) {
  // A denial that certainly stands here is not inherited as a possible one besides.
  std::ranges::sort(terms);
  terms.erase(std::ranges::unique(terms, {}, &DenialTerm::denial).begin(), terms.end());
  const Range range{static_cast<std::uint32_t>(terms_.size()),
                    static_cast<std::uint32_t>(terms.size())};
  terms_.append(terms);
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
      const auto terms = terms_.part(above.first, above.count);
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

// An entry stands within one that was made before it, so the way outwards ends.
bool DenialTable::are_entries_sound() const {
  const auto in_terms = [this](Range range) {
    return lies_within(range.first, range.count, terms_.size());
  };
  if (entries_.size() != begins_.size() || !std::ranges::is_sorted(begins_)) {
    return false;
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if ((entry.enclosing != kNoEntry && entry.enclosing >= i) || !in_terms(entry.inherited) ||
        !in_terms(entry.here_only)) {
      return false;
    }
  }
  return true;
}

bool DenialTable::is_sound(const Tenant& tenant) const {
  const auto in_named = [this](const SubjectList& list) {
    return lies_within(list.named.first, list.named.count, named_.size());
  };
  const auto is_subjects = [&](const Subjects& subjects) {
    return in_named(subjects.principals) && in_named(subjects.excluded) &&
           is_below(subjects.condition, tenant.condition_count());
  };
  const auto is_term = [this](const DenialTerm& term) {
    return term.denial.index() < subjects_.size() && is_sound_bool(term.hierarchy_unknown);
  };
  return subjects_.size() == tenant.denials().size() &&
         std::ranges::all_of(subjects_, is_subjects) &&
         all_below(named_, tenant.directory().size()) &&
         all_below(named_groups_, tenant.directory().size()) &&
         std::ranges::is_sorted(named_groups_) && std::ranges::all_of(terms_, is_term) &&
         are_entries_sound() && all_below(begins_, tenant.scopes().size());
}

DenialTable::At DenialTable::at(std::uint32_t preorder, bool exact) const noexcept {
  std::uint32_t index = last_not_above(begins_.all(), preorder);
  while (index != kNoEntry && entries_[index].end <= preorder) {
    index = entries_[index].enclosing;
  }
  if (index == kNoEntry) {
    return {};
  }
  const Entry& entry = entries_[index];
  At result;
  result.inherited = terms_.part(entry.inherited.first, entry.inherited.count);
  if (exact && begins_[index] == preorder) {
    result.here_only = terms_.part(entry.here_only.first, entry.here_only.count);
  }
  return result;
}

Truth DenialTable::meets(const SubjectList& list, const PrincipalId* subject,
                         std::span<const PrincipalId> groups) const noexcept {
  if (list.everyone != 0) {
    return Truth::kYes;
  }
  const auto named = named_.part(list.named.first, list.named.count);
  const auto holds = [named](PrincipalId id) { return std::ranges::binary_search(named, id); };
  if ((subject != nullptr && holds(*subject)) || std::ranges::any_of(groups, holds)) {
    return Truth::kYes;
  }
  return list.any_open != 0 ? Truth::kUnknown : Truth::kNo;
}

Truth DenialTable::hits(DenialId denial, const PrincipalId* subject,
                        std::span<const PrincipalId> groups) const noexcept {
  const Subjects& subjects = subjects_[denial.index()];
  return truth_and(meets(subjects.principals, subject, groups),
                   truth_not(meets(subjects.excluded, subject, groups)));
}

}  // namespace leastwise
