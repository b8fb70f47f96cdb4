#include "engine/condition_analysis/formula.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace leastwise {
namespace {

// Four tests that are named by the action that they ask for.
constexpr std::array kNames = {"a", "b", "c", "d"};

std::string with_functions(const std::string& shape) {
  std::string text;
  for (const char c : shape) {
    text += c >= 'a' && c <= 'd' ? std::string("ActionMatches{'") + c + "'}" : std::string(1, c);
  }
  return text;
}

// The outcome for each of the 16 ways in which the four tests can turn out, `1` for yes.
std::string truth_table(const Formula& formula, const Condition& condition) {
  std::string table;
  std::vector<ConditionOutcome> scratch;
  for (unsigned row = 0; row < 16; ++row) {
    std::vector<ConditionOutcome> outcomes;
    for (const ConditionTest& test : condition.program().tests()) {
      const auto name = std::ranges::find(kNames, test.pattern->text());
      outcomes.emplace_back(truth_of((row >> (name - kNames.begin()) & 1U) != 0));
    }
    table += formula.evaluate(outcomes, scratch).is(Truth::kYes) ? '1' : '0';
  }
  return table;
}

std::string table_of(const std::string& shape, ConditionReading reading) {
  const Condition condition = Condition::parse(with_functions(shape));
  return truth_table(Formula::of(condition, reading, 0), condition);
}

std::string table_of(const std::string& shape) {
  return table_of(shape, ConditionReading::kAndBeforeOr);
}

TEST(ConditionFormula, MeansWhatTheConditionMeans) {
  const Condition condition = Condition::parse(with_functions("!(a AND b) OR c AND !(d)"));
  const Formula formula = Formula::of(condition, ConditionReading::kAndBeforeOr, 0);
  std::vector<ConditionOutcome> scratch;
  for (const char* action : kNames) {
    std::vector<ConditionOutcome> outcomes;
    for (const ConditionTest& test : condition.program().tests()) {
      outcomes.push_back(ConditionProgram::evaluate(test, action, {}));
    }
    EXPECT_EQ(formula.evaluate(outcomes, scratch), condition.evaluate(action, {})) << action;
  }
}

TEST(ConditionFormula, ReadsFromLeftToRightWhereNoParenthesesStand) {
  const auto left_to_right = [](const std::string& shape) {
    return table_of(shape, ConditionReading::kLeftToRight);
  };
  EXPECT_EQ(left_to_right("a OR b AND c"), table_of("(a OR b) AND c"));
  EXPECT_EQ(left_to_right("a AND b OR c AND d"), table_of("((a AND b) OR c) AND d"));
  EXPECT_EQ(left_to_right("!(a) OR b AND (!(c) OR d)"), table_of("(!(a) OR b) AND (!(c) OR d)"));
  EXPECT_EQ(left_to_right("a OR (b AND c)"), table_of("a OR (b AND c)"));
  EXPECT_EQ(left_to_right("!(a OR b AND c)"), table_of("!((a OR b) AND c)"));
  EXPECT_NE(table_of("a OR b AND c"), table_of("(a OR b) AND c"));
}

TEST(ConditionFormula, LeavesAnOperandOut) {
  const Condition condition = Condition::parse(with_functions("(a OR b) AND c"));
  const Formula formula = Formula::of(condition, ConditionReading::kAndBeforeOr, 0);
  const auto id = [](std::size_t index) { return ConditionNodeId::from_index(index); };
  // Nodes: 0 a, 1 b, 2 OR, 3 c, 4 AND.
  EXPECT_TRUE(formula.is_operand(id(0)));
  EXPECT_TRUE(formula.is_operand(id(2)));
  EXPECT_FALSE(formula.is_operand(id(4))) << "the root";
  EXPECT_EQ(truth_table(formula.without(id(3)), condition), table_of("a OR b"));
  EXPECT_EQ(truth_table(formula.without(id(0)), condition), table_of("b AND c"));
  EXPECT_EQ(truth_table(formula, condition), table_of("(a OR b) AND c")) << "itself unchanged";
}

TEST(ConditionFormula, TellsWhichTestsAreOpenAndMatter) {
  const Condition condition = Condition::parse(with_functions("(a OR b) AND (c OR d)"));
  const Formula formula = Formula::of(condition, ConditionReading::kAndBeforeOr, 5);
  const auto open_with = [&](std::array<ConditionOutcome, 4> tests) {
    std::vector<ConditionOutcome> outcomes(5);  // the tests of other conditions
    outcomes.insert(outcomes.end(), tests.begin(), tests.end());
    std::vector<ConditionOutcome> scratch;
    std::vector<std::uint32_t> open;
    (void)formula.evaluate(outcomes, scratch);
    formula.add_open_tests(scratch, open);
    return open;
  };
  const ConditionOutcome any = ConditionOutcome::anything();
  const ConditionOutcome yes(Truth::kYes);
  const ConditionOutcome no(Truth::kNo);
  EXPECT_EQ(open_with({any, any, any, any}), (std::vector<std::uint32_t>{5, 6, 7, 8}));
  EXPECT_EQ(open_with({yes, any, no, any}), std::vector<std::uint32_t>{8});
  EXPECT_TRUE(open_with({no, no, any, any}).empty());
  EXPECT_TRUE(open_with({ConditionOutcome::missing(), no, yes, any}).empty()) << "settled: unknown";
}

}  // namespace
}  // namespace leastwise
