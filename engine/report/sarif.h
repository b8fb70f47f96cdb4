// A report as SARIF 2.1.0, made for GitHub code scanning and valid for everybody else.
//
// What GitHub needs and the schema does not: every text of a rule non-empty and at most 1,024
// characters, at least one location with all four numbers of a region, and a fingerprint under the
// one name that it reads. What it does beyond that, it ignores; so links stand in the help text
// too. Limits are kept by leaving out what is least bad, and the file says so in a notification: a
// file over a limit would be refused whole.
//
//   finding.place  ->  locations[0]       a region of one character, where the record begins: an
//                                         annotation appears only if all its lines are in the diff
//   finding.chain  ->  codeFlows          principal, groups, assignment, role, action
//   fingerprint    ->  partialFingerprints.primaryLocationLineHash, with `:1`
//
// Columns count UTF-16 code units, as SARIF has it; ours count bytes, so they are converted with
// the text of the line, and where that cannot be had the region is the beginning of the line.
// Source: OASIS SARIF 2.1.0; GitHub's documentation of 2026-11. Mapping: docs/formats/report.md.
// Tests: tests/engine/report/sarif_test.cc, tests/conformance/sarif_schema_test.py.
#pragma once

#include <cstddef>

#include "engine/report/finding.h"
#include "engine/report/json.h"
#include "engine/report/report_parts.h"

namespace leastwise {

// GitHub's limits (the file is refused above the first three; the rest would be cut off by it).
inline constexpr std::size_t kSarifMaxResults = 25'000;
inline constexpr std::size_t kSarifMaxRelatedLocations = 99;  // 100 with the location itself
inline constexpr std::size_t kSarifMaxFlowSteps = 1'000;
inline constexpr std::size_t kSarifMaxRuleText = 1'024;
// So many results are shown, the worst ones: said in a notification, and left to GitHub.
inline constexpr std::size_t kSarifShownResults = 5'000;

[[nodiscard]] Json sarif_log(const Report& report, const ReportOptions& options);

}  // namespace leastwise
