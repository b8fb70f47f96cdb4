// docs/semantics.md, "Conditions". Do not make it faster.
#include "tests/oracle/condition_oracle.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "engine/base/guid.h"
#include "engine/base/instant.h"

namespace leastwise::oracle {
namespace {

using Values = std::vector<std::string>;
using Possible = std::set<Truth>;

const Possible kAnything = {Truth::kNo, Truth::kUnknown, Truth::kYes};

std::string fold(std::string text) {
  for (char& c : text) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return text;
}

// The characters of a text: UTF-8 sequences.
std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> all;
  for (const char c : text) {
    if (!all.empty() && (static_cast<unsigned char>(c) & 0xC0U) == 0x80U) {
      all.back() += c;
    } else {
      all.emplace_back(1, c);
    }
  }
  return all;
}

using Characters = std::vector<std::string>;

// `*` any run, `?` one character, `\*` and `\?` themselves.
bool like(const Characters& p, std::size_t i, const Characters& t, std::size_t j) {
  if (i == p.size()) {
    return j == t.size();
  }
  if (p[i] == "*") {
    return like(p, i + 1, t, j) || (j < t.size() && like(p, i, t, j + 1));
  }
  if (j == t.size()) {
    return false;
  }
  if (p[i] == "?") {
    return like(p, i + 1, t, j + 1);
  }
  if (p[i] == "\\" && i + 1 < p.size() && (p[i + 1] == "*" || p[i + 1] == "?")) {
    return p[i + 1] == t[j] && like(p, i + 2, t, j + 1);
  }
  return p[i] == t[j] && like(p, i + 1, t, j + 1);
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// KQL's `has`.
bool has_term(const std::string& text, const std::string& term) {
  for (std::size_t at = text.find(term); at != std::string::npos; at = text.find(term, at + 1)) {
    const std::size_t end = at + term.size();
    const bool begins = at == 0 || !is_letter_or_digit(text[at - 1]);
    const bool ends = end == text.size() || !is_letter_or_digit(text[end]);
    if (term.empty() || (begins && ends)) {
      return true;
    }
  }
  return false;
}

// Negative, zero or positive; empty where one of the two is no value of the type.
template <class T>
std::optional<int> order(const std::optional<T>& a, const std::optional<T>& b) {
  if (!a || !b) {
    return std::nullopt;
  }
  return *a < *b ? -1 : *b < *a ? 1 : 0;
}

std::optional<std::string> guid(const std::string& text) {
  std::string digits = fold(text);
  std::erase(digits, '-');
  const bool dashed = parse_guid(text).has_value();
  const bool plain = text.size() == 32 && digits.size() == 32 &&
                     digits.find_first_not_of("0123456789abcdef") == std::string::npos;
  return dashed || plain ? std::optional(digits) : std::nullopt;
}

std::optional<long long> integer(const std::string& text) {
  if (text.empty() || text.front() == '+' || text.front() == ' ') {
    return std::nullopt;
  }
  char* end = nullptr;
  errno = 0;
  const long long value = std::strtoll(text.c_str(), &end, 10);
  return *end == '\0' && end != text.c_str() && errno == 0 ? std::optional(value) : std::nullopt;
}

std::optional<int> boolean(const std::string& text) {
  const std::string small = fold(text);
  if (small == "true") {
    return 1;
  }
  return small == "false" ? std::optional(0) : std::nullopt;
}

bool holds(Relation relation, int order) {
  switch (relation) {
    case Relation::kEquals:
      return order == 0;
    case Relation::kNotEquals:
      return order != 0;
    case Relation::kGreater:
      return order > 0;
    case Relation::kGreaterEquals:
      return order >= 0;
    case Relation::kLess:
      return order < 0;
    case Relation::kLessEquals:
      return order <= 0;
    case Relation::kStartsWith:
    case Relation::kNotStartsWith:
    case Relation::kLike:
    case Relation::kNotLike:
      break;
  }
  std::abort();
}

bool strings(const ComparisonOperator& op, bool rows, std::string a, std::string b) {
  if (op.ignore_case) {
    a = fold(a);
    b = fold(b);
  }
  switch (op.relation) {
    case Relation::kStartsWith:
      return a.starts_with(b);
    case Relation::kNotStartsWith:
      return !a.starts_with(b);
    case Relation::kLike:
      return rows ? has_term(a, b) : like(characters(b), 0, characters(a), 0);
    case Relation::kNotLike:
      return !(rows ? has_term(a, b) : like(characters(b), 0, characters(a), 0));
    case Relation::kEquals:
    case Relation::kNotEquals:
    case Relation::kGreater:
    case Relation::kGreaterEquals:
    case Relation::kLess:
    case Relation::kLessEquals:
      break;
  }
  return holds(op.relation, a.compare(b));
}

// One value with one value.
Truth compare(const ComparisonOperator& op, bool rows, const std::string& a, const std::string& b) {
  std::optional<int> ordered;
  switch (op.type) {
    case ValueType::kString:
      return truth_of(strings(op, rows, a, b));
    case ValueType::kGuid:
      ordered = order(guid(a), guid(b));
      break;
    case ValueType::kInteger:
      ordered = order(integer(a), integer(b));
      break;
    case ValueType::kBoolean:
      ordered = order(boolean(a), boolean(b));
      break;
    case ValueType::kDateTime:
      ordered = order(parse_instant(a), parse_instant(b));
      break;
  }
  return ordered ? truth_of(holds(op.relation, *ordered)) : Truth::kUnknown;
}

// "Some" is the maximum over a set, no for the empty one; "every" the minimum, and yes.
Truth some(const std::set<Truth>& set) { return set.empty() ? Truth::kNo : *set.rbegin(); }
Truth every(const std::set<Truth>& set) { return set.empty() ? Truth::kYes : *set.begin(); }

Truth quantified(const ComparisonOperator& op, bool rows, const Values& left, const Values& right) {
  std::set<Truth> outer;
  for (const std::string& a : left) {
    std::set<Truth> inner;
    for (const std::string& b : right) {
      inner.insert(compare(op, rows, a, b));
    }
    const bool all_right =
        op.quantifier == Quantifier::kAnyOfAll || op.quantifier == Quantifier::kAllOfAll;
    outer.insert(all_right ? every(inner) : some(inner));
  }
  const bool all_left =
      op.quantifier == Quantifier::kAllOfAny || op.quantifier == Quantifier::kAllOfAll;
  return all_left ? every(outer) : some(outer);
}

class Walk {
 public:
  Walk(const ConditionSyntax& syntax, const ConditionFacts& facts)
      : syntax_(syntax), facts_(facts) {}

  Possible values(ConditionNodeId id) const {
    const ConditionNode& node = syntax_.node(id);
    switch (node.kind) {
      case ConditionNodeKind::kAnd:
      case ConditionNodeKind::kOr:
        return list(node);
      case ConditionNodeKind::kNot:
        return negated(values(syntax_.operands(node).front()));
      case ConditionNodeKind::kActionMatches:
        return {truth_of(matches(literal(syntax_.literal(node)), facts_.action, facts_.reading))};
      case ConditionNodeKind::kSubOperationMatches:
        return suboperation(literal(syntax_.literal(node)));
      case ConditionNodeKind::kExists:
        return exists(syntax_.key(syntax_.attribute(node)));
      case ConditionNodeKind::kComparison:
        return comparison(syntax_.comparison(node));
    }
    std::abort();
  }

 private:
  std::string literal(const ConditionLiteral& value) const {
    return std::string(syntax_.text(value.span));
  }

  static Possible negated(const Possible& of) {
    Possible all;
    for (const Truth value : of) {
      all.insert(truth_not(value));
    }
    return all;
  }

  Possible list(const ConditionNode& node) const {
    const bool is_and = node.kind == ConditionNodeKind::kAnd;
    Possible sum = {truth_of(is_and)};
    for (const ConditionNodeId id : syntax_.operands(node)) {
      Possible next;
      for (const Truth a : sum) {
        for (const Truth b : values(id)) {
          next.insert(is_and ? std::min(a, b) : std::max(a, b));
        }
      }
      sum = next;
    }
    return sum;
  }

  Possible suboperation(const std::string& wanted) const {
    Possible best = {Truth::kNo};
    for (const std::string& name : facts_.suboperations) {
      if (fold(name) == fold(wanted)) {
        return {Truth::kYes};
      }
      if (wanted.find('*') != std::string::npos &&
          like(characters(fold(wanted)), 0, characters(fold(name)), 0)) {
        best = kAnything;
      }
    }
    return best;
  }

  static bool is_list_of_suboperations(const AttributeKey& key) {
    return key.source == AttributeSource::kRequest && key.name == "suboperation";
  }

  std::optional<Values> given(const AttributeKey& key) const {
    const auto found = facts_.attributes.find({key.source, key.name});
    if (found != facts_.attributes.end()) {
      return found->second;
    }
    return is_list_of_suboperations(key) ? std::optional(facts_.suboperations) : std::nullopt;
  }

  Possible exists(const AttributeKey& key) const {
    const bool named = facts_.attributes.contains({key.source, key.name});
    if (named || is_list_of_suboperations(key)) {
      return {truth_of(named || !facts_.suboperations.empty())};
    }
    return facts_.complete.contains(key.source) ? Possible{Truth::kNo} : kAnything;
  }

  // The values of a side; the sources of what is not in the request go to `absent`.
  Values side(const ConditionOperand& operand, std::vector<AttributeSource>& absent) const {
    Values values;
    if (operand.kind != ConditionOperand::Kind::kAttribute) {
      for (const ConditionLiteral& value : syntax_.literals(operand)) {
        values.push_back(literal(value));
      }
      return values;
    }
    const AttributeKey key = syntax_.key(syntax_.attribute(operand));
    const auto found = given(key);
    if (!found) {
      absent.push_back(key.source);
    }
    return found.value_or(values);
  }

  Possible comparison(const ConditionComparison& it) const {
    std::vector<AttributeSource> absent;
    const Values left = side(it.left, absent);
    const Values right = side(it.right, absent);
    if (!absent.empty()) {
      const bool missing = std::ranges::any_of(
          absent, [&](AttributeSource source) { return facts_.complete.contains(source); });
      return missing ? Possible{Truth::kUnknown} : kAnything;
    }
    const bool rows =
        it.left.kind == ConditionOperand::Kind::kAttribute &&
        syntax_.key(syntax_.attribute(it.left))
            .name.starts_with("microsoft.operationalinsights/workspaces/tables/record:");
    Truth value = Truth::kUnknown;
    if (it.op.quantifier != Quantifier::kNone) {
      value = quantified(it.op, rows, left, right);
    } else if (left.size() == 1 && right.size() == 1) {
      value = compare(it.op, rows, left.front(), right.front());
    }
    return value == Truth::kUnknown ? kAnything : Possible{value};
  }

  const ConditionSyntax& syntax_;
  const ConditionFacts& facts_;
};

}  // namespace

ConditionRequest request_of(const ConditionFacts& facts) {
  ConditionRequest request;
  for (const auto& [key, values] : facts.attributes) {
    request.add_attribute(key.first, key.second, values);
  }
  for (const std::string& name : facts.suboperations) {
    request.add_suboperation(name);
  }
  CompleteSources complete = {};
  for (const AttributeSource source : facts.complete) {
    complete[static_cast<std::size_t>(source)] = true;
  }
  request.set_complete(complete);
  return request;
}

std::set<Truth> possible_values(const ConditionSyntax& syntax, const ConditionFacts& facts) {
  return Walk(syntax, facts).values(syntax.root());
}

Truth for_a_grant(const std::set<Truth>& values) {
  if (!values.contains(Truth::kYes)) {
    return Truth::kNo;
  }
  return values.size() == 1 ? Truth::kYes : Truth::kUnknown;
}

Truth for_a_denial(const std::set<Truth>& values) {
  return values.size() == 1 ? *values.begin() : Truth::kUnknown;
}

}  // namespace leastwise::oracle
