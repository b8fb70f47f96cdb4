#include "engine/condition/lexer.h"

#include <fmt/core.h>

#include <array>
#include <string>

#include "engine/base/ascii.h"
#include "engine/base/utf8.h"

namespace leastwise {
namespace {

// A character, or a sequence of bytes, that a person does not see or takes for another one.
struct Lookalike {
  std::string_view bytes;
  std::string_view name;
  std::string_view help;
  bool is_space = false;
  bool is_quote = false;
};

constexpr std::string_view kRetype = "replace it by an ordinary blank";
constexpr std::string_view kRemove = "remove it";
constexpr std::string_view kStraight = "use the straight quote '";

constexpr std::array kLookalikes = {
    Lookalike{"\xC2\xA0", "a no-break space (U+00A0)", kRetype, true},
    Lookalike{"\xE2\x80\x82", "an en space (U+2002)", kRetype, true},
    Lookalike{"\xE2\x80\x83", "an em space (U+2003)", kRetype, true},
    Lookalike{"\xE2\x80\x89", "a thin space (U+2009)", kRetype, true},
    Lookalike{"\xE2\x80\xAF", "a narrow no-break space (U+202F)", kRetype, true},
    Lookalike{"\xE2\x80\x8B", "a zero-width space (U+200B)", kRemove, true},
    Lookalike{"\xE2\x80\x8C", "a zero-width non-joiner (U+200C)", kRemove, true},
    Lookalike{"\xE2\x80\x8D", "a zero-width joiner (U+200D)", kRemove, true},
    Lookalike{"\xE2\x81\xA0", "a word joiner (U+2060)", kRemove, true},
    Lookalike{"\xEF\xBB\xBF", "a byte order mark (U+FEFF)", kRemove, true},
    Lookalike{"\xE2\x80\xA8", "a line separator (U+2028)", kRetype, true},
    Lookalike{"\xE2\x80\xA9", "a paragraph separator (U+2029)", kRetype, true},
    Lookalike{"\xE2\x80\x98", "a typographic quote (U+2018)", kStraight, false, true},
    Lookalike{"\xE2\x80\x99", "a typographic quote (U+2019)", kStraight, false, true},
    Lookalike{"\xE2\x80\x9A", "a typographic quote (U+201A)", kStraight, false, true},
    Lookalike{"\xE2\x80\x9C", "a typographic quote (U+201C)", kStraight, false, true},
    Lookalike{"\xE2\x80\x9D", "a typographic quote (U+201D)", kStraight, false, true},
    Lookalike{"\xE2\x80\x9E", "a typographic quote (U+201E)", kStraight, false, true},
    Lookalike{"\xEF\xBC\x88", "a full-width parenthesis (U+FF08)", "use the plain one ("},
    Lookalike{"\xEF\xBC\x89", "a full-width parenthesis (U+FF09)", "use the plain one )"},
    Lookalike{"\xE2\x80\x93", "an en dash (U+2013)", "use the plain hyphen -"},
    Lookalike{"\xE2\x80\x94", "an em dash (U+2014)", "use the plain hyphen -"},
};

const Lookalike* lookalike_at(std::string_view rest) {
  if (rest.empty() || static_cast<unsigned char>(rest.front()) < 0x80) {
    return nullptr;
  }
  for (const Lookalike& known : kLookalikes) {
    if (rest.starts_with(known.bytes)) {
      return &known;
    }
  }
  return nullptr;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

// Letters, digits and what stands inside GUIDs, numbers and `ForAnyOfAnyValues:GuidEquals`.
bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '_' || c == '.' || c == ':' || c == '+';
}

// No attribute name holds one of these: a `]` is missing in front of it.
bool ends_attribute_early(char c) {
  return c == '@' || c == '\'' || c == '"' || c == '(' || c == ')' || c == '{' || c == '}' ||
         c == '[';
}

class Lexer {
 public:
  Lexer(std::string_view text, ConditionIssues& issues) : text_(text), issues_(issues) {}

  std::vector<Token> run() && {
    tokens_.reserve(text_.size() / 8 + 2);
    while (at_ < text_.size()) {
      next();
    }
    add(TokenKind::kEnd, 0);
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] static TextSpan span(std::size_t begin, std::size_t length) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(length)};
  }
  void add(TokenKind kind, std::size_t length) {
    tokens_.push_back({kind, span(at_, length)});
    at_ += length;
  }
  void report(std::string code, std::string message, TextSpan where, std::string_view help) {
    issues_.push_back(
        {IssueLevel::kError, std::move(code), std::move(message), where, std::string(help)});
  }

  void next() {
    const char c = text_[at_];
    if (is_blank(c)) {
      ++at_;
    } else if (is_word(c)) {
      word();
    } else if (c == '\'' || c == '"') {
      string(c);
    } else if (c == '@') {
      attribute();
    } else if (!sign(c)) {
      stranger();
    }
  }

  bool sign(char c) {
    switch (c) {
      case '(':
        return add(TokenKind::kOpen, 1), true;
      case ')':
        return add(TokenKind::kClose, 1), true;
      case '{':
        return add(TokenKind::kOpenSet, 1), true;
      case '}':
        return add(TokenKind::kCloseSet, 1), true;
      case ',':
        return add(TokenKind::kComma, 1), true;
      case '!':
        return add(TokenKind::kBang, 1), true;
      case '&':
      case '|':
        return double_sign(c), true;
    }
    return false;
  }

  void double_sign(char c) {
    const bool doubled = at_ + 1 < text_.size() && text_[at_ + 1] == c;
    if (!doubled) {
      report("single-sign", fmt::format("`{}` stands alone", c), span(at_, 1),
             c == '&' ? "write AND or &&" : "write OR or ||");
    }
    add(c == '&' ? TokenKind::kAndSign : TokenKind::kOrSign, doubled ? 2 : 1);
  }

  void word() {
    std::size_t length = 1;
    while (at_ + length < text_.size() && is_word(text_[at_ + length])) {
      ++length;
    }
    add(TokenKind::kWord, length);
  }

  // A string ends at the next quote of its kind: how Azure escapes one is not documented, so a
  // quote inside shows as the wrong token behind the string.
  void string(char quote) {
    const std::size_t end = text_.find(quote, at_ + 1);
    const std::size_t length = (end == std::string_view::npos ? text_.size() : end + 1) - at_;
    if (end == std::string_view::npos) {
      report("unterminated-string", "the string has no end", span(at_, length),
             fmt::format("close it with {}", quote));
    } else if (quote == '"') {
      report("double-quotes", "a string in double quotes", span(at_, length),
             "conditions use single quotes: '...'");
    }
    check_characters(at_ + 1, at_ + length);
    add(TokenKind::kString, length);
  }

  // Inside of strings: control characters are refused by Azure; what cannot be seen there changes
  // what the string is equal to.
  void check_characters(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (is_control(text_[i])) {
        report("control-character",
               fmt::format("control character U+{:04X} in a string",
                           static_cast<unsigned char>(text_[i])),
               span(i, 1), kRemove);
      } else if (const Lookalike* known = lookalike_at(text_.substr(i, end - i))) {
        issues_.push_back({IssueLevel::kWarning, "lookalike-character",
                           fmt::format("{} in a string", known->name), span(i, known->bytes.size()),
                           std::string(known->help)});
      }
    }
  }

  // `@Source[name]`; a name that runs into the next quote or bracket has lost its `]`.
  void attribute() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_word(text_[end])) {
      ++end;
    }
    if (end == at_ + 1) {
      report("attribute-without-source", "`@` without a source", span(at_, 1),
             "write @Resource[...], @Request[...], @Principal[...] or @Environment[...]");
    } else if (end == text_.size() || text_[end] != '[') {
      report("attribute-without-name",
             fmt::format("`{}` without a name", text_.substr(at_, end - at_)), span(at_, end - at_),
             "the name follows at once, in brackets: @Resource[name]");
    } else {
      end = attribute_end(end);
    }
    add(TokenKind::kAttribute, end - at_);
  }

  // The place behind the `]` that belongs to the bracket at `open`.
  std::size_t attribute_end(std::size_t open) {
    std::size_t end = open + 1;
    while (end < text_.size() && text_[end] != ']' && !ends_attribute_early(text_[end]) &&
           !is_control(text_[end])) {
      ++end;
    }
    if (end < text_.size() && text_[end] == ']') {
      if (trim_blanks(text_.substr(open + 1, end - open - 1)).empty()) {
        report("empty-attribute-name", "the attribute has no name", span(at_, end + 1 - at_),
               "name it between the brackets: @Resource[name]");
      }
      return end + 1;
    }
    report("unterminated-attribute", "the attribute has no closing `]`", span(at_, end - at_),
           "close the name with ]");
    return end;
  }

  void stranger() {
    const std::string_view left = rest();
    if (const Lookalike* known = lookalike_at(left)) {
      report("lookalike-character", std::string(known->name), span(at_, known->bytes.size()),
             known->help);
      known->is_quote ? typographic_string(*known) : void(at_ += known->bytes.size());
      return;
    }
    if (left.starts_with("//") || left.starts_with("/*") || left.starts_with('#')) {
      comment();
      return;
    }
    const std::size_t length = character_length(left);
    if (is_control(left.front())) {
      report("control-character",
             fmt::format("control character U+{:04X}", static_cast<unsigned char>(left.front())),
             span(at_, 1), kRemove);
    } else {
      report("unexpected-character",
             fmt::format("`{}` has no meaning here", left.substr(0, length)), span(at_, length),
             explain_stranger(left.front()));
    }
    at_ += length;
  }

  [[nodiscard]] static std::string_view explain_stranger(char c) {
    switch (c) {
      case '[':
      case ']':
        return "a name in brackets follows a source, such as @Request[name]; a set stands in {}";
      case '=':
        return "compare with an operator such as StringEquals";
      case '<':
      case '>':
        return "compare with NumericLessThan, NumericGreaterThan and the like; a placeholder of a "
               "template has to be filled in";
      case '$':
        return "is this what a shell left of a variable? quote the condition, or escape the $";
    }
    return "remove it, or put it in quotes";
  }

  // A string between typographic quotes is taken for one, so that only the quotes are complained
  // of.
  void typographic_string(const Lookalike& open) {
    std::size_t end = at_ + open.bytes.size();
    while (end < text_.size() && !is_control(text_[end])) {
      const Lookalike* known = lookalike_at(text_.substr(end));
      if (known != nullptr && known->is_quote) {
        report("lookalike-character", std::string(known->name), span(end, known->bytes.size()),
               known->help);
        add(TokenKind::kString, end + known->bytes.size() - at_);
        return;
      }
      end += character_length(text_.substr(end));
    }
    at_ += open.bytes.size();
  }

  void comment() {
    const bool block = rest().starts_with("/*");
    const std::size_t found = block ? text_.find("*/", at_ + 2) : text_.find('\n', at_);
    const std::size_t end =
        found == std::string_view::npos ? text_.size() : found + (block ? 2 : 0);
    report("comment", "a comment", span(at_, end - at_),
           "conditions have no comments: say it in the description of the assignment");
    at_ = end;
  }

  std::string_view text_;
  ConditionIssues& issues_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> lex_condition(std::string_view text, ConditionIssues& issues) {
  return Lexer(text, issues).run();
}

// The lexer has complained of what is missing already.
AttributeSpans split_attribute_token(std::string_view text, const Token& token) {
  const std::string_view token_text = text.substr(token.span.offset, token.span.length);
  const std::size_t open = token_text.find('[');
  AttributeSpans spans;
  const std::size_t source_end = open == std::string_view::npos ? token_text.size() : open;
  spans.source = {token.span.offset + 1, static_cast<std::uint32_t>(source_end - 1)};
  if (open != std::string_view::npos && token_text.ends_with(']')) {
    spans.body = {token.span.offset + static_cast<std::uint32_t>(open) + 1,
                  static_cast<std::uint32_t>(token_text.size() - open - 2)};
  }
  return spans;
}

}  // namespace leastwise
