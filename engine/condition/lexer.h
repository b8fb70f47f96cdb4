// The lexer of conditions: from text to tokens. Private to engine/condition.
//
// White space may be absent wherever the end of a token is clear (`]StringEquals'x'`), a bare GUID
// may begin with a digit or a letter, and an attribute is one token up to its `]`. So numbers,
// GUIDs, keywords and operators are all **words**, told apart by where they stand.
//
// What editors and chat programs smuggle into a text (no-break spaces, zero-width characters,
// typographic quotes, control characters) makes Azure refuse it without saying why; each is named.
// Every problem is reported, and a token still given where a reader can guess it, so that the
// parser has the rest to look at.
// Cost: linear. Tests: tests/engine/condition/lexer_test.cc, fuzz/condition_fuzz.cc.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/condition/issue.h"

namespace leastwise {

enum class TokenKind : std::uint8_t {
  kEnd,
  kOpen,      // (
  kClose,     // )
  kOpenSet,   // {
  kCloseSet,  // }
  kComma,
  kBang,       // !
  kAndSign,    // &&
  kOrSign,     // ||
  kWord,       // keyword, operator, number, boolean, GUID
  kString,     // with its quotes
  kAttribute,  // @source[name]
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  TextSpan span = {};
};

// The tokens of `text`, kEnd last. Problems are added to `issues`.
// REQUIRES: text.size() < 2^32.
[[nodiscard]] std::vector<Token> lex_condition(std::string_view text, ConditionIssues& issues);

// What an attribute token is made of; `body` is empty where a part is missing.
struct AttributeSpans {
  TextSpan source = {};  // without the `@`
  TextSpan body = {};
};
[[nodiscard]] AttributeSpans split_attribute_token(std::string_view text, const Token& token);

}  // namespace leastwise
