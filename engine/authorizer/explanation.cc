#include "engine/authorizer/explanation.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace leastwise {
namespace {

// What the blocks of a role or deny assignment say together, and the block that decides it.
struct BlocksVerdict {
  Truth grants = Truth::kNo;
  BlockMatch block = {};
};

// The asked action, and what conditions are evaluated on.
struct Asked {
  std::string_view folded;
  Plane plane = Plane::kControl;
  const ConditionRequest& request;
};

Truth condition_met(const CompiledTenant& compiled, std::optional<ConditionId> id,
                    const Asked& asked, ConditionUse use) {
  if (!id) {
    return Truth::kYes;
  }
  return compiled.conditions()[*id].evaluate(asked.folded, asked.request).counts_for(use);
}

BlockMatch match_block(const CompiledTenant& compiled, const PermissionBlock& block,
                       const Asked& asked, ConditionUse use) {
  const auto first_match = [&](std::span<const PatternId> patterns) -> std::optional<PatternId> {
    const auto found = std::ranges::find_if(
        patterns, [&](PatternId id) { return compiled.pattern(id).matches(asked.folded); });
    return found == patterns.end() ? std::nullopt : std::optional(*found);
  };
  const PatternLists& lists = block.plane(asked.plane);
  BlockMatch match;
  match.condition = block.condition;
  match.matched = first_match(lists.granted);
  if (match.matched) {
    match.subtracted = first_match(lists.subtracted);
  }
  if (match.applies()) {
    match.condition_met = condition_met(compiled, block.condition, asked, use);
  }
  return match;
}

// Better blocks decide: one that grants without a condition, then one whose condition is met, one
// of which it is unknown, one whose condition is not met, then one whose notActions took the action
// away, then the first.
int rank(const BlockMatch& match) {
  if (match.applies()) {
    return match.condition ? 1 + static_cast<int>(truth_not(match.condition_met)) : 0;
  }
  return match.subtracted ? 4 : 5;
}

BlocksVerdict match_blocks(const CompiledTenant& compiled, std::span<const PermissionBlock> blocks,
                           const Asked& asked, ConditionUse use) {
  BlocksVerdict verdict;
  int best = rank(verdict.block) + 1;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    BlockMatch match = match_block(compiled, blocks[i], asked, use);
    match.block = i;
    if (rank(match) < best) {
      best = rank(match);
      verdict.block = match;
    }
    if (match.applies()) {
      verdict.grants = truth_or(verdict.grants, match.condition_met);
    }
  }
  return verdict;
}

Plane other(Plane plane) { return plane == Plane::kControl ? Plane::kData : Plane::kControl; }

// The question, looked up, and the routes found so far.
class Explainer {
 public:
  Explainer(const CompiledTenant& compiled, const Asked& asked, ScopeTree::Place place,
            std::optional<PrincipalId> subject)
      : compiled_(compiled), tenant_(compiled.tenant()), asked_(asked), subject_(subject) {
    explanation_.place = place;
    explanation_.principal_known = subject.has_value();
    if (subject) {
      certain_ = tenant_.groups().groups_of(*subject);
      certain_.insert(std::ranges::lower_bound(certain_, *subject), *subject);
    }
  }

  Explanation explain() && {
    for (std::size_t i = 0; i < tenant_.denials().size(); ++i) {
      look_at_denial(DenialId::from_index(i));
    }
    for (std::size_t i = 0; i < tenant_.assignments().size(); ++i) {
      look_at_grant(AssignmentId::from_index(i));
    }
    decide();
    order();
    return std::move(explanation_);
  }

 private:
  [[nodiscard]] Truth membership(PrincipalId grantee) const {
    if (std::ranges::binary_search(certain_, grantee)) {
      return Truth::kYes;
    }
    return tenant_.groups().is_open(grantee) ? Truth::kUnknown : Truth::kNo;
  }

  [[nodiscard]] std::vector<PrincipalId> path_to(PrincipalId grantee, Truth membership) const {
    if (!subject_) {
      return {grantee};
    }
    return membership == Truth::kYes ? tenant_.groups().path(*subject_, grantee)
                                     : std::vector<PrincipalId>{*subject_, grantee};
  }

  void look_at_grant(AssignmentId id) {
    const RoleAssignment& assignment = tenant_.assignment(id);
    GrantRoute route{.assignment = id};
    route.membership = membership(assignment.principal);
    if (route.membership == Truth::kNo) {
      return;
    }
    route.covers = tenant_.scopes().covers(assignment.scope, explanation_.place.node);
    const RoleDefinition& role = tenant_.role(assignment.role);
    BlocksVerdict blocks = match_blocks(compiled_, role.blocks, asked_, ConditionUse::kGrants);
    if (role.knowledge == RoleKnowledge::kUndefined) {
      blocks.grants = Truth::kUnknown;
    }
    route.block = blocks.block;
    const bool counts =
        assignment.counts(compiled_.options().at, compiled_.options().include_eligible);
    route.condition_met =
        condition_met(compiled_, assignment.condition, asked_, ConditionUse::kGrants);
    route.grants =
        truth_and(truth_and(route.membership, route.covers),
                  truth_and(truth_and(blocks.grants, route.condition_met), truth_of(counts)));
    if (route.grants == Truth::kNo) {
      note_miss(std::move(route), assignment, blocks.grants);
      return;
    }
    note_doubts(route, assignment, blocks.grants);
    route.path = path_to(assignment.principal, route.membership);
    (route.grants == Truth::kYes ? explanation_.grants : explanation_.possible)
        .push_back(std::move(route));
  }

  void note_doubts(GrantRoute& route, const RoleAssignment& assignment, Truth role_grants) const {
    const bool undefined = tenant_.role(assignment.role).knowledge == RoleKnowledge::kUndefined;
    const auto doubt = [&route](bool holds, DecisionReason reason) {
      if (holds) {
        route.unknown_because.add(reason);
      }
    };
    doubt(route.membership == Truth::kUnknown, DecisionReason::kMembershipUnknown);
    doubt(route.covers == Truth::kUnknown, DecisionReason::kHierarchyUnknown);
    doubt(undefined, DecisionReason::kRoleUnknown);
    doubt(route.condition_met == Truth::kUnknown || (role_grants == Truth::kUnknown && !undefined),
          DecisionReason::kConditionUnknown);
  }

  // Keeps a refused grant when it fails in one respect only.
  void note_miss(GrantRoute route, const RoleAssignment& assignment, Truth role_grants) {
    const CompileOptions& options = compiled_.options();
    std::vector<Miss> misses;
    if (route.covers == Truth::kNo) {
      misses.push_back(Miss::kOtherScope);
    }
    if (assignment.eligible && !options.include_eligible) {
      misses.push_back(Miss::kEligible);
    }
    if (!assignment.window.holds(options.at)) {
      misses.push_back(Miss::kNotInWindow);
    }
    const bool by_condition = is_held_back(route, role_grants);
    if (by_condition) {
      misses.push_back(Miss::kCondition);
    } else if (role_grants == Truth::kNo) {
      misses.push_back(role_miss(route, assignment));
    }
    held_back_ = held_back_ || (misses.size() == 1 && by_condition);
    if (misses.size() != 1 || misses.front() == Miss::kNone || route.membership != Truth::kYes) {
      return;
    }
    route.miss = misses.front();
    route.path = path_to(assignment.principal, route.membership);
    explanation_.nearest_misses.push_back(std::move(route));
  }

  // Whether the role grants the action, or may do so, and conditions keep it from counting.
  [[nodiscard]] static bool is_held_back(const GrantRoute& route, Truth role_grants) {
    return (route.block.applies() || role_grants != Truth::kNo) &&
           (role_grants == Truth::kNo || route.condition_met == Truth::kNo);
  }

  // Why a role does not grant the action: kNone when it has nothing to do with it.
  [[nodiscard]] Miss role_miss(GrantRoute& route, const RoleAssignment& assignment) const {
    if (route.block.subtracted) {
      return Miss::kNotAction;
    }
    const Asked elsewhere{asked_.folded, other(asked_.plane), asked_.request};
    const BlocksVerdict there = match_blocks(compiled_, tenant_.role(assignment.role).blocks,
                                             elsewhere, ConditionUse::kGrants);
    if (there.grants == Truth::kNo) {
      return Miss::kNone;
    }
    route.block = there.block;
    return Miss::kOtherPlane;
  }

  [[nodiscard]] Truth denial_covers(const DenyAssignment& denial) const {
    const ScopeTree::Place place = explanation_.place;
    if (denial.scope_only) {
      return truth_of(place.exact && place.node == denial.scope);
    }
    return tenant_.scopes().covers(denial.scope, place.node);
  }

  // Whether the subject is among `named`, with the shortest path to the one it is in by.
  [[nodiscard]] std::pair<Truth, std::vector<PrincipalId>> meets(
      bool everyone, std::span<const PrincipalId> named) const {
    Truth best = truth_of(everyone);
    std::vector<PrincipalId> path;
    for (const PrincipalId id : named) {
      const Truth member = membership(id);
      best = truth_or(best, member);
      if (member == Truth::kYes) {
        std::vector<PrincipalId> way = path_to(id, member);
        if (path.empty() || way.size() < path.size()) {
          path = std::move(way);
        }
      }
    }
    return {best, std::move(path)};
  }

  void look_at_denial(DenialId id) {
    const DenyAssignment& denial = tenant_.denial(id);
    DenialRoute route{.denial = id};
    route.covers = denial_covers(denial);
    const BlocksVerdict blocks =
        match_blocks(compiled_, denial.blocks, asked_, ConditionUse::kDenies);
    if (route.covers == Truth::kNo || !blocks.block.applies()) {
      return;
    }
    route.block = blocks.block;
    auto [named, path] = meets(denial.everyone, denial.principals);
    auto [excluded, exclusion_path] = meets(denial.everyone_excluded, denial.excluded);
    if (named == Truth::kNo) {
      return;
    }
    route.by_everyone = denial.everyone;
    route.path = std::move(path);
    route.exclusion_path = std::move(exclusion_path);
    route.hits = truth_and(named, truth_not(excluded));
    route.condition_met = condition_met(compiled_, denial.condition, asked_, ConditionUse::kDenies);
    const Truth matches = truth_and(blocks.grants, route.condition_met);
    const Truth denies = truth_and(truth_and(route.hits, route.covers), matches);
    route.audit_only = denial.audit_only && denies != Truth::kNo;  // else it is lifted anyway
    route.denies = denial.audit_only ? Truth::kNo : denies;
    if (denies == Truth::kUnknown) {
      note_denial_doubts(route, matches);
    }
    explanation_.denials.push_back(std::move(route));
  }

  static void note_denial_doubts(DenialRoute& route, Truth matches) {
    if (matches == Truth::kUnknown) {
      route.unknown_because.add(DecisionReason::kConditionUnknown);
    }
    if (route.hits == Truth::kUnknown) {
      route.unknown_because.add(DecisionReason::kMembershipUnknown);
    }
    if (route.covers == Truth::kUnknown) {
      route.unknown_because.add(DecisionReason::kHierarchyUnknown);
    }
  }

  // SPEC section 6, over the routes.
  void decide() {
    AccessDecision& decision = explanation_.decision;
    Truth denied = Truth::kNo;
    ReasonSet doubts;
    for (const DenialRoute& route : explanation_.denials) {
      denied = truth_or(denied, route.denies);
      if (route.denies == Truth::kUnknown) {
        doubts.add(route.unknown_because);
      }
    }
    const bool granted = !explanation_.grants.empty();
    if (denied == Truth::kYes) {
      decision = {Effect::kDeny, {DecisionReason::kDeniedByDenyAssignment}};
    } else if (!granted && explanation_.possible.empty()) {
      decision = {
          Effect::kDeny,
          {held_back_ ? DecisionReason::kConditionUnmet : DecisionReason::kNoMatchingGrant}};
    } else if (granted && denied == Truth::kNo) {
      decision = {Effect::kAllow, {DecisionReason::kGrantedByRoleAssignment}};
    } else {
      for (const GrantRoute& route : explanation_.possible) {
        if (!granted) {
          doubts.add(route.unknown_because);
        }
      }
      decision = {Effect::kUnknown, doubts};
    }
  }

  // How many scopes the asked one and `scope` have in common, from the root down.
  [[nodiscard]] std::uint32_t shared_depth(ScopeId scope) const {
    const ScopeTree& scopes = tenant_.scopes();
    while (!scopes.contains(scope, explanation_.place.node)) {
      scope = scopes.parent(scope);
    }
    return scopes.depth(scope);
  }

  void order() {
    const auto by_path = [](const GrantRoute& route) {
      return std::tuple(route.path.size(), route.assignment);
    };
    std::ranges::sort(explanation_.grants, {}, by_path);
    std::ranges::sort(explanation_.possible, {}, by_path);
    // What one change would mend comes first; of wrong scopes, the closest.
    std::ranges::sort(explanation_.nearest_misses, {}, [&](const GrantRoute& route) {
      const ScopeId scope = tenant_.assignment(route.assignment).scope;
      return std::tuple(route.miss == Miss::kOtherScope, route.miss, ~shared_depth(scope),
                        route.path.size(), route.assignment);
    });
    if (explanation_.nearest_misses.size() > kMaxNearestMisses) {
      explanation_.nearest_misses.resize(kMaxNearestMisses);
    }
    std::ranges::stable_sort(explanation_.denials, {}, [](const DenialRoute& route) {
      return std::tuple(Truth::kYes != route.denies, Truth::kUnknown != route.denies,
                        !route.audit_only);
    });
  }

  const CompiledTenant& compiled_;
  const Tenant& tenant_;
  const Asked& asked_;
  std::optional<PrincipalId> subject_;
  std::vector<PrincipalId>
      certain_;             // the subject and the groups that certainly hold it, ascending
  bool held_back_ = false;  // some grant fails by its condition alone
  Explanation explanation_;
};

}  // namespace

std::string_view to_string(Miss miss) {
  switch (miss) {
    case Miss::kNone:
      return "none";
    case Miss::kOtherScope:
      return "other-scope";
    case Miss::kNotAction:
      return "not-action";
    case Miss::kCondition:
      return "condition";
    case Miss::kEligible:
      return "eligible";
    case Miss::kNotInWindow:
      return "not-in-window";
    case Miss::kOtherPlane:
      return "other-plane";
  }
  return "none";
}

Result<Explanation> explain(const CompiledTenant& compiled, const AccessQuestion& question,
                            const ConditionRequest& request) {
  const auto folded = fold_asked_action(question.action);
  if (!folded) {
    return std::unexpected(folded.error());
  }
  const auto path = ScopePath::parse(question.scope);
  if (!path) {
    return std::unexpected(path.error());
  }
  const Tenant& tenant = compiled.tenant();
  const Asked asked{*folded, question.plane, request};
  return Explainer(compiled, asked, tenant.scopes().nearest(*path),
                   tenant.directory().find(question.principal))
      .explain();
}

}  // namespace leastwise
