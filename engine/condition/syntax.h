// The syntax tree of a condition, flat: nodes, comparisons, attributes and literals lie in arrays
// and name each other by index, so a tree is a handful of allocations whatever its size, and no
// walk over it recurses.
//
// Children stand before their parents: the last node is the root. AND and OR hold a list of
// operands, in the order of the text: `a AND b AND c` is one node, `(a AND b) AND c` two.
// Example: `!(ActionMatches{'x'}) OR Exists @Resource[y]` gives the nodes
//   0 ActionMatches   1 Not(0)   2 Exists   3 Or(1, 2)
// A tree has no errors: parse() in condition.h gives one only for a valid text.
// Tests: tests/engine/condition/parser_test.cc, tests/engine/condition/canonical_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/id.h"
#include "engine/condition/attribute.h"
#include "engine/condition/issue.h"
#include "engine/condition/operators.h"

namespace leastwise {

using ConditionNodeId = Id<struct ConditionNodeTag>;

enum class ConditionNodeKind : std::uint8_t {
  kAnd,
  kOr,
  kNot,
  kActionMatches,
  kSubOperationMatches,
  kExists,
  kComparison,
};

struct ConditionNode {
  ConditionNodeKind kind = ConditionNodeKind::kAnd;
  bool parenthesised = false;  // stood in parentheses of its own; no part of its meaning
  TextSpan span = {};
  // kAnd, kOr, kNot: a range of children. Else `first` is an index: of a literal (ActionMatches,
  // SubOperationMatches), of an attribute (Exists), of a comparison.
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

enum class LiteralKind : std::uint8_t { kString, kInteger, kBoolean, kGuid };

// A constant. `span` is that of the value: of a string without its quotes.
struct ConditionLiteral {
  LiteralKind kind = LiteralKind::kString;
  bool quoted = false;  // also of a GUID in quotes
  TextSpan span = {};
};

struct ConditionAttribute {
  AttributeSource source = AttributeSource::kResource;
  TextSpan span = {};  // from the `@` to the `]`
  TextSpan body = {};  // between the brackets
};

// One side of a comparison.
struct ConditionOperand {
  enum class Kind : std::uint8_t { kAttribute, kScalar, kSet };

  Kind kind = Kind::kScalar;
  std::uint32_t first = 0;  // an attribute, or the first literal
  std::uint32_t count = 1;  // of literals
  TextSpan span = {};
};

struct ConditionComparison {
  ConditionOperand left;
  ComparisonOperator op;
  ConditionOperand right;
  TextSpan op_span = {};
};

class ConditionSyntax {
 public:
  // The text that the spans point into; the tree keeps a copy of its own.
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view text(TextSpan span) const {
    return std::string_view(text_).substr(span.offset, span.length);
  }

  [[nodiscard]] std::span<const ConditionNode> nodes() const { return nodes_; }
  [[nodiscard]] const ConditionNode& node(ConditionNodeId id) const { return nodes_[id.index()]; }
  [[nodiscard]] ConditionNodeId root() const {
    return ConditionNodeId::from_index(nodes_.size() - 1);
  }
  // The operands of AND, OR and NOT; none of any other node.
  [[nodiscard]] std::span<const ConditionNodeId> operands(const ConditionNode& node) const {
    return node.kind <= ConditionNodeKind::kNot
               ? std::span(children_).subspan(node.first, node.count)
               : std::span<const ConditionNodeId>();
  }

  [[nodiscard]] const ConditionComparison& comparison(const ConditionNode& node) const {
    return comparisons_[node.first];
  }
  [[nodiscard]] const ConditionLiteral& literal(const ConditionNode& node) const {
    return literals_[node.first];
  }
  [[nodiscard]] const ConditionAttribute& attribute(const ConditionNode& node) const {
    return attributes_[node.first];
  }
  // REQUIRES: the operand is an attribute / is none.
  [[nodiscard]] const ConditionAttribute& attribute(const ConditionOperand& operand) const {
    return attributes_[operand.first];
  }
  [[nodiscard]] std::span<const ConditionLiteral> literals(const ConditionOperand& operand) const {
    return std::span(literals_).subspan(operand.first, operand.count);
  }
  [[nodiscard]] std::span<const ConditionAttribute> attributes() const { return attributes_; }
  [[nodiscard]] std::span<const ConditionComparison> comparisons() const { return comparisons_; }

  // The attribute's name and source, normalised.
  [[nodiscard]] AttributeKey key(const ConditionAttribute& attribute) const {
    return {attribute.source, normal_attribute_name(text(attribute.body))};
  }

 private:
  friend class ConditionParser;

  std::string text_;
  std::vector<ConditionNode> nodes_;
  std::vector<ConditionNodeId> children_;
  std::vector<ConditionComparison> comparisons_;
  std::vector<ConditionAttribute> attributes_;
  std::vector<ConditionLiteral> literals_;
};

}  // namespace leastwise
