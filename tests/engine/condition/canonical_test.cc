#include "engine/condition/canonical.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/condition/condition.h"

namespace leastwise {
namespace {

std::string canonical(const std::string& text, ConditionSpelling spelling) {
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  return canonical_text(condition.syntax(), spelling);
}

// A text over several lines, as the portal has it, and its single-line twin.
TEST(CanonicalCondition, IsEqualForTwins) {
  const std::string lines =
      "(\n  (\n    !(ActionMatches{'Microsoft.X/y/write'})\n  )\n  OR\n  (\n"
      "    @Request[Microsoft.X/y:Id] ForAnyOfAnyValues:GuidEquals {\n"
      "      8e3af657-a8ff-443c-a75c-2fe8c4bcb635,\n"
      "      18d7d88d-d35e-4fb5-a5c3-7773c20a72d9\n    }\n  )\n)\n";
  const std::string line =
      "((!(ActionMatches{'Microsoft.X/y/write'})) OR (@Request[Microsoft.X/y:Id] "
      "ForAnyOfAnyValues:GuidEquals{8e3af657-a8ff-443c-a75c-2fe8c4bcb635,"
      "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9}))";
  EXPECT_EQ(canonical(lines, ConditionSpelling::kAsWritten),
            canonical(line, ConditionSpelling::kAsWritten));
}

TEST(CanonicalCondition, KeepsWhatWasWrittenOrNot) {
  const std::string text = "@request[A:B] guidequals 8E3AF657A8FF443CA75C2FE8C4BCB635";
  EXPECT_EQ(canonical(text, ConditionSpelling::kAsWritten),
            "@Request[A:B] GuidEquals 8E3AF657A8FF443CA75C2FE8C4BCB635");
  EXPECT_EQ(canonical(text, ConditionSpelling::kNormal),
            "@Request[a:b] GuidEquals 8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
}

TEST(CanonicalCondition, NormalisesDatesNumbersAndActions) {
  EXPECT_EQ(canonical("@Request[a] DateTimeEquals '2022-06-01T00:00:00.000Z'",
                      ConditionSpelling::kNormal),
            "@Request[a] DateTimeEquals '2022-06-01T00:00:00Z'");
  EXPECT_EQ(canonical("@Request[a] NumericEquals 007", ConditionSpelling::kNormal),
            "@Request[a] NumericEquals 7");
  EXPECT_EQ(canonical("ActionMatches{'A/B/Read'}", ConditionSpelling::kNormal),
            "ActionMatches{'a/b/read'}");
  EXPECT_EQ(canonical("@Request[a] StringEquals 'X'", ConditionSpelling::kNormal),
            "@Request[a] StringEquals 'X'");
}

TEST(CanonicalCondition, PrintsOneNode) {
  const Condition condition =
      Condition::parse("Exists @Resource[a] OR !(ActionMatches{'x'} AND Exists @Resource[b])");
  ASSERT_TRUE(condition.valid());
  const ConditionSyntax& syntax = condition.syntax();
  const auto operands = syntax.operands(syntax.node(syntax.root()));
  EXPECT_EQ(canonical_text(syntax, operands[0]), "Exists @Resource[a]");
  EXPECT_EQ(canonical_text(syntax, operands[1]), "!(ActionMatches{'x'} AND Exists @Resource[b])");
}

}  // namespace
}  // namespace leastwise
