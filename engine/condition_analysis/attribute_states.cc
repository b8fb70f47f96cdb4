#include "engine/condition_analysis/attribute_states.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "engine/base/guid.h"
#include "engine/base/instant.h"
#include "engine/base/sort_unique.h"
#include "engine/condition_analysis/string_cells.h"

namespace leastwise {
namespace {

// The constants that a test compares the attribute with.
std::span<const AttributeValue> constants(const ConditionTest& test) {
  return test.right.is_attribute || test.right.values.empty() ? test.left.values
                                                              : test.right.values;
}

StringMatch match_of(const ConditionTest& test) {
  switch (test.op.relation) {
    case Relation::kStartsWith:
    case Relation::kNotStartsWith:
      return StringMatch::kStartsWith;
    case Relation::kLike:
    case Relation::kNotLike:
      return test.like == LikeMeaning::kWholeTerm ? StringMatch::kHoldsTerm : StringMatch::kLike;
    case Relation::kEquals:
    case Relation::kNotEquals:
    case Relation::kGreater:
    case Relation::kGreaterEquals:
    case Relation::kLess:
    case Relation::kLessEquals:
      break;
  }
  return StringMatch::kEquals;
}

// `{'x'} ForAnyOfAnyValues:StringLike @Resource[..]`: the attribute is the pattern. Its values are
// told apart by what they match, and no cells are worked out for that.
bool attribute_is_pattern(const ConditionTest& test) {
  return test.right.is_attribute && match_of(test) != StringMatch::kEquals;
}

void add_shapes(const ConditionTest& test, std::vector<StringShape>& shapes) {
  const bool suboperation = test.kind == ConditionNodeKind::kSubOperationMatches;
  for (const AttributeValue& constant : constants(test)) {
    if (suboperation) {
      shapes.push_back({constant.text(), StringMatch::kEquals, true});
      shapes.push_back({constant.text(), StringMatch::kLike, true});
    } else {
      shapes.push_back({constant.text(), match_of(test), test.op.ignore_case});
    }
  }
}

// The named numbers and what lies between them: a neighbour on either side of each.
template <class Text>
std::vector<std::string> number_cells(std::vector<std::int64_t> named, Text text) {
  using Limits = std::numeric_limits<std::int64_t>;
  named.push_back(0);
  std::vector<std::int64_t> points = named;
  for (const std::int64_t number : named) {
    points.push_back(number == Limits::min() ? number : number - 1);
    points.push_back(number == Limits::max() ? number : number + 1);
  }
  sort_unique(points);
  std::vector<std::string> cells;
  for (const std::int64_t point : points) {
    cells.push_back(text(point));
  }
  return cells;
}

std::vector<std::string> guid_cells(std::span<const ConditionTest* const> tests) {
  std::vector<Guid> named;
  for (const ConditionTest* test : tests) {
    for (const AttributeValue& constant : constants(*test)) {
      if (constant.guid()) {
        named.push_back(*constant.guid());
      }
    }
  }
  sort_unique(named);
  std::vector<std::string> cells;
  for (const Guid& guid : named) {
    cells.push_back(to_string(guid));
  }
  for (unsigned i = 1; cells.size() == named.size(); ++i) {
    std::string other = fmt::format("00000000-0000-0000-0000-{:012x}", i);
    if (std::ranges::find(cells, other) == cells.end()) {
      cells.push_back(std::move(other));
    }
  }
  return cells;
}

// One value of each cell; empty above the limit.
std::optional<std::vector<std::string>> value_cells(ValueType type,
                                                    std::span<const ConditionTest* const> tests,
                                                    std::size_t max_states) {
  if (type == ValueType::kString) {
    std::vector<StringShape> shapes;
    for (const ConditionTest* test : tests) {
      add_shapes(*test, shapes);
    }
    return string_cells(shapes, max_states);
  }
  if (type == ValueType::kGuid) {
    return guid_cells(tests);
  }
  if (type == ValueType::kBoolean) {
    return std::vector<std::string>{"true", "false"};
  }
  std::vector<std::int64_t> named;
  for (const ConditionTest* test : tests) {
    for (const AttributeValue& constant : constants(*test)) {
      const auto ticks =
          constant.instant() ? std::optional(constant.instant()->ticks) : std::nullopt;
      if (const auto number = type == ValueType::kInteger ? constant.integer() : ticks) {
        named.push_back(*number);
      }
    }
  }
  if (type == ValueType::kInteger) {
    return number_cells(named, [](std::int64_t n) { return fmt::format("{}", n); });
  }
  std::vector<std::string> instants =
      number_cells(named, [](std::int64_t n) { return to_string(Instant{n}); });
  // The neighbour of the last instant that there is has no text.
  std::erase_if(instants, [](const std::string& text) { return !parse_instant(text); });
  return instants;
}

// What an outcome can be, one digit each: yes, no, unknown, or open.
constexpr std::size_t kDigits = 4;

// Outcomes as a text, for maps.
std::string key_of(std::span<const ConditionOutcome> outcomes) {
  std::string key;
  for (const ConditionOutcome outcome : outcomes) {
    for (const bool digit : {outcome.is(Truth::kYes), outcome.is(Truth::kNo),
                             outcome.is(Truth::kUnknown), !outcome.is_settled()}) {
      key += digit ? '1' : '0';
    }
  }
  return key;
}

using Values = std::optional<std::vector<std::string>>;

// Asks tests of a request that gives the one attribute, or nothing.
class Asker {
 public:
  Asker(const AttributeKey& key, bool suboperations) : key_(key), suboperations_(suboperations) {}

  [[nodiscard]] bool of_suboperations() const { return suboperations_; }

  [[nodiscard]] std::vector<ConditionOutcome> ask(std::span<const ConditionTest* const> tests,
                                                  const Values& values) const {
    ConditionRequest request;
    request.set_complete({true, true, true, true});
    if (values && suboperations_) {
      for (const std::string& value : *values) {
        request.add_suboperation(value);
      }
    } else if (values) {
      request.add_attribute(key_.source, key_.name, *values);
    }
    std::vector<ConditionOutcome> outcomes;
    for (const ConditionTest* test : tests) {
      outcomes.push_back(ConditionProgram::evaluate(*test, "", request));
    }
    return outcomes;
  }

 private:
  const AttributeKey& key_;
  bool suboperations_;
};

// A test that asks "some value" or "every value" one thing: the tests themselves, and where the
// constants stand on the left (`{'a', 'b'} ForAllOfAnyValues:StringEquals @Resource[x]`) one for
// each constant.
std::vector<ConditionTest> single_questions(std::span<const ConditionTest* const> tests) {
  std::vector<ConditionTest> questions;
  for (const ConditionTest* test : tests) {
    if (!test->right.is_attribute) {
      questions.push_back(*test);
      continue;
    }
    for (const AttributeValue& constant : test->left.values) {
      questions.push_back(*test);
      questions.back().left.values = {constant};
    }
  }
  return questions;
}

// All lists that the questions tell apart. A question is settled by one value that says yes (some
// value does) or no (every value does): so a list is what its values settle, and lists add up.
std::optional<std::vector<Values>> lists_of(const std::vector<std::string>& cells,
                                            std::span<const ConditionTest* const> tests,
                                            const Asker& asker, std::size_t max_states) {
  const std::vector<ConditionTest> questions = single_questions(tests);
  std::vector<const ConditionTest*> asked;
  for (const ConditionTest& question : questions) {
    asked.push_back(&question);
  }
  // What a value contributes: that some value says yes, or no, or unknown, or leaves it open.
  std::map<std::string, std::string> distinct;  // contribution to value
  for (const std::string& cell : cells) {
    distinct.try_emplace(key_of(asker.ask(asked, {{cell}})), cell);
  }
  std::set<std::string> seen;
  std::vector<std::pair<std::string, std::vector<std::string>>> found = {
      {std::string(kDigits * asked.size(), '0'), {}}};
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const auto& [contribution, cell] : distinct) {
      std::string joined = found[i].first;
      for (std::size_t digit = 0; digit < joined.size(); ++digit) {
        joined[digit] = std::max(joined[digit], contribution[digit]);
      }
      if (seen.insert(joined).second) {
        std::vector<std::string> list = found[i].second;
        list.push_back(cell);
        found.emplace_back(std::move(joined), std::move(list));
      }
      if (found.size() > max_states) {
        return std::nullopt;
      }
    }
  }
  std::vector<Values> lists;
  for (std::size_t i = 1; i < found.size(); ++i) {
    lists.emplace_back(std::move(found[i].second));
  }
  // Nobody expects an empty list of values: it is shown last. Most calls have no suboperation.
  lists.insert(asker.of_suboperations() ? lists.begin() : lists.end(), std::vector<std::string>());
  return lists;
}

// Drops what says the same as something before it.
void keep_distinct(std::vector<AttributeState>& states) {
  std::set<std::string> seen;
  std::erase_if(states, [&](const AttributeState& state) {
    return !seen.insert(key_of(state.outcomes)).second;
  });
}

// The states of one type's tests, with what is given alone.
std::optional<std::vector<AttributeState>> given_states(ValueType type,
                                                        std::span<const ConditionTest* const> tests,
                                                        const Asker& asker,
                                                        std::pair<ValueCount, std::size_t> limits) {
  const auto [count, max_states] = limits;
  const auto cells = value_cells(type, tests, max_states);
  if (!cells) {
    return std::nullopt;
  }
  std::vector<Values> lists;
  if (count == ValueCount::kOne) {
    for (const std::string& cell : *cells) {
      lists.push_back(std::vector{cell});
    }
  } else if (auto found = lists_of(*cells, tests, asker, max_states)) {
    lists = *std::move(found);
  } else {
    return std::nullopt;
  }
  std::vector<AttributeState> states;
  for (Values& values : lists) {
    std::vector<ConditionOutcome> outcomes = asker.ask(tests, values);
    states.push_back({std::move(values), std::move(outcomes)});
  }
  keep_distinct(states);
  return states;
}

// Tests of one type, by position. Exists asks for no type and goes with any.
struct Facet {
  ValueType type = ValueType::kString;
  std::vector<std::size_t> places;
};

// At least one.
std::vector<Facet> facets_of(std::span<const ConditionTest* const> tests) {
  std::vector<Facet> facets;
  std::vector<std::size_t> untyped;
  for (std::size_t i = 0; i < tests.size(); ++i) {
    if (tests[i]->kind == ConditionNodeKind::kExists) {
      untyped.push_back(i);
      continue;
    }
    const ValueType type =
        tests[i]->kind == ConditionNodeKind::kComparison ? tests[i]->op.type : ValueType::kString;
    auto facet = std::ranges::find(facets, type, &Facet::type);
    if (facet == facets.end()) {
      facet = facets.insert(facet, Facet{type, {}});
    }
    facet->places.push_back(i);
  }
  if (facets.empty()) {
    facets.push_back({});
  }
  facets.front().places.insert(facets.front().places.end(), untyped.begin(), untyped.end());
  return facets;
}

// Every state so far with every state of one more facet. The value that is shown is the first's.
std::vector<AttributeState> combined(const std::vector<AttributeState>& before, const Facet& facet,
                                     const std::vector<AttributeState>& states) {
  std::vector<AttributeState> all;
  for (const AttributeState& left : before) {
    for (const AttributeState& right : states) {
      AttributeState both = left;
      both.values = left.values ? left.values : right.values;
      for (std::size_t i = 0; i < facet.places.size(); ++i) {
        both.outcomes[facet.places[i]] = right.outcomes[i];
      }
      all.push_back(std::move(both));
    }
  }
  return all;
}

}  // namespace

std::optional<AttributeStates> attribute_states(const AttributeKey& key,
                                                std::span<const ConditionTest* const> tests,
                                                ValueCount count, std::size_t max_states) {
  const Asker asker(key, count == ValueCount::kAnyGiven);
  const std::vector<Facet> facets = facets_of(tests);
  AttributeStates result;
  result.exact = facets.size() == 1 && std::ranges::none_of(tests, [](const ConditionTest* test) {
                   return attribute_is_pattern(*test);
                 });
  result.states = {{std::nullopt, std::vector<ConditionOutcome>(tests.size())}};
  for (const Facet& facet : facets) {
    std::vector<const ConditionTest*> of_type;
    for (const std::size_t place : facet.places) {
      of_type.push_back(tests[place]);
    }
    const auto states = given_states(facet.type, of_type, asker, {count, max_states});
    if (!states || states->size() * result.states.size() > max_states) {
      return std::nullopt;
    }
    result.states = combined(result.states, facet, *states);
  }
  if (count != ValueCount::kAnyGiven) {
    result.states.push_back({std::nullopt, asker.ask(tests, std::nullopt)});
  }
  return result;
}

}  // namespace leastwise
