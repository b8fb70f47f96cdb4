// A C++ source as tokens and comments: what the house rules look at.
//
// The lexer knows comments, string and character literals (raw ones too), numbers with digit
// separators and preprocessor directives, so that a rule never mistakes `"throw"` or a sentence in
// a comment for code. It does not preprocess and does not parse.
// Tests: tests/conventions/cpp_text_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leastwise::conventions {

enum class TokenKind : std::uint8_t { kIdentifier, kNumber, kText, kPunctuation };

// `line` counts from 1.
struct Token {
  TokenKind kind = TokenKind::kPunctuation;
  std::string text;  // a literal keeps its quotes
  std::size_t line = 0;

  [[nodiscard]] bool is(std::string_view what) const { return text == what; }
};

struct Comment {
  std::string text;
  std::size_t first_line = 0;
  std::size_t last_line = 0;
};

// One `#...` line, continuation lines joined, without the `#`, blanks around it or comments.
struct Directive {
  std::string text;
  std::size_t line = 0;
};

struct CppText {
  std::vector<std::string> lines;
  std::vector<Token> tokens;
  std::vector<Comment> comments;
  std::vector<Directive> directives;
};

[[nodiscard]] CppText read_cpp(std::string_view source);

// What stands in an `#include`, in the order of the file.
struct Include {
  std::string path;
  bool quoted = false;
  std::size_t line = 0;
};

[[nodiscard]] std::vector<Include> includes_of(const CppText& text);

// Lines that are not blank, and those of them that bear a comment.
struct CommentCount {
  std::size_t written = 0;
  std::size_t commented = 0;

  [[nodiscard]] std::size_t percent() const { return written == 0 ? 0 : commented * 100 / written; }
};

[[nodiscard]] CommentCount count_comments(const CppText& text);

}  // namespace leastwise::conventions
