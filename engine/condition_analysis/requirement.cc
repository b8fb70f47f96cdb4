#include "engine/condition_analysis/requirement.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/condition/canonical.h"
#include "engine/condition/trace.h"
#include "engine/condition_analysis/action_cells.h"

namespace leastwise {
namespace {

using Kind = Requirement::Kind;

// Requirements of the nodes of a tree, made front to back: operands stand before their parents.
class RequirementBuilder {
 public:
  RequirementBuilder(const Condition& condition, std::span<const ConditionOutcome> outcomes)
      : syntax_(condition.syntax()), outcomes_(outcomes), polarity_(outcomes.size()) {
    const auto tests = condition.program().tests();
    test_of_.resize(outcomes.size());
    std::map<std::string, std::uint32_t> by_text;
    for (std::size_t i = 0; i < tests.size(); ++i) {
      const auto number = static_cast<std::uint32_t>(i);
      const std::string text =
          canonical_text(condition.syntax(), tests[i].node, ConditionSpelling::kNormal);
      test_of_[tests[i].node.index()] = by_text.try_emplace(text, number).first->second;
    }
  }

  Requirement build() && {
    find_polarity();
    std::vector<Requirement> made(outcomes_.size());
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
      made[i] = of(i, made);
    }
    return std::move(made.back());
  }

 private:
  // Which nodes stand under an odd number of NOTs.
  void find_polarity() {
    for (std::size_t i = outcomes_.size(); i-- > 0;) {
      const ConditionNode& node = syntax_.nodes()[i];
      for (const ConditionNodeId id : syntax_.operands(node)) {
        polarity_[id.index()] = polarity_[i] != (node.kind == ConditionNodeKind::kNot);
      }
    }
  }

  Requirement of(std::size_t i, std::vector<Requirement>& made) const {
    const ConditionNode& node = syntax_.nodes()[i];
    const ConditionOutcome outcome = polarity_[i] ? !outcomes_[i] : outcomes_[i];
    if (outcome.is(Truth::kYes)) {
      return {};
    }
    if (!outcome.may_be(Truth::kYes)) {
      return {.kind = Kind::kImpossible};
    }
    const auto operands = syntax_.operands(node);
    if (operands.empty()) {
      return {.kind = Kind::kTest, .test = test_of_[i], .negated = polarity_[i]};
    }
    if (node.kind == ConditionNodeKind::kNot) {
      return std::move(made[operands.front().index()]);
    }
    const bool is_and = (node.kind == ConditionNodeKind::kAnd) != polarity_[i];
    return joined(is_and ? Kind::kAll : Kind::kAny, operands, made);
  }

  // An operand that is settled leaves nothing: another one would have settled the node as well.
  static Requirement joined(Kind kind, std::span<const ConditionNodeId> operands,
                            std::vector<Requirement>& made) {
    Requirement all{.kind = kind};
    for (const ConditionNodeId id : operands) {
      Requirement& part = made[id.index()];
      std::vector<Requirement> added;
      if (part.kind == kind) {
        added = std::move(part.parts);
      } else if (part.kind != Kind::kNothing && part.kind != Kind::kImpossible) {
        added.push_back(std::move(part));
      }
      std::ranges::copy_if(added, std::back_inserter(all.parts), [&](const Requirement& one) {
        return std::ranges::find(all.parts, one) == all.parts.end();
      });
    }
    if (all.parts.size() == 1) {
      Requirement only = std::move(all.parts.front());
      return only;
    }
    return all;
  }

  const ConditionSyntax& syntax_;
  std::span<const ConditionOutcome> outcomes_;
  std::vector<bool> polarity_;          // by node
  std::vector<std::uint32_t> test_of_;  // by node
};

}  // namespace

Requirement requirement_of(const Condition& condition, std::string_view folded_action,
                           std::span<const std::string> suboperations) {
  ConditionRequest request;
  for (const std::string& name : suboperations) {
    request.add_suboperation(name);
  }
  return RequirementBuilder(condition, trace(condition, folded_action, request)).build();
}

std::vector<std::uint32_t> tests_of(const Requirement& requirement) {
  std::vector<std::uint32_t> tests;
  std::vector<const Requirement*> walk = {&requirement};
  while (!walk.empty()) {
    const Requirement* at = walk.back();
    walk.pop_back();
    if (at->kind == Kind::kTest) {
      tests.push_back(at->test);
    }
    for (const Requirement& part : at->parts) {
      walk.push_back(&part);
    }
  }
  std::ranges::sort(tests);
  return tests;
}

std::vector<std::string> named_suboperations(const Condition& condition) {
  std::vector<std::string> names;
  for (const ConditionTest& test : condition.program().tests()) {
    for (const auto* side : {&test.left, &test.right}) {
      for (const AttributeValue& value : side->values) {
        const bool known = std::ranges::any_of(
            names, [&](const std::string& name) { return equals_folded(name, value.text()); });
        if (test.asks_for_suboperations() && !known) {
          names.push_back(value.text());
        }
      }
    }
  }
  return names;
}

std::vector<std::string> ruled_out(std::span<const std::string> names,
                                   std::span<const std::string> given) {
  std::vector<std::string> out;
  std::ranges::copy_if(names, std::back_inserter(out), [&](const std::string& name) {
    return std::ranges::none_of(given,
                                [&](const std::string& one) { return equals_folded(one, name); });
  });
  return out;
}

std::optional<std::vector<CallKind>> kinds_of_calls(const Condition& condition,
                                                    const RequestSpace& space) {
  const auto cells = action_cells(condition.program().action_patterns(), space);
  if (!cells) {
    return std::nullopt;
  }
  std::vector<CallKind> kinds;
  const std::vector<std::string> names = named_suboperations(condition);
  for (const ActionCell& cell : *cells) {
    kinds.push_back({cell.action, cell.matches, "", requirement_of(condition, cell.action, {})});
    for (const std::string& name : names) {
      kinds.push_back({cell.action, cell.matches, name,
                       requirement_of(condition, cell.action, std::span(&name, 1))});
    }
  }
  return kinds;
}

}  // namespace leastwise
