#include "engine/condition_analysis/variables.h"

#include <gtest/gtest.h>

#include <array>

namespace leastwise {
namespace {

TEST(SearchVariables, AreTheActionTheSuboperationsAndTheAttributes) {
  const Condition first = Condition::parse(
      "!(ActionMatches{'a/*'} AND SubOperationMatches{'S'}) OR @Resource[x] StringEquals 'v'");
  const Condition second = Condition::parse("@Resource[X] StringEquals @Request[y]");
  const SearchVariables found = variables_of(std::array{&first, &second}, {});
  ASSERT_EQ(found.variables.size(), 5U);
  EXPECT_EQ(found.variables[0].kind, SearchVariable::Kind::kAction);
  EXPECT_EQ(found.variables[1].kind, SearchVariable::Kind::kSuboperations);
  EXPECT_EQ(found.variables[2].name, "x") << "as it was written first";
  EXPECT_EQ(found.variables[3].name, "y");
  EXPECT_EQ(found.variables[4].needs, (std::vector<std::size_t>{2, 3}));
  EXPECT_EQ(found.owner, (std::vector<std::size_t>{0, 1, 2, 4}));
  EXPECT_EQ(found.variables[0].states.size(), 2U) << "an action that matches, and another one";
  EXPECT_TRUE(found.complete);
}

TEST(SearchVariables, AComparisonThatIsRepeatedIsOne) {
  const Condition condition = Condition::parse(
      "@Resource[x] StringEquals @Request[y] OR @Resource[x] StringEquals @Request[y] OR "
      "@Resource[x] StringNotEquals @Request[y]");
  const SearchVariables found = variables_of(std::array{&condition}, {});
  EXPECT_EQ(found.owner[0], found.owner[1]);
  EXPECT_NE(found.owner[0], found.owner[2]);
}

TEST(SearchVariables, TellWhyTheyAreNotAll) {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += (i > 0 ? " AND Exists @Resource[x" : "Exists @Resource[x") + std::to_string(i) + "]";
  }
  const Condition condition = Condition::parse(text);
  EXPECT_FALSE(variables_of(std::array{&condition}, {}).complete);
}

}  // namespace
}  // namespace leastwise
