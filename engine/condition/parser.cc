// An operator-precedence parser without recursion. It is always in one of two states: it expects an
// operand, or what joins operands. Operands wait on one stack; an open parenthesis remembers where
// its own begin, and where those of its current AND begin:
//
//     a OR b AND ( c      waiting: a | b | c      frames: {or 0, and 1} {or 2, and 2}
//
// At an OR the waiting operands of the AND become one node, at the closing parenthesis those of the
// OR do, and that node is again an operand that waits.
// After an error the tree is of no use, but the walk goes on over broken operands as if they were
// whole, so that what is wrong further on is told as well, and nothing is told twice.
#include "engine/condition/parser.h"

#include <fmt/core.h>

#include <array>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/base/suggestion.h"
#include "engine/condition/lexer.h"
#include "engine/condition/literal_text.h"

namespace leastwise {
namespace {

// Words and signs that mean the same are one keyword: `&&` is AND, `!` is NOT.
enum class Keyword : std::uint8_t {
  kNone,
  kAnd,
  kOr,
  kNot,
  kActionMatches,
  kSubOperationMatches,
  kExists,
};

struct NamedKeyword {
  std::string_view name;
  Keyword keyword;
};

constexpr std::array kKeywords = {
    NamedKeyword{"AND", Keyword::kAnd},
    NamedKeyword{"OR", Keyword::kOr},
    NamedKeyword{"NOT", Keyword::kNot},
    NamedKeyword{"ActionMatches", Keyword::kActionMatches},
    NamedKeyword{"SubOperationMatches", Keyword::kSubOperationMatches},
    NamedKeyword{"Exists", Keyword::kExists},
};

// Operators and functions that one other implementation has, or that people expect: none of them
// is Azure's.
constexpr std::array<std::string_view, 31> kForeign = {"StringContains",
                                                       "StringNotContains",
                                                       "StringEndsWith",
                                                       "StringNotEndsWith",
                                                       "StringMatches",
                                                       "StringNotMatches",
                                                       "NumericInRange",
                                                       "IpMatch",
                                                       "IpNotMatch",
                                                       "IpInRange",
                                                       "ListContains",
                                                       "ListNotContains",
                                                       "TimeOfDayEquals",
                                                       "TimeOfDayNotEquals",
                                                       "TimeOfDayInRange",
                                                       "TimeOfDayGreaterThan",
                                                       "TimeOfDayLessThan",
                                                       "TimeOfDayGreaterThanEquals",
                                                       "TimeOfDayLessThanEquals",
                                                       "ToLower",
                                                       "ToUpper",
                                                       "Trim",
                                                       "AddDays",
                                                       "ToTime",
                                                       "NormalizeSet",
                                                       "NormalizeList",
                                                       "NotExists",
                                                       "StringIn",
                                                       "GuidIn",
                                                       "DateTimeInRange",
                                                       "null"};

// So that the message can say that the word is known, and not from here.
bool is_foreign(std::string_view word) {
  return std::ranges::any_of(kForeign,
                             [&](std::string_view name) { return equals_folded(name, word); });
}

}  // namespace

// See parser.h. One object a parse; the tree is built in place.
class ConditionParser {
 public:
  ConditionParser(std::string text, ConditionIssues& issues) : issues_(issues) {
    syntax_.text_ = std::move(text);
    tokens_ = lex_condition(syntax_.text_, issues_);
  }

  // The whole text is one frame that no parenthesis closes.
  ConditionSyntax run() && {
    if (current().kind == TokenKind::kEnd && issues_.empty()) {
      error("empty-condition", "the condition is empty", current().span,
            "leave the property out, or write an expression");
    }
    open_frame({});
    while (!done_) {
      expecting_operand_ ? operand() : connective();
    }
    check_depth();
    return std::move(syntax_);
  }

 private:
  // An open parenthesis, or the whole text. The operands that wait for their connective lie on
  // `waiting_`: from `or_base` those of the OR, from `and_base` those of the AND.
  struct Frame {
    TextSpan open = {};
    std::size_t or_base = 0;
    std::size_t and_base = 0;
    std::size_t not_base = 0;  // of nots_
  };

  // --- tokens

  [[nodiscard]] const Token& current() const { return tokens_[at_]; }
  [[nodiscard]] const Token& peek() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  Token take() {
    const Token token = current();
    if (token.kind != TokenKind::kEnd) {
      ++at_;
    }
    return token;
  }
  [[nodiscard]] std::string_view text(const Token& token) const { return syntax_.text(token.span); }
  void error(std::string code, std::string message, TextSpan where, std::string help = {}) {
    issues_.push_back(
        {IssueLevel::kError, std::move(code), std::move(message), where, std::move(help)});
  }

  // Keywords in any letter case; another case than the documented one is worth a note.
  Keyword keyword(const Token& token) {
    if (token.kind == TokenKind::kAndSign) {
      return Keyword::kAnd;
    }
    if (token.kind == TokenKind::kOrSign) {
      return Keyword::kOr;
    }
    if (token.kind == TokenKind::kBang) {
      return Keyword::kNot;
    }
    if (token.kind != TokenKind::kWord) {
      return Keyword::kNone;
    }
    const std::string_view word = text(token);
    for (const NamedKeyword& known : kKeywords) {
      if (known.name.size() == word.size() && equals_folded(known.name, word)) {
        return known.keyword;
      }
    }
    return Keyword::kNone;
  }

  // A note, not more: Azure accepts operators in any letter case, and says nothing of keywords.
  void note_letter_case(const Token& token, std::string_view canonical) {
    if (text(token) != canonical) {
      issues_.push_back(
          {IssueLevel::kNote, "letter-case",
           fmt::format("`{}` is spelt `{}` in Azure's documentation", text(token), canonical),
           token.span, ""});
    }
  }
  void note_keyword_case(const Token& token) {
    for (const NamedKeyword& known : kKeywords) {
      if (token.kind == TokenKind::kWord && equals_folded(known.name, text(token))) {
        note_letter_case(token, known.name);
      }
    }
  }

  // --- nodes

  ConditionNodeId add(const ConditionNode& node) {
    syntax_.nodes_.push_back(node);
    return ConditionNodeId::from_index(syntax_.nodes_.size() - 1);
  }

  // The waiting nodes from `base` on as one node; a single one stays as it is.
  void reduce(std::size_t base, ConditionNodeKind kind) {
    const std::size_t count = waiting_.size() - base;
    if (count < 2) {
      return;
    }
    const auto first = static_cast<std::uint32_t>(syntax_.children_.size());
    const auto begin = waiting_.begin() + static_cast<std::ptrdiff_t>(base);
    syntax_.children_.insert(syntax_.children_.end(), begin, waiting_.end());
    const TextSpan span = span_of(syntax_.node(*begin).span, syntax_.node(waiting_.back()).span);
    waiting_.resize(base);
    waiting_.push_back(add(
        {.kind = kind, .span = span, .first = first, .count = static_cast<std::uint32_t>(count)}));
  }

  // A complete operand: the negations in front of it apply.
  void push(ConditionNodeId id) {
    while (nots_.size() > frames_.back().not_base) {
      const auto first = static_cast<std::uint32_t>(syntax_.children_.size());
      syntax_.children_.push_back(id);
      id = add({.kind = ConditionNodeKind::kNot,
                .span = span_of(nots_.back(), syntax_.node(id).span),
                .first = first,
                .count = 1});
      nots_.pop_back();
    }
    waiting_.push_back(id);
    expecting_operand_ = false;
  }

  // Stands for an operand that was reported: the tree is thrown away.
  void push_broken(TextSpan span) { push(add({.kind = ConditionNodeKind::kExists, .span = span})); }

  // --- parentheses

  void open_frame(TextSpan open) {
    frames_.push_back({open, waiting_.size(), waiting_.size(), nots_.size()});
    expecting_operand_ = true;
  }

  // The innermost parenthesis becomes one operand of what is around it.
  void close_frame(TextSpan close) {
    const Frame frame = frames_.back();
    reduce(frame.and_base, ConditionNodeKind::kAnd);
    reduce(frame.or_base, ConditionNodeKind::kOr);
    const ConditionNodeId inner = waiting_.back();
    waiting_.pop_back();
    frames_.pop_back();
    ConditionNode& node = syntax_.nodes_[inner.index()];
    node.parenthesised = true;
    node.span = span_of(frame.open, close);
    push(inner);
  }

  // --- operands

  void operand() {
    const Token token = current();
    switch (keyword(token)) {
      case Keyword::kNot:
        note_keyword_case(token);
        nots_.push_back(take().span);
        return;
      case Keyword::kActionMatches:
      case Keyword::kSubOperationMatches:
      case Keyword::kExists:
        note_keyword_case(token);
        function();
        return;
      case Keyword::kAnd:
      case Keyword::kOr:
        missing_operand(token);
        return;
      case Keyword::kNone:
        break;
    }
    switch (token.kind) {
      case TokenKind::kOpen:
        open_frame(take().span);
        return;
      case TokenKind::kAttribute:
        comparison(attribute_operand(take()));
        return;
      case TokenKind::kOpenSet:
        comparison(set_operand());
        return;
      case TokenKind::kEnd:
      case TokenKind::kClose:
        missing_operand(token);
        return;
      case TokenKind::kWord:
      case TokenKind::kString:
      case TokenKind::kCloseSet:
      case TokenKind::kComma:
      case TokenKind::kBang:
      case TokenKind::kAndSign:
      case TokenKind::kOrSign:
        strange_operand(token);
        return;
    }
  }

  // Nothing stands where an operand should; what stands instead is left for connective().
  void missing_operand(const Token& token) {
    if (token.kind == TokenKind::kEnd && has_errors(issues_)) {
      // What is missing at the end mostly is what was broken before.
    } else if (token.kind == TokenKind::kEnd) {
      error("missing-operand", "an expression is missing at the end", token.span,
            "a condition ends with a comparison, a function or a parenthesis");
    } else {
      error("missing-operand",
            fmt::format("an expression is missing in front of `{}`", text(token)), token.span,
            token.kind == TokenKind::kClose ? "parentheses hold an expression"
                                            : "AND and OR stand between two expressions");
    }
    push_broken(token.span);
  }

  // Something stands where an operand should, and none begins like that.
  void strange_operand(const Token& token) {
    const std::string_view word = text(token);
    if (token.kind == TokenKind::kString) {
      error("literal-on-the-left", "a constant stands on the left of a comparison", token.span,
            "the attribute comes first: @Resource[name] StringEquals 'value'");
    } else if (token.kind != TokenKind::kWord) {
      error("unexpected-token", fmt::format("`{}` where an expression begins", word), token.span);
    } else if (parse_base_operator(word) || operator_parts(word).quantifier) {
      error("missing-left-operand", fmt::format("nothing stands in front of `{}`", word),
            token.span, "the attribute comes first: @Resource[name] StringEquals 'value'");
    } else if (parse_attribute_source(word)) {
      error("missing-at-sign", fmt::format("`{}` without `@`", word), token.span,
            fmt::format("write @{}[...]", word));
    } else if (is_foreign(word)) {
      error("foreign-function", fmt::format("`{}` is no function of Azure conditions", word),
            token.span, "other implementations of the language know it; Azure does not");
    } else {
      std::string help =
          did_you_mean(word, std::array<std::string_view, 6>{"ActionMatches", "SubOperationMatches",
                                                             "Exists", "AND", "OR", "NOT"});
      error("unknown-word", fmt::format("`{}` is no keyword", word), token.span,
            help.empty() ? "an expression begins with @, (, {, !, NOT, ActionMatches, "
                           "SubOperationMatches or Exists"
                         : std::move(help));
    }
    skip_to_connective();
    push_broken(token.span);
  }

  // Goes on behind a broken operand: at the next AND, OR or `)` that is not inside parentheses
  // opened on the way.
  void skip_to_connective() {
    std::size_t depth = 0;
    while (current().kind != TokenKind::kEnd) {
      const Keyword word = keyword(current());
      if (depth == 0 &&
          (word == Keyword::kAnd || word == Keyword::kOr || current().kind == TokenKind::kClose)) {
        return;
      }
      depth += current().kind == TokenKind::kOpen ? 1U : 0U;
      depth -= current().kind == TokenKind::kClose ? 1U : 0U;
      ++at_;
    }
  }

  // --- functions

  // ActionMatches{'...'} and SubOperationMatches{'...'}: one string in braces, no other brackets.
  void function() {
    const Token name = take();
    const Keyword which = keyword(name);
    if (which == Keyword::kExists) {
      exists(name);
      return;
    }
    const auto kind = which == Keyword::kActionMatches ? ConditionNodeKind::kActionMatches
                                                       : ConditionNodeKind::kSubOperationMatches;
    const Token open = current();
    if (open.kind != TokenKind::kOpenSet) {
      error("function-without-braces", fmt::format("`{}` has no argument in braces", text(name)),
            name.span, fmt::format("write {}{{'...'}}", text(name)));
      skip_to_connective();
      push_broken(name.span);
      return;
    }
    const Token argument = (take(), current());
    if (argument.kind != TokenKind::kString) {
      error("function-argument", fmt::format("`{}` needs one string in its braces", text(name)),
            argument.span, fmt::format("write {}{{'...'}}", text(name)));
      skip_to_connective();
      push_broken(name.span);
      return;
    }
    const std::uint32_t literal = add_literal(take());
    const Token close = current();
    if (close.kind != TokenKind::kCloseSet) {
      const bool several = close.kind == TokenKind::kComma;
      error(several ? "function-argument" : "unterminated-set",
            several ? fmt::format("`{}` takes one string", text(name))
                    : fmt::format("the argument of `{}` has no closing brace", text(name)),
            close.span,
            several ? fmt::format("join several with OR: {0}{{'a'}} OR {0}{{'b'}}", text(name))
                    : "close it with }");
      skip_to_connective();
      push_broken(name.span);
      return;
    }
    push(add({.kind = kind, .span = span_of(name.span, take().span), .first = literal}));
  }

  // `Exists @source[name]`; without an attribute it says nothing.
  void exists(const Token& name) {
    const Token token = current();
    if (token.kind != TokenKind::kAttribute) {
      error("exists-without-attribute", "`Exists` needs an attribute",
            token.kind == TokenKind::kEnd ? name.span : token.span, "write Exists @Resource[name]");
      skip_to_connective();
      push_broken(name.span);
      return;
    }
    const std::uint32_t attribute = add_attribute(take());
    push(add({.kind = ConditionNodeKind::kExists,
              .span = span_of(name.span, token.span),
              .first = attribute}));
  }

  // The name stays a span of the text; an unknown source is taken for one, so that the walk goes
  // on.
  std::uint32_t add_attribute(const Token& token) {
    const AttributeSpans parts = split_attribute_token(syntax_.text_, token);
    const std::string_view source_name = syntax_.text(parts.source);
    const auto source = parse_attribute_source(source_name);
    if (!source && !source_name.empty()) {
      std::string help = did_you_mean(
          source_name,
          std::array<std::string_view, 4>{"Resource", "Request", "Principal", "Environment"});
      error("unknown-source", fmt::format("no attribute source `@{}`", source_name), parts.source,
            help.empty() ? "sources are @Resource, @Request, @Principal and @Environment"
                         : std::move(help));
    } else if (source && source_name != condition_name(*source)) {
      note_letter_case({TokenKind::kWord, parts.source}, condition_name(*source));
    }
    syntax_.attributes_.push_back(
        {source.value_or(AttributeSource::kResource), token.span, parts.body});
    return static_cast<std::uint32_t>(syntax_.attributes_.size() - 1);
  }

  // Strings lose their quotes; the kind of a bare word is told by its form.
  std::uint32_t add_literal(const Token& token) {
    ConditionLiteral literal{.span = token.span};
    if (token.kind == TokenKind::kString) {
      literal.quoted = true;
      const std::uint32_t quotes = token.span.length >= 2 ? 1 : 0;
      literal.span = {token.span.offset + quotes, token.span.length - 2 * quotes};
    } else {
      literal.kind = bare_literal_kind(text(token));
    }
    syntax_.literals_.push_back(literal);
    return static_cast<std::uint32_t>(syntax_.literals_.size() - 1);
  }

  ConditionOperand attribute_operand(const Token& token) {
    return {ConditionOperand::Kind::kAttribute, add_attribute(token), 1, token.span};
  }

  // `{a, b, c}`. An error in it is reported once; what is behind the brace is read on.
  ConditionOperand set_operand() {
    const Token open = take();
    ConditionOperand set{ConditionOperand::Kind::kSet,
                         static_cast<std::uint32_t>(syntax_.literals_.size()), 0, open.span};
    bool expecting_value = true;
    bool broken = false;
    while (current().kind != TokenKind::kCloseSet) {
      const Token token = current();
      const bool is_value = token.kind == TokenKind::kString || is_bare_value(token);
      if (token.kind == TokenKind::kComma && !expecting_value) {
        expecting_value = true;
        take();
      } else if (is_value && expecting_value) {
        add_literal(take());
        ++set.count;
        expecting_value = false;
      } else {
        broken = true;
        break;
      }
    }
    if (broken || (expecting_value && set.count > 0)) {
      broken_set(open, expecting_value);
    }
    set.span = span_of(open.span, current().span);
    if (current().kind == TokenKind::kCloseSet) {
      take();
    }
    return set;
  }

  // A word that can stand in a set: no keyword, no operator.
  bool is_bare_value(const Token& token) {
    return token.kind == TokenKind::kWord && keyword(token) == Keyword::kNone &&
           !parse_base_operator(text(token));
  }

  // Says what is wrong at the current token, and goes on behind the set as far as it can be seen.
  void broken_set(const Token& open, bool expecting_value) {
    const Token token = current();
    if (token.kind == TokenKind::kCloseSet) {
      error("trailing-comma", "a comma in front of the closing brace", token.span, "remove it");
    } else if (token.kind == TokenKind::kComma) {
      error("missing-value", "a value is missing in front of the comma", token.span,
            "values stand between the commas: {'a', 'b'}");
    } else if (token.kind == TokenKind::kString || is_bare_value(token)) {
      error("missing-comma", fmt::format("no comma in front of `{}`", text(token)), token.span,
            "values of a set stand between commas: {'a', 'b'}");
    } else if (token.kind == TokenKind::kAttribute && expecting_value) {
      error("attribute-in-set", "an attribute in a set of constants", token.span,
            "compare with the attribute itself, without braces");
    } else {
      error("unterminated-set", "the set has no closing brace", open.span, "close it with }");
    }
    // To the end of the set, where one is in sight.
    std::size_t ahead = at_;
    while (tokens_[ahead].kind == TokenKind::kComma || tokens_[ahead].kind == TokenKind::kString ||
           tokens_[ahead].kind == TokenKind::kAttribute || is_bare_value(tokens_[ahead])) {
      ++ahead;
    }
    at_ = ahead;
  }

  // --- comparisons

  struct OperatorParts {
    std::string_view base;
    std::optional<Quantifier> quantifier;
    bool has_colon = false;
  };

  [[nodiscard]] static OperatorParts operator_parts(std::string_view word) {
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos) {
      return {word, parse_quantifier(word), false};
    }
    return {word.substr(colon + 1), parse_quantifier(word.substr(0, colon)), true};
  }

  // Operator and right side; both are read before either error counts.
  void comparison(const ConditionOperand& left) {
    const Token token = current();
    if (token.kind != TokenKind::kWord || keyword(token) != Keyword::kNone) {
      missing_operator(left, token);
      return;
    }
    const std::optional<ComparisonOperator> op = comparison_operator(take());
    const std::optional<ConditionOperand> right = right_operand(token);
    if (!op || !right) {
      push_broken(left.span);
      return;
    }
    syntax_.comparisons_.push_back({left, *op, *right, token.span});
    push(add({.kind = ConditionNodeKind::kComparison,
              .span = span_of(left.span, right->span),
              .first = static_cast<std::uint32_t>(syntax_.comparisons_.size() - 1)}));
  }

  // An attribute alone is no condition, not even of a boolean.
  void missing_operator(const ConditionOperand& left, const Token& token) {
    const bool known_already = token.kind == TokenKind::kEnd && has_errors(issues_);
    if (!known_already) {
      error("missing-operator", fmt::format("no operator behind `{}`", syntax_.text(left.span)),
            token.kind == TokenKind::kEnd ? left.span : token.span,
            "compare with an operator such as StringEquals, or test with Exists");
    }
    skip_to_connective();
    push_broken(left.span);
  }

  // `StringEquals` or `ForAnyOfAnyValues:StringEquals`: one word, split at its colon.
  std::optional<ComparisonOperator> comparison_operator(const Token& token) {
    const std::string_view word = text(token);
    const OperatorParts parts = operator_parts(word);
    if (parts.quantifier && !parts.has_colon) {
      error("quantifier-without-operator", fmt::format("`{}` without an operator", word),
            token.span,
            fmt::format("write {}:StringEquals, without blanks around the colon",
                        to_string(*parts.quantifier)));
      if (current().kind == TokenKind::kWord &&
          (parse_base_operator(text(current())) || text(current()).starts_with(':'))) {
        take();
      }
      return std::nullopt;
    }
    if (parts.has_colon && !parts.quantifier) {
      const std::string_view name = word.substr(0, word.size() - parts.base.size() - 1);
      std::string help = did_you_mean(
          name, std::array<std::string_view, 4>{"ForAnyOfAnyValues", "ForAllOfAnyValues",
                                                "ForAnyOfAllValues", "ForAllOfAllValues"});
      error("unknown-quantifier", fmt::format("no quantifier `{}`", name), token.span,
            help.empty() ? "quantifiers are ForAnyOfAnyValues, ForAllOfAnyValues, "
                           "ForAnyOfAllValues and ForAllOfAllValues"
                         : std::move(help));
      return std::nullopt;
    }
    std::optional<ComparisonOperator> op = parse_base_operator(parts.base);
    if (!op) {
      unknown_operator(token, parts.base);
      return std::nullopt;
    }
    op->quantifier = parts.quantifier.value_or(Quantifier::kNone);
    if (const std::string canonical = to_string(*op); canonical != word) {
      note_letter_case(token, canonical);
    }
    return op;
  }

  // The likeliest reasons first: a slip of the pen, the `...OrEquals` of other languages, an
  // operator of another implementation.
  void unknown_operator(const Token& token, std::string_view name) {
    std::string help = did_you_mean(name, base_operator_names());
    if (const std::size_t at = folded(name).find("thanorequals"); at != std::string::npos) {
      help = fmt::format("did you mean `{}Equals`?", name.substr(0, at + 4));
    } else if (is_foreign(name)) {
      help = "other implementations of the language know it; Azure does not";
    } else if (help.empty()) {
      help =
          "operators are String..., Bool..., Numeric..., DateTime... and Guid..., such as "
          "StringEquals";
    }
    error("unknown-operator", fmt::format("no operator `{}`", name), token.span, std::move(help));
  }

  // The right side; behind an operator that is none as well, so that it is not complained of.
  std::optional<ConditionOperand> right_operand(const Token& op) {
    const Token token = current();
    if (token.kind == TokenKind::kAttribute) {
      return attribute_operand(take());
    }
    if (token.kind == TokenKind::kOpenSet) {
      return set_operand();
    }
    if (token.kind == TokenKind::kString || is_bare_value(token)) {
      if (token.kind == TokenKind::kWord && is_foreign(text(token))) {
        foreign_value(token);
        return std::nullopt;
      }
      return ConditionOperand{ConditionOperand::Kind::kScalar, add_literal(take()), 1, token.span};
    }
    if (!has_error_at(op.span)) {
      error("missing-right-operand", fmt::format("nothing to compare with behind `{}`", text(op)),
            token.kind == TokenKind::kEnd ? op.span : token.span,
            "write a value, a set {...} or an attribute");
    }
    if (token.kind == TokenKind::kOpen) {
      skip_to_connective();
    }
    return std::nullopt;
  }

  void foreign_value(const Token& token) {
    const bool null = equals_folded(text(token), "null");
    error(
        "foreign-function",
        fmt::format("`{}` is no {} of Azure conditions", text(token), null ? "value" : "function"),
        token.span,
        null ? "test with NOT Exists @Resource[name]"
             : "other implementations of the language know it; Azure does not");
    skip_to_connective();
  }

  [[nodiscard]] bool has_error_at(TextSpan span) const {
    return std::ranges::any_of(issues_, [&](const ConditionIssue& issue) {
      return issue.level == IssueLevel::kError && issue.span == span;
    });
  }

  // --- connectives

  void connective() {
    const Token token = current();
    switch (keyword(token)) {
      case Keyword::kAnd:
        note_keyword_case(token);
        take();
        expecting_operand_ = true;
        return;
      case Keyword::kOr:
        note_keyword_case(token);
        take();
        reduce(frames_.back().and_base, ConditionNodeKind::kAnd);
        frames_.back().and_base = waiting_.size();
        expecting_operand_ = true;
        return;
      case Keyword::kNone:
      case Keyword::kNot:
      case Keyword::kActionMatches:
      case Keyword::kSubOperationMatches:
      case Keyword::kExists:
        break;
    }
    if (token.kind == TokenKind::kClose) {
      close(take());
    } else if (token.kind == TokenKind::kEnd) {
      finish(token);
    } else {
      missing_connective(token);
    }
  }

  void close(const Token& token) {
    if (frames_.size() == 1) {
      error("unmatched-parenthesis", "`)` closes nothing", token.span,
            "remove it, or open a parenthesis in front");
      return;
    }
    close_frame(token.span);
  }

  // Parentheses that are still open are closed here, each with its error.
  void finish(const Token& end) {
    while (frames_.size() > 1) {
      error("unclosed-parenthesis", "`(` is not closed", frames_.back().open, "close it with )");
      close_frame(end.span);
    }
    reduce(frames_.back().and_base, ConditionNodeKind::kAnd);
    reduce(frames_.back().or_base, ConditionNodeKind::kOr);
    done_ = true;
  }

  // Two operands side by side are taken for an AND; anything else is skipped.
  void missing_connective(const Token& token) {
    const Keyword word = keyword(token);
    const bool begins = word != Keyword::kNone || token.kind == TokenKind::kOpen ||
                        token.kind == TokenKind::kAttribute || token.kind == TokenKind::kOpenSet;
    if (!has_error_near(token.span)) {
      error(begins ? "missing-connective" : "unexpected-token",
            begins ? fmt::format("no AND or OR in front of `{}`", shortened(token))
                   : fmt::format("`{}` does not belong here", shortened(token)),
            token.span,
            begins ? "join expressions with AND or OR"
                   : "an expression ends here; go on with AND, OR or )");
    }
    if (begins) {
      expecting_operand_ = true;
    } else {
      take();
      skip_to_connective();
    }
  }

  // Whether an error was reported for this token, or for one just in front of it.
  [[nodiscard]] bool has_error_near(TextSpan span) const {
    return !issues_.empty() && issues_.back().level == IssueLevel::kError &&
           issues_.back().span.offset <= span.offset &&
           span.offset <= issues_.back().span.end() + 1;
  }

  [[nodiscard]] std::string shortened(const Token& token) const {
    constexpr std::size_t kShown = 60;
    const std::string_view whole = text(token);
    return whole.size() <= kShown ? std::string(whole)
                                  : std::string(whole.substr(0, kShown)) + "...";
  }

  // How deep AND and OR stand in each other: an evaluation keeps as many values.
  void check_depth() {
    std::vector<std::uint32_t> depth(syntax_.nodes_.size());
    for (std::size_t i = 0; i < syntax_.nodes_.size(); ++i) {
      const ConditionNode& node = syntax_.nodes_[i];
      const std::uint32_t level = node.kind == ConditionNodeKind::kNot ? 0 : 1;
      for (const ConditionNodeId child : syntax_.operands(node)) {
        depth[i] = std::max(depth[i], depth[child.index()] + level);
      }
      if (depth[i] > kMaxConditionDepth) {
        error("nested-too-deeply",
              fmt::format("more than {} levels of AND and OR", kMaxConditionDepth), node.span,
              "a list of expressions needs no parentheses");
        return;
      }
    }
  }

  ConditionIssues& issues_;
  ConditionSyntax syntax_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::vector<Frame> frames_;
  std::vector<ConditionNodeId> waiting_;
  std::vector<TextSpan> nots_;
  bool expecting_operand_ = true;
  bool done_ = false;
};

ConditionSyntax parse_condition_syntax(std::string text, ConditionIssues& issues) {
  return ConditionParser(std::move(text), issues).run();
}

}  // namespace leastwise
