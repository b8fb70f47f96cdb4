// Rules as the commands about them show them. Tests: golden files in tests/golden/cli/ (rule_*).
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/report/finding.h"
#include "engine/report/json.h"
#include "engine/report/text_style.h"

namespace leastwise::cli {

// The rules of the audit and of suppressions, ascending by id.
[[nodiscard]] std::vector<RuleView> known_audit_rules();
// Every rule of the program: these, then those of `registry lint`.
[[nodiscard]] std::vector<RuleView> known_rules();

// By id or short name, in any letter case. Error: no rule is called so.
[[nodiscard]] Result<RuleView> find_rule(std::string_view name);

[[nodiscard]] Json json_rule(const RuleView& rule);

}  // namespace leastwise::cli
