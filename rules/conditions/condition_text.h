// What a condition asks, in English: `the role to assign is one of ...`.
//
// Attributes have the names that people give them (known_attributes.h), values that are ids have
// the names of what they stand for where somebody knows them, and quantifiers are words. What has
// no known name is shown as it is written. The sentences say what the operators mean, not what
// their author may have meant: `ForAnyOfAnyValues:GuidNotEquals {A, B}` is "differs from at least
// one of A, B", which everything does.
// Tests: tests/rules/conditions/condition_text_test.cc, golden files condition_explain_*.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/base/guid.h"
#include "engine/condition/condition.h"
#include "engine/condition_analysis/requirement.h"
#include "rules/conditions/known_attributes.h"

namespace leastwise {

// A sentence, or the head of a list.
struct TextTree {
  std::string text;
  std::vector<TextTree> parts = {};

  friend bool operator==(const TextTree&, const TextTree&) = default;
};

// Names of roles and principals; empty text for an id that it does not know.
using IdNames = std::function<std::string(const Guid&)>;

class ConditionEnglish {
 public:
  // All outlive this. REQUIRES: the condition is valid.
  ConditionEnglish(const Condition& condition, const KnownAttributes& known, const IdNames& names)
      : condition_(condition), known_(known), names_(names) {}

  // One sentence; several values that take room are its parts.
  [[nodiscard]] TextTree test(std::uint32_t test, bool negated) const;
  // REQUIRES: it asks something.
  [[nodiscard]] TextTree requirement(const Requirement& requirement) const;

 private:
  [[nodiscard]] TextTree comparison(const ConditionTest& test, const ConditionComparison& syntax,
                                    bool negated) const;
  [[nodiscard]] std::string subject(const ConditionOperand& operand, bool every) const;
  [[nodiscard]] bool has_one_value(const ConditionOperand& operand) const;
  [[nodiscard]] std::vector<std::string> values(const ConditionOperand& operand,
                                                ValueType type) const;

  const Condition& condition_;
  const KnownAttributes& known_;
  const IdNames& names_;
};

// Indented lines: heads and sentences, with `- ` before each part of a list.
[[nodiscard]] std::string lines_of(const TextTree& tree, std::size_t indent);

}  // namespace leastwise
