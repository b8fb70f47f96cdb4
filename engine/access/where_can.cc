#include "engine/access/where_can.h"

#include <algorithm>
#include <optional>

namespace leastwise {
namespace {

// The scopes at which the decision may differ from the scope above: where a grant or a denial
// begins, and below an unplaced node, which nobody can name, its children instead.
std::vector<ScopeId> turning_points(const CompiledTenant& compiled, SubjectRef subject) {
  const ScopeTree& scopes = compiled.tenant().scopes();
  std::vector<ScopeId> points{ScopeTree::root()};
  for (const auto& begun : {compiled.grant_scopes(subject), compiled.denial_scopes()}) {
    for (const ScopeId scope : begun) {
      if (scopes.kind(scope) != ScopeKind::kUnplaced) {
        points.push_back(scope);
        continue;
      }
      std::uint32_t at = scopes.preorder(scope) + 1;
      while (at < scopes.preorder_end(scope)) {
        const ScopeId child = scopes.in_preorder()[at];
        points.push_back(child);
        at = scopes.preorder_end(child);
      }
    }
  }
  std::ranges::sort(points, {}, [&](ScopeId id) { return scopes.preorder(id); });
  points.erase(std::ranges::unique(points).begin(), points.end());
  return points;
}

// Walks the turning points from the root down and gathers regions of equal effect.
class Regions {
 public:
  explicit Regions(const ScopeTree& scopes) : scopes_(scopes) {}

  // `at` is the decision at the scope itself, `below` that at whatever hangs below it.
  void add(ScopeId scope, AccessDecision at, AccessDecision below) {
    while (!open_.empty() && !scopes_.contains(open_.back().scope, scope)) {
      open_.pop_back();
    }
    Open next = open_.empty() ? Open{} : open_.back();
    next.scope = scope;
    if (next.effect == Effect::kAllow) {
      if (at.effect != Effect::kAllow) {
        all_.allowed[next.region].exceptions.push_back({scope, at, below.effect == Effect::kAllow});
      }
    } else if (at.effect == Effect::kAllow || below.effect == Effect::kAllow) {
      next.region = all_.allowed.size();
      all_.allowed.push_back({scope, below, {}});
      if (at.effect != Effect::kAllow) {
        all_.allowed.back().exceptions.push_back({scope, at, true});
      }
    } else if (next.effect != Effect::kUnknown &&
               (at.effect == Effect::kUnknown || below.effect == Effect::kUnknown)) {
      all_.unknown.push_back({scope, at.effect == Effect::kUnknown ? at : below, {}});
      if (at.effect != Effect::kUnknown) {
        all_.unknown.back().exceptions.push_back({scope, at, true});
      }
    }
    next.effect = below.effect;
    open_.push_back(next);
  }

  WhereCan take() && { return std::move(all_); }

 private:
  // A turning point that encloses the current one, and the region that it lies in.
  struct Open {
    ScopeId scope;
    Effect effect = Effect::kDeny;  // below `scope`
    std::size_t region = 0;         // where effect is kAllow
  };

  const ScopeTree& scopes_;
  std::vector<Open> open_;
  WhereCan all_;
};

}  // namespace

WhereCan where_can(const CompiledTenant& compiled, SubjectRef subject, const ActionRef& action,
                   const ConditionRequest& request) {
  const ScopeTree& scopes = compiled.tenant().scopes();
  Regions regions(scopes);
  for (const ScopeId scope : turning_points(compiled, subject)) {
    const std::uint32_t preorder = scopes.preorder(scope);
    regions.add(scope, compiled.decide(subject, action, ScopeRef{preorder, true}, request),
                compiled.decide(subject, action, ScopeRef{preorder, false}, request));
  }
  return std::move(regions).take();
}

}  // namespace leastwise
