#include "tests/conventions/cpp_text.h"

#include <gtest/gtest.h>

namespace leastwise::conventions {
namespace {

std::string joined(const CppText& text) {
  std::string out;
  for (const Token& token : text.tokens) {
    out += token.text + "|";
  }
  return out;
}

TEST(CppText, LiteralsAndCommentsAreNotCode) {
  const CppText text =
      read_cpp("int a = f(\"throw // \\\" x\", 'x'); // throw\n/* assert( */ int b;");
  EXPECT_EQ(joined(text), "int|a|=|f|(|\"throw // \\\" x\"|,|'x'|)|;|int|b|;|");
  ASSERT_EQ(text.comments.size(), 2U);
  EXPECT_EQ(text.comments[0].text, "// throw");
  EXPECT_EQ(text.comments[1].first_line, 2U);
}

TEST(CppText, RawStringsEndAtTheirDelimiter) {
  const CppText text = read_cpp("auto s = R\"x(a)\" // no\n)x\"; int b;");
  EXPECT_EQ(joined(text), "auto|s|=|R\"x(a)\" // no\n)x\"|;|int|b|;|");
  EXPECT_TRUE(text.comments.empty());
  EXPECT_EQ(text.tokens.back().line, 2U);
}

TEST(CppText, DigitSeparatorsDoNotOpenALiteral) {
  EXPECT_EQ(joined(read_cpp("int n = 1'000'000; char c = 'x';")),
            "int|n|=|1'000'000|;|char|c|=|'x'|;|");
}

TEST(CppText, DirectivesAreApartAndJoinTheirLines) {
  const CppText text =
      read_cpp("#define A(x) \\\n  throw x\n#include \"engine/base/id.h\"  // why\n");
  EXPECT_TRUE(text.tokens.empty());
  ASSERT_EQ(text.directives.size(), 2U);
  EXPECT_EQ(text.directives[1].line, 3U);
  const std::vector<Include> includes = includes_of(text);
  ASSERT_EQ(includes.size(), 1U);
  EXPECT_EQ(includes[0].path, "engine/base/id.h");
  EXPECT_TRUE(includes[0].quoted);
}

TEST(CppText, CommentShareCountsLinesThatAreNotBlank) {
  EXPECT_EQ(count_comments(read_cpp("// a\n\nint b;\nint c;  // d\nint e;\n")).percent(), 50U);
  EXPECT_EQ(count_comments(read_cpp("/* a\n b\n*/\nint c;\n")).percent(), 75U);
  EXPECT_EQ(count_comments(read_cpp("")).percent(), 0U);
}

TEST(CppText, UnfinishedLiteralsAndCommentsEndWithTheFile) {
  EXPECT_EQ(joined(read_cpp("int a; /* open")), "int|a|;|");
  EXPECT_EQ(joined(read_cpp("R\"x(open")), "R\"x(open|");
  EXPECT_EQ(joined(read_cpp("\"open")), "\"open|");
}

}  // namespace
}  // namespace leastwise::conventions
