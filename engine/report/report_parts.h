// What the writers of reports share: how they are asked, and the words and places in which all of
// them say the same.
//
// The engine reads no files, so whoever can gives lines of the inputs by a function; without it
// there is no excerpt, and columns that depend on a line's text are left out.
// Tests: tests/engine/report/report_parts_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/report/finding.h"
#include "engine/report/text_style.h"

namespace leastwise {

// A line of an input (from 1, as UTF-8, without its newline); none where it cannot be had.
using SourceLines = std::function<std::optional<std::string>(FileId file, std::uint32_t line)>;

// How a report is written. Each writer uses what it needs.
struct ReportOptions {
  TextStyle style = TextStyle(false, true);
  bool quiet = false;             // text: one line a finding
  bool verbose = false;           // text: the evidence in full, as far as a finding holds it
  bool list_suppressed = false;   // text, Markdown: name them, and not only their number
  bool sarif_suppressed = false;  // SARIF: as results with suppressions; GitHub would show them
  std::string folder = {};        // absolute: paths below it are written relative to it
  SourceLines lines = {};
};

// How many findings of each severity.
struct SeverityCounts {
  std::array<std::size_t, kFindingSeverities.size()> by_severity = {};  // by FindingSeverity
  std::size_t total = 0;

  [[nodiscard]] std::size_t of(FindingSeverity severity) const {
    return by_severity[static_cast<std::size_t>(severity)];
  }
};
[[nodiscard]] SeverityCounts count_severities(std::span<const Finding> findings);
// `7 findings: 1 critical, 4 high, 2 low`, or `no findings`.
[[nodiscard]] std::string describe(const SeverityCounts& counts);

// How many findings a baseline knows and does not know; both 0 where there is none.
struct BaselineCounts {
  std::size_t fresh = 0;
  std::size_t known = 0;
};
[[nodiscard]] BaselineCounts count_baseline(const Report& report);

// `could not be decided for `Ann Abel`: the members of a group were not exported`.
[[nodiscard]] std::string describe(const Unverifiable& open);
// `accepted until 2027-01-01T00:00:00Z by Platform Engineering: the reason`.
[[nodiscard]] std::string describe_acceptance(const SuppressedFinding& suppressed);

// The name of the file of `place`, below `folder` relative to it and without `./` before it. Empty
// where the place is not known.
[[nodiscard]] std::string path_of(const Report& report, SourcePlace place, std::string_view folder);
// `role-assignments.json:12`; empty where the place is not known.
[[nodiscard]] std::string place_text(const Report& report, SourcePlace place,
                                     std::string_view folder);

// Where a format that cannot do without a place shows a finding: its own; else the first known one
// of its chain; else the beginning of the first input. Only a report without any input has none.
[[nodiscard]] SourcePlace anchor(const Report& report, const Finding& finding);

// The page that explains a rule.
[[nodiscard]] std::string rule_page(std::string_view rule);
inline constexpr std::string_view kProjectPage = "https://github.com/leastwise/leastwise";

// The resource that a finding is about, as an id of Azure: the assignment in its chain, else its
// scope, else empty.
[[nodiscard]] std::string_view resource_of(const Finding& finding);

}  // namespace leastwise
