#include "engine/condition_analysis/condition_analysis.h"

#include <algorithm>
#include <array>

#include "engine/base/limits.h"
#include "engine/condition/canonical.h"

namespace leastwise {
namespace {

// The first two formulas are not met by the same requests.
Truth differ(std::span<const ConditionOutcome> outcomes) {
  return truth_or(met_only_by(0, 1)(outcomes), met_only_by(1, 0)(outcomes));
}

Implication implication(const RequestSearch& search, std::span<const Formula> formulas,
                        const SearchGoal& counterexample) {
  SearchAnswer answer = search.find(formulas, counterexample);
  return {truth_not(answer.found), std::move(answer.request)};
}

}  // namespace

ConditionExtent extent_of(const Condition& condition, const RequestSpace& space) {
  const RequestSearch search(std::array{&condition}, space);
  const std::array formulas = {search.formula(0)};
  return {truth_not(search.find(formulas, not_met(0)).found),
          truth_not(search.find(formulas, not_met(0), Given::kEverything).found),
          truth_not(search.find(formulas, met(0)).found)};
}

// Trees that are equal need no search, and may be too large for one.
ConditionComparisonResult compare_conditions(const Condition& first, const Condition& second,
                                             const RequestSpace& space) {
  if (canonical_text(first.syntax(), ConditionSpelling::kNormal) ==
      canonical_text(second.syntax(), ConditionSpelling::kNormal)) {
    return {{Truth::kYes, {}}, {Truth::kYes, {}}, {}};
  }
  const RequestSearch search(std::array{&first, &second}, space);
  const std::array formulas = {search.formula(0), search.formula(1)};
  return {implication(search, formulas, met_only_by(0, 1)),
          implication(search, formulas, met_only_by(1, 0)), search.reason()};
}

OperandsWithoutEffect operands_without_effect(const Condition& condition,
                                              const RequestSpace& space) {
  const RequestSearch search(std::array{&condition}, space);
  const ConditionSyntax& syntax = condition.syntax();
  std::vector<bool> inside(syntax.nodes().size());  // what is left out already
  OperandsWithoutEffect found{.operands = {}, .complete = search.searchable()};
  std::size_t steps = 0;
  Formula rest = search.formula(0);
  for (std::size_t i = syntax.nodes().size(); i-- > 0;) {
    const auto id = ConditionNodeId::from_index(i);
    if (!inside[i] && rest.is_operand(id)) {
      const std::array formulas = {rest, rest.without(id)};
      const SearchAnswer difference = search.find(formulas, differ);
      if (difference.found == Truth::kNo) {
        rest = formulas[1];
        found.operands.push_back(id);
        inside[i] = true;
      }
      // A search that gave up says nothing of its part.
      found.complete = found.complete && difference.steps <= kMaxSearchSteps;
      steps += difference.steps;
      if (steps > kMaxOperandSteps) {
        found.complete = false;
        return found;
      }
    }
    for (const ConditionNodeId operand : syntax.operands(syntax.node(id))) {
      inside[operand.index()] = inside[i];
    }
  }
  return found;
}

SearchAnswer difference_of_readings(const Condition& condition, const RequestSpace& space) {
  const RequestSearch search(std::array{&condition}, space);
  const std::array formulas = {search.formula(0),
                               search.formula(0, ConditionReading::kLeftToRight)};
  return search.find(formulas, differ);
}

}  // namespace leastwise
