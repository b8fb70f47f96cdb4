#include "engine/authorizer/conditional_actions.h"

#include <utility>

namespace leastwise {
namespace {

// Actions on which the first so many ActionMatches are constant, and the outcomes of the tests so
// far.
struct Part {
  ActionSet actions;
  std::vector<ConditionOutcome> outcomes;
};

// Cuts each part by a pattern; the test of number `test` is then decided in it.
std::vector<Part> cut(std::vector<Part> parts, std::size_t test, const ActionSet& matched) {
  std::vector<Part> finer;
  for (Part& part : parts) {
    for (const bool inside : {true, false}) {
      Part piece{inside ? part.actions & matched : part.actions - matched, part.outcomes};
      if (!piece.actions.empty()) {
        piece.outcomes[test] = ConditionOutcome(truth_of(inside));
        finer.push_back(std::move(piece));
      }
    }
  }
  return finer;
}

}  // namespace

std::vector<const ActionPattern*> action_patterns(const Condition& condition) {
  return condition.valid() ? condition.program().action_patterns()
                           : std::vector<const ActionPattern*>();
}

ActionsByTruth sort_by_condition(const Condition& condition, ConditionUse use,
                                 const ActionSet& actions,
                                 const std::function<ActionSet(const ActionPattern&)>& set_of,
                                 const ConditionRequest& request) {
  const ActionSet nothing = actions - actions;
  ActionsByTruth sorted{nothing, nothing};
  if (!condition.valid()) {
    sorted.unknown = actions;
    return sorted;
  }
  const ConditionProgram& program = condition.program();
  std::vector<ConditionOutcome> outcomes;
  for (const ConditionTest& test : program.tests()) {
    outcomes.push_back(test.pattern ? ConditionOutcome() : program.evaluate(test, {}, request));
  }
  std::vector<Part> parts{{actions, std::move(outcomes)}};
  for (std::size_t test = 0; test < program.tests().size(); ++test) {
    if (const auto& pattern = program.tests()[test].pattern) {
      parts = cut(std::move(parts), test, set_of(*pattern));
    }
  }
  for (const Part& part : parts) {
    const Truth truth = program.combine(part.outcomes).counts_for(use);
    if (truth == Truth::kYes) {
      sorted.yes |= part.actions;
    } else if (truth == Truth::kUnknown) {
      sorted.unknown |= part.actions;
    }
  }
  return sorted;
}

}  // namespace leastwise
