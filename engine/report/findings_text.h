// A report for people: the verdict and the numbers first, then the worst finding first, each with
// the lines that show it, the chain of causes, what it amounts to, and what would mend it.
//
//   FAIL  3 findings: 1 critical, 2 high
//
//   HIGH  LW001 grant-exceeds-need (2 findings)
//         A grant is wider than the declared need
//
//     Ann Abel holds 12 operations more than she needs on resource group rg-bench
//       role-assignments.json:12
//         12 ┌ {
//         15 │   "principalId": "aaaaaaaa-0000-4000-8000-000000000001",
//         20 └ }
//       via
//         principal   Ann Abel (User)   aaaaaaaa-0000-4000-8000-000000000001
//         role        Lab Operator      bbbbbbbb-0000-4000-8000-000000000001
//       fix
//         Give Reader instead
//         $ az role assignment create ...
//
// Of a rule with many findings the first ones are shown in full and the others in one line each, so
// none is left out. All texts of the input pass printable(). Cost: linear in the text.
// Tests: tests/engine/report/findings_text_test.cc.
#pragma once

#include <string>

#include "engine/report/finding.h"
#include "engine/report/report_parts.h"

namespace leastwise {

// Findings of one rule and severity that are shown in full.
inline constexpr std::size_t kMaxFullFindings = 5;

[[nodiscard]] std::string findings_text(const Report& report, const ReportOptions& options);

// How a severity looks in text for people.
[[nodiscard]] Tone tone_of(FindingSeverity severity);

// `text` broken at blanks into lines of at most `width` columns; a longer word stands alone.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace leastwise
