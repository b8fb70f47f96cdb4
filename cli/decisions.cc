// An access level is a set of actions that one wants together, so its decisions are combined by
// Kleene logic's `and`, as SPEC section 10 says: a single denial makes the whole a no, whatever is
// unknown beside it.
#include "cli/decisions.h"

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/check.h"

namespace leastwise::cli {
namespace {

SubjectRef subject_of(const CompiledTenant& compiled, const Question& question) {
  return compiled.subject(question.principal->id);
}

}  // namespace

// Each action is decided by the tables and explained from the definition; two ways to one verdict,
// and the program would rather stop than show an explanation of another verdict than its own.
Result<std::vector<ActionAnswer>> decide_all(const CompiledTenant& compiled,
                                             const Question& question) {
  std::vector<ActionAnswer> answers;
  for (AskedAction& asked : asked_actions(question)) {
    const AccessQuestion one{question.principal->id, asked.action, asked.plane,
                             question.scope->path.text()};
    const auto decision = compiled.decide(one, question.request);
    auto explanation = explain(compiled, one, question.request);
    if (!decision || !explanation) {
      return std::unexpected(decision ? explanation.error() : decision.error());
    }
    check(explanation->decision.effect == decision->effect, "an explanation explains the decision");
    answers.push_back({std::move(asked), *decision, std::move(*explanation)});
  }
  return answers;
}

AccessDecision combined(std::span<const ActionAnswer> answers) {
  check(!answers.empty(), "a question has an action");
  const auto any = [answers](Effect effect) {
    return std::ranges::any_of(
        answers, [effect](const ActionAnswer& answer) { return answer.decision.effect == effect; });
  };
  AccessDecision all{Effect::kAllow, {}};
  if (any(Effect::kDeny)) {
    all.effect = Effect::kDeny;
  } else if (any(Effect::kUnknown)) {
    all.effect = Effect::kUnknown;
  }
  for (const ActionAnswer& answer : answers) {
    if (answer.decision.effect == all.effect) {
      all.reasons.add(answer.decision.reasons);
    }
  }
  return all;
}

ExitCode exit_code_of(Effect effect) {
  switch (effect) {
    case Effect::kAllow:
      return ExitCode::kSuccess;
    case Effect::kDeny:
      return ExitCode::kDenied;
    case Effect::kUnknown:
      return ExitCode::kUnknown;
  }
  return ExitCode::kError;
}

std::vector<const CoverageGap*> gaps_of(const CompiledTenant& compiled, const Question& question) {
  // An ActionRef may refer to the folded text, so the texts outlive the question.
  std::vector<std::string> folded;
  for (const AskedAction& asked : asked_actions(question)) {
    folded.push_back(leastwise::folded(asked.action));
  }
  const Plane plane = question.level != nullptr ? question.level->plane : question.plane;
  BearingQuestion bearing{subject_of(compiled, question), {}, question.scope->place.node};
  for (const std::string& action : folded) {
    bearing.actions.push_back(compiled.action(action, plane));
  }
  return bearing_gaps(compiled, bearing);
}

}  // namespace leastwise::cli
