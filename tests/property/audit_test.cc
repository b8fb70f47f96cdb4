// Rules of the audit against the oracle, on random tenants: what is called redundant can go without
// a decision changing, and what is called wider than its need is, by a naive matcher.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "engine/base/ascii.h"
#include "rules/access_levels/access_levels.h"
#include "rules/audit/held_needs.h"
#include "rules/audit/redundancy.h"
#include "rules/audit/rule.h"
#include "rules/limits/azure_limits.h"
#include "tests/property/check_property.h"
#include "tests/property/compiled_world.h"
#include "tests/property/model_tenant.h"
#include "tests/property/random_condition.h"
#include "tests/property/random_model.h"

namespace leastwise::property {
namespace {

// A random tenant as an audit sees it.
class Audited {
 public:
  explicit Audited(World world)
      : world_(std::move(world)),
        form_(world_),
        levels_(embedded_access_levels()),
        limits_(embedded_azure_limits()) {}

  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const Tenant& tenant() const { return form_.tenant(); }
  [[nodiscard]] const CompiledTenant& compiled() const { return form_.compiled(); }

  // Valid until the next call.
  const AuditContext& context(std::vector<DeclaredNeed> needs = {}) {
    needs_ = std::move(needs);
    input_.emplace(AuditInput{.compiled = compiled(),
                              .danger = danger_,
                              .limits = limits_,
                              .levels = levels_,
                              .attributes = attributes_,
                              .needs = needs_,
                              .needs_given = !needs_.empty()});
    auto context = AuditContext::build(*input_);
    RC_ASSERT(context.has_value());
    context_.emplace(std::move(*context));
    return *context_;
  }

 private:
  World world_;
  CompiledWorld form_;
  DangerTable danger_;
  AccessLevels levels_;
  KnownAttributes attributes_ = embedded_known_attributes();
  AzureLimits limits_;
  std::vector<DeclaredNeed> needs_;
  std::optional<AuditInput> input_;
  std::optional<AuditContext> context_;
};

// A world in which every assignment is one grant: an instance that mirrors an ordinary assignment
// only says when that one holds, and neither can be taken out alone.
World without_mirrors(World world) {
  std::erase_if(world.model.grants,
                [](const oracle::Grant& grant) { return !grant.mirrors.empty(); });
  return world;
}

oracle::Model without(oracle::Model model, const std::set<std::string>& ids) {
  std::erase_if(model.grants, [&](const oracle::Grant& grant) { return ids.contains(grant.id); });
  return model;
}

// Which assignments an audit calls redundant, by the ids of the model's grants. Empty where an id
// is not told in the tenant: then they cannot be taken out of the model.
std::set<std::string> redundant_ids(Audited& audited) {
  std::set<std::string> ids;
  for (const RedundantAssignment& found : find_redundant(audited.context())) {
    const std::string text =
        folded(audited.tenant().id_text(audited.tenant().assignment(found.assignment)));
    for (const oracle::Grant& grant : audited.world().model.grants) {
      if (!grant.id.empty() && text == folded(grant.id)) {
        ids.insert(grant.id);
      }
    }
  }
  return ids;
}

constexpr int kTenants = 3000;
constexpr std::size_t kQuestions = 100;

// All that is found goes at once, and no decision changes. Half of the questions aim at a grant.
TEST(RandomAudits, WhatIsRedundantCanGo) {
  std::size_t found = 0;
  check_property(kTenants, [&found] {
    Audited audited(without_mirrors(*random_world()));
    const std::set<std::string> ids = redundant_ids(audited);
    if (ids.empty()) {
      return;
    }
    found += ids.size();
    const oracle::Model less = without(audited.world().model, ids);
    const auto questions = *rc::gen::container<std::vector<oracle::Question>>(
        kQuestions, random_question(audited.world().model));
    for (const oracle::Question& question : questions) {
      const auto before = oracle::decide(audited.world().model, audited.world().view, question);
      const auto after = oracle::decide(less, audited.world().view, question);
      RC_ASSERT(before.effect == after.effect);
    }
  });
  std::cout << found << " redundant assignments\n";
  EXPECT_GE(found, 300U) << "the generators have withered";
}

// A need of one principal, at a scope and of a few patterns of the tenant's own kind.
struct DrawnNeed {
  std::string principal;
  std::string scope;
  std::vector<std::string> actions;
};

void showValue(const DrawnNeed& need, std::ostream& os) {
  os << need.principal << " at " << need.scope;
  for (const std::string& action : need.actions) {
    os << " `" << action << "`";
  }
}

rc::Gen<DrawnNeed> random_need() {
  return rc::gen::exec([] {
    DrawnNeed need;
    need.principal = *rc::gen::elementOf(all_principals());
    need.scope = *rc::gen::elementOf(all_scopes());
    need.actions = *rc::gen::resize(
        3, rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(all_actions())));
    need.actions.push_back(*rc::gen::elementOf(
        std::vector<std::string>{"*", "*/read", *rc::gen::elementOf(all_actions())}));
    return need;
  });
}

// What the needs of a principal allow at a scope, by the oracle's matcher.
bool is_needed(const std::vector<DrawnNeed>& needs, const World& world,
               const std::string& principal, const std::string& scope, const std::string& action) {
  return std::ranges::any_of(needs, [&](const DrawnNeed& need) {
    return need.principal == principal &&
           oracle::above(world.model, need.scope, scope) == Truth::kYes &&
           std::ranges::any_of(need.actions, [&](const std::string& pattern) {
             return oracle::matches(pattern, action, world.view.reading);
           });
  });
}

// Whether some block of a role grants an action, its condition met.
bool may_grant(const oracle::Role& role, const std::string& action, WildcardReading reading) {
  return std::ranges::any_of(role.blocks, [&](const oracle::Block& block) {
    const auto any = [&](const std::vector<std::string>& patterns) {
      return std::ranges::any_of(patterns, [&](const std::string& pattern) {
        return oracle::matches(pattern, action, reading);
      });
    };
    return any(block.actions) && !any(block.not_actions) &&
           says_in_general(block.condition, action, reading) != Truth::kNo;
  });
}

// What a naive look at all known actions finds wider than the need, the headline rule finds too: an
// ordinary grant of the principal itself, of a custom role.
TEST(RandomAudits, WhatIsWiderThanItsNeedIsFound) {
  std::size_t wider = 0;
  check_property(kTenants, [&wider] {
    Audited audited(*random_world());
    const World& world = audited.world();
    const auto drawn = *rc::gen::resize(
        4, rc::gen::nonEmpty(rc::gen::container<std::vector<DrawnNeed>>(random_need())));
    std::vector<DeclaredNeed> needs;
    for (const DrawnNeed& need : drawn) {
      auto scope = ScopePath::parse(need.scope);
      RC_ASSERT(scope.has_value());
      DeclaredNeed declared{.principal = guid_of(need.principal),
                            .known = audited.tenant().directory().find(guid_of(need.principal)),
                            .scope = *scope,
                            .place = audited.tenant().scopes().nearest(*scope)};
      for (const std::string& action : need.actions) {
        declared.actions.push_back({action, Plane::kControl});
      }
      needs.push_back(std::move(declared));
    }
    const AuditContext& context = audited.context(std::move(needs));
    const auto rules = audit_rules();
    RuleOutcome outcome("LW001");
    rules.front()->run(context, outcome);
    const std::vector<PrincipalId> judged = declared_principals(context);
    std::set<std::string> found;  // principal, role and scope
    for (const Finding& finding : outcome.findings()) {
      found.insert(finding.subject.principal + finding.subject.role +
                   folded(finding.subject.scope));
    }
    for (const AssignmentId id : context.assignments()) {
      const RoleAssignment& assignment = audited.tenant().assignment(id);
      const RoleDefinition& definition = audited.tenant().role(assignment.role);
      const std::string principal =
          to_string(audited.tenant().directory()[assignment.principal].id);
      const auto role = std::ranges::find_if(world.model.roles, [&](const oracle::Role& each) {
        return guid_of(each.id) == definition.guid;
      });
      const bool declares = std::ranges::binary_search(judged, assignment.principal);
      const bool told_once =
          std::ranges::count_if(world.model.roles, [&](const oracle::Role& each) {
            return guid_of(each.id) == definition.guid;
          }) == 1;
      if (!declares || assignment.eligible || assignment.window.end != kEndOfTime ||
          definition.type == RoleType::kBuiltIn || role == world.model.roles.end() || !told_once) {
        continue;
      }
      const std::string scope(audited.tenant().scopes().text(assignment.scope));
      const std::string condition(
          assignment.condition ? audited.tenant().condition(*assignment.condition) : "");
      const bool naive = std::ranges::any_of(all_actions(), [&](const std::string& action) {
        return may_grant(*role, action, world.view.reading) &&
               says_in_general(condition, action, world.view.reading) != Truth::kNo &&
               !is_needed(drawn, world, principal, scope, action);
      });
      if (naive) {
        ++wider;
        RC_ASSERT(found.contains(principal + to_string(definition.guid) + folded(scope)));
      }
    }
  });
  std::cout << wider << " grants wider than their need\n";
  EXPECT_GE(wider, 300U) << "the generators have withered";
}

}  // namespace
}  // namespace leastwise::property
