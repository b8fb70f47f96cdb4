#include "engine/condition_analysis/variables.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/condition_analysis/action_cells.h"
#include "engine/condition_analysis/requirement.h"

namespace leastwise {
namespace {

class VariableMaker {
 public:
  VariableMaker(std::span<const Condition* const> conditions, const RequestSpace& space)
      : conditions_(conditions), space_(space) {}

  SearchVariables run() && {
    result_.variables.push_back({.kind = SearchVariable::Kind::kAction, .tests = {}});
    for (const Condition* condition : conditions_) {
      for (const ConditionTest& test : condition->program().tests()) {
        result_.tests.push_back(&test);
      }
    }
    find_suboperations();
    std::uint32_t number = 0;
    for (const Condition* condition : conditions_) {
      for (const ConditionTest& test : condition->program().tests()) {
        result_.owner.push_back(place(*condition, test, number++));
      }
    }
    action_states();
    for (SearchVariable& variable : result_.variables) {
      add_states(variable);
    }
    result_.complete = result_.complete && result_.variables.size() <= kMaxSearchVariables;
    return std::move(result_);
  }

 private:
  using Kind = SearchVariable::Kind;

  // They come before the attributes, since what an action offers can depend on them.
  void find_suboperations() {
    result_.has_suboperations = std::ranges::any_of(
        result_.tests, [](const ConditionTest* test) { return test->asks_for_suboperations(); });
    for (const Condition* condition : conditions_) {
      const auto names = named_suboperations(*condition);
      result_.named_suboperations.insert(result_.named_suboperations.end(), names.begin(),
                                         names.end());
    }
    if (result_.has_suboperations) {
      result_.variables.push_back({.kind = Kind::kSuboperations, .tests = {}});
    }
  }

  // Puts the test to the variable that decides it.
  std::size_t place(const Condition& condition, const ConditionTest& test, std::uint32_t number) {
    std::size_t variable = 0;
    if (test.kind == ConditionNodeKind::kSubOperationMatches) {
      variable = 1;
    } else if (test.left.is_attribute && test.right.is_attribute) {
      variable = pair(condition, test);
    } else if (test.left.is_attribute) {
      variable = attribute(condition, test, test.left);
    } else if (test.right.is_attribute) {
      variable = attribute(condition, test, test.right);
    }
    result_.variables[variable].tests.push_back(number);
    return variable;
  }

  std::size_t attribute(const Condition& condition, const ConditionTest& test,
                        const ConditionTest::Side& side) {
    if (side.is_suboperations) {
      return 1;
    }
    const auto [place, added] = attributes_.try_emplace(side.key, result_.variables.size());
    if (added) {
      result_.variables.push_back({.kind = Kind::kAttribute,
                                   .key = side.key,
                                   .name = name_of(condition, test, side),
                                   .tests = {}});
    }
    return place->second;
  }

  // Tests that say the same of the same two attributes are one variable: a repeated clause cannot
  // turn out in two ways.
  std::size_t pair(const Condition& condition, const ConditionTest& test) {
    const std::vector<std::size_t> needs = {attribute(condition, test, test.left),
                                            attribute(condition, test, test.right)};
    result_.reason = "it compares two attributes with each other";
    for (std::size_t i = 0; i < result_.variables.size(); ++i) {
      const SearchVariable& variable = result_.variables[i];
      if (variable.kind == Kind::kPair && variable.needs == needs &&
          result_.tests[variable.tests.front()]->op == test.op) {
        return i;
      }
    }
    result_.variables.push_back(
        {.kind = Kind::kPair, .key = test.left.key, .tests = {}, .needs = needs});
    return result_.variables.size() - 1;
  }

  static std::string name_of(const Condition& condition, const ConditionTest& test,
                             const ConditionTest::Side& side) {
    const ConditionSyntax& syntax = condition.syntax();
    const ConditionNode& node = syntax.node(test.node);
    const auto body = [&](const ConditionAttribute& attribute) {
      return std::string(trim_blanks(syntax.text(attribute.body)));
    };
    if (node.kind == ConditionNodeKind::kExists) {
      return body(syntax.attribute(node));
    }
    const ConditionComparison& comparison = syntax.comparison(node);
    return body(syntax.attribute(&side == &test.left ? comparison.left : comparison.right));
  }

  // An action of each cell that the tests of actions tell apart. A test of constants alone is
  // decided with them.
  void action_states() {
    std::vector<const ActionPattern*> patterns;
    for (const Condition* condition : conditions_) {
      const auto own = condition->program().action_patterns();
      patterns.insert(patterns.end(), own.begin(), own.end());
    }
    const auto cells = action_cells(patterns, space_);
    if (!cells) {
      give_up("its patterns of actions are too many to be told apart");
      return;
    }
    SearchVariable& variable = result_.variables.front();
    for (const ActionCell& cell : *cells) {
      AttributeState state{std::vector{cell.action}, {}};
      for (const std::uint32_t number : variable.tests) {
        state.outcomes.push_back(
            ConditionProgram::evaluate(*result_.tests[number], cell.action, {}));
      }
      variable.states.push_back(std::move(state));
    }
  }

  void add_states(SearchVariable& variable) {
    if (variable.kind == Kind::kAction) {
      return;
    }
    if (variable.kind == Kind::kPair) {
      for (const Truth value : {Truth::kYes, Truth::kNo}) {
        variable.states.push_back(
            {std::nullopt, std::vector(variable.tests.size(), ConditionOutcome(value))});
      }
      return;
    }
    std::vector<const ConditionTest*> tests;
    for (const std::uint32_t number : variable.tests) {
      tests.push_back(result_.tests[number]);
    }
    auto states = attribute_states(variable.key, tests, count_of(variable), kMaxAttributeStates);
    if (!states) {
      give_up(fmt::format("what it asks of `{}` has too many cases", variable.name));
      return;
    }
    if (!states->exact) {
      result_.reason = fmt::format("`{}` is compared as two types", variable.name);
    }
    variable.states = std::move(states->states);
  }

  // A comparison without a quantifier says that its attribute has one value.
  [[nodiscard]] ValueCount count_of(const SearchVariable& variable) const {
    if (variable.kind == Kind::kSuboperations) {
      return ValueCount::kAnyGiven;
    }
    const bool single = space_.model != nullptr && space_.model->is_single(variable.key);
    const bool compared = std::ranges::any_of(conditions_, [&](const Condition* condition) {
      return condition->program().compares_as_one_value(variable.key);
    });
    return single || compared ? ValueCount::kOne : ValueCount::kAny;
  }

  void give_up(std::string reason) {
    result_.complete = false;
    result_.reason = std::move(reason);
  }

  std::span<const Condition* const> conditions_;
  const RequestSpace& space_;
  SearchVariables result_;
  std::map<AttributeKey, std::size_t> attributes_;  // to variables
};

}  // namespace

SearchVariables variables_of(std::span<const Condition* const> conditions,
                             const RequestSpace& space) {
  return VariableMaker(conditions, space).run();
}

}  // namespace leastwise
