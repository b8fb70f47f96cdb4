// Nodes stand behind their operands, so a text a node, made in the order of the array, is complete
// when its parent asks for it; each is moved into its parent, and nothing recurses.
#include "engine/condition/canonical.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/instant.h"
#include "engine/condition/literal_text.h"

namespace leastwise {
namespace {

bool is_list(ConditionNodeKind kind) {
  return kind == ConditionNodeKind::kAnd || kind == ConditionNodeKind::kOr;
}

class Printer {
 public:
  Printer(const ConditionSyntax& syntax, ConditionSpelling spelling)
      : syntax_(syntax), normal_(spelling == ConditionSpelling::kNormal) {}

  std::string print(ConditionNodeId root) {
    texts_.resize(root.index() + 1);
    // Only the nodes below `root`: they stand in one run in front of it.
    for (std::size_t i = first_below(root); i <= root.index(); ++i) {
      texts_[i] = node_text(syntax_.node(ConditionNodeId::from_index(i)));
    }
    return std::move(texts_.back());
  }

 private:
  [[nodiscard]] std::size_t first_below(ConditionNodeId id) const {
    while (!syntax_.operands(syntax_.node(id)).empty()) {
      id = syntax_.operands(syntax_.node(id)).front();
    }
    return id.index();
  }

  std::string node_text(const ConditionNode& node) {
    switch (node.kind) {
      case ConditionNodeKind::kAnd:
        return list(node, " AND ");
      case ConditionNodeKind::kOr:
        return list(node, " OR ");
      case ConditionNodeKind::kNot:
        return negation(node);
      case ConditionNodeKind::kActionMatches:
        return fmt::format("ActionMatches{{'{}'}}", function_text(node));
      case ConditionNodeKind::kSubOperationMatches:
        return fmt::format("SubOperationMatches{{'{}'}}", function_text(node));
      case ConditionNodeKind::kExists:
        return "Exists " + attribute(syntax_.attribute(node));
      case ConditionNodeKind::kComparison:
        return comparison(syntax_.comparison(node));
    }
    return {};
  }

  // Actions and suboperations compare ignoring case.
  [[nodiscard]] std::string function_text(const ConditionNode& node) const {
    const std::string_view text = syntax_.text(syntax_.literal(node).span);
    return normal_ ? folded(text) : std::string(text);
  }

  // A list in a list keeps its parentheses: without them it would be another tree.
  std::string list(const ConditionNode& node, std::string_view connective) {
    std::string text;
    for (const ConditionNodeId id : syntax_.operands(node)) {
      text += text.empty() ? std::string_view() : connective;
      const std::string part = std::move(texts_[id.index()]);
      text += is_list(syntax_.node(id).kind) ? "(" + part + ")" : part;
    }
    return text;
  }

  std::string negation(const ConditionNode& node) {
    const ConditionNodeId id = syntax_.operands(node).front();
    std::string part = std::move(texts_[id.index()]);
    const ConditionNodeKind inner = syntax_.node(id).kind;
    const bool function =
        inner == ConditionNodeKind::kSubOperationMatches || inner == ConditionNodeKind::kExists;
    return function ? "NOT " + part : "!(" + part + ")";
  }

  std::string comparison(const ConditionComparison& it) const {
    return operand(it.left, it.op.type) + " " + to_string(it.op) + " " +
           operand(it.right, it.op.type);
  }

  [[nodiscard]] std::string operand(const ConditionOperand& operand, ValueType type) const {
    if (operand.kind == ConditionOperand::Kind::kAttribute) {
      return attribute(syntax_.attribute(operand));
    }
    std::string text;
    for (const ConditionLiteral& value : syntax_.literals(operand)) {
      text += text.empty() ? "" : ", ";
      text += literal(value, type);
    }
    return operand.kind == ConditionOperand::Kind::kSet ? "{" + text + "}" : text;
  }

  [[nodiscard]] std::string literal(const ConditionLiteral& value, ValueType type) const {
    const std::string_view text = syntax_.text(value.span);
    if (normal_ && type == ValueType::kGuid) {
      if (const auto guid = guid_value(text)) {
        return to_string(*guid);
      }
    }
    if (normal_ && type == ValueType::kDateTime) {
      if (const auto instant = parse_instant(text)) {
        return fmt::format("'{}'", to_string(*instant));
      }
    }
    if (normal_ && type == ValueType::kInteger) {
      if (const auto number = integer_value(text)) {
        return fmt::format("{}", *number);
      }
    }
    if (value.quoted) {
      return fmt::format("'{}'", text);
    }
    return normal_ ? folded(text) : std::string(text);
  }

  [[nodiscard]] std::string attribute(const ConditionAttribute& it) const {
    const std::string_view body = syntax_.text(it.body);
    return fmt::format("@{}[{}]", condition_name(it.source),
                       normal_ ? normal_attribute_name(body) : std::string(trim_blanks(body)));
  }

  const ConditionSyntax& syntax_;
  bool normal_;
  std::vector<std::string> texts_;  // by node; moved out once the parent has it
};

}  // namespace

std::string canonical_text(const ConditionSyntax& syntax, ConditionSpelling spelling) {
  return canonical_text(syntax, syntax.root(), spelling);
}

std::string canonical_text(const ConditionSyntax& syntax, ConditionNodeId node,
                           ConditionSpelling spelling) {
  return Printer(syntax, spelling).print(node);
}

}  // namespace leastwise
