#include "engine/condition/operators.h"

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

struct NamedOperator {
  std::string_view name;
  ComparisonOperator op;
};

constexpr NamedOperator named(std::string_view name, ValueType type, Relation relation,
                              bool ignore_case = false) {
  return {name, {Quantifier::kNone, type, relation, ignore_case}};
}

// Every operator of Azure, the frequent ones first: a condition is read by looking here.
constexpr std::array kOperators = {
    named("GuidEquals", ValueType::kGuid, Relation::kEquals),
    named("StringEquals", ValueType::kString, Relation::kEquals),
    named("StringEqualsIgnoreCase", ValueType::kString, Relation::kEquals, true),
    named("StringLike", ValueType::kString, Relation::kLike),
    named("BoolEquals", ValueType::kBoolean, Relation::kEquals),
    named("GuidNotEquals", ValueType::kGuid, Relation::kNotEquals),
    named("StringNotEquals", ValueType::kString, Relation::kNotEquals),
    named("StringNotEqualsIgnoreCase", ValueType::kString, Relation::kNotEquals, true),
    named("StringStartsWith", ValueType::kString, Relation::kStartsWith),
    named("StringStartsWithIgnoreCase", ValueType::kString, Relation::kStartsWith, true),
    named("StringNotStartsWith", ValueType::kString, Relation::kNotStartsWith),
    named("StringNotStartsWithIgnoreCase", ValueType::kString, Relation::kNotStartsWith, true),
    named("StringLikeIgnoreCase", ValueType::kString, Relation::kLike, true),
    named("StringNotLike", ValueType::kString, Relation::kNotLike),
    named("StringNotLikeIgnoreCase", ValueType::kString, Relation::kNotLike, true),
    named("BoolNotEquals", ValueType::kBoolean, Relation::kNotEquals),
    named("NumericEquals", ValueType::kInteger, Relation::kEquals),
    named("NumericNotEquals", ValueType::kInteger, Relation::kNotEquals),
    named("NumericGreaterThan", ValueType::kInteger, Relation::kGreater),
    named("NumericGreaterThanEquals", ValueType::kInteger, Relation::kGreaterEquals),
    named("NumericLessThan", ValueType::kInteger, Relation::kLess),
    named("NumericLessThanEquals", ValueType::kInteger, Relation::kLessEquals),
    named("DateTimeEquals", ValueType::kDateTime, Relation::kEquals),
    named("DateTimeNotEquals", ValueType::kDateTime, Relation::kNotEquals),
    named("DateTimeGreaterThan", ValueType::kDateTime, Relation::kGreater),
    named("DateTimeGreaterThanEquals", ValueType::kDateTime, Relation::kGreaterEquals),
    named("DateTimeLessThan", ValueType::kDateTime, Relation::kLess),
    named("DateTimeLessThanEquals", ValueType::kDateTime, Relation::kLessEquals),
};

constexpr std::array<std::string_view, kOperators.size()> kNames = [] {
  std::array<std::string_view, kOperators.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = kOperators[i].name;
  }
  return names;
}();

// By Quantifier.
constexpr std::array<std::string_view, 5> kQuantifiers = {
    "", "ForAnyOfAnyValues", "ForAllOfAnyValues", "ForAnyOfAllValues", "ForAllOfAllValues"};

}  // namespace

std::string_view to_string(ValueType type) {
  switch (type) {
    case ValueType::kString:
      return "string";
    case ValueType::kBoolean:
      return "boolean";
    case ValueType::kInteger:
      return "integer";
    case ValueType::kDateTime:
      return "date and time";
    case ValueType::kGuid:
      return "GUID";
  }
  return "string";
}

std::optional<ComparisonOperator> parse_base_operator(std::string_view name) {
  for (const NamedOperator& known : kOperators) {
    if (known.name.size() == name.size() && equals_folded(known.name, name)) {
      return known.op;
    }
  }
  return std::nullopt;
}

std::optional<Quantifier> parse_quantifier(std::string_view name) {
  for (std::size_t i = 1; i < kQuantifiers.size(); ++i) {
    if (equals_folded(kQuantifiers[i], name)) {
      return static_cast<Quantifier>(i);
    }
  }
  return std::nullopt;
}

std::string to_string(const ComparisonOperator& op) {
  ComparisonOperator base = op;
  base.quantifier = Quantifier::kNone;
  const auto found = std::ranges::find(kOperators, base, &NamedOperator::op);
  std::string name(to_string(op.quantifier));
  if (!name.empty()) {
    name += ':';
  }
  return name.append(found == kOperators.end() ? std::string_view() : found->name);
}

std::string_view to_string(Quantifier quantifier) {
  return kQuantifiers[static_cast<std::size_t>(quantifier)];
}

std::span<const std::string_view> base_operator_names() { return kNames; }

bool takes_quantifier(const ComparisonOperator& op) {
  return op.type != ValueType::kBoolean && op.type != ValueType::kDateTime &&
         op.relation != Relation::kStartsWith && op.relation != Relation::kNotStartsWith;
}

}  // namespace leastwise
