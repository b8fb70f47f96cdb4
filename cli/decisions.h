// The decisions that check and explain are about: one for an action, one for each action of an
// access level, and the one that these give together.
// Tests: tests/cli/decisions_test.cc.
#pragma once

#include <span>
#include <vector>

#include "cli/bearing_gaps.h"
#include "cli/exit_code.h"
#include "cli/question.h"
#include "engine/authorizer/explanation.h"

namespace leastwise::cli {

// One action with its verdict, and the explanation of that verdict.
struct ActionAnswer {
  AskedAction asked;
  AccessDecision decision;
  Explanation explanation;
};

// In the order of the level's actions. Errors: the action is no action, the scope no scope.
// REQUIRES: the question has a principal, a scope, and an action or a level.
[[nodiscard]] Result<std::vector<ActionAnswer>> decide_all(const CompiledTenant& compiled,
                                                           const Question& question);

// Allow only if all allow, deny if any denies, else unknown; with the reasons of those that make it
// so. REQUIRES: `answers` is not empty.
[[nodiscard]] AccessDecision combined(std::span<const ActionAnswer> answers);

// Which exit code tells an effect.
[[nodiscard]] ExitCode exit_code_of(Effect effect);

// The gaps that bear on these decisions.
[[nodiscard]] std::vector<const CoverageGap*> gaps_of(const CompiledTenant& compiled,
                                                      const Question& question);

}  // namespace leastwise::cli
