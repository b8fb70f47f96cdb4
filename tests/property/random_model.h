// RapidCheck generators of small tenants, and of the questions asked of them.
//
// Small alphabets make things collide: three segments, four verbs, five groups, a dozen scopes. A
// tenant draws first which kinds of ignorance it has (member lists cut off, hierarchy not exported,
// roles not defined, conditions), so that allow, deny and unknown each get a good share of the
// answers; decision_test.cc measures the shares and fails when they wither.
#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "tests/oracle/oracle.h"

namespace leastwise::oracle {

// What RapidCheck prints of a counterexample.
void showValue(const Model& model, std::ostream& os);
void showValue(const View& view, std::ostream& os);
void showValue(const Question& question, std::ostream& os);

}  // namespace leastwise::oracle

namespace leastwise::property {

// A tenant, how it is compiled, and how its records are spelled (model_tenant.h).
struct World {
  oracle::Model model;
  oracle::View view;
  std::uint64_t spelling = 0;
};
void showValue(const World& world, std::ostream& os);

[[nodiscard]] rc::Gen<World> random_world();
// The same tenant with what was unknown of members, types, hierarchy and roles filled in at random.
[[nodiscard]] rc::Gen<oracle::Model> random_completion(const oracle::Model& model);
// Questions of which about half are aimed at a grant of the model, with their action or scope moved
// a little.
[[nodiscard]] rc::Gen<oracle::Question> random_question(const oracle::Model& model);
[[nodiscard]] rc::Gen<std::string> random_action();

// Everything that questions are drawn from; the first scopes and principals occur in models, a few
// never do.
[[nodiscard]] const std::vector<std::string>& all_scopes();
[[nodiscard]] const std::vector<std::string>& all_principals();
[[nodiscard]] const std::vector<std::string>& all_actions();

}  // namespace leastwise::property
