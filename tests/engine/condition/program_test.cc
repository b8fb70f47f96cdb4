#include "engine/condition/program.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/condition/condition.h"

namespace leastwise {
namespace {

ConditionProgram compiled(const std::string& text) {
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  return condition.program();
}

TEST(ConditionProgram, HasItsTestsInTheOrderOfTheText) {
  const auto program =
      compiled("!(ActionMatches{'a'}) OR (Exists @Request[x] AND SubOperationMatches{'s'})");
  ASSERT_EQ(program.tests().size(), 3U);
  EXPECT_EQ(program.tests()[0].kind, ConditionNodeKind::kActionMatches);
  EXPECT_EQ(program.tests()[1].kind, ConditionNodeKind::kExists);
  EXPECT_EQ(program.tests()[2].kind, ConditionNodeKind::kSubOperationMatches);
}

TEST(ConditionProgram, PutsSetsInOrderOnce) {
  const auto program =
      compiled("@Request[x] ForAnyOfAnyValues:StringEqualsIgnoreCase {'b', 'A', 'B'}");
  EXPECT_EQ(program.tests()[0].strings, (std::vector<std::string>{"a", "b"}));
}

// An operand that settles its list is the last one that is looked at; the answer is the same.
TEST(ConditionProgram, JumpsBehindWhatIsSettled) {
  const auto program = compiled(
      "(ActionMatches{'a'} OR ActionMatches{'b'} OR ActionMatches{'c'}) AND "
      "!(ActionMatches{'b'} AND ActionMatches{'*'}) AND ActionMatches{'*'}");
  const ConditionRequest nothing;
  EXPECT_TRUE(program.evaluate("a", nothing).is(Truth::kYes));
  EXPECT_TRUE(program.evaluate("b", nothing).is(Truth::kNo));
  EXPECT_TRUE(program.evaluate("c", nothing).is(Truth::kYes));
  EXPECT_TRUE(program.evaluate("d", nothing).is(Truth::kNo));
}

TEST(ConditionProgram, KnowsWhetherRequestsMatter) {
  EXPECT_FALSE(compiled("ActionMatches{'a'} OR SubOperationMatches{'b'}").asks_for_attributes());
  EXPECT_TRUE(compiled("ActionMatches{'a'} OR Exists @Request[x]").asks_for_attributes());
  EXPECT_TRUE(compiled("{'a'} ForAnyOfAnyValues:StringEquals @Request[x]").asks_for_attributes());
}

TEST(ConditionProgram, ReadsPatternsAsItIsTold) {
  const std::string text = "ActionMatches{'A/*/b'}";
  const ConditionRequest nothing;
  EXPECT_TRUE(
      Condition::parse(text, WildcardReading::kAzure).evaluate("a/b", nothing).is(Truth::kYes));
  EXPECT_TRUE(
      Condition::parse(text, WildcardReading::kLiteral).evaluate("a/b", nothing).is(Truth::kNo));
}

}  // namespace
}  // namespace leastwise
