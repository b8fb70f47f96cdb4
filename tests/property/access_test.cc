// who-can, where-can and what-can against the oracle, asked one by one: the engine computes sets,
// the oracle decides each member.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "engine/access/what_can.h"
#include "engine/access/where_can.h"
#include "engine/access/who_can.h"
#include "tests/property/check_property.h"
#include "tests/property/compiled_world.h"
#include "tests/property/model_tenant.h"
#include "tests/property/random_condition.h"
#include "tests/property/random_model.h"

namespace leastwise::property {
namespace {

constexpr int kTenants = 1000;

// A random tenant, compiled, with the oracle beside it.
class Compared {
 public:
  Compared() : world_(*random_world()), form_(world_) {}

  [[nodiscard]] const oracle::Model& model() const { return world_.model; }
  [[nodiscard]] const oracle::View& view() const { return world_.view; }
  [[nodiscard]] const Tenant& tenant() const { return form_.tenant(); }
  [[nodiscard]] const CompiledTenant& compiled() const { return form_.compiled(); }

  [[nodiscard]] AccessDecision decide(const oracle::Question& question) const {
    return oracle::decide(world_.model, world_.view, question);
  }

 private:
  World world_;
  CompiledWorld form_;
};

// Fails with the one question, of the many that a test asks, whose answer is wrong.
void expect(bool holds, const oracle::Question& question, std::string_view what) {
  if (!holds) {
    std::ostringstream text;
    showValue(question, text);
    RC_FAIL(text.str() + ": " + std::string(what));
  }
}

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

// What who-can says of one principal. One that is not listed must have no route of its own; what
// is doubtful about it then can only be an open group.
void expect_holder(const Compared& compared, const WhoCan& who, PrincipalId id,
                   const oracle::Question& question) {
  const AccessDecision expected = compared.decide(question);
  const auto holder = std::ranges::lower_bound(who.holders, id, {}, &Holder::principal);
  if (holder != who.holders.end() && holder->principal == id) {
    expect(holder->decision == expected, question, "the decision of its holder");
    expect(!holder->routes.empty(), question, "the routes of its holder");
    expect(std::ranges::is_sorted(holder->routes, {}, &AccessRoute::state), question, "best first");
    return;
  }
  expect(expected.effect != Effect::kAllow, question, "is allowed but not listed");
  const auto granted =
      oracle::granted(without_open_groups(compared.model()), compared.view(), question);
  expect(granted.value == Truth::kNo, question, "has a route of its own but is not listed");
  expect(expected.effect == Effect::kDeny || !who.open_groups.empty(), question, "open groups");
}

TEST(RandomTenants, WhoCanEqualsTheOracleForEveryPrincipal) {
  check_property(kTenants, [] {
    const Compared compared;
    oracle::Question question = *random_question(compared.model());
    const std::string action = folded_action(question.action);
    const ActionRef ref = compared.compiled().action(action, question.plane);
    const ScopeRef scope = scope_ref(compared.compiled(), question.scope);
    const ConditionRequest request = request_of(question.facts);
    const WhoCan who = who_can(compared.compiled(), ref, scope, request);
    RC_ASSERT(std::ranges::is_sorted(who.holders, {}, &Holder::principal));
    std::vector<PrincipalId> allowed;
    const Directory& directory = compared.tenant().directory();
    for (std::size_t i = 0; i < directory.size(); ++i) {
      const PrincipalId id = PrincipalId::from_index(i);
      question.principal = to_string(directory[id].id);
      expect_holder(compared, who, id, question);
      if (compared.decide(question).effect == Effect::kAllow) {
        allowed.push_back(id);
      }
    }
    RC_ASSERT((allowed_principals(compared.compiled(), ref, scope, request) == allowed));
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
    if (region.scope == scope && !said.exactly) {
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
    oracle::Question question = *random_question(compared.model());
    const std::string action = folded_action(question.action);
    const WhereCan where =
        where_can(compared.compiled(), compared.compiled().subject(guid_of(question.principal)),
                  compared.compiled().action(action, question.plane), request_of(question.facts));
    for (const ScopeId scope : tree.in_preorder()) {
      if (tree.kind(scope) == ScopeKind::kUnplaced) {
        continue;
      }
      question.scope = tree.text(scope);
      const AccessDecision expected = compared.decide(question);
      const Said allowed = said_of(tree, where.allowed, scope);
      const Said unknown = said_of(tree, where.unknown, scope);
      expect(allowed.inside == (expected.effect == Effect::kAllow), question, "allowed regions");
      expect(expected.effect != Effect::kUnknown || unknown.inside || !where.allowed.empty(),
             question, "unknown regions");
      for (const Said& said : {allowed, unknown}) {
        expect(!said.exactly || *said.exactly == expected, question, "the decision of a region");
      }
    }
  });
}

bool holds(const std::vector<CoverLine>& lines, const std::string& action,
           WildcardReading reading) {
  const auto matches = [&](const std::string& pattern) {
    return oracle::matches(pattern, action, reading);
  };
  return std::ranges::any_of(lines, [&](const CoverLine& line) {
    return std::ranges::all_of(line.patterns, matches) &&
           std::ranges::none_of(line.except, matches);
  });
}

void expect_operations(const Compared& compared, const PlaneAccess& access,
                       oracle::Question question) {
  const OperationCatalogue& operations = compared.tenant().operations();
  std::vector<OperationId> allowed;
  std::vector<OperationId> unknown;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    if (!operations[id].is_in(question.plane)) {
      continue;
    }
    question.action = operations.name(id);
    switch (compared.decide(question).effect) {
      case Effect::kAllow:
        allowed.push_back(id);
        break;
      case Effect::kUnknown:
        unknown.push_back(id);
        break;
      case Effect::kDeny:
        break;
    }
  }
  RC_ASSERT((access.allowed_operations == allowed));
  RC_ASSERT((access.unknown_operations == unknown));
}

TEST(RandomTenants, WhatCanEqualsTheOracleForEveryActionString) {
  check_property(kTenants, [] {
    const Compared compared;
    oracle::Question question = *random_question(compared.model());
    const ScopeRef scope = scope_ref(compared.compiled(), question.scope);
    const WhatCan what =
        what_can(compared.compiled(), compared.compiled().subject(guid_of(question.principal)),
                 scope, request_of(question.facts));
    std::vector<std::string> actions =
        *rc::gen::container<std::vector<std::string>>(random_action());
    actions.insert(actions.end(), all_actions().begin(), all_actions().end());
    for (const Plane plane : kPlanes) {
      question.plane = plane;
      const PlaneAccess& access = plane == Plane::kControl ? what.control : what.data;
      RC_ASSERT(!access.cover_error);
      expect_operations(compared, access, question);
      for (const std::string& action : actions) {
        question.action = action;
        const Effect expected = compared.decide(question).effect;
        const bool allowed = holds(access.allowed, action, compared.view().reading);
        const bool unknown = holds(access.unknown, action, compared.view().reading);
        expect((expected == Effect::kAllow) == allowed, question, "the lines of `allowed`");
        expect((expected == Effect::kUnknown) == unknown, question, "the lines of `unknown`");
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
