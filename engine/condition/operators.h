// The comparison operators of conditions: their names, and what each is made of.
//
// A name such as `ForAnyOfAllValues:StringNotEqualsIgnoreCase` is a quantifier, a relation, the
// type of the values and how letters compare; nothing in the program asks for a name again.
// Names are matched ignoring case: Azure stores `boolequals` and `stringEquals`.
// Source: CONDITIONS section 6. Tests: tests/engine/condition/operators_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace leastwise {

// Type of the values that an operator compares.
enum class ValueType : std::uint8_t { kString, kBoolean, kInteger, kDateTime, kGuid };

// `string`, `boolean`, `integer`, `date and time`, `GUID`: for people to read.
[[nodiscard]] std::string_view to_string(ValueType type);

enum class Relation : std::uint8_t {
  kEquals,
  kNotEquals,
  kStartsWith,
  kNotStartsWith,
  kLike,
  kNotLike,
  kGreater,
  kGreaterEquals,
  kLess,
  kLessEquals,
};

// Whether the relation is the negation of another one: `NotEquals`, `NotStartsWith`, `NotLike`.
[[nodiscard]] constexpr bool is_negative(Relation relation) {
  return relation == Relation::kNotEquals || relation == Relation::kNotStartsWith ||
         relation == Relation::kNotLike;
}

// How the values of two lists are compared ("cross product" operators).
enum class Quantifier : std::uint8_t {
  kNone,      // one value with one value
  kAnyOfAny,  // some left value with some right value
  kAllOfAny,  // every left value with some right value
  kAnyOfAll,  // some left value with every right value
  kAllOfAll,  // every left value with every right value
};

// Whether every left value must pass, or some; whether against every right value, or some.
[[nodiscard]] constexpr bool needs_all_left(Quantifier q) {
  return q == Quantifier::kAllOfAny || q == Quantifier::kAllOfAll;
}
[[nodiscard]] constexpr bool needs_all_right(Quantifier q) {
  return q == Quantifier::kAnyOfAll || q == Quantifier::kAllOfAll;
}

struct ComparisonOperator {
  Quantifier quantifier = Quantifier::kNone;
  ValueType type = ValueType::kString;
  Relation relation = Relation::kEquals;
  bool ignore_case = false;

  friend constexpr auto operator<=>(const ComparisonOperator&, const ComparisonOperator&) = default;
};

// The operator without a quantifier, ignoring case; empty where there is none of this name.
[[nodiscard]] std::optional<ComparisonOperator> parse_base_operator(std::string_view name);
// `ForAnyOfAnyValues`, ..., ignoring case.
[[nodiscard]] std::optional<Quantifier> parse_quantifier(std::string_view name);

// The name as Azure's documentation writes it, with the quantifier.
[[nodiscard]] std::string to_string(const ComparisonOperator& op);
// `ForAnyOfAnyValues`; empty for kNone.
[[nodiscard]] std::string_view to_string(Quantifier quantifier);

// All names without quantifiers, for suggestions.
[[nodiscard]] std::span<const std::string_view> base_operator_names();

// Whether Azure documents the operator with a quantifier: not StartsWith, Bool and DateTime ones.
[[nodiscard]] bool takes_quantifier(const ComparisonOperator& op);

}  // namespace leastwise
