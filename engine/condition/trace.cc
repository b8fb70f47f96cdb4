#include "engine/condition/trace.h"

namespace leastwise {

// Children stand before their parents, so one walk over the array is enough.
std::vector<ConditionOutcome> trace(const Condition& condition, std::string_view folded_action,
                                    const ConditionRequest& request) {
  const ConditionSyntax& syntax = condition.syntax();
  std::vector<ConditionOutcome> outcomes(syntax.nodes().size());
  for (const ConditionTest& test : condition.program().tests()) {
    outcomes[test.node.index()] = condition.program().evaluate(test, folded_action, request);
  }
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const ConditionNode& node = syntax.nodes()[i];
    const auto operands = syntax.operands(node);
    if (operands.empty()) {
      continue;
    }
    outcomes[i] = outcomes[operands.front().index()];
    for (const ConditionNodeId operand : operands.subspan(1)) {
      const ConditionOutcome one = outcomes[operand.index()];
      outcomes[i] = node.kind == ConditionNodeKind::kAnd ? outcomes[i] & one : outcomes[i] | one;
    }
    if (node.kind == ConditionNodeKind::kNot) {
      outcomes[i] = !outcomes[i];
    }
  }
  return outcomes;
}

}  // namespace leastwise
