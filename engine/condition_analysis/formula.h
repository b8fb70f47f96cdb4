// A condition as a formula over its tests: AND, OR and NOT, and nothing of what a test asks.
//
// An analysis knows what tests can say together; the formula says what the condition makes of it.
// The same condition gives several formulas: read with AND before OR, read from left to right, or
// without one of its clauses.
// Example: `x OR y AND z` is Or(x, And(y, z)), and And(Or(x, y), z) from left to right. With
// parentheses around `y AND z` both readings are the first.
// Source: CONDITIONS section 3: Azure documents no precedence and does not ask for parentheses.
// Tests: tests/engine/condition_analysis/formula_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/condition/condition.h"
#include "engine/condition/outcome.h"

namespace leastwise {

// How AND and OR without parentheses between them are read.
enum class ConditionReading : std::uint8_t { kAndBeforeOr, kLeftToRight };

class Formula {
 public:
  // The tests keep their order and are numbered from `first_test` on, so that the formulas of two
  // conditions can speak of one list of tests. REQUIRES: condition.valid().
  [[nodiscard]] static Formula of(const Condition& condition, ConditionReading reading,
                                  std::uint32_t first_test);

  // The formula without this operand of an AND or OR, as if it were not written.
  // REQUIRES: operand() of it is true.
  [[nodiscard]] Formula without(ConditionNodeId node) const;
  // Whether the node is an operand of an AND or OR that stands in the condition.
  [[nodiscard]] bool is_operand(ConditionNodeId node) const;

  // `outcomes` by number of the test. `scratch` is room that calls can share.
  [[nodiscard]] ConditionOutcome evaluate(std::span<const ConditionOutcome> outcomes,
                                          std::vector<ConditionOutcome>& scratch) const;
  // Adds the tests that are open in what evaluate() left in `scratch` and on which the formula's
  // outcome may depend, in the order of the text; none where the outcome is settled.
  void add_open_tests(std::span<const ConditionOutcome> scratch,
                      std::vector<std::uint32_t>& open) const;

 private:
  enum class Kind : std::uint8_t { kTest, kNot, kAnd, kOr };
  struct Node {
    Kind kind = Kind::kTest;
    bool dropped = false;     // its parent goes over it
    std::uint32_t first = 0;  // kTest: the test; else the first of `count` in children_
    std::uint32_t count = 0;
  };

  std::uint32_t add(Kind kind, std::span<const std::uint32_t> operands);
  std::uint32_t fold_left_to_right(const ConditionSyntax& syntax, const ConditionNode& node);

  // Operands stand before what they are operands of; the last node is the root.
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> children_;
  std::vector<std::uint32_t> node_of_;  // by ConditionNodeId
};

}  // namespace leastwise
