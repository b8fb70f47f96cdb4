#include "tests/conventions/functions.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

namespace leastwise::conventions {
namespace {

constexpr std::array<std::string_view, 4> kTypeWords = {"class", "struct", "union", "enum"};
constexpr std::array<std::string_view, 6> kNotFunctionNames = {"alignas",  "decltype", "noexcept",
                                                               "explicit", "requires", "sizeof"};
constexpr std::array<std::string_view, 6> kBeforeBlock = {")",       "else", "do",
                                                          "mutable", "try",  "noexcept"};

bool any_of(std::span<const std::string_view> words, const Token& token) {
  return std::ranges::find(words, token.text) != words.end();
}

// The index of the bracket that closes tokens[open]; the end where there is none.
std::size_t closing(std::span<const Token> tokens, std::size_t open, std::string_view begin,
                    std::string_view end) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    depth += tokens[i].is(begin) ? 1U : 0U;
    if (tokens[i].is(end) && --depth == 0) {
      return i;
    }
  }
  return tokens.size();
}

// One statement at namespace or class level, from behind the last `;`, `{` or `}`.
class Statement {
 public:
  explicit Statement(std::span<const Token> tokens) : tokens_(tokens) {
    std::size_t i = 0;
    while (i < tokens.size()) {
      if (tokens[i].is("template") && i + 1 < tokens.size() && tokens[i + 1].is("<")) {
        i = closing(tokens, i + 1, "<", ">") + 1;
      } else if (tokens[i].is("[") && i + 1 < tokens.size() && tokens[i + 1].is("[")) {
        i = closing(tokens, i, "[", "]") + 1;
      } else {
        visit(i);
        i = tokens[i].is("(") ? closing(tokens, i, "(", ")") + 1 : i + 1;
      }
    }
  }

  // `struct X {`, `namespace a {`, `extern "C" {`: braces that hold further statements.
  [[nodiscard]] bool opens_scope() const { return namespace_ || type_head(); }
  [[nodiscard]] bool is_function() const {
    return has_parameters() && !assigned_ && !alias_ && !opens_scope();
  }
  // `Foo() : a_` before `{`: an initialiser of a member, not yet the body.
  [[nodiscard]] bool in_member_initialiser() const {
    return member_list_ &&
           (tokens_.back().kind == TokenKind::kIdentifier || tokens_.back().is(">"));
  }
  [[nodiscard]] std::string name() const {
    std::size_t begin = parameters_ - 1;
    while (begin > 0 && tokens_[begin].kind != TokenKind::kIdentifier) {
      --begin;
    }
    std::string name;
    for (std::size_t i = begin; i < parameters_; ++i) {
      name += tokens_[i].text;
    }
    return name;
  }
  [[nodiscard]] std::size_t parameters() const {
    const std::size_t end = closing(tokens_, parameters_, "(", ")");
    if (end == parameters_ + 1) {
      return 0;
    }
    std::size_t count = 1;
    std::size_t depth = 0;
    for (std::size_t i = parameters_ + 1; i < end; ++i) {
      const Token& token = tokens_[i];
      depth += token.is("(") || token.is("<") || token.is("{") || token.is("[") ? 1U : 0U;
      depth -= (token.is(")") || token.is(">") || token.is("}") || token.is("]")) && depth > 0;
      count += token.is(",") && depth == 0 ? 1U : 0U;
    }
    return count;
  }
  [[nodiscard]] std::size_t first_line() const { return tokens_.front().line; }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  [[nodiscard]] bool has_parameters() const { return parameters_ != kNone; }

  // `class X : public Base<int(int)>`: parentheses behind the colon belong to the base.
  [[nodiscard]] bool type_head() const { return type_ && (inherits_ || !has_parameters()); }

  void visit(std::size_t i) {
    const Token& token = tokens_[i];
    const bool after_operator = i > 0 && tokens_[i - 1].is("operator");
    if (token.is("namespace") || (token.is("extern") && i + 2 == tokens_.size())) {
      namespace_ = true;
    } else if (token.is("using") || token.is("typedef") || token.is("static_assert")) {
      alias_ = true;
    } else if (any_of(kTypeWords, token) && !has_parameters()) {
      type_ = true;
    } else if (token.is(":") && type_ && !has_parameters()) {
      inherits_ = true;
    } else if (token.is("=") && !after_operator && !has_parameters()) {
      assigned_ = true;
    } else if (token.is(":") && i > 0 && has_parameters() && tokens_[i - 1].is(")")) {
      member_list_ = true;
    } else if (token.is("(") && !has_parameters() && i > 0 && !after_operator &&
               !any_of(kNotFunctionNames, tokens_[i - 1])) {
      parameters_ = i;
    }
  }

  std::span<const Token> tokens_;
  std::size_t parameters_ = kNone;  // the `(` of the parameter list
  bool namespace_ = false;
  bool type_ = false;
  bool inherits_ = false;
  bool assigned_ = false;
  bool alias_ = false;
  bool member_list_ = false;
};

// Whether the `{` at `i` inside a function opens a block (control flow, lambda) and no value.
bool opens_block(std::span<const Token> tokens, std::size_t i) {
  const Token& before = tokens[i - 1];
  if (any_of(kBeforeBlock, before) || before.is(";") || before.is("{") || before.is("}") ||
      before.is(":") || before.is("]")) {
    return true;
  }
  // `[](int a) -> std::vector<int> {`
  for (std::size_t back = i - 1; back > 1; --back) {
    const Token& token = tokens[back];
    if (token.is("->")) {
      return tokens[back - 1].is(")") || tokens[back - 1].is("mutable");
    }
    if (token.kind != TokenKind::kIdentifier && !token.is("::") && !token.is("<") &&
        !token.is(">") && !token.is(",") && !token.is("*") && !token.is("&")) {
      return false;
    }
  }
  return false;
}

// The deepest nesting of blocks within tokens[open] .. tokens[close].
std::size_t nesting_of(std::span<const Token> tokens, std::size_t open, std::size_t close) {
  std::vector<bool> blocks;
  std::size_t depth = 0;
  std::size_t deepest = 0;
  for (std::size_t i = open + 1; i < close; ++i) {
    if (tokens[i].is("{")) {
      blocks.push_back(opens_block(tokens, i));
      depth += blocks.back() ? 1U : 0U;
      deepest = std::max(deepest, depth);
    } else if (tokens[i].is("}") && !blocks.empty()) {
      depth -= blocks.back() ? 1U : 0U;
      blocks.pop_back();
    }
  }
  return deepest;
}

class Finder {
 public:
  explicit Finder(std::span<const Token> tokens) : tokens_(tokens) {}

  std::vector<Function> run() {
    while (at_ < tokens_.size()) {
      const Token& token = tokens_[at_];
      if (token.is("(")) {
        at_ = closing(tokens_, at_, "(", ")") + 1;
      } else if (token.is(";")) {
        note_declaration();
        begin_ = ++at_;
      } else if (token.is("}")) {
        begin_ = ++at_;
      } else if (token.is("{")) {
        brace();
      } else {
        ++at_;
      }
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::span<const Token> current() const {
    return tokens_.subspan(begin_, at_ - begin_);
  }

  void note_declaration() {
    if (current().empty()) {
      return;
    }
    const Statement statement(current());
    if (statement.is_function()) {
      found_.push_back({statement.name(), statement.first_line(), tokens_[at_].line,
                        statement.parameters(), 0, false});
    }
  }

  void brace() {
    const std::size_t close = closing(tokens_, at_, "{", "}");
    if (current().empty()) {
      at_ = begin_ = close + 1;
      return;
    }
    const Statement statement(current());
    if (statement.opens_scope()) {
      begin_ = ++at_;
    } else if (statement.is_function() && !statement.in_member_initialiser()) {
      const std::size_t last = close < tokens_.size() ? tokens_[close].line : tokens_.back().line;
      found_.push_back({statement.name(), statement.first_line(), last, statement.parameters(),
                        nesting_of(tokens_, at_, close), true});
      at_ = begin_ = std::min(close + 1, tokens_.size());
    } else {
      at_ = std::min(close + 1, tokens_.size());  // a value: the statement goes on behind it
    }
  }

  std::span<const Token> tokens_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::vector<Function> found_;
};

}  // namespace

std::vector<Function> functions_of(const CppText& text) { return Finder(text.tokens).run(); }

}  // namespace leastwise::conventions
