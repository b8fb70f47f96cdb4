// A condition, compiled: what evaluate() runs.
//
// The tree becomes a list of instructions over a small stack of outcomes, with jumps behind an
// operand that settles its AND or OR. Each function and comparison is a **test**; the constants of
// a test are parsed and put in order once: a set of GUIDs or strings is a sorted list, so a
// thousand of them cost little more than ten.
//
//   !(ActionMatches{'w'}) OR @Request[r] ForAnyOfAnyValues:GuidEquals {...}
//     test 0   not   jump-if-yes end   test 1   or   end:
//
// Thread safety: immutable; evaluation allocates nothing.
// Tests: tests/engine/condition/evaluator_test.cc, tests/property/condition_test.cc (against
// tests/oracle/), fuzz/condition_evaluation_fuzz.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/action/pattern.h"
#include "engine/condition/outcome.h"
#include "engine/condition/request.h"
#include "engine/condition/string_match.h"
#include "engine/condition/syntax.h"

namespace leastwise {

// One function or comparison of a condition, ready to be asked.
struct ConditionTest {
  // What one side of a comparison is.
  struct Side {
    bool is_attribute = false;
    bool is_suboperations = false;  // `@Request[subOperation]`: the list of them, never missing
    AttributeKey key = {};
    std::vector<AttributeValue> values = {};  // of constants, as written
  };

  // Whether it is about the suboperations of the call, in either form.
  [[nodiscard]] bool asks_for_suboperations() const {
    return kind == ConditionNodeKind::kSubOperationMatches || left.is_suboperations ||
           right.is_suboperations;
  }
  // Whether it is about the attribute.
  [[nodiscard]] bool asks_for(const AttributeKey& key) const {
    return (left.is_attribute && left.key == key) || (right.is_attribute && right.key == key);
  }

  ConditionNodeKind kind = ConditionNodeKind::kComparison;  // a leaf
  ConditionNodeId node = {};
  ComparisonOperator op = {};
  LikeMeaning like = LikeMeaning::kPattern;
  std::optional<ActionPattern> pattern = {};  // of ActionMatches
  Side left = {};  // Exists: the attribute; SubOperationMatches: the text
  Side right = {};

  // Where the right side is constants: those of the type, ascending, each once.
  std::vector<Guid> guids = {};
  std::vector<std::string> strings = {};   // folded where the operator ignores case
  std::vector<std::int64_t> numbers = {};  // integers, or ticks of instants
};

class ConditionProgram {
 public:
  // Compiles a tree that has no errors. `wildcards` is how ActionMatches reads its pattern.
  // Cost: linear but for the sorting of sets.
  [[nodiscard]] static ConditionProgram compile(const ConditionSyntax& syntax,
                                                WildcardReading wildcards);

  // What the condition says of a request for the action. REQUIRES: `folded_action` is case folded.
  [[nodiscard]] ConditionOutcome evaluate(std::string_view folded_action,
                                          const ConditionRequest& request) const noexcept;

  // In the order of the text.
  [[nodiscard]] std::span<const ConditionTest> tests() const { return tests_; }
  [[nodiscard]] static ConditionOutcome evaluate(const ConditionTest& test,
                                                 std::string_view folded_action,
                                                 const ConditionRequest& request) noexcept;
  // The whole condition where the tests turn out so: `outcomes` by position in tests(). For who
  // knows them otherwise than from a request (a set of actions, an analysis).
  // REQUIRES: one outcome a test.
  [[nodiscard]] ConditionOutcome combine(std::span<const ConditionOutcome> outcomes) const noexcept;
  // Whether some comparison takes the attribute without a quantifier, and so for one value.
  [[nodiscard]] bool compares_as_one_value(const AttributeKey& key) const;
  // Those of ActionMatches, in the order of the text; they live as long as the program.
  [[nodiscard]] std::vector<const ActionPattern*> action_patterns() const;
  // Whether a test asks for an attribute, so that requests can decide differently.
  [[nodiscard]] bool asks_for_attributes() const;

 private:
  enum class Code : std::uint8_t { kTest, kAnd, kOr, kNot, kJumpIfNo, kJumpIfYes };
  struct Instruction {
    Code code = Code::kTest;
    std::uint32_t argument = 0;  // a test, or the instruction to go on with
  };
  class Compiler;

  // Runs the code; `ask` gives the outcome of the test of a number.
  template <class Ask>
  [[nodiscard]] ConditionOutcome run(Ask ask) const noexcept;

  std::vector<Instruction> code_;
  std::vector<ConditionTest> tests_;
};

}  // namespace leastwise
