#include "engine/access/who_can.h"

#include <algorithm>
#include <unordered_map>

#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// An assignment that bears on the question, and its state for whoever is certainly in its assignee.
struct Candidate {
  AssignmentId assignment;
  AccessState state = AccessState::kActive;
  bool counts = true;
  bool certain = true;  // but for whether it counts: nothing is in doubt
};

// The assignments at the scope and above whose role may grant the action.
class Candidates {
 public:
  Candidates(const CompiledTenant& compiled, const ActionRef& action, ScopeRef scope,
             const ConditionRequest& request)
      : compiled_(compiled),
        tenant_(compiled.tenant()),
        action_(action),
        request_(request),
        asked_(tenant_.scopes().in_preorder()[scope.preorder]) {
    const ScopeTree& scopes = tenant_.scopes();
    ScopeId at = asked_;
    while (true) {
      if (scopes.kind(at) == ScopeKind::kUnplaced) {
        add_possible_ancestors(at);
      } else {
        add_scope(at, true);
      }
      if (at == ScopeTree::root()) {
        return;
      }
      at = scopes.parent(at);
    }
  }

  [[nodiscard]] const std::vector<Candidate>& all() const { return all_; }

 private:
  void add_scope(ScopeId scope, bool surely_above) {
    for (const AssignmentId id : compiled_.assignments_at(scope)) {
      const RoleAssignment& assignment = tenant_.assignment(id);
      const Truth grants =
          truth_and(compiled_.role_grants(assignment.role, action_, request_),
                    compiled_.condition_grants(assignment.condition, action_, request_));
      if (grants == Truth::kNo) {
        continue;
      }
      const bool undefined = tenant_.role(assignment.role).knowledge == RoleKnowledge::kUndefined;
      const CompileOptions& options = compiled_.options();
      Candidate candidate{id, AccessState::kActive,
                          assignment.counts(options.at, options.include_eligible),
                          surely_above && grants == Truth::kYes};
      if (assignment.eligible) {
        candidate.state = AccessState::kEligible;
      } else if (!surely_above || undefined) {
        candidate.state = AccessState::kUnknown;
      } else if (grants == Truth::kUnknown) {
        candidate.state = AccessState::kConditional;
      }
      all_.push_back(candidate);
    }
  }

  // A group that no export places hangs below an unplaced node, which it may stand for too: where
  // it is above the asked scope for certain, it has been added already.
  void add_possible_ancestors(ScopeId node) {
    const ScopeTree& scopes = tenant_.scopes();
    for (const ScopeId scope : scopes.in_preorder()) {
      if (scopes.kind(scope) == ScopeKind::kManagementGroup && scopes.may_stand_for(node, scope) &&
          !scopes.contains(scope, asked_)) {
        add_scope(scope, false);
      }
    }
  }

  const CompiledTenant& compiled_;
  const Tenant& tenant_;
  const ActionRef& action_;
  const ConditionRequest& request_;
  ScopeId asked_;  // the asked scope, or the nearest known one above it
  std::vector<Candidate> all_;
};

// The routes of each principal, from the candidates spread over the members of their assignees.
std::vector<std::pair<PrincipalId, AccessRoute>> spread(const GroupGraph& groups,
                                                        const Tenant& tenant,
                                                        std::span<const Candidate> candidates) {
  std::unordered_map<PrincipalId, std::vector<PrincipalId>> members_of;
  std::vector<std::pair<PrincipalId, AccessRoute>> routes;
  for (const Candidate& candidate : candidates) {
    const PrincipalId grantee = tenant.assignment(candidate.assignment).principal;
    const auto [entry, is_new] = members_of.try_emplace(grantee);
    if (is_new) {
      entry->second = groups.members_of(grantee);
      if (!std::ranges::binary_search(entry->second, grantee)) {
        entry->second.push_back(grantee);
      }
    }
    for (const PrincipalId member : entry->second) {
      routes.push_back({member, {candidate.assignment, candidate.state}});
    }
  }
  std::ranges::sort(routes, {}, [](const auto& route) {
    return std::tuple(route.first, route.second.state, route.second.assignment);
  });
  return routes;
}

}  // namespace

std::string_view to_string(AccessState state) {
  switch (state) {
    case AccessState::kActive:
      return "active";
    case AccessState::kEligible:
      return "eligible";
    case AccessState::kConditional:
      return "conditional";
    case AccessState::kUnknown:
      return "unknown";
    case AccessState::kDenied:
      return "denied";
  }
  return "unknown";
}

WhoCan who_can(const CompiledTenant& compiled, const ActionRef& action, ScopeRef scope,
               const ConditionRequest& request) {
  const Tenant& tenant = compiled.tenant();
  const Candidates candidates(compiled, action, scope, request);
  WhoCan answer;
  for (const Candidate& candidate : candidates.all()) {
    const PrincipalId grantee = tenant.assignment(candidate.assignment).principal;
    if (candidate.counts && tenant.groups().is_open(grantee)) {
      answer.open_groups.push_back(grantee);
    }
  }
  sort_unique(answer.open_groups);

  const auto routes = spread(tenant.groups(), tenant, candidates.all());
  for (std::size_t i = 0; i < routes.size();) {
    const PrincipalId principal = routes[i].first;
    Holder holder{
        principal, compiled.decide(CompiledTenant::subject(principal), action, scope, request), {}};
    const bool denied = holder.decision.reasons.has(DecisionReason::kDeniedByDenyAssignment);
    for (; i < routes.size() && routes[i].first == principal; ++i) {
      AccessRoute route = routes[i].second;
      route.state = denied ? AccessState::kDenied : route.state;
      holder.routes.push_back(route);
    }
    answer.holders.push_back(std::move(holder));
  }
  return answer;
}

std::vector<PrincipalId> allowed_principals(const CompiledTenant& compiled, const ActionRef& action,
                                            ScopeRef scope, const ConditionRequest& request) {
  const Tenant& tenant = compiled.tenant();
  const Candidates candidates(compiled, action, scope, request);
  std::vector<bool> seen(tenant.directory().size());
  std::vector<PrincipalId> frontier;
  const auto reach = [&](PrincipalId id) {
    if (!seen[id.index()]) {
      seen[id.index()] = true;
      frontier.push_back(id);
    }
  };
  for (const Candidate& candidate : candidates.all()) {
    if (candidate.counts && candidate.certain) {
      reach(tenant.assignment(candidate.assignment).principal);
    }
  }
  std::vector<PrincipalId> allowed;
  while (!frontier.empty()) {
    const PrincipalId at = frontier.back();
    frontier.pop_back();
    if (compiled.decide(CompiledTenant::subject(at), action, scope, request).effect ==
        Effect::kAllow) {
      allowed.push_back(at);
    }
    std::ranges::for_each(tenant.groups().direct_members(at), reach);
  }
  std::ranges::sort(allowed);
  return allowed;
}

}  // namespace leastwise
