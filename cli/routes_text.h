// The routes of an explanation in words: what grants an action, what denies it, and the grants that
// miss in one respect. Tests: golden files in tests/golden/cli/.
#pragma once

#include <string>

#include "cli/answer_text.h"
#include "engine/authorizer/explanation.h"

namespace leastwise::cli {

// One line: `Contributor on resource group rg, given to ML Demand Forecasting`.
[[nodiscard]] std::string grant_summary(const AnswerView& view, const GrantRoute& route);

// In which respect a nearest miss fails, and what would mend it: half a sentence.
[[nodiscard]] std::string miss_text(const AnswerView& view, const GrantRoute& route);

// A few lines each, indented, with names and ids: assignment, path, role, block, pattern, state.
[[nodiscard]] std::string grant_text(const AnswerView& view, const GrantRoute& route);
[[nodiscard]] std::string denial_text(const AnswerView& view, const DenialRoute& route);

// The short "why" of check: the one route that decides, or what comes nearest.
[[nodiscard]] std::string why_text(const AnswerView& view, const Explanation& explanation);

// All sections of explain: grants, possible grants, denials, nearest misses.
[[nodiscard]] std::string chain_text(const AnswerView& view, const Explanation& explanation);

}  // namespace leastwise::cli
