// What is said of every request there could be, against every request of a small space.
//
// Each attribute of the generator has one type and constants out of a few; the space holds every
// string of up to two characters that these tell apart, the named numbers, dates and GUIDs with
// their neighbours, and every list of up to three of some values. The analysis proves more than the
// space can show, and is wrong where one request of the space contradicts it.
#include "engine/condition_analysis/condition_analysis.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ascii.h"
#include "tests/property/check_property.h"

namespace leastwise {
namespace {

using property::check_property;

constexpr int kCases = 1500;

std::size_t below(std::size_t bound) { return *rc::gen::inRange<std::size_t>(0, bound); }

template <class Range>
auto pick(const Range& range) {
  return range[below(std::size(range))];
}

using Values = std::vector<std::string>;

// An attribute of the generator.
struct Source {
  std::string written;
  AttributeSource source;
  std::string name;
  std::string type;      // front of the operators' names
  bool list = false;     // compared with quantifiers only
  Values constants;      // as conditions write them
  Values values;         // as requests give them
  Values in_lists = {};  // those that lists are made of
};

Values short_strings(const std::string& letters) {
  Values strings = {""};
  for (const char first : letters) {
    strings.emplace_back(1, first);
    for (const char second : letters) {
      strings.push_back({first, second});
    }
  }
  return strings;
}

const std::string kA = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const std::string kB = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
const std::string kC = "00000000-0000-0000-0000-000000000001";

const std::vector<Source>& sources() {
  static const std::vector<Source> kSources = {
      {"@Resource[s]",
       AttributeSource::kResource,
       "s",
       "String",
       false,
       {"'a'", "'A'", "'ab'", "'a*'", "'*b'", "'?b'", "'*'", "''"},
       short_strings("aAbBx"),
       {"a", "A", "ab", "b", "xb", "x", ""}},
      {"@Request[l]",
       AttributeSource::kRequest,
       "l",
       "String",
       true,
       {"'a'", "'A'", "'b'", "'a*'"},
       {},
       {"a", "A", "b", "ab", "x", ""}},
      {"@Request[g]",
       AttributeSource::kRequest,
       "g",
       "Guid",
       true,
       {kA, kB, kC},
       {},
       {kA, kB, kC, "00000000-0000-0000-0000-00000000000a"}},
      {"@Environment[n]",
       AttributeSource::kEnvironment,
       "n",
       "Numeric",
       false,
       {"1", "3", "-2"},
       {"-3", "-2", "-1", "0", "1", "2", "3", "4"}},
      {"@Principal[t]",
       AttributeSource::kPrincipal,
       "t",
       "DateTime",
       false,
       {"'2022-06-01T00:00:00Z'", "'2022-06-01T00:00:00.0000001Z'"},
       {"2022-05-01T00:00:00Z", "2022-06-01T00:00:00Z", "2022-06-01T00:00:00.0000001Z",
        "2022-06-01T00:00:00.0000002Z"}},
      {"@Resource[b]",
       AttributeSource::kResource,
       "b",
       "Bool",
       false,
       {"true", "false"},
       {"true", "false"}},
  };
  return kSources;
}

const std::map<std::string, Values> kRelations = {
    {"String",
     {"Equals", "NotEquals", "Like", "NotLike", "EqualsIgnoreCase", "LikeIgnoreCase", "StartsWith",
      "NotStartsWith"}},
    {"Guid", {"Equals", "NotEquals"}},
    {"Numeric", {"Equals", "NotEquals", "GreaterThan", "LessThanEquals"}},
    {"DateTime", {"Equals", "GreaterThan", "LessThan", "GreaterThanEquals"}},
    {"Bool", {"Equals", "NotEquals"}},
};
const Values kQuantifiers = {"ForAnyOfAnyValues", "ForAllOfAnyValues", "ForAnyOfAllValues",
                             "ForAllOfAllValues"};

std::string comparison(const Source& source) {
  std::string op = source.type + pick(kRelations.at(source.type));
  const bool quantified = source.list || (source.type == "String" && below(4) == 0);
  if (!quantified) {
    return source.written + " " + op + " " + pick(source.constants);
  }
  std::string set;
  for (std::size_t count = 1 + below(3); count > 0; --count) {
    set += (set.empty() ? "" : ", ") + pick(source.constants);
  }
  op = " " + pick(kQuantifiers) + ":" + op + " ";
  const bool backwards = below(6) == 0 && op.find("Like") == std::string::npos &&
                         op.find("Starts") == std::string::npos;
  return backwards ? "{" + set + "}" + op + source.written : source.written + op + "{" + set + "}";
}

std::string leaf(const std::vector<Source>& used) {
  const std::array<std::string, 6> functions = {
      "ActionMatches{'x/read'}",
      "ActionMatches{'x/*'}",
      "ActionMatches{'*/read'}",
      "SubOperationMatches{'S.One'}",
      "@Request[subOperation] ForAnyOfAnyValues:StringEqualsIgnoreCase {'S.One', 's.two'}",
      "Exists " + pick(used).written};
  return below(3) == 0 ? pick(functions) : comparison(pick(used));
}

std::string draw(const std::vector<Source>& used, int depth) {
  if (depth == 0 || below(5) == 0) {
    return leaf(used);
  }
  if (below(5) == 0) {
    return "!(" + draw(used, depth - 1) + ")";
  }
  std::string text;
  for (std::size_t count = 2 + below(2); count > 0; --count) {
    const std::string part = draw(used, depth - 1);
    text += (text.empty()    ? ""
             : below(2) == 0 ? " AND "
                             : " OR ") +
            (below(3) == 0 ? part : "(" + part + ")");
  }
  return text;
}

std::vector<Values> lists_of(const Source& source, bool list) {
  const Values& values = list ? source.in_lists : source.values;
  std::vector<Values> lists;
  for (const std::string& value : values) {
    lists.push_back({value});
  }
  for (std::size_t i = 0; list && i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      lists.push_back({values[i], values[j]});
      for (std::size_t k = j + 1; k < values.size(); ++k) {
        lists.push_back({values[i], values[j], values[k]});
      }
    }
  }
  if (list) {
    lists.emplace_back();
  }
  return lists;
}

// What the conditions of a case ask for at all; whether an attribute is a list is the analysis's
// rule: not where it is compared without a quantifier.
struct Asked {
  bool actions = false;
  bool suboperations = false;
  std::vector<bool> lists;  // by attribute
};

Asked asked_in(const std::vector<Source>& used, const std::vector<const Condition*>& conditions) {
  Asked asked{.lists = std::vector<bool>(used.size(), true)};
  for (const Condition* condition : conditions) {
    for (const ConditionTest& test : condition->program().tests()) {
      asked.actions = asked.actions || test.kind == ConditionNodeKind::kActionMatches;
      asked.suboperations = asked.suboperations || test.left.is_suboperations ||
                            test.kind == ConditionNodeKind::kSubOperationMatches;
      for (std::size_t i = 0; i < used.size(); ++i) {
        const bool single = test.left.is_attribute && test.left.key.name == used[i].name &&
                            test.kind == ConditionNodeKind::kComparison &&
                            test.op.quantifier == Quantifier::kNone;
        asked.lists[i] = asked.lists[i] && !single;
      }
    }
  }
  return asked;
}

// Calls `look` with the action, the request, and whether it gives both attributes with a value.
template <class Look>
void for_each_request(const std::vector<Source>& used, const Asked& space_of, Look look) {
  const Values kActions =
      space_of.actions ? Values{"x/read", "x/write", "y/read", "y/z"} : Values{"x/read"};
  const std::vector<Values> kSuboperations =
      space_of.suboperations
          ? std::vector<Values>{{}, {"s.one"}, {"S.Two"}, {"S.One", "S.Two"}, {"S.Other"}}
          : std::vector<Values>{{}};
  std::vector<std::vector<Values>> space;
  for (std::size_t i = 0; i < used.size(); ++i) {
    space.push_back(lists_of(used[i], space_of.lists[i]));
  }
  const auto with_second = [&](const ConditionRequest& first, bool given) {
    for (std::size_t j = 0; j <= (used.size() > 1 ? space[1].size() : 0); ++j) {
      ConditionRequest request = first;
      const bool has = used.size() > 1 && j < space[1].size();
      if (has) {
        request.add_attribute(used[1].source, used[1].name, space[1][j]);
      }
      const bool all = given && (used.size() == 1 || (has && !space[1][j].empty()));
      for (const std::string& action : kActions) {
        look(action, request, all);
      }
    }
  };
  for (const Values& suboperations : kSuboperations) {
    for (std::size_t i = 0; i <= space[0].size(); ++i) {
      ConditionRequest request;
      request.set_complete({true, true, true, true});
      for (const std::string& name : suboperations) {
        request.add_suboperation(name);
      }
      if (i < space[0].size()) {
        request.add_attribute(used[0].source, used[0].name, space[0][i]);
      }
      with_second(request, i < space[0].size() && !space[0][i].empty());
    }
  }
}

// What the space says of two conditions.
struct Seen {
  bool first_met = false;
  bool first_not_met = false;
  bool first_not_met_though_given = false;
  bool only_first = false;
  bool only_second = false;
};

Seen look_at_all(const std::vector<Source>& used, const Condition& first, const Condition& second) {
  Seen seen;
  const Asked asked = asked_in(used, {&first, &second});
  for_each_request(
      used, asked, [&](const std::string& action, const ConditionRequest& request, bool given) {
        const bool a = first.evaluate(action, request).is(Truth::kYes);
        const bool b = second.evaluate(action, request).is(Truth::kYes);
        seen.first_met = seen.first_met || a;
        seen.first_not_met = seen.first_not_met || !a;
        seen.first_not_met_though_given = seen.first_not_met_though_given || (!a && given);
        seen.only_first = seen.only_first || (a && !b);
        seen.only_second = seen.only_second || (b && !a);
      });
  return seen;
}

std::vector<Source> draw_sources() {
  std::vector<Source> used = {pick(sources())};
  const Source second = pick(sources());
  if (below(2) == 0 && second.name != used[0].name) {
    used.push_back(second);
  }
  return used;
}

// A witness of one part reaches no further than the space where that holds a witness too.
void expect_never(Truth never, bool witnessed) {
  RC_ASSERT(never != Truth::kUnknown);
  RC_ASSERT(!(never == Truth::kYes && witnessed));
}

bool met_by(const Condition& condition, const ShownRequest& shown) {
  return condition.evaluate(folded(shown.action), request_of(shown)).is(Truth::kYes);
}

TEST(ConditionAnalysisLaws, ExtentIsThatOfAllRequests) {
  std::map<std::string, int> seen_verdicts;
  check_property(kCases, [&] {
    const std::vector<Source> used = draw_sources();
    const std::string text = draw(used, 3);
    RC_LOG() << text << "\n";
    const Condition condition = Condition::parse(text);
    RC_ASSERT(condition.valid());
    const Seen seen = look_at_all(used, condition, condition);
    const ConditionExtent extent = extent_of(condition, {});
    expect_never(extent.never, seen.first_met);
    expect_never(extent.always, seen.first_not_met);
    // Only the attributes that the condition asks for have to be given, so the space's requests
    // that give all of `used` are among these.
    expect_never(extent.whenever_given, seen.first_not_met_though_given);
    // What is not proven has a request that shows it, which find() evaluated; here the small space
    // mostly has one as well.
    ++seen_verdicts[extent.never == Truth::kYes ? "never" : "sometimes"];
    ++seen_verdicts[extent.always == Truth::kYes ? "always" : "not always"];
    ++seen_verdicts[extent.whenever_given == Truth::kYes ? "given" : "not given"];
    ++seen_verdicts[extent.never == Truth::kNo && !seen.first_met ? "beyond" : "within"];
  });
  for (const char* verdict : {"never", "sometimes", "always", "not always", "given", "not given"}) {
    EXPECT_GT(seen_verdicts[verdict], 0) << verdict << " never occurs";
  }
  EXPECT_LT(seen_verdicts["beyond"] * 20, kCases) << "the space shows nearly all there is";
}

TEST(ConditionAnalysisLaws, ImplicationIsThatOfAllRequests) {
  std::map<Truth, int> verdicts;
  int beyond = 0;
  check_property(kCases, [&] {
    const std::vector<Source> used = draw_sources();
    const std::string first_text = draw(used, 2);
    // Often a relative of the first, so that implications hold.
    const std::string second_text = below(2) == 0   ? draw(used, 2)
                                    : below(2) == 0 ? "(" + first_text + ") OR " + draw(used, 1)
                                                    : "(" + first_text + ") AND " + draw(used, 1);
    RC_LOG() << first_text << "\n" << second_text << "\n";
    const Condition first = Condition::parse(first_text);
    const Condition second = Condition::parse(second_text);
    const Seen seen = look_at_all(used, first, second);
    const ConditionComparisonResult result = compare_conditions(first, second, {});
    expect_never(result.forward.holds, seen.only_first);
    expect_never(result.backward.holds, seen.only_second);
    if (result.forward.counterexample) {
      RC_ASSERT(met_by(first, *result.forward.counterexample));
      RC_ASSERT(!met_by(second, *result.forward.counterexample));
    }
    RC_ASSERT(result.forward.counterexample.has_value() == (result.forward.holds == Truth::kNo));
    ++verdicts[result.equivalent()];
    beyond += result.forward.holds == Truth::kNo && !seen.only_first ? 1 : 0;
  });
  EXPECT_GT(verdicts[Truth::kYes], kCases / 20) << "equivalent ones occur";
  EXPECT_GT(verdicts[Truth::kNo], kCases / 20);
  EXPECT_LT(beyond * 20, kCases) << "the space shows nearly all there is";
}

// Leaving a part out that is called without effect changes nothing for any request.
TEST(ConditionAnalysisLaws, OperandsWithoutEffectCanBeLeftOut) {
  int found = 0;
  check_property(kCases / 3, [&] {
    const std::vector<Source> used = draw_sources();
    const std::string text = draw(used, 2);
    RC_LOG() << text << "\n";
    const Condition condition = Condition::parse(text);
    const RequestSearch search(std::array{&condition}, {});
    Formula rest = search.formula(0);
    const auto dropped = operands_without_effect(condition, {}).operands;
    for (const ConditionNodeId id : dropped) {
      rest = rest.without(id);
    }
    found += dropped.empty() ? 0 : 1;
    std::vector<ConditionOutcome> scratch;
    for_each_request(used, asked_in(used, {&condition}),
                     [&](const std::string& action, const ConditionRequest& request, bool) {
                       std::vector<ConditionOutcome> outcomes;
                       for (const ConditionTest& test : condition.program().tests()) {
                         outcomes.push_back(ConditionProgram::evaluate(test, action, request));
                       }
                       RC_ASSERT(rest.evaluate(outcomes, scratch).is(Truth::kYes) ==
                                 condition.evaluate(action, request).is(Truth::kYes));
                     });
  });
  EXPECT_GT(found, kCases / 30) << "parts without effect occur";
}

// Left to right is what a text with all its parentheses says.
TEST(ConditionAnalysisLaws, LeftToRightIsTheTextWithThoseParentheses) {
  int different = 0;
  check_property(kCases / 3, [&] {
    const std::vector<Source> used = draw_sources();
    std::string plain = leaf(used);
    std::string grouped = plain;
    for (std::size_t count = 2 + below(3); count > 0; --count) {
      const std::string connective = below(2) == 0 ? " AND " : " OR ";
      const std::string next = leaf(used);
      plain += connective + next;
      grouped = "(" + grouped + ")" + connective + next;
    }
    RC_LOG() << plain << "\n";
    const Condition condition = Condition::parse(plain);
    const Condition other = Condition::parse(grouped);
    const SearchAnswer answer = difference_of_readings(condition, {});
    const ConditionComparisonResult result = compare_conditions(condition, other, {});
    RC_ASSERT(answer.found == truth_not(result.equivalent()));
    different += answer.found == Truth::kYes ? 1 : 0;
  });
  EXPECT_GT(different, 10) << "readings differ";
}

}  // namespace
}  // namespace leastwise
