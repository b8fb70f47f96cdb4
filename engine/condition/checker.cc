// What is an error here and what a note follows from one question: can the comparison ever be what
// its author means? `NumericEquals '3'` cannot, whatever a request gives, so it is refused as Azure
// would refuse it. A GUID in quotes has one meaning only; Azure may refuse it or not, and a
// condition that stands in an export was accepted, so it is read and noted.
#include "engine/condition/checker.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/base/instant.h"
#include "engine/condition/literal_text.h"

namespace leastwise {
namespace {

// How a constant of a type is written.
std::string_view form_of(ValueType type) {
  switch (type) {
    case ValueType::kString:
      return "a string in single quotes, such as 'value'";
    case ValueType::kBoolean:
      return "true or false, without quotes";
    case ValueType::kInteger:
      return "a whole number without quotes, such as 10";
    case ValueType::kDateTime:
      return "a date and time in single quotes, such as '2022-06-01T23:38:32.8883645Z'";
    case ValueType::kGuid:
      return "a GUID without quotes, such as 8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
  }
  return "";
}

// The operators that compare constants of a kind.
std::string_view operators_for(const ConditionSyntax& syntax, const ConditionLiteral& literal) {
  switch (literal.kind) {
    case LiteralKind::kString:
      return parse_instant(syntax.text(literal.span)) ? "DateTime..." : "String...";
    case LiteralKind::kInteger:
      return "Numeric...";
    case LiteralKind::kBoolean:
      return "Bool...";
    case LiteralKind::kGuid:
      return "Guid...";
  }
  return "";
}

// Looks at attributes and comparisons one by one: nothing here depends on where they stand.
class Checker {
 public:
  Checker(const ConditionSyntax& syntax, ConditionIssues& issues)
      : syntax_(syntax), issues_(issues) {}

  void run() {
    for (const ConditionAttribute& attribute : syntax_.attributes()) {
      check_name(attribute);
    }
    for (const ConditionComparison& comparison : syntax_.comparisons()) {
      check(comparison);
    }
    if (!has_errors(issues_)) {
      check_precedence();
    }
  }

 private:
  void report(IssueLevel level, std::string code, std::string message, TextSpan span,
              std::string help = {}) {
    issues_.push_back({level, std::move(code), std::move(message), span, std::move(help)});
  }

  void check_name(const ConditionAttribute& attribute) {
    const std::string_view body = syntax_.text(attribute.body);
    if (trim_blanks(body).empty()) {
      return;  // the lexer has said so
    }
    if (body.front() == ' ' || body.back() == ' ') {
      report(IssueLevel::kNote, "blanks-in-brackets", "blanks around the name of the attribute",
             attribute.body, "remove them");
    }
    const AttributeNameView name = split_attribute_name(body);
    const bool colon_alone = name.leaf.data() != nullptr && name.leaf.empty();
    if (name.path.empty() || colon_alone) {
      report(IssueLevel::kError, "attribute-name",
             fmt::format("`{}` is no name of an attribute", body), attribute.body,
             "a name is a path and a leaf: Microsoft.Storage/storageAccounts:name");
    }
    if (body.find('$') != std::string_view::npos && name.form == AttributeForm::kPlain) {
      report(IssueLevel::kWarning, "mangled-key-mark",
             fmt::format("the mark of a dictionary key in `{}` is not whole", body), attribute.body,
             "write <$key_case_sensitive$> or &$keys$&; in a shell, quote the condition or escape "
             "the $");
    }
  }

  // Azure tells authors to put parentheses around a mix of AND and OR, does not enforce it, and
  // does not say how it reads one.
  void check_precedence() {
    for (const ConditionNode& node : syntax_.nodes()) {
      if (node.kind != ConditionNodeKind::kOr) {
        continue;
      }
      for (const ConditionNodeId id : syntax_.operands(node)) {
        const ConditionNode& operand = syntax_.node(id);
        if (operand.kind == ConditionNodeKind::kAnd && !operand.parenthesised) {
          report(IssueLevel::kWarning, "mixed-and-or", "AND and OR without parentheses",
                 operand.span,
                 "read as AND before OR; put parentheses around what belongs together");
          break;
        }
      }
    }
  }

  void check(const ConditionComparison& comparison) {
    const ComparisonOperator& op = comparison.op;
    for (const ConditionOperand& side : {comparison.left, comparison.right}) {
      if (side.kind != ConditionOperand::Kind::kAttribute) {
        check_values(op, side);
      }
      if (side.kind == ConditionOperand::Kind::kSet) {
        check_set(op, side);
      }
    }
    if (op.quantifier != Quantifier::kNone && !takes_quantifier(op)) {
      report(IssueLevel::kNote, "undocumented-quantifier",
             fmt::format("`{}` is not documented with a quantifier", to_string(op)),
             comparison.op_span, "Azure may refuse it");
    }
  }

  // Without a quantifier nobody knows how Azure reads a set: one value of it, or all?
  void check_set(const ComparisonOperator& op, const ConditionOperand& set) {
    if (op.quantifier == Quantifier::kNone) {
      report(IssueLevel::kError, "set-without-quantifier",
             fmt::format("`{}` compares with one value, not with a set", to_string(op)), set.span,
             fmt::format("say how: {}:{}", to_string(Quantifier::kAnyOfAny), to_string(op)));
    } else if (set.count == 0) {
      report(IssueLevel::kNote, "empty-set", "a set without values", set.span,
             "Azure may refuse it");
    } else {
      check_members(op, set);
    }
  }

  // Values are equal as the operator compares them: GUIDs in either spelling, strings perhaps
  // ignoring case.
  void check_members(const ComparisonOperator& op, const ConditionOperand& set) {
    std::vector<std::pair<std::string, TextSpan>> members;
    for (const ConditionLiteral& literal : syntax_.literals(set)) {
      const std::string_view text = syntax_.text(literal.span);
      const auto guid = op.type == ValueType::kGuid ? guid_value(text) : std::nullopt;
      const bool fold_it = op.ignore_case || !literal.quoted;
      members.emplace_back(guid      ? to_string(*guid)
                           : fold_it ? folded(text)
                                     : std::string(text),
                           literal.span);
    }
    std::ranges::stable_sort(members, {}, &std::pair<std::string, TextSpan>::first);
    std::size_t distinct = 1;
    for (std::size_t i = 1; i < members.size(); ++i) {
      if (members[i].first == members[i - 1].first) {
        report(IssueLevel::kWarning, "duplicate-value",
               fmt::format("`{}` stands in the set already", syntax_.text(members[i].second)),
               members[i].second, "remove one of the two");
      } else {
        ++distinct;
      }
    }
    const bool vacuous = op.quantifier == Quantifier::kAnyOfAny &&
                         op.relation == Relation::kNotEquals && distinct > 1;
    if (vacuous) {
      report(IssueLevel::kWarning, "vacuous-not-equals",
             fmt::format("`{}` of several values is true for every value", to_string(op)), set.span,
             fmt::format("`not one of these` is {}:{}", to_string(Quantifier::kAnyOfAll),
                         to_string(ComparisonOperator{Quantifier::kNone, op.type, op.relation,
                                                      op.ignore_case})));
    }
  }

  void check_values(const ComparisonOperator& op, const ConditionOperand& operand) {
    for (const ConditionLiteral& literal : syntax_.literals(operand)) {
      check_value(op, literal);
    }
  }

  // Quotes tell strings and dates from the rest: no value of a type is written both ways.
  void check_value(const ComparisonOperator& op, const ConditionLiteral& literal) {
    const std::string_view text = syntax_.text(literal.span);
    switch (op.type) {
      case ValueType::kString:
        return literal.quoted ? check_pattern(op, literal) : wrong_form(op, literal);
      case ValueType::kBoolean:
        return !literal.quoted && boolean_value(text) ? void() : wrong_form(op, literal);
      case ValueType::kInteger:
        return !literal.quoted && integer_value(text) ? void() : wrong_form(op, literal);
      case ValueType::kDateTime:
        return literal.quoted && parse_instant(text) ? void() : wrong_form(op, literal);
      case ValueType::kGuid:
        if (!guid_value(text)) {
          wrong_form(op, literal);
        } else if (literal.quoted) {
          report(IssueLevel::kNote, "quoted-guid", "a GUID in quotes", literal.span,
                 "Azure's conditions write GUIDs without quotes");
        }
        return;
    }
  }

  // Tells the form that is wanted and, where the constant has another type's, the operators for it.
  void wrong_form(const ComparisonOperator& op, const ConditionLiteral& literal) {
    const std::string_view text = syntax_.text(literal.span);
    const std::string_view better = operators_for(syntax_, literal);
    const bool bare_word = literal.kind == LiteralKind::kString && !literal.quoted;
    std::string help = fmt::format("it takes {}", form_of(op.type));
    if (!bare_word && !better.starts_with(to_string(op).substr(0, 4))) {
      help += fmt::format("; `{}` is compared by the {} operators", text, better);
    }
    report(IssueLevel::kError, "literal-form",
           fmt::format("`{}` does not compare with `{}`", to_string(op), text), literal.span,
           std::move(help));
  }

  // A backslash has a meaning in patterns only in front of `*` and `?`; elsewhere none is known.
  void check_pattern(const ComparisonOperator& op, const ConditionLiteral& literal) {
    const std::string_view text = syntax_.text(literal.span);
    const bool like = op.relation == Relation::kLike || op.relation == Relation::kNotLike;
    if (!like && text.find_first_of("*?") != std::string_view::npos) {
      report(IssueLevel::kWarning, "wildcard-without-like",
             fmt::format("`{}` takes `*` and `?` for ordinary characters", to_string(op)),
             literal.span, "use StringLike for a pattern");
    }
    for (std::size_t at = text.find('\\'); like && at != std::string_view::npos;
         at = text.find('\\', at + 2)) {
      if (at + 1 == text.size() || (text[at + 1] != '*' && text[at + 1] != '?')) {
        report(IssueLevel::kNote, "undocumented-escape",
               "a backslash that escapes neither `*` nor `?`",
               {literal.span.offset + static_cast<std::uint32_t>(at), 1},
               "it is taken for an ordinary character; Azure documents no meaning");
        return;
      }
    }
  }

  const ConditionSyntax& syntax_;
  ConditionIssues& issues_;
};

}  // namespace

void check_condition_syntax(const ConditionSyntax& syntax, ConditionIssues& issues) {
  Checker(syntax, issues).run();
}

}  // namespace leastwise
