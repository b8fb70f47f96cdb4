#include "engine/condition_analysis/request_search.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/condition_analysis/requirement.h"
#include "engine/condition_analysis/variables.h"

namespace leastwise {

ConditionRequest request_of(const ShownRequest& shown) {
  ConditionRequest request;
  request.set_complete({true, true, true, true});
  for (const std::string& name : shown.suboperations) {
    request.add_suboperation(name);
  }
  for (const ShownRequest::Attribute& attribute : shown.attributes) {
    request.add_attribute(attribute.source, attribute.name, attribute.values);
  }
  return request;
}

SearchGoal met(std::size_t formula) {
  return [formula](std::span<const ConditionOutcome> outcomes) {
    const ConditionOutcome outcome = outcomes[formula];
    return outcome.is(Truth::kYes)       ? Truth::kYes
           : outcome.may_be(Truth::kYes) ? Truth::kUnknown
                                         : Truth::kNo;
  };
}

SearchGoal not_met(std::size_t formula) {
  return [goal = met(formula)](std::span<const ConditionOutcome> outcomes) {
    return truth_not(goal(outcomes));
  };
}

SearchGoal met_only_by(std::size_t formula, std::size_t other) {
  return [a = met(formula), b = not_met(other)](std::span<const ConditionOutcome> outcomes) {
    return truth_and(a(outcomes), b(outcomes));
  };
}

RequestSearch::RequestSearch(std::span<const Condition* const> conditions,
                             const RequestSpace& space)
    : conditions_(conditions.begin(), conditions.end()),
      space_(space),
      variables_(std::make_unique<const SearchVariables>(variables_of(conditions_, space_))) {}

RequestSearch::~RequestSearch() = default;

bool RequestSearch::searchable() const { return variables_->complete; }

const std::string& RequestSearch::reason() const { return variables_->reason; }

Formula RequestSearch::formula(std::size_t condition, ConditionReading reading) const {
  std::size_t first = 0;
  for (std::size_t i = 0; i < condition; ++i) {
    first += conditions_[i]->program().tests().size();
  }
  return Formula::of(*conditions_[condition], reading, static_cast<std::uint32_t>(first));
}

// One search: depth first, a level for each variable that was decided.
class RequestSearch::Walk {
 public:
  Walk(const RequestSearch& search, std::span<const Formula> formulas, const SearchGoal& goal,
       Given given)
      : vars_(*search.variables_),
        model_(search.space_.by_offers ? search.space_.model : nullptr),
        formulas_(formulas),
        goal_(goal),
        given_(given),
        state_(vars_.variables.size()),
        outcomes_(vars_.tests.size(), ConditionOutcome::anything()),
        scratch_(formulas.size()) {}

  SearchAnswer run() && {
    if (!vars_.complete) {
      return {};
    }
    const Truth found = step();
    return {found, std::move(shown_), steps_};
  }

 private:
  using Kind = SearchVariable::Kind;

  // NOLINTNEXTLINE(misc-no-recursion): as deep as there are variables, kMaxSearchVariables at most
  Truth step() {
    if (++steps_ > kMaxSearchSteps) {
      return Truth::kUnknown;
    }
    const Truth goal = ask();
    if (goal == Truth::kNo) {
      return goal;
    }
    if (goal == Truth::kYes) {
      return show() ? Truth::kYes : Truth::kUnknown;
    }
    const std::optional<std::size_t> next = next_variable();
    return next ? branch(*next) : Truth::kUnknown;
  }

  // NOLINTNEXTLINE(misc-no-recursion): see step()
  Truth branch(std::size_t variable) {
    Truth found = Truth::kNo;
    for (const AttributeState& state : vars_.variables[variable].states) {
      if (!allowed(variable, state)) {
        continue;
      }
      assign(variable, state);
      found = truth_or(found, step());
      if (found == Truth::kYes || steps_ > kMaxSearchSteps) {
        break;
      }
    }
    unassign(variable);
    return found;
  }

  Truth ask() {
    std::vector<ConditionOutcome> results;
    for (std::size_t i = 0; i < formulas_.size(); ++i) {
      results.push_back(formulas_[i].evaluate(outcomes_, scratch_[i]));
    }
    return goal_(results);
  }

  // One that an open test needs, and first what that one depends on itself.
  std::optional<std::size_t> next_variable() {
    std::vector<std::uint32_t> open;
    for (std::size_t i = 0; i < formulas_.size(); ++i) {
      formulas_[i].add_open_tests(scratch_[i], open);
    }
    for (const std::uint32_t test : open) {
      const std::size_t variable = vars_.owner[test];
      if (state_[variable] == nullptr) {
        return first_needed(variable);
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::size_t first_needed(std::size_t variable) const {
    for (const std::size_t needed : vars_.variables[variable].needs) {
      if (state_[needed] == nullptr) {
        return first_needed_by_attribute(needed);
      }
    }
    return vars_.variables[variable].kind == Kind::kAttribute ? first_needed_by_attribute(variable)
                                                              : variable;
  }

  // What an action offers decides whether the attribute can be given.
  [[nodiscard]] std::size_t first_needed_by_attribute(std::size_t attribute) const {
    if (model_ != nullptr && state_[0] == nullptr) {
      return 0;
    }
    return model_ != nullptr && vars_.has_suboperations && state_[1] == nullptr ? 1 : attribute;
  }

  // Whether requests can have the state, beside what is decided already.
  [[nodiscard]] bool allowed(std::size_t variable, const AttributeState& state) const {
    if (vars_.variables[variable].kind != Kind::kAttribute) {
      return true;
    }
    const bool offered = model_ == nullptr || offers(vars_.variables[variable].key);
    if (!state.values) {
      return !offered || given_ == Given::kAnything;
    }
    return offered && (given_ == Given::kAnything || !state.values->empty());
  }

  [[nodiscard]] bool offers(const AttributeKey& key) const {
    CallView call{.folded_action = state_[0]->values->front()};
    std::vector<std::string> others;
    if (vars_.has_suboperations) {
      call.suboperations = *state_[1]->values;
      others = ruled_out(vars_.named_suboperations, call.suboperations);
      call.ruled_out = others;
    }
    return model_->offers(call, key);
  }

  void assign(std::size_t variable, const AttributeState& state) {
    const SearchVariable& it = vars_.variables[variable];
    state_[variable] = &state;
    const bool missing =
        std::ranges::any_of(it.needs, [&](std::size_t needed) { return !is_given(needed); });
    for (std::size_t i = 0; i < it.tests.size(); ++i) {
      outcomes_[it.tests[i]] = missing ? ConditionOutcome::missing() : state.outcomes[i];
    }
  }

  void unassign(std::size_t variable) {
    state_[variable] = nullptr;
    for (const std::uint32_t test : vars_.variables[variable].tests) {
      outcomes_[test] = ConditionOutcome::anything();
    }
  }

  [[nodiscard]] bool is_given(std::size_t variable) const {
    return state_[variable]->values.has_value();
  }

  // Makes the rest up, and a request of it all; whether that one reaches the goal indeed.
  bool show() {
    std::vector<std::size_t> filled;
    for (std::size_t i = 0; i < vars_.variables.size(); ++i) {
      if (state_[i] != nullptr) {
        continue;
      }
      // The goal is reached whatever the state is; "not given", the last one, shows that best.
      const bool attribute = vars_.variables[i].kind == Kind::kAttribute;
      const std::vector<AttributeState>& states = vars_.variables[i].states;
      const auto is_allowed = [&](const AttributeState& one) { return allowed(i, one); };
      if (attribute && is_allowed(states.back())) {
        state_[i] = &states.back();
      } else if (const auto first = std::ranges::find_if(states, is_allowed);
                 first != states.end()) {
        state_[i] = &*first;
      }
      filled.push_back(i);
    }
    ShownRequest shown = assigned();
    const bool reached = try_out(shown);
    for (const std::size_t i : filled) {
      state_[i] = nullptr;
    }
    if (reached) {
      shown_ = std::move(shown);
    }
    return reached;
  }

  [[nodiscard]] ShownRequest assigned() const {
    ShownRequest shown;
    for (std::size_t i = 0; i < vars_.variables.size(); ++i) {
      const SearchVariable& variable = vars_.variables[i];
      if (state_[i] == nullptr || !state_[i]->values) {
        continue;
      }
      const std::vector<std::string>& values = *state_[i]->values;
      if (variable.kind == Kind::kAction) {
        shown.action = values.front();
      } else if (variable.kind == Kind::kSuboperations) {
        shown.suboperations = values;
      } else if (variable.kind == Kind::kAttribute) {
        shown.attributes.push_back({variable.key.source, variable.name, values});
      }
    }
    return shown;
  }

  // Compared attributes have a value each that fits their other tests. Whether these are equal is
  // another matter: they are also tried with the value of the other side, and with strange ones.
  bool try_out(ShownRequest& shown) const {
    if (reaches_goal(shown)) {
      return true;
    }
    return std::ranges::any_of(vars_.variables, [&](const SearchVariable& variable) {
      return variable.kind == Kind::kPair &&
             (try_values(shown, variable.needs[0], variable.needs[1]) ||
              try_values(shown, variable.needs[1], variable.needs[0]));
    });
  }

  bool try_values(ShownRequest& shown, std::size_t source, std::size_t target) const {
    const ShownRequest::Attribute* from = find(shown, source);
    ShownRequest::Attribute* to = find(shown, target);
    if (from == nullptr || to == nullptr) {
      return false;
    }
    const std::vector<std::string> before = to->values;
    std::vector<std::vector<std::string>> candidates = {from->values};
    for (const std::string_view strange : kStrangeValues) {
      candidates.push_back({std::string(strange)});
    }
    for (std::vector<std::string>& values : candidates) {
      to->values = std::move(values);
      if (reaches_goal(shown)) {
        return true;
      }
    }
    to->values = before;
    return false;
  }

  ShownRequest::Attribute* find(ShownRequest& shown, std::size_t variable) const {
    const SearchVariable& wanted = vars_.variables[variable];
    const auto place = std::ranges::find_if(shown.attributes, [&](const auto& attribute) {
      return attribute.source == wanted.key.source && attribute.name == wanted.name;
    });
    return place == shown.attributes.end() ? nullptr : &*place;
  }

  [[nodiscard]] bool reaches_goal(const ShownRequest& shown) const {
    const ConditionRequest request = request_of(shown);
    const std::string action = folded(shown.action);
    std::vector<ConditionOutcome> outcomes;
    for (const ConditionTest* test : vars_.tests) {
      outcomes.push_back(ConditionProgram::evaluate(*test, action, request));
    }
    std::vector<ConditionOutcome> scratch;
    std::vector<ConditionOutcome> results;
    for (const Formula& formula : formulas_) {
      results.push_back(formula.evaluate(outcomes, scratch));
    }
    return goal_(results) == Truth::kYes;
  }

  // One of each type, which conditions hardly name.
  static constexpr std::array<std::string_view, 5> kStrangeValues = {
      "another", "-7", "00000000-0000-0000-0000-00000000000f", "true", "2020-01-01T00:00:00Z"};

  const SearchVariables& vars_;
  const AttributeModel* model_;  // null where what it offers does not count
  std::span<const Formula> formulas_;
  const SearchGoal& goal_;
  Given given_;
  std::vector<const AttributeState*> state_;            // by variable; null: not decided
  std::vector<ConditionOutcome> outcomes_;              // by test
  std::vector<std::vector<ConditionOutcome>> scratch_;  // by formula
  std::size_t steps_ = 0;
  std::optional<ShownRequest> shown_;
};

SearchAnswer RequestSearch::find(std::span<const Formula> formulas, const SearchGoal& goal,
                                 Given given) const {
  return Walk(*this, formulas, goal, given).run();
}

}  // namespace leastwise
