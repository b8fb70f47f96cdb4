#include "engine/condition_analysis/formula.h"

#include <algorithm>
#include <array>
#include <optional>

namespace leastwise {

Formula Formula::of(const Condition& condition, ConditionReading reading,
                    std::uint32_t first_test) {
  const ConditionSyntax& syntax = condition.syntax();
  Formula formula;
  formula.node_of_.resize(syntax.nodes().size());
  std::uint32_t next_test = first_test;  // leaves stand in the order of the text, as tests do
  for (std::size_t i = 0; i < syntax.nodes().size(); ++i) {
    const ConditionNode& node = syntax.nodes()[i];
    const auto operands = syntax.operands(node);
    if (operands.empty()) {
      formula.nodes_.push_back({Kind::kTest, false, next_test++, 0});
      formula.node_of_[i] = static_cast<std::uint32_t>(formula.nodes_.size() - 1);
      continue;
    }
    if (node.kind == ConditionNodeKind::kOr && reading == ConditionReading::kLeftToRight) {
      formula.node_of_[i] = formula.fold_left_to_right(syntax, node);
      continue;
    }
    std::vector<std::uint32_t> parts;
    for (const ConditionNodeId id : operands) {
      parts.push_back(formula.node_of_[id.index()]);
    }
    const Kind kind = node.kind == ConditionNodeKind::kNot   ? Kind::kNot
                      : node.kind == ConditionNodeKind::kAnd ? Kind::kAnd
                                                             : Kind::kOr;
    formula.node_of_[i] = formula.add(kind, parts);
  }
  return formula;
}

std::uint32_t Formula::add(Kind kind, std::span<const std::uint32_t> operands) {
  nodes_.push_back({kind, false, static_cast<std::uint32_t>(children_.size()),
                    static_cast<std::uint32_t>(operands.size())});
  children_.insert(children_.end(), operands.begin(), operands.end());
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

// `a OR b AND c OR d` is the sequence a, OR b, AND c, OR d: each operand joins what stands left of
// it. An AND that has parentheses of its own is one operand.
std::uint32_t Formula::fold_left_to_right(const ConditionSyntax& syntax,
                                          const ConditionNode& node) {
  std::optional<std::uint32_t> left;
  const auto join = [&](Kind kind, ConditionNodeId id) {
    const std::uint32_t right = node_of_[id.index()];
    left = left ? add(kind, std::array{*left, right}) : right;
  };
  for (const ConditionNodeId id : syntax.operands(node)) {
    const ConditionNode& operand = syntax.node(id);
    if (operand.kind != ConditionNodeKind::kAnd || operand.parenthesised) {
      join(Kind::kOr, id);
      continue;
    }
    Kind kind = Kind::kOr;
    for (const ConditionNodeId inner : syntax.operands(operand)) {
      join(kind, inner);
      kind = Kind::kAnd;
    }
  }
  return *left;
}

bool Formula::is_operand(ConditionNodeId node) const {
  const std::uint32_t wanted = node_of_[node.index()];
  return std::ranges::any_of(nodes_, [&](const Node& parent) {
    if (parent.kind != Kind::kAnd && parent.kind != Kind::kOr) {
      return false;
    }
    const auto operands = std::span(children_).subspan(parent.first, parent.count);
    return std::ranges::find(operands, wanted) != operands.end();
  });
}

Formula Formula::without(ConditionNodeId node) const {
  Formula rest = *this;
  rest.nodes_[node_of_[node.index()]].dropped = true;
  return rest;
}

ConditionOutcome Formula::evaluate(std::span<const ConditionOutcome> outcomes,
                                   std::vector<ConditionOutcome>& scratch) const {
  scratch.resize(nodes_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    if (node.kind == Kind::kTest) {
      scratch[i] = outcomes[node.first];
      continue;
    }
    const bool is_or = node.kind == Kind::kOr;
    ConditionOutcome all(truth_of(!is_or));
    for (const std::uint32_t id : std::span(children_).subspan(node.first, node.count)) {
      if (!nodes_[id].dropped) {
        all = is_or ? all | scratch[id] : all & scratch[id];
      }
    }
    scratch[i] = node.kind == Kind::kNot ? !all : all;
  }
  return scratch.back();
}

// What is settled hides all below it; under an open node only open operands count.
void Formula::add_open_tests(std::span<const ConditionOutcome> scratch,
                             std::vector<std::uint32_t>& open) const {
  std::vector<std::uint32_t> walk = {static_cast<std::uint32_t>(nodes_.size() - 1)};
  while (!walk.empty()) {
    const std::uint32_t id = walk.back();
    walk.pop_back();
    const Node& node = nodes_[id];
    if (node.dropped || scratch[id].is_settled()) {
      continue;
    }
    if (node.kind == Kind::kTest) {
      open.push_back(node.first);
      continue;
    }
    const auto operands = std::span(children_).subspan(node.first, node.count);
    walk.insert(walk.end(), operands.rbegin(), operands.rend());
  }
}

}  // namespace leastwise
