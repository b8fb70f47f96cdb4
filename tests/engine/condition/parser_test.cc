#include "engine/condition/parser.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/limits.h"
#include "engine/condition/canonical.h"
#include "engine/condition/condition.h"

namespace leastwise {
namespace {

std::string printed(const std::string& text) {
  ConditionIssues issues;
  const auto syntax = parse_condition_syntax(text, issues);
  EXPECT_FALSE(has_errors(issues)) << issues.front().message;
  return has_errors(issues) ? "" : canonical_text(syntax);
}

// The errors of a text, `code@offset`, in its order.
std::string errors(const std::string& text) {
  const Condition condition = Condition::parse(text);
  std::string codes;
  for (const ConditionIssue& issue : condition.issues()) {
    if (issue.level == IssueLevel::kError) {
      codes += issue.code + "@" + std::to_string(issue.span.offset) + " ";
    }
  }
  EXPECT_EQ(condition.valid(), codes.empty());
  return codes;
}

const std::string kA = "Exists @Resource[a]";
const std::string kB = "Exists @Resource[b]";
const std::string kC = "Exists @Resource[c]";

TEST(ConditionParser, BindsNotThenAndThenOr) {
  EXPECT_EQ(printed(kA + " OR " + kB + " AND " + kC), kA + " OR (" + kB + " AND " + kC + ")");
  EXPECT_EQ(printed("NOT " + kA + " AND " + kB), "NOT " + kA + " AND " + kB);
  EXPECT_EQ(printed("(" + kA + " OR " + kB + ") AND " + kC),
            "(" + kA + " OR " + kB + ") AND " + kC);
}

TEST(ConditionParser, KeepsTheGroupingOfParentheses) {
  EXPECT_EQ(printed(kA + " AND " + kB + " AND " + kC), kA + " AND " + kB + " AND " + kC);
  EXPECT_EQ(printed("(" + kA + " AND " + kB + ") AND " + kC),
            "(" + kA + " AND " + kB + ") AND " + kC);
  EXPECT_EQ(printed("((" + kA + "))"), kA);
}

TEST(ConditionParser, ReadsEverySpellingThatAzureHas) {
  EXPECT_EQ(printed("!(actionmatches{'x'})&&not exists @resource[ a ] or " + kB),
            "(!(ActionMatches{'x'}) AND NOT Exists @Resource[a]) OR " + kB);
  EXPECT_EQ(printed("@Request[a]StringEquals'x'"), "@Request[a] StringEquals 'x'");
  EXPECT_EQ(printed("@Request[a] boolequals true"), "@Request[a] BoolEquals true");
  EXPECT_EQ(printed("@Request[a] forAnyOfAnyValues:guidequals{8b9dfcab4b774632a6df94bd07820648}"),
            "@Request[a] ForAnyOfAnyValues:GuidEquals {8b9dfcab4b774632a6df94bd07820648}");
  EXPECT_EQ(printed("{10,\n 20} ForAnyOfAllValues:NumericLessThan {15,18}"),
            "{10, 20} ForAnyOfAllValues:NumericLessThan {15, 18}");
  EXPECT_EQ(printed("!" + kA), "NOT " + kA);
  EXPECT_EQ(printed("!!(" + kA + ")"), "!(NOT " + kA + ")");
}

TEST(ConditionParser, ReportsEveryErrorOnce) {
  EXPECT_EQ(errors(""), "empty-condition@0 ");
  EXPECT_EQ(errors("AND " + kA), "missing-operand@0 ");
  EXPECT_EQ(errors(kA + " AND"), "missing-operand@23 ");
  EXPECT_EQ(errors("()"), "missing-operand@1 ");
  EXPECT_EQ(errors("(" + kA), "unclosed-parenthesis@0 ");
  EXPECT_EQ(errors(kA + ")"), "unmatched-parenthesis@19 ");
  EXPECT_EQ(errors(kA + " " + kB), "missing-connective@20 ");
  EXPECT_EQ(errors("@Resource[x] 'a'"), "missing-operator@13 ");
  EXPECT_EQ(errors("@Resource[x] StringEquals"), "missing-right-operand@13 ");
  EXPECT_EQ(errors("@Resource[x] Frobnicates 'a'"), "unknown-operator@13 ");
  EXPECT_EQ(errors("@Nonsense[x] StringEquals 'a'"), "unknown-source@1 ");
  EXPECT_EQ(errors("Resource[x] StringEquals 'a'"),
            "missing-at-sign@0 unexpected-character@8 "
            "unexpected-character@10 ");
  EXPECT_EQ(errors("StringEquals 'a'"), "missing-left-operand@0 ");
  EXPECT_EQ(errors("'a' StringEquals 'a'"), "literal-on-the-left@0 ");
  EXPECT_EQ(errors("(bogus)"), "unknown-word@1 ");
  EXPECT_EQ(errors("Exists 'a'"), "exists-without-attribute@7 ");
  EXPECT_EQ(errors("ActionMatches('a')"), "function-without-braces@0 ");
  EXPECT_EQ(errors("ActionMatches{a}"), "function-argument@14 ");
  EXPECT_EQ(errors("ActionMatches{'a', 'b'}"), "function-argument@17 ");
  EXPECT_EQ(errors("@Request[x] ForAnyOfAnyValues 'a'"), "quantifier-without-operator@12 ");
  EXPECT_EQ(errors("@Request[x] ForSomeValues:StringEquals {'a'}"), "unknown-quantifier@12 ");
}

TEST(ConditionParser, ReportsBrokenSetsOnce) {
  const std::string head = "@Request[x] ForAnyOfAnyValues:StringEquals ";
  EXPECT_EQ(errors(head + "{'a',}"), "trailing-comma@48 ");
  EXPECT_EQ(errors(head + "{,'a'}"), "missing-value@44 ");
  EXPECT_EQ(errors(head + "{'a' 'b'}"), "missing-comma@48 ");
  EXPECT_EQ(errors(head + "{'a'"), "unterminated-set@43 ");
  EXPECT_EQ(errors(head + "{'a', @Resource[y]}"), "attribute-in-set@49 ");
}

TEST(ConditionParser, FindsSeveralErrorsInOneRun) {
  EXPECT_EQ(errors("@Resource[x] Foo 'a' AND (bogus OR @Request[y] StringEquals) AND Exists"),
            "unknown-operator@13 unknown-word@26 missing-right-operand@59 "
            "exists-without-attribute@65 ");
}

TEST(ConditionParser, TakesAnyNestingOfParentheses) {
  const std::string deep(4000, '(');
  EXPECT_EQ(printed(deep + kA + std::string(4000, ')')), kA);
  EXPECT_EQ(errors(std::string(8192, '!') + kA), "");
}

TEST(ConditionParser, BoundsTheLevelsOfAndAndOr) {
  const auto nested = [](std::size_t levels) {
    std::string text;
    for (std::size_t i = 0; i < levels; ++i) {
      text += kA + (i % 2 == 0 ? " AND (" : " OR (");
    }
    return text + kB + std::string(levels, ')');
  };
  EXPECT_EQ(errors(nested(kMaxConditionDepth)), "");
  EXPECT_EQ(errors(nested(kMaxConditionDepth + 1)), "nested-too-deeply@0 ");
}

TEST(ConditionParser, RemembersWhereParenthesesStood) {
  ConditionIssues issues;
  const auto syntax = parse_condition_syntax("(" + kA + ") OR " + kB, issues);
  ASSERT_FALSE(has_errors(issues));
  const auto operands = syntax.operands(syntax.node(syntax.root()));
  EXPECT_TRUE(syntax.node(operands[0]).parenthesised);
  EXPECT_EQ(syntax.text(syntax.node(operands[0]).span), "(" + kA + ")");
  EXPECT_FALSE(syntax.node(operands[1]).parenthesised);
}

}  // namespace
}  // namespace leastwise
