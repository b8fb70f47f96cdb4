#include "rules/audit/need_index.h"

#include <algorithm>

namespace leastwise {

NeedIndex::NeedIndex(const AuditContext& context) : context_(&context) {
  const auto& needs = context.input().needs;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (needs[i].known) {
      Declared& declared = declared_[*needs[i].known];
      (needs[i].holds(context.at()) ? declared.holding : declared.ended).push_back(i);
    }
  }
}

bool NeedIndex::declares(PrincipalId principal) const { return declared_.contains(principal); }

std::span<const std::size_t> NeedIndex::of(PrincipalId principal) const {
  const auto found = declared_.find(principal);
  return found == declared_.end() ? std::span<const std::size_t>() : found->second.holding;
}

// A scope that the tenant does not know is below its nearest known one, and no grant stands at it.
bool NeedIndex::stands_above(std::size_t index, ScopeId scope) const {
  const ScopeTree::Place& place = need(index).place;
  return place.exact && context_->tenant().scopes().contains(place.node, scope);
}

bool NeedIndex::stands_below(std::size_t index, ScopeId scope) const {
  return !stands_above(index, scope) &&
         context_->tenant().scopes().contains(scope, need(index).place.node);
}

std::vector<std::size_t> NeedIndex::at_or_above(PrincipalId principal, ScopeId scope) const {
  std::vector<std::size_t> found;
  std::ranges::copy_if(of(principal), std::back_inserter(found),
                       [&](std::size_t index) { return stands_above(index, scope); });
  return found;
}

std::vector<std::size_t> NeedIndex::below(PrincipalId principal, ScopeId scope) const {
  std::vector<std::size_t> found;
  std::ranges::copy_if(of(principal), std::back_inserter(found),
                       [&](std::size_t index) { return stands_below(index, scope); });
  return found;
}

std::optional<std::size_t> NeedIndex::ended(PrincipalId principal, ScopeId scope) const {
  const auto found = declared_.find(principal);
  const auto bears = [&](std::size_t index) {
    return stands_above(index, scope) || stands_below(index, scope);
  };
  if (found == declared_.end() || std::ranges::any_of(found->second.holding, bears)) {
    return std::nullopt;
  }
  std::optional<std::size_t> last;
  for (const std::size_t index : found->second.ended) {
    if (bears(index) && (!last || *need(*last).until < *need(index).until)) {
      last = index;
    }
  }
  return last;
}

ActionSet NeedIndex::allowed(std::span<const std::size_t> needs, Plane plane) const {
  ActionSet actions = ActionSet::none(context_->sets().partition(plane));
  for (const std::size_t index : needs) {
    actions |= context_->needed(index, plane);
    if (need(index).role) {
      actions |= context_->sets().of(*need(index).role, plane).possible();
    }
  }
  return actions;
}

}  // namespace leastwise
