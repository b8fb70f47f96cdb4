#include "engine/condition/evaluator.h"

#include <algorithm>
#include <span>

#include "engine/base/ascii.h"
#include "engine/condition/string_match.h"

namespace leastwise {
namespace {

// Numbers, instants, booleans and GUIDs all have an order; for the latter two only equality is
// asked.
bool by_order(Relation relation, std::strong_ordering order) {
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
  return false;  // no order gives these: they are of strings alone
}

// Strings have relations of their own, and no greater or less.
bool string_relation(const ConditionTest& test, std::string_view left, std::string_view right) {
  const bool ignore_case = test.op.ignore_case;
  switch (test.op.relation) {
    case Relation::kEquals:
      return strings_equal(left, right, ignore_case);
    case Relation::kNotEquals:
      return !strings_equal(left, right, ignore_case);
    case Relation::kStartsWith:
      return string_starts_with(left, right, ignore_case);
    case Relation::kNotStartsWith:
      return !string_starts_with(left, right, ignore_case);
    case Relation::kLike:
    case Relation::kNotLike: {
      const bool like = test.like == LikeMeaning::kWholeTerm
                            ? holds_term(left, right, ignore_case)
                            : matches_like(left, right, ignore_case);
      return like == (test.op.relation == Relation::kLike);
    }
    case Relation::kGreater:
    case Relation::kGreaterEquals:
    case Relation::kLess:
    case Relation::kLessEquals:
      break;
  }
  return false;
}

// Two values of a type that may be absent in either.
template <class T>
Truth ordered(Relation relation, const std::optional<T>& left, const std::optional<T>& right) {
  return left && right ? truth_of(by_order(relation, *left <=> *right)) : Truth::kUnknown;
}

// One value with one value, as the operator's type reads them.
Truth related(const ConditionTest& test, const AttributeValue& left, const AttributeValue& right) {
  switch (test.op.type) {
    case ValueType::kString:
      return truth_of(string_relation(test, left.text(), right.text()));
    case ValueType::kGuid:
      return ordered(test.op.relation, left.guid(), right.guid());
    case ValueType::kInteger:
      return ordered(test.op.relation, left.integer(), right.integer());
    case ValueType::kDateTime:
      return ordered(test.op.relation, left.instant(), right.instant());
    case ValueType::kBoolean:
      return ordered(test.op.relation, left.boolean(), right.boolean());
  }
  return Truth::kUnknown;
}

// Some or every one of `values`, in Kleene logic; stops where that is settled.
template <class Values, class Predicate>
Truth quantified(const Values& values, bool every, Predicate predicate) {
  Truth all = every ? Truth::kYes : Truth::kNo;
  const Truth settled = every ? Truth::kNo : Truth::kYes;
  for (const auto& value : values) {
    all = every ? truth_and(all, predicate(value)) : truth_or(all, predicate(value));
    if (all == settled) {
      break;
    }
  }
  return all;
}

// Whether one of the constants is equal to the value: what a set is mostly asked.
bool is_among(const ConditionTest& test, const AttributeValue& value, std::int64_t number) {
  if (test.op.type == ValueType::kGuid) {
    return std::ranges::binary_search(test.guids, *value.guid());
  }
  if (test.op.type != ValueType::kString) {
    return std::ranges::binary_search(test.numbers, number);
  }
  const std::string_view text = value.text();
  if (!test.op.ignore_case) {
    return std::ranges::binary_search(test.strings, text, {},
                                      [](const std::string& s) { return std::string_view(s); });
  }
  const auto place = std::ranges::lower_bound(
      test.strings, text,
      [](std::string_view a, std::string_view b) { return compare_folded(a, b) < 0; },
      [](const std::string& s) { return std::string_view(s); });
  return place != test.strings.end() && equals_folded(*place, text);
}

// The value as a number where the type has one; whether it has the type is told apart.
std::optional<std::int64_t> number_of(ValueType type, const AttributeValue& value) {
  switch (type) {
    case ValueType::kInteger:
      return value.integer();
    case ValueType::kDateTime:
      return value.instant() ? std::optional(value.instant()->ticks) : std::nullopt;
    case ValueType::kBoolean:
      return value.boolean() ? std::optional<std::int64_t>(*value.boolean() ? 1 : 0) : std::nullopt;
    case ValueType::kGuid:
      return value.guid() ? std::optional<std::int64_t>(0) : std::nullopt;
    case ValueType::kString:
      return 0;
  }
  return std::nullopt;
}

std::size_t distinct_constants(const ConditionTest& test) {
  return std::max({test.guids.size(), test.strings.size(), test.numbers.size()});
}

// Equal to some constant, to every one; unequal to some, to every one: all by one search.
Truth equality(const ConditionTest& test, const AttributeValue& value, std::int64_t number) {
  const std::size_t count = distinct_constants(test);
  const bool every = needs_all_right(test.op.quantifier);
  const bool equal = test.op.relation == Relation::kEquals;
  if (count > 1 && every == equal) {
    return truth_of(!equal);  // equal to all of several: no; unequal to some of several: yes
  }
  return truth_of(is_among(test, value, number) == equal);
}

// The constants are ascending, so one end of them settles it.
Truth ordering(const ConditionTest& test, std::int64_t number) {
  const bool every = needs_all_right(test.op.quantifier);
  const bool greater =
      test.op.relation == Relation::kGreater || test.op.relation == Relation::kGreaterEquals;
  const std::int64_t bound = every == greater ? test.numbers.back() : test.numbers.front();
  return truth_of(by_order(test.op.relation, number <=> bound));
}

// Whether an attribute that is not in the request is missing, or may be anything.
ConditionOutcome absent(const ConditionRequest& request, AttributeSource source) {
  return request.complete(source) ? ConditionOutcome::missing() : ConditionOutcome::anything();
}

// The values of a side; null where the request does not have the attribute.
struct Values {
  const AttributeValue* first = nullptr;
  std::size_t count = 0;
  bool present = false;

  [[nodiscard]] std::span<const AttributeValue> span() const { return {first, count}; }
};

Values values_of(std::span<const AttributeValue> values) {
  return {values.data(), values.size(), true};
}

Values values_of(const ConditionTest::Side& side, const ConditionRequest& request) {
  if (!side.is_attribute) {
    return values_of(side.values);
  }
  if (const ConditionRequest::Attribute* attribute = request.find(side.key)) {
    return values_of(attribute->values);
  }
  return side.is_suboperations && request.suboperations_known() ? values_of(request.suboperations())
                                                                : Values();
}

ConditionOutcome from_truth(Truth value) {
  return value == Truth::kUnknown ? ConditionOutcome::anything() : ConditionOutcome(value);
}

ConditionOutcome exists(const ConditionTest& test, const ConditionRequest& request) {
  if (request.find(test.left.key) != nullptr) {
    return ConditionOutcome(Truth::kYes);
  }
  if (test.left.is_suboperations && request.suboperations_known()) {
    return ConditionOutcome(truth_of(!request.suboperations().empty()));
  }
  return request.complete(test.left.key.source) ? ConditionOutcome(Truth::kNo)
                                                : ConditionOutcome::anything();
}

// Compared as texts, ignoring case. Whether a `*` is a wildcard here is not documented: where that
// makes the difference the answer is unknown.
ConditionOutcome suboperation_matches(const ConditionTest& test, const ConditionRequest& request) {
  if (!request.suboperations_known()) {
    return ConditionOutcome::anything();
  }
  const std::string& wanted = test.left.values.front().text();
  Truth best = Truth::kNo;
  for (const AttributeValue& name : request.suboperations()) {
    if (equals_folded(name.text(), wanted)) {
      return ConditionOutcome(Truth::kYes);
    }
    if (wanted.find('*') != std::string::npos && matches_like(name.text(), wanted, true)) {
      best = Truth::kUnknown;
    }
  }
  return from_truth(best);
}

ConditionOutcome comparison(const ConditionTest& test, const ConditionRequest& request) {
  const Values left = values_of(test.left, request);
  const Values right = values_of(test.right, request);
  if (!left.present || !right.present) {
    // One that is missing for certain settles it, whatever the other one is.
    const ConditionOutcome by_left =
        left.present ? ConditionOutcome::anything() : absent(request, test.left.key.source);
    const ConditionOutcome by_right =
        right.present ? ConditionOutcome::anything() : absent(request, test.right.key.source);
    return by_left.is(Truth::kUnknown) ? by_left : by_right;
  }
  if (test.op.quantifier == Quantifier::kNone && (left.count != 1 || right.count != 1)) {
    return ConditionOutcome::anything();
  }
  const bool every_left = needs_all_left(test.op.quantifier);
  if (!test.right.is_attribute) {
    return from_truth(quantified(left.span(), every_left, [&](const AttributeValue& value) {
      return passes_constants(test, value);
    }));
  }
  const bool every_right = needs_all_right(test.op.quantifier);
  return from_truth(quantified(left.span(), every_left, [&](const AttributeValue& value) {
    return quantified(right.span(), every_right,
                      [&](const AttributeValue& other) { return related(test, value, other); });
  }));
}

}  // namespace

Truth passes_constants(const ConditionTest& test, const AttributeValue& value) noexcept {
  if (test.right.values.empty()) {
    return truth_of(needs_all_right(test.op.quantifier));  // of none, whatever the value is
  }
  const std::optional<std::int64_t> number = number_of(test.op.type, value);
  if (!number) {
    return Truth::kUnknown;
  }
  switch (test.op.relation) {
    case Relation::kEquals:
    case Relation::kNotEquals:
      return equality(test, value, *number);
    case Relation::kGreater:
    case Relation::kGreaterEquals:
    case Relation::kLess:
    case Relation::kLessEquals:
      return ordering(test, *number);
    case Relation::kStartsWith:
    case Relation::kNotStartsWith:
    case Relation::kLike:
    case Relation::kNotLike:
      break;
  }
  return quantified(test.right.values, needs_all_right(test.op.quantifier),
                    [&](const AttributeValue& constant) {
                      return truth_of(string_relation(test, value.text(), constant.text()));
                    });
}

ConditionOutcome evaluate_test(const ConditionTest& test, std::string_view folded_action,
                               const ConditionRequest& request) noexcept {
  switch (test.kind) {
    case ConditionNodeKind::kActionMatches:
      return ConditionOutcome(truth_of(test.pattern->matches(folded_action)));
    case ConditionNodeKind::kSubOperationMatches:
      return suboperation_matches(test, request);
    case ConditionNodeKind::kExists:
      return exists(test, request);
    case ConditionNodeKind::kComparison:
      return comparison(test, request);
    case ConditionNodeKind::kAnd:
    case ConditionNodeKind::kOr:
    case ConditionNodeKind::kNot:
      break;
  }
  return ConditionOutcome::anything();
}

}  // namespace leastwise
