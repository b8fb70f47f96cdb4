#include "engine/condition/checker.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/condition/condition.h"

namespace leastwise {
namespace {

// `code` of every issue; errors with an exclamation mark.
std::string issues(const std::string& text) {
  const Condition condition = Condition::parse(text);
  std::string codes;
  for (const ConditionIssue& issue : condition.issues()) {
    codes += issue.code + (issue.level == IssueLevel::kError ? "! " : " ");
  }
  return codes;
}

TEST(ConditionChecker, WantsTheFormOfTheOperator) {
  EXPECT_EQ(issues("@Request[x] StringEquals 3"), "literal-form! ");
  EXPECT_EQ(issues("@Request[x] BoolEquals 'true'"), "literal-form! ");
  EXPECT_EQ(issues("@Request[x] NumericEquals '3'"), "literal-form! ");
  EXPECT_EQ(issues("@Request[x] NumericEquals 1.5"), "literal-form! ");
  EXPECT_EQ(issues("@Request[x] DateTimeEquals 'yesterday'"), "literal-form! ");
  EXPECT_EQ(issues("@Request[x] GuidEquals 3"), "literal-form! ");
  EXPECT_EQ(issues("@Request[x] ForAnyOfAnyValues:GuidEquals {8e3af657, 'a'}"),
            "literal-form! literal-form! ");
}

// All errors in one run: those of the grammar beside those of the constants.
TEST(ConditionChecker, LooksAtBrokenConditionsToo) {
  EXPECT_EQ(issues("@Request[x] StringEquals 3 AND bogus"), "literal-form! unknown-word! ");
  EXPECT_EQ(issues("Exists @Request[] AND @Request[y] NumericEquals 'a'"),
            "empty-attribute-name! literal-form! ");
}

TEST(ConditionChecker, AcceptsWhatEachOperatorTakes) {
  EXPECT_EQ(issues("@Request[x] StringEquals '3'"), "");
  EXPECT_EQ(issues("@Request[x] NumericLessThan -3"), "");
  EXPECT_EQ(issues("@Request[x] DateTimeLessThan '2022-06-01T23:38:32.8883645Z'"), "");
  EXPECT_EQ(issues("@Request[x] GuidEquals 8b9dfcab4b774632a6df94bd07820648"), "");
}

TEST(ConditionChecker, RefusesASetWithoutQuantifier) {
  EXPECT_EQ(issues("@Request[x] StringEquals {'a'}"), "set-without-quantifier! ");
}

TEST(ConditionChecker, NotesWhatIsUnusual) {
  EXPECT_EQ(issues("@Request[x] GuidEquals '8b9dfcab-4b77-4632-a6df-94bd07820648'"),
            "quoted-guid ");
  EXPECT_EQ(issues("@Request[x] ForAnyOfAnyValues:StringEquals {}"), "empty-set ");
  EXPECT_EQ(issues("@Request[x] ForAnyOfAnyValues:StringStartsWith {'a'}"),
            "undocumented-quantifier ");
  EXPECT_EQ(issues("@Request[ x ] StringEquals 'a'"), "blanks-in-brackets ");
  EXPECT_EQ(issues("@Request[x] stringequals 'a'"), "letter-case ");
  EXPECT_EQ(issues("@Request[a/tags:Project<$>] StringEquals 'a'"), "mangled-key-mark ");
  EXPECT_EQ(issues("@Request[x] StringEquals 'a*'"), "wildcard-without-like ");
  EXPECT_EQ(issues(R"(@Request[x] StringLike 'a\\b*')"), "undocumented-escape ");
  EXPECT_EQ(issues(R"(@Request[x] StringLike 'a\*b*')"), "");
}

TEST(ConditionChecker, WarnsOfWhatHardlyDoesWhatItsAuthorWants) {
  EXPECT_EQ(issues("Exists @Request[a] OR Exists @Request[b] AND Exists @Request[c]"),
            "mixed-and-or ");
  EXPECT_EQ(issues("Exists @Request[a] OR (Exists @Request[b] AND Exists @Request[c])"), "");
  EXPECT_EQ(issues("(Exists @Request[a] OR Exists @Request[b]) AND Exists @Request[c]"), "");
  EXPECT_EQ(issues("@Request[x] ForAnyOfAnyValues:StringNotEquals {'a', 'b'}"),
            "vacuous-not-equals ");
  EXPECT_EQ(issues("@Request[x] ForAnyOfAllValues:StringNotEquals {'a', 'b'}"), "");
  EXPECT_EQ(issues("@Request[x] ForAnyOfAnyValues:StringNotEquals {'a'}"), "");
  EXPECT_EQ(issues("@Request[x] ForAnyOfAnyValues:StringEqualsIgnoreCase {'a', 'A'}"),
            "duplicate-value ");
  EXPECT_EQ(issues("@Request[x] ForAnyOfAnyValues:StringEquals {'a', 'A'}"), "");
  EXPECT_EQ(issues("@Request[x] ForAnyOfAnyValues:GuidEquals {8b9dfcab4b774632a6df94bd07820648, "
                   "8B9DFCAB-4B77-4632-A6DF-94BD07820648}"),
            "duplicate-value ");
}

TEST(ConditionChecker, WantsNamesOfAttributes) {
  EXPECT_EQ(issues("Exists @Request[:name]"), "attribute-name! ");
  EXPECT_EQ(issues("Exists @Request[path:]"), "attribute-name! ");
}

}  // namespace
}  // namespace leastwise
