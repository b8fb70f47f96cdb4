#include "engine/condition/lexer.h"

#include <gtest/gtest.h>

#include <string>

namespace leastwise {
namespace {

// The tokens, one letter a kind, with their texts.
std::string tokens_of(std::string_view text, ConditionIssues& issues) {
  constexpr std::string_view kLetters = ".(){},!&|wsa";
  std::string result;
  for (const Token& token : lex_condition(text, issues)) {
    result += kLetters[static_cast<std::size_t>(token.kind)];
    if (token.kind == TokenKind::kWord || token.kind == TokenKind::kString ||
        token.kind == TokenKind::kAttribute) {
      result += "<" + std::string(text.substr(token.span.offset, token.span.length)) + ">";
    }
  }
  return result;
}

std::string tokens_of(std::string_view text) {
  ConditionIssues issues;
  std::string tokens = tokens_of(text, issues);
  EXPECT_TRUE(issues.empty()) << issues.front().message;
  return tokens;
}

// The codes of the issues, with their offsets.
std::string issues_of(std::string_view text) {
  ConditionIssues issues;
  (void)lex_condition(text, issues);
  std::string codes;
  for (const ConditionIssue& issue : issues) {
    codes += issue.code + "@" + std::to_string(issue.span.offset) + " ";
  }
  return codes;
}

TEST(ConditionLexer, NeedsNoBlanks) {
  EXPECT_EQ(tokens_of("@R[a:b]StringEquals'x'"), "a<@R[a:b]>w<StringEquals>s<'x'>.");
  EXPECT_EQ(tokens_of("GuidEquals{5e467623-bb1f,a795c7a0}"),
            "w<GuidEquals>{w<5e467623-bb1f>,w<a795c7a0>}.");
  EXPECT_EQ(tokens_of("!(A{'*'})&&B||C"), "!(w<A>{s<'*'>})&w<B>|w<C>.");
}

TEST(ConditionLexer, KeepsQuantifiersWithTheirOperators) {
  EXPECT_EQ(tokens_of("\n ForAnyOfAnyValues:GuidEquals \t"), "w<ForAnyOfAnyValues:GuidEquals>.");
}

TEST(ConditionLexer, ReadsAnAttributeUpToItsBracket) {
  EXPECT_EQ(tokens_of("@R[tags:a/b: c=+-_.<$x$>&$k$&]"), "a<@R[tags:a/b: c=+-_.<$x$>&$k$&]>.");
}

TEST(ConditionLexer, NamesWhatAnEditorSmuggledIn) {
  EXPECT_EQ(issues_of("A\xC2\xA0OR"), "lookalike-character@1 ");
  EXPECT_EQ(issues_of("A \xE2\x80\x8B OR"), "lookalike-character@2 ");
  EXPECT_EQ(issues_of("\xE2\x80\x98x\xE2\x80\x99"), "lookalike-character@0 lookalike-character@4 ");
  EXPECT_EQ(issues_of(std::string_view("A\0B", 3)), "control-character@1 ");
  EXPECT_EQ(issues_of("'a\x02'"), "control-character@2 ");
}

TEST(ConditionLexer, TakesTypographicQuotesForQuotes) {
  ConditionIssues issues;
  EXPECT_EQ(tokens_of("\xE2\x80\x98x y\xE2\x80\x99 AND", issues),
            "s<\xE2\x80\x98x y\xE2\x80\x99>w<AND>.");
}

TEST(ConditionLexer, ReportsWhatHasNoEnd) {
  EXPECT_EQ(issues_of("A 'x"), "unterminated-string@2 ");
  EXPECT_EQ(issues_of("@R[x StringEquals 'a'"), "unterminated-attribute@0 ");
  EXPECT_EQ(issues_of("@R[x"), "unterminated-attribute@0 ");
  EXPECT_EQ(issues_of("@R"), "attribute-without-name@0 ");
  EXPECT_EQ(issues_of("@"), "attribute-without-source@0 ");
  EXPECT_EQ(issues_of("@R[ ]"), "empty-attribute-name@0 ");
}

TEST(ConditionLexer, ReportsWhatIsNoPartOfTheLanguage) {
  EXPECT_EQ(issues_of("A // why\nB # so /* x */"), "comment@2 comment@11 ");
  EXPECT_EQ(issues_of("/* x */ A"), "comment@0 ");
  EXPECT_EQ(issues_of("A ~ B"), "unexpected-character@2 ");
  EXPECT_EQ(issues_of("A & B | C"), "single-sign@2 single-sign@6 ");
  EXPECT_EQ(issues_of("\"x\""), "double-quotes@0 ");
}

TEST(ConditionLexer, SplitsAnAttribute) {
  const std::string_view text = "x @Request[a:b]";
  const Token token{TokenKind::kAttribute, {2, 13}};
  const AttributeSpans spans = split_attribute_token(text, token);
  EXPECT_EQ(text.substr(spans.source.offset, spans.source.length), "Request");
  EXPECT_EQ(text.substr(spans.body.offset, spans.body.length), "a:b");
}

}  // namespace
}  // namespace leastwise
