#include "engine/condition/open_attributes.h"

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

bool is_decided(ConditionOutcome outcome) { return outcome.truth() != Truth::kUnknown; }

// Whether the condition may turn out otherwise with the test: a clause whose guard is met does not
// depend on what stands beside the guard.
bool matters(const ConditionProgram& program, std::vector<ConditionOutcome> outcomes,
             std::size_t test) {
  outcomes[test] = ConditionOutcome(Truth::kYes);
  const ConditionOutcome if_met = program.combine(outcomes);
  outcomes[test] = ConditionOutcome(Truth::kNo);
  return program.combine(outcomes) != if_met;
}

}  // namespace

std::vector<OpenAttribute> open_attributes(const Condition& condition,
                                           std::string_view folded_action,
                                           const ConditionRequest& request) {
  std::vector<OpenAttribute> open;
  if (!condition.valid()) {
    return open;
  }
  const ConditionSyntax& syntax = condition.syntax();
  const auto note = [&](const ConditionAttribute& attribute) {
    OpenAttribute one{attribute.source, std::string(trim_blanks(syntax.text(attribute.body)))};
    const bool absent = request.find(syntax.key(attribute)) == nullptr;
    if (absent && std::ranges::find(open, one) == open.end()) {
      open.push_back(std::move(one));
    }
  };
  const ConditionProgram& program = condition.program();
  std::vector<ConditionOutcome> outcomes;
  for (const ConditionTest& test : program.tests()) {
    outcomes.push_back(program.evaluate(test, folded_action, request));
  }
  if (is_decided(program.combine(outcomes))) {
    return open;
  }
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (is_decided(outcomes[i]) || !matters(program, outcomes, i)) {
      continue;
    }
    const ConditionNode& node = syntax.node(program.tests()[i].node);
    if (node.kind == ConditionNodeKind::kExists) {
      note(syntax.attribute(node));
    } else if (node.kind == ConditionNodeKind::kComparison) {
      const ConditionComparison& comparison = syntax.comparison(node);
      for (const ConditionOperand& side : {comparison.left, comparison.right}) {
        if (side.kind == ConditionOperand::Kind::kAttribute) {
          note(syntax.attribute(side));
        }
      }
    }
  }
  return open;
}

}  // namespace leastwise
