#include "tests/conventions/cpp_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace leastwise::conventions {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

// Longest first. `>>` is left out on purpose: two closing template brackets are two tokens.
constexpr std::array<std::string_view, 20> kLongPunctuation = {
    "<=>", "<<=", "->*", "...", "::", "->", "==", "!=", "<=", ">=",
    "&&",  "||",  "+=",  "-=",  "*=", "/=", "|=", "&=", "++", "--"};

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  CppText run() {
    split_lines();
    bool line_begins = true;
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '\n') {
        line_begins = true;
        ++line_;
        ++at_;
      } else if (is_blank(c)) {
        ++at_;
      } else if (starts_with("//") || starts_with("/*")) {
        comment();
      } else if (c == '#' && line_begins) {
        directive();
      } else {
        line_begins = false;
        token();
      }
    }
    return std::move(out_);
  }

 private:
  bool starts_with(std::string_view what) const { return source_.substr(at_).starts_with(what); }

  void split_lines() {
    std::size_t begin = 0;
    while (begin < source_.size()) {
      const std::size_t end = std::min(source_.find('\n', begin), source_.size());
      out_.lines.emplace_back(source_.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  // Moves to `end` and counts the lines that are passed.
  std::string_view take_to(std::size_t end) {
    const std::string_view taken = source_.substr(at_, end - at_);
    line_ += static_cast<std::size_t>(std::ranges::count(taken, '\n'));
    at_ = std::min(end, source_.size());
    return taken;
  }

  void comment() {
    const std::size_t first = line_;
    const bool block = source_[at_ + 1] == '*';
    const std::size_t end = block ? source_.find("*/", at_ + 2) : source_.find('\n', at_);
    const std::size_t stop =
        end == std::string_view::npos ? source_.size() : end + (block ? 2U : 0U);
    std::string text(take_to(stop));
    out_.comments.push_back({std::move(text), first, line_});
  }

  void directive() {
    const std::size_t first = line_;
    std::string text;
    ++at_;
    while (at_ < source_.size() && source_[at_] != '\n') {
      if (starts_with("//") || starts_with("/*")) {
        comment();
      } else if (starts_with("\\\n")) {
        take_to(at_ + 2);
        text += ' ';
      } else {
        text += source_[at_++];
      }
    }
    const auto begin = std::ranges::find_if_not(text, is_blank);
    text.erase(text.begin(), begin);
    while (!text.empty() && is_blank(text.back())) {
      text.pop_back();
    }
    out_.directives.push_back({std::move(text), first});
  }

  void token() {
    const char c = source_[at_];
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (c == '"' || c == '\'') {
      literal("");
    } else if (digit) {
      number();
    } else if (is_word(c)) {
      word();
    } else {
      punctuation();
    }
  }

  void push(TokenKind kind, std::size_t end) {
    const std::size_t first = line_;
    std::string text(take_to(end));
    out_.tokens.push_back({kind, std::move(text), first});
  }

  void word() {
    std::size_t end = at_;
    while (end < source_.size() && is_word(source_[end])) {
      ++end;
    }
    static const std::set<std::string_view> prefixes = {"R",  "L",  "u",  "U",  "u8",
                                                        "LR", "uR", "UR", "u8R"};
    const std::string_view name = source_.substr(at_, end - at_);
    const bool quote = end < source_.size() && (source_[end] == '"' || source_[end] == '\'');
    if (quote && prefixes.contains(name)) {
      literal(name);
      return;
    }
    push(TokenKind::kIdentifier, end);
  }

  void number() {
    std::size_t end = at_;
    while (end < source_.size() &&
           (is_word(source_[end]) || source_[end] == '.' ||
            (source_[end] == '\'' && end + 1 < source_.size() && is_word(source_[end + 1])))) {
      ++end;
    }
    push(TokenKind::kNumber, end);
  }

  void literal(std::string_view prefix) {
    const std::size_t quote = at_ + prefix.size();
    if (prefix.ends_with('R')) {
      const std::size_t open = source_.find('(', quote);
      if (open != std::string_view::npos) {
        const std::string close =
            ")" + std::string(source_.substr(quote + 1, open - quote - 1)) + "\"";
        const std::size_t end = source_.find(close, open);
        push(TokenKind::kText, end == std::string_view::npos ? source_.size() : end + close.size());
        return;
      }
    }
    std::size_t end = quote + 1;
    while (end < source_.size() && source_[end] != source_[quote] && source_[end] != '\n') {
      end += source_[end] == '\\' ? 2U : 1U;
    }
    push(TokenKind::kText, std::min(end + 1, source_.size()));
  }

  void punctuation() {
    for (const std::string_view candidate : kLongPunctuation) {
      if (starts_with(candidate)) {
        push(TokenKind::kPunctuation, at_ + candidate.size());
        return;
      }
    }
    push(TokenKind::kPunctuation, at_ + 1);
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  CppText out_;
};

}  // namespace

CppText read_cpp(std::string_view source) { return Lexer(source).run(); }

std::vector<Include> includes_of(const CppText& text) {
  std::vector<Include> includes;
  for (const Directive& directive : text.directives) {
    if (!directive.text.starts_with("include")) {
      continue;
    }
    const std::size_t open = directive.text.find_first_of("\"<");
    if (open == std::string::npos) {
      continue;
    }
    const bool quoted = directive.text[open] == '"';
    const std::size_t close = directive.text.find(quoted ? '"' : '>', open + 1);
    includes.push_back({directive.text.substr(open + 1, close - open - 1), quoted, directive.line});
  }
  return includes;
}

CommentCount count_comments(const CppText& text) {
  std::set<std::size_t> commented;
  for (const Comment& comment : text.comments) {
    for (std::size_t line = comment.first_line; line <= comment.last_line; ++line) {
      commented.insert(line);
    }
  }
  CommentCount count;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    if (std::ranges::all_of(text.lines[i], is_blank)) {
      continue;
    }
    ++count.written;
    count.commented += commented.contains(i + 1) ? 1U : 0U;
  }
  return count;
}

}  // namespace leastwise::conventions
