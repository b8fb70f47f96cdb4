#include "rules/conditions/condition_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

// Values up to this many columns stand in the sentence; more of them get a line each.
constexpr std::size_t kInlineColumns = 60;

// How a value stands to the constants: it is one of them, none, each, or not each of them.
struct Verb {
  bool every = false;    // to each of them, not to one
  bool negated = false;  // not so
};

struct VerbWords {
  std::string_view plain;    // `is`
  std::string_view negated;  // `is not`
};

VerbWords words_of(const ConditionTest& test) {
  const bool date = test.op.type == ValueType::kDateTime;
  switch (test.op.relation) {
    case Relation::kEquals:
    case Relation::kNotEquals:
      return {"is", "is not"};
    case Relation::kStartsWith:
    case Relation::kNotStartsWith:
      return {"begins with", "does not begin with"};
    case Relation::kLike:
    case Relation::kNotLike:
      return test.like == LikeMeaning::kWholeTerm
                 ? VerbWords{"holds the word", "does not hold the word"}
                 : VerbWords{"matches", "does not match"};
    case Relation::kGreater:
      return date ? VerbWords{"is after", "is not after"}
                  : VerbWords{"is greater than", "is not greater than"};
    case Relation::kGreaterEquals:
      return date ? VerbWords{"is at or after", "is not at or after"}
                  : VerbWords{"is at least", "is not at least"};
    case Relation::kLess:
      return date ? VerbWords{"is before", "is not before"}
                  : VerbWords{"is less than", "is not less than"};
    case Relation::kLessEquals:
      return date ? VerbWords{"is at or before", "is not at or before"}
                  : VerbWords{"is at most", "is not at most"};
  }
  return {};
}

bool is_equality(Relation relation) {
  return relation == Relation::kEquals || relation == Relation::kNotEquals;
}

// `is one of`, `is none of`, `is not each of`.
std::string verb_text(const ConditionTest& test, Verb verb, std::size_t constants) {
  const VerbWords words = words_of(test);
  if (constants == 1) {
    return std::string(verb.negated ? words.negated : words.plain);
  }
  const bool equality = is_equality(test.op.relation);
  if (verb.every && verb.negated && equality) {
    return "differs from at least one of";
  }
  if (verb.every) {
    return fmt::format("{} each of", verb.negated ? words.negated : words.plain);
  }
  if (verb.negated && equality) {
    return "is none of";
  }
  return verb.negated ? fmt::format("{} any of", words.negated)
                      : fmt::format("{} one of", words.plain);
}

// `a`, `a or b`, `a, b or c`.
std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool last = i + 1 == values.size();
    text += (i == 0 ? "" : last ? " or " : ", ") + values[i];
  }
  return text;
}

std::string not_so(std::string text) { return "it is not so that " + std::move(text); }

}  // namespace

TextTree ConditionEnglish::test(std::uint32_t number, bool negated) const {
  const ConditionTest& test = condition_.program().tests()[number];
  const ConditionSyntax& syntax = condition_.syntax();
  const ConditionNode& node = syntax.node(test.node);
  switch (node.kind) {
    case ConditionNodeKind::kComparison:
      return comparison(test, syntax.comparison(node), negated);
    case ConditionNodeKind::kExists: {
      const ConditionAttribute& attribute = syntax.attribute(node);
      return {fmt::format("{} is {}given",
                          known_.phrase(attribute.source, syntax.text(attribute.body)),
                          negated ? "not " : "")};
    }
    case ConditionNodeKind::kActionMatches:
    case ConditionNodeKind::kSubOperationMatches:
      return {fmt::format(
          "the {} {} '{}'",
          node.kind == ConditionNodeKind::kActionMatches ? "action" : "suboperation",
          negated ? "does not match" : "matches", syntax.text(syntax.literal(node).span))};
    case ConditionNodeKind::kAnd:
    case ConditionNodeKind::kOr:
    case ConditionNodeKind::kNot:
      break;
  }
  return {};
}

TextTree ConditionEnglish::requirement(const Requirement& requirement) const {
  if (requirement.kind == Requirement::Kind::kTest) {
    return test(requirement.test, requirement.negated);
  }
  TextTree all{requirement.kind == Requirement::Kind::kAll ? "all of these hold"
                                                           : "one of these holds"};
  for (const Requirement& part : requirement.parts) {
    all.parts.push_back(this->requirement(part));  // as deep as kMaxConditionDepth at most
  }
  return all;
}

// Not* says what its base says not: of some constant, or of each.
TextTree ConditionEnglish::comparison(const ConditionTest& test, const ConditionComparison& syntax,
                                      bool negated) const {
  const bool one_left = has_one_value(syntax.left);
  const bool is_not = is_negative(test.op.relation);
  const bool every_right = needs_all_right(test.op.quantifier);
  const bool inverted = negated && one_left;  // else "it is not so that ..." stands in front
  Verb verb{.every = every_right != is_not, .negated = is_not};
  if (inverted) {
    verb.negated = !verb.negated;
  }
  std::string head = subject(syntax.left, needs_all_left(test.op.quantifier));
  const std::string_view suffix = test.op.ignore_case ? " (in any letter case)" : "";
  if (syntax.right.kind == ConditionOperand::Kind::kAttribute) {
    const VerbWords words = words_of(test);
    // The quantifier of the right side is in its own words.
    head += fmt::format(" {} {}{}", is_not != inverted ? words.negated : words.plain,
                        subject(syntax.right, every_right), suffix);
    return {negated && !inverted ? not_so(head) : head};
  }
  const std::vector<std::string> constants = values(syntax.right, test.op.type);
  if (test.op.type == ValueType::kBoolean && constants.size() == 1) {
    const bool holds = (constants[0] == "true") != (verb.negated);
    return {holds ? head : not_so(head)};
  }
  head += fmt::format(" {}", verb_text(test, verb, constants.size()));
  head = negated && !inverted ? not_so(head) : head;
  const std::string all = joined(constants);
  if (constants.size() < 2 || all.size() <= kInlineColumns) {
    return {fmt::format("{} {}{}", head, constants.empty() ? "no values" : all, suffix)};
  }
  TextTree tree{head + std::string(suffix)};
  for (const std::string& value : constants) {
    tree.parts.push_back({value});
  }
  return tree;
}

// An attribute that may be a list is asked for its values, constants for themselves.
std::string ConditionEnglish::subject(const ConditionOperand& operand, bool every) const {
  const ConditionSyntax& syntax = condition_.syntax();
  if (operand.kind != ConditionOperand::Kind::kAttribute) {
    const std::vector<std::string> all = values(operand, ValueType::kString);
    return all.size() == 1 ? all[0]
                           : fmt::format("{} {}", every ? "each of" : "one of", joined(all));
  }
  const ConditionAttribute& attribute = syntax.attribute(operand);
  const std::string_view body = syntax.text(attribute.body);
  const AttributeKey key = syntax.key(attribute);
  std::string phrase =
      is_suboperation_attribute(key) ? "the suboperation" : known_.phrase(attribute.source, body);
  if (has_one_value(operand)) {
    return phrase;
  }
  const KnownAttribute* known = known_.find(key);
  const bool plural = known != nullptr && known->count == KnownAttribute::Count::kList;
  if (plural) {
    return fmt::format("{} of {}", every ? "every one" : "at least one", phrase);
  }
  return fmt::format("{} value of {}", every ? "every" : "at least one", phrase);
}

// Known to be one, or compared without a quantifier.
bool ConditionEnglish::has_one_value(const ConditionOperand& operand) const {
  if (operand.kind != ConditionOperand::Kind::kAttribute) {
    return operand.count == 1;
  }
  const AttributeKey key = condition_.syntax().key(condition_.syntax().attribute(operand));
  return known_.is_single(key) || condition_.program().compares_as_one_value(key);
}

std::vector<std::string> ConditionEnglish::values(const ConditionOperand& operand,
                                                  ValueType type) const {
  std::vector<std::string> all;
  for (const ConditionLiteral& literal : condition_.syntax().literals(operand)) {
    const std::string_view text = condition_.syntax().text(literal.span);
    const AttributeValue value{std::string(text)};
    if (type == ValueType::kGuid && value.guid()) {
      const std::string name = names_ ? names_(*value.guid()) : std::string();
      all.push_back(name.empty() ? to_string(*value.guid())
                                 : fmt::format("{} ({})", name, to_string(*value.guid())));
    } else if (type == ValueType::kBoolean) {
      all.push_back(folded(text));
    } else {
      all.push_back(literal.quoted ? fmt::format("'{}'", text) : std::string(text));
    }
  }
  return all;
}

std::string lines_of(const TextTree& tree, std::size_t indent) {
  std::string text = tree.text + (tree.parts.empty() ? "\n" : ":\n");
  for (const TextTree& part : tree.parts) {
    text += std::string(indent, ' ') + "- " + lines_of(part, indent + 4);
  }
  return text;
}

}  // namespace leastwise
