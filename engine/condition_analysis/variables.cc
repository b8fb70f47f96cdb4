#include "engine/condition_analysis/variables.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/action/atoms.h"
#include "engine/base/ascii.h"
#include "engine/base/limits.h"

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
    result_.has_suboperations = std::ranges::any_of(result_.tests, [](const ConditionTest* test) {
      return test->kind == ConditionNodeKind::kSubOperationMatches || test->left.is_suboperations ||
             test->right.is_suboperations;
    });
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

  // An action of each cell: the actions of the space by the patterns that match them and by what
  // they offer, and where these are not all, what else the patterns tell apart.
  void action_states() {
    SearchVariable& action = result_.variables.front();
    std::map<std::vector<bool>, bool> seen_matches;
    std::map<std::pair<std::vector<bool>, std::uint32_t>, bool> seen;
    for (const std::string_view name : space_.actions) {
      const std::uint32_t offers = space_.model != nullptr ? space_.model->action_class(name) : 0;
      std::vector<bool> matches = matches_of(name);
      seen_matches.try_emplace(matches, true);
      if (seen.try_emplace({matches, offers}, true).second) {
        add_action(std::string(name), matches);
      }
    }
    if (space_.only_these) {
      return;
    }
    std::vector<const ActionPattern*> patterns;
    for (const std::uint32_t test : action.tests) {
      if (result_.tests[test]->pattern) {
        patterns.push_back(&*result_.tests[test]->pattern);
      }
    }
    const auto atoms = AtomPartition::build(patterns);
    if (!atoms) {
      give_up("its patterns of actions are too many to be told apart");
      return;
    }
    // An atom without a printable witness holds no action that a request could name.
    for (std::size_t i = 0; i < atoms->atom_count(); ++i) {
      const auto& witness = atoms->witness(AtomId::from_index(i));
      if (witness && seen_matches.try_emplace(matches_of(*witness), true).second) {
        add_action(*witness, matches_of(*witness));
      }
    }
  }

  [[nodiscard]] std::vector<bool> matches_of(std::string_view action) const {
    std::vector<bool> matches;
    for (const std::uint32_t number : result_.variables.front().tests) {
      const ConditionTest& test = *result_.tests[number];
      const ConditionOutcome outcome = ConditionProgram::evaluate(test, action, {});
      matches.push_back(outcome.is(Truth::kYes));
    }
    return matches;
  }

  void add_action(std::string action, const std::vector<bool>& matches) {
    AttributeState state{std::vector{std::move(action)}, {}};
    for (const bool match : matches) {
      state.outcomes.emplace_back(truth_of(match));
    }
    result_.variables.front().states.push_back(std::move(state));
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
    const bool compared = std::ranges::any_of(result_.tests, [&](const ConditionTest* test) {
      const bool asks = (test->left.is_attribute && test->left.key == variable.key) ||
                        (test->right.is_attribute && test->right.key == variable.key);
      return asks && test->kind == ConditionNodeKind::kComparison &&
             test->op.quantifier == Quantifier::kNone;
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
