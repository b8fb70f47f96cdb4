#include "tests/property/random_condition.h"

#include <array>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/condition/condition.h"
#include "engine/condition/operators.h"

namespace leastwise::property {
namespace {

std::size_t below(std::size_t bound) { return *rc::gen::inRange<std::size_t>(0, bound); }
bool chance(std::size_t percent) { return below(100) < percent; }

template <class Range>
auto pick(const Range& range) {
  return range[below(std::size(range))];
}

const std::vector<std::string> kNames = {"a", "A/b:c", "t:K<$key_case_sensitive$>", "t&$keys$&",
                                         "subOperation"};
const std::vector<std::string> kActions = {"x/read", "x/write", "y/read"};
const std::vector<std::string> kSuboperations = {"S.One", "S.Two"};

// Values of each type, by ValueType; a value may be one of several types.
const std::array<std::vector<std::string>, 5> kValues = {{
    {"", "a", "A", "ab", "aB", "b", "a*", "3"},
    {"true", "false"},
    {"-1", "0", "3", "10"},
    {"2022-06-01T00:00:00Z", "2022-06-01T00:00:00.0000001Z", "2021-01-01T00:00:00Z"},
    {"8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "8E3AF657A8FF443CA75C2FE8C4BCB635",
     "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"},
}};
const std::vector<std::string> kPatterns = {"*", "a*", "?", "*b", "a?", R"(a\\*)", "", "A*"};

std::string blank() {
  static const std::vector<std::string> kBlanks = {" ", " ", "\n", " \t "};
  return pick(kBlanks);
}

// As it is written, or in another letter case.
std::string spelt(std::string text) { return chance(10) ? folded(text) : text; }

std::string attribute() {
  const AttributeSource source = pick(kAttributeSources);
  return "@" + spelt(std::string(condition_name(source))) + "[" + pick(kNames) + "]";
}

std::string literal(const ComparisonOperator& op) {
  const bool like = op.relation == Relation::kLike || op.relation == Relation::kNotLike;
  const std::string text =
      like ? pick(kPatterns) : pick(kValues[static_cast<std::size_t>(op.type)]);
  const bool quoted = op.type == ValueType::kString || op.type == ValueType::kDateTime;
  return quoted ? "'" + text + "'" : text;
}

std::string set(const ComparisonOperator& op) {
  std::string text = "{";
  for (std::size_t count = below(4); count > 0; --count) {
    text += (text.size() > 1 ? "," + std::string(chance(50) ? " " : "") : "") + literal(op);
  }
  return text + "}";
}

std::string comparison() {
  ComparisonOperator op = *parse_base_operator(pick(base_operator_names()));
  op.quantifier = chance(50) ? static_cast<Quantifier>(1 + below(4)) : Quantifier::kNone;
  const bool quantified = op.quantifier != Quantifier::kNone;
  const std::string left = quantified && chance(10) ? set(op) : attribute();
  const std::string right = chance(15) ? attribute() : quantified ? set(op) : literal(op);
  return left + blank() + spelt(to_string(op)) + blank() + right;
}

std::string leaf() {
  switch (below(8)) {
    case 0:
      return spelt("ActionMatches") + "{'" + pick(kActions) + "'}";
    case 1:
      return chance(50) ? "ActionMatches{'x/*'}" : "ActionMatches{'*/read'}";
    case 2:
      return "SubOperationMatches{'" + (chance(20) ? "S.*" : pick(kSuboperations)) + "'}";
    case 3:
      return "Exists" + blank() + attribute();
    case 4:
    case 5:
    case 6:
    case 7:
      break;
  }
  return comparison();
}

std::vector<std::string> draw_values() {
  std::vector<std::string> values(chance(70) ? 1 : below(4));
  for (std::string& value : values) {
    value = pick(pick(kValues));
  }
  return values;
}

}  // namespace

std::string draw_condition(int depth) {
  if (depth == 0 || chance(25)) {
    return leaf();
  }
  if (chance(20)) {
    return (chance(50) ? "!(" : "NOT (") + draw_condition(depth - 1) + ")";
  }
  static const std::vector<std::string> kConnectives = {" AND ", " OR ", "&&", "||", " and "};
  std::string text;
  for (std::size_t count = 2 + below(2); count > 0; --count) {
    text += text.empty() ? "" : pick(kConnectives);
    const std::string part = draw_condition(depth - 1);
    text += chance(60) ? "(" + part + ")" : part;
  }
  return text;
}

oracle::ConditionFacts draw_facts() {
  oracle::ConditionFacts facts{.action = pick(kActions)};
  for (const AttributeSource source : kAttributeSources) {
    if (chance(40)) {
      facts.complete.insert(source);
    }
    for (const std::string& name : kNames) {
      if (chance(45)) {
        facts.attributes[{source, normal_attribute_name(name)}] = draw_values();
      }
    }
  }
  for (const std::string& name : kSuboperations) {
    if (chance(30)) {
      facts.suboperations.push_back(name);
    }
  }
  return facts;
}

Truth says_in_general(const std::string& text, const std::string& action, WildcardReading reading) {
  if (text.empty()) {
    return Truth::kYes;
  }
  const Condition condition = Condition::parse(text, reading);
  if (!condition.valid()) {
    return Truth::kUnknown;
  }
  std::set<Truth> all;
  for (const std::vector<std::string>& suboperations :
       {std::vector<std::string>(), kSuboperations}) {
    all.merge(oracle::possible_values(
        condition.syntax(),
        {.action = action, .suboperations = suboperations, .reading = reading}));
  }
  return oracle::for_a_grant(all);
}

}  // namespace leastwise::property
