#include "engine/report/condition_issue_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "engine/condition/condition.h"
#include "tests/support/golden.h"

namespace leastwise {
namespace {

TEST(ConditionIssueText, ShowsTheLineAndACaret) {
  const std::string text = "A AND\nfoo bar";
  const ConditionIssue issue{IssueLevel::kError, "some-code", "`bar` is odd", {10, 3}, "drop it"};
  EXPECT_EQ(issue_text(issue, text, "x.cond", TextStyle(false, false)),
            "error[some-code]: `bar` is odd\n"
            "  --> x.cond:2:5\n"
            "     |\n"
            "   2 | foo bar\n"
            "     |     ^^^\n"
            "  help: drop it\n");
}

TEST(ConditionIssueText, PointsBehindTheEnd) {
  const ConditionIssue issue{IssueLevel::kWarning, "c", "m", {3, 0}};
  EXPECT_EQ(issue_text(issue, "abc", "-", TextStyle(false, false)),
            "warning[c]: m\n  --> -:1:4\n     |\n   1 | abc\n     |    ^\n");
}

TEST(ConditionIssueText, CutsALongLineAroundTheIssue) {
  std::string text(401, 'a');
  text.replace(200, 201, 201, 'b');
  text[200] = 'X';
  const std::string shown =
      issue_text({IssueLevel::kNote, "c", "m", {200, 1}}, text, "-", TextStyle(false, false));
  EXPECT_NE(shown.find("| ..." + std::string(40, 'a') + "X" + std::string(59, 'b') + "...\n"),
            std::string::npos)
      << shown;
  EXPECT_NE(shown.find("| " + std::string(43, ' ') + "^\n"), std::string::npos) << shown;
}

TEST(ConditionIssueText, CountsCharactersForTheCaret) {
  const std::string shown = issue_text({IssueLevel::kNote, "c", "m", {4, 1}}, "\xC3\xBC\t x", "-",
                                       TextStyle(false, false));
  EXPECT_NE(shown.find("   1 | \xC3\xBC. x\n     |    ^\n"), std::string::npos) << shown;
}

// What people really get wrong, and what the language has no room for.
constexpr std::string_view kMalformed[] = {
    "",
    "   \n\t",
    "@",
    "@Request",
    "@Request[",
    "@Request[]",
    "@Request[x",
    "@Request [x] StringEquals 'a'",
    "@Nonsense[x] StringEquals 'a'",
    "@Reqest[x] StringEquals 'a'",
    "Resource[x] StringEquals 'a'",
    "@Request[x StringEquals 'a' AND @Resource[y] StringEquals 'b'",
    "@Request[x] StringEquals 'a",
    "@Request[x] StringEquals \"a\"",
    "@Request[x] StringEquals \xE2\x80\x98"
    "a\xE2\x80\x99",
    "@Request[x]\xC2\xA0StringEquals 'a'",
    "@Request[x] StringEquals\xE2\x80\x8B 'a'",
    "@Request[x] StringEquals 'a\x01'",
    "@Request[x] StringEquals 'a' // why",
    "@Request[x] StringEquals 'a' & @Request[y] StringEquals 'b'",
    "@Request[x] = 'a'",
    "@Request[x] Frobnicates 'a'",
    "@Request[x] StringEqual 'a'",
    "@Request[x] NumericGreaterThanOrEquals 3",
    "@Request[x] StringContains 'a'",
    "@Request[x] StringEquals null",
    "@Request[x] IpInRange ['10.0.0.1', '10.0.0.10']",
    "ToLower(@Request[x]) StringEquals 'a'",
    "@Request[x] ForAnyOfAnyValues 'a'",
    "@Request[x] ForAnyOfAnyValue:StringEquals {'a'}",
    "ForAnyOfAnyValues:StringEquals @Request[x] {'a'}",
    "@Request[x] StringEquals {'a', 'b'}",
    "@Request[x] ForAnyOfAnyValues:StringEquals {'a', 'b'",
    "@Request[x] ForAnyOfAnyValues:StringEquals {'a' 'b'}",
    "@Request[x] ForAnyOfAnyValues:StringEquals {'a', }",
    "@Request[x] ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c}",
    "@Request[x] NumericEquals '3'",
    "@Request[x] BoolEquals 'true'",
    "@Request[x] DateTimeLessThan '1 June 2022'",
    "'a' StringEquals @Request[x]",
    "@Request[x] StringEquals",
    "@Request[x]",
    "StringEquals 'a'",
    "Exists 'a'",
    "ActionMatches('Microsoft.Storage/storageAccounts/*')",
    "ActionMatches{a}",
    "ActionMatches{'a', 'b'}",
    "SubOperationMatches{'Blob.List'",
    "(@Request[x] StringEquals 'a'",
    "@Request[x] StringEquals 'a')",
    "()",
    "AND @Request[x] StringEquals 'a'",
    "@Request[x] StringEquals 'a' OR",
    "@Request[x] StringEquals 'a' @Request[y] StringEquals 'b'",
    "@Request[x] StringEquals 'a' AND bogus",
    "@Request[x] StringEquals 'it's'",
    "(\n  (\n    !(ActionMatches{'<action>'})\n  )\n  OR\n  (\n    <attribute> <operator> "
    "<value>\n  )\n)",
};

TEST(ConditionIssueText, OfMalformedConditionsIsAsTheGoldenFileSays) {
  static_assert(std::size(kMalformed) >= 30);
  std::string all;
  for (const std::string_view text : kMalformed) {
    const Condition condition = Condition::parse(std::string(text));
    EXPECT_FALSE(condition.valid()) << text;
    for (const ConditionIssue& issue : condition.issues()) {
      all += issue_text(issue, text, "condition", TextStyle(false, false));
    }
    all += "\n";
  }
  testing::expect_golden("tests/golden/report/condition_errors.txt", all);
}

TEST(ConditionIssueText, FindsPositions) {
  EXPECT_EQ(position_of("a\nbc", 0).column, 1U);
  EXPECT_EQ(position_of("a\nbc", 3).line, 2U);
  EXPECT_EQ(position_of("a\nbc", 3).column, 2U);
}

}  // namespace
}  // namespace leastwise
