// Rules as the commands about them show them. Tests: golden files in tests/golden/cli/ (rule_*).
#pragma once

#include <vector>

#include "engine/report/finding.h"
#include "engine/report/json.h"
#include "engine/report/text_style.h"

namespace leastwise::cli {

// Every rule of the program, ascending by id: those of the audit, of suppressions, of the lints.
[[nodiscard]] std::vector<RuleView> known_rules();

[[nodiscard]] Tone severity_tone(FindingSeverity severity);
[[nodiscard]] Json json_rule(const RuleView& rule);

}  // namespace leastwise::cli
