// decide() and explain() against the oracle, on random tenants and random questions: at least
// 10,000 decisions a run.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <iostream>

#include "engine/authorizer/authorizer.h"
#include "engine/authorizer/explanation.h"
#include "tests/property/check_property.h"
#include "tests/property/compiled_world.h"
#include "tests/property/model_tenant.h"
#include "tests/property/random_condition.h"
#include "tests/property/random_model.h"

namespace leastwise::property {
namespace {

constexpr int kTenants = 1500;
constexpr std::size_t kLeastDecisions = 10'000;
// No effect may fall below this share of the answers, or the generators have withered.
constexpr std::size_t kLeastShare = 12;  // per cent

// How often each effect was the oracle's answer.
class Shares {
 public:
  void count(Effect effect) { ++counts_[static_cast<std::size_t>(effect)]; }

  void expect_effective() const {
    const std::size_t total = counts_[0] + counts_[1] + counts_[2];
    EXPECT_GE(total, kLeastDecisions);
    std::cout << total << " decisions\n";
    for (const Effect effect : {Effect::kAllow, Effect::kDeny, Effect::kUnknown}) {
      const std::size_t share = 100 * counts_[static_cast<std::size_t>(effect)] / total;
      std::cout << to_string(effect) << " " << share << " %\n";
      EXPECT_GE(share, kLeastShare) << to_string(effect) << " in " << total << " decisions";
    }
  }

 private:
  std::array<std::size_t, 3> counts_ = {};
};

std::string text_of(const AccessDecision& decision) {
  std::string text(to_string(decision.effect));
  for (const DecisionReason reason : decision.reasons.list()) {
    text += " " + std::string(to_string(reason));
  }
  return text;
}

AccessQuestion asked(const oracle::Question& question) {
  return {guid_of(question.principal), question.action, question.plane, question.scope};
}

rc::Gen<std::vector<oracle::Question>> random_questions(const oracle::Model& model) {
  return rc::gen::container<std::vector<oracle::Question>>(random_question(model));
}

// The same through ids that were looked up before.
AccessDecision decided_by_ids(const CompiledTenant& compiled, const oracle::Question& question) {
  const auto folded = fold_asked_action(question.action);
  const auto scope = compiled.scope(question.scope);
  RC_ASSERT(folded.has_value());
  RC_ASSERT(scope.has_value());
  return compiled.decide(compiled.subject(guid_of(question.principal)),
                         compiled.action(*folded, question.plane), *scope,
                         request_of(question.facts));
}

TEST(RandomTenants, DecisionsEqualTheOracle) {
  Shares shares;
  check_property(kTenants, [&shares] {
    const World world = *random_world();
    const CompiledWorld form(world);
    const CompiledTenant& compiled = form.compiled();
    const auto questions = *random_questions(world.model);
    for (const oracle::Question& question : questions) {
      const AccessDecision expected = oracle::decide(world.model, world.view, question);
      const auto decided = compiled.decide(asked(question), request_of(question.facts));
      RC_ASSERT(decided.has_value());
      RC_ASSERT(text_of(*decided) == text_of(expected));
      RC_ASSERT(text_of(decided_by_ids(compiled, question)) == text_of(expected));
      shares.count(expected.effect);
    }
  });
  if (!HasFailure()) {
    shares.expect_effective();
  }
}

// A route that may grant or deny says why it is not certain, and one that is certain says nothing.
template <class Route>
void expect_reasons(const Route& route, Truth value) {
  RC_ASSERT((value == Truth::kUnknown) == !route.unknown_because.empty());
}

TEST(RandomTenants, ExplanationsDecideLikeTheOracle) {
  check_property(kTenants, [] {
    const World world = *random_world();
    const CompiledWorld form(world);
    const CompiledTenant& compiled = form.compiled();
    const auto questions = *random_questions(world.model);
    for (const oracle::Question& question : questions) {
      const auto explained = explain(compiled, asked(question), request_of(question.facts));
      RC_ASSERT(explained.has_value());
      RC_ASSERT(text_of(explained->decision) ==
                text_of(oracle::decide(world.model, world.view, question)));
      const Truth granted = oracle::granted(world.model, world.view, question).value;
      RC_ASSERT(!explained->grants.empty() == (granted == Truth::kYes));
      RC_ASSERT(!explained->possible.empty() || granted != Truth::kUnknown);
      for (const GrantRoute& route : explained->grants) {
        RC_ASSERT(route.grants == Truth::kYes);
        expect_reasons(route, route.grants);
      }
      for (const GrantRoute& route : explained->possible) {
        expect_reasons(route, route.grants);
      }
      for (const GrantRoute& route : explained->nearest_misses) {
        RC_ASSERT(route.grants == Truth::kNo);
        RC_ASSERT(route.miss != Miss::kNone);
      }
      for (const DenialRoute& route : explained->denials) {
        RC_ASSERT(!route.audit_only || route.denies == Truth::kNo);
        RC_ASSERT(route.denies != Truth::kUnknown || !route.unknown_because.empty());
      }
    }
  });
}

}  // namespace
}  // namespace leastwise::property
