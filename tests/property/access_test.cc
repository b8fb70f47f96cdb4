// who-can, where-can and what-can against the oracle, asked one by one: the engine computes sets,
// the oracle decides each member.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <optional>

#include "engine/access/what_can.h"
#include "engine/access/where_can.h"
#include "engine/access/who_can.h"
#include "tests/property/check_property.h"
#include "tests/property/model_tenant.h"
#include "tests/property/random_model.h"

namespace leastwise::property {
namespace {

constexpr int kTenants = 250;
constexpr int kQuestions = 4;

// A random tenant, compiled, with the oracle beside it.
class Compared {
 public:
  Compared() : world_(*random_world()), tenant_(tenant_of(world_.model, world_.spelling)) {
    RC_ASSERT(tenant_.has_value());
    compiled_.emplace(*tenant_, options_of(world_.view));
  }

  [[nodiscard]] const oracle::Model& model() const { return world_.model; }
  [[nodiscard]] const oracle::View& view() const { return world_.view; }
  [[nodiscard]] const Tenant& tenant() const { return *tenant_; }
  [[nodiscard]] const CompiledTenant& compiled() const { return *compiled_; }

  [[nodiscard]] AccessDecision decide(const oracle::Question& question) const {
    return oracle::decide(world_.model, world_.view, question);
  }

 private:
  World world_;
  std::optional<Tenant> tenant_;
  std::optional<CompiledTenant> compiled_;
};

std::string folded_action(const std::string& action) {
  const auto folded = fold_asked_action(action);
  RC_ASSERT(folded.has_value());
  return *folded;
}

ScopeRef scope_ref(const CompiledTenant& compiled, const std::string& text) {
  const auto scope = compiled.scope(text);
  RC_ASSERT(scope.has_value());
  return *scope;
}

// The model with every member list taken as complete: then a principal is granted an action only
// through a route of its own.
oracle::Model without_open_groups(oracle::Model model) {
  for (oracle::Principal& principal : model.principals) {
    principal.type = "User";
  }
  for (oracle::MemberList& list : model.lists) {
    list.complete = true;
  }
  return model;
}

TEST(RandomTenants, WhoCanEqualsTheOracleForEveryPrincipal) {
  check_property(kTenants, [] {
    const Compared compared;
    const oracle::Model closed = without_open_groups(compared.model());
    for (int i = 0; i < kQuestions; ++i) {
      oracle::Question question = *random_question(compared.model());
      const std::string action = folded_action(question.action);
      const ActionRef ref = compared.compiled().action(action, question.plane);
      const ScopeRef scope = scope_ref(compared.compiled(), question.scope);
      const WhoCan who = who_can(compared.compiled(), ref, scope);
      std::map<PrincipalId, Holder> holders;
      for (const Holder& holder : who.holders) {
        RC_ASSERT(holders.emplace(holder.principal, holder).second);
      }
      RC_ASSERT(std::ranges::is_sorted(who.holders, {}, &Holder::principal));
      std::vector<PrincipalId> allowed;
      for (std::size_t p = 0; p < compared.tenant().directory().size(); ++p) {
        const PrincipalId id = PrincipalId::from_index(p);
        question.principal = to_string(compared.tenant().directory()[id].id);
        RC_LOG() << "for " << question.principal << "\n";
        const AccessDecision expected = compared.decide(question);
        if (expected.effect == Effect::kAllow) {
          allowed.push_back(id);
        }
        const auto holder = holders.find(id);
        if (holder != holders.end()) {
          RC_ASSERT(holder->second.decision == expected);
          RC_ASSERT(!holder->second.routes.empty());
          RC_ASSERT(std::ranges::is_sorted(holder->second.routes, {}, &AccessRoute::state));
        } else {
          RC_ASSERT(expected.effect != Effect::kAllow);
          RC_ASSERT(oracle::granted(closed, compared.view(), question).value == Truth::kNo);
          RC_ASSERT(expected.effect == Effect::kDeny || !who.open_groups.empty());
        }
      }
      RC_ASSERT(allowed_principals(compared.compiled(), ref, scope) == allowed);
    }
  });
}

// What a list of regions says of one scope: the decision where it names the scope itself, else
// whether the scope is inside of a region, outside of its exceptions.
struct Said {
  bool inside = false;
  std::optional<AccessDecision> exactly = {};
};

Said said_of(const ScopeTree& tree, const std::vector<Region>& regions, ScopeId scope) {
  Said said;
  for (const Region& region : regions) {
    if (!tree.contains(region.scope, scope)) {
      continue;
    }
    bool excepted = false;
    for (const Exception& exception : region.exceptions) {
      RC_ASSERT(tree.contains(region.scope, exception.scope));
      RC_ASSERT(exception.decision.effect != region.decision.effect);
      if (exception.scope == scope) {
        said.exactly = exception.decision;
      }
      excepted |= exception.scope == scope ||
                  (!exception.children_allowed && tree.contains(exception.scope, scope));
    }
    if (region.scope == scope) {
      said.exactly = region.decision;
    }
    said.inside |= !excepted;
  }
  return said;
}

TEST(RandomTenants, WhereCanEqualsTheOracleAtEveryKnownScope) {
  check_property(kTenants, [] {
    const Compared compared;
    const ScopeTree& tree = compared.tenant().scopes();
    for (int i = 0; i < kQuestions; ++i) {
      oracle::Question question = *random_question(compared.model());
      const std::string action = folded_action(question.action);
      const WhereCan where =
          where_can(compared.compiled(), compared.compiled().subject(guid_of(question.principal)),
                    compared.compiled().action(action, question.plane));
      for (const ScopeId scope : tree.in_preorder()) {
        if (tree.kind(scope) == ScopeKind::kUnplaced) {
          continue;
        }
        question.scope = tree.text(scope);
        RC_LOG() << "at " << question.scope << "\n";
        const AccessDecision expected = compared.decide(question);
        const Said allowed = said_of(tree, where.allowed, scope);
        const Said unknown = said_of(tree, where.unknown, scope);
        RC_ASSERT(allowed.inside == (expected.effect == Effect::kAllow));
        if (expected.effect == Effect::kUnknown) {
          RC_ASSERT(unknown.inside || allowed.exactly || !where.allowed.empty());
        }
        for (const Said& said : {allowed, unknown}) {
          RC_ASSERT(!said.exactly || *said.exactly == expected);
        }
      }
    }
  });
}

bool holds(const std::vector<CoverTerm>& terms, const std::string& action,
           WildcardReading reading) {
  const auto matches = [&](const std::string& pattern) {
    return oracle::matches(pattern, action, reading);
  };
  return std::ranges::any_of(terms, [&](const CoverTerm& term) {
    return matches(term.pattern) && std::ranges::none_of(term.except, matches);
  });
}

TEST(RandomTenants, WhatCanEqualsTheOracleForEveryActionString) {
  check_property(kTenants, [] {
    const Compared compared;
    oracle::Question question = *random_question(compared.model());
    const ScopeRef scope = scope_ref(compared.compiled(), question.scope);
    const WhatCan what = what_can(compared.compiled(),
                                  compared.compiled().subject(guid_of(question.principal)), scope);
    std::vector<std::string> actions = all_actions();
    for (int i = 0; i < 40; ++i) {
      actions.push_back(*random_action());
    }
    for (const Plane plane : kPlanes) {
      question.plane = plane;
      const PlaneAccess& access = plane == Plane::kControl ? what.control : what.data;
      RC_ASSERT(!access.cover_error);
      for (const std::string& action : actions) {
        question.action = action;
        const Effect expected = compared.decide(question).effect;
        RC_LOG() << action << "\n";
        RC_ASSERT(holds(access.allowed, action, compared.view().reading) ==
                  (expected == Effect::kAllow));
        RC_ASSERT(holds(access.unknown, action, compared.view().reading) ==
                  (expected == Effect::kUnknown));
      }
    }
  });
}

TEST(RandomTenants, GrantedScopesAreAllWhereSomethingBegins) {
  check_property(kTenants, [] {
    const Compared compared;
    const ScopeTree& tree = compared.tenant().scopes();
    const oracle::Question any = *random_question(compared.model());
    const std::vector<ScopeId> scopes =
        granted_scopes(compared.compiled(), compared.compiled().subject(guid_of(any.principal)));
    RC_ASSERT(std::ranges::is_sorted(scopes, {}, [&](ScopeId id) { return tree.preorder(id); }));
    for (const std::string& action : all_actions()) {
      for (const ScopeId scope : tree.in_preorder()) {
        const oracle::Question question{any.principal, action, any.plane,
                                        std::string(tree.text(scope))};
        if (tree.kind(scope) == ScopeKind::kUnplaced ||
            compared.decide(question).effect != Effect::kAllow) {
          continue;
        }
        RC_ASSERT(std::ranges::any_of(scopes, [&](ScopeId g) { return tree.contains(g, scope); }));
      }
    }
  });
}

}  // namespace
}  // namespace leastwise::property
