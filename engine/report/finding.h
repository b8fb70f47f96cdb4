// Findings: what an audit or a lint has to say, as data. Every output format is written from these
// values and nothing else, so that all formats say the same.
//
// A **rule** is what can be found, a **finding** one place where it was found. The texts are
// finished sentences for people, in which names of the input may stand: writers make them safe for
// their format (text_style.h, printable()). Names follow SARIF where it has a word.
//
// How a report comes to be, in this order:
//   1. rules and linters add findings, and state what they could not decide
//   2. apply_suppressions() takes out what somebody has accepted    (suppressions.h)
//   3. apply_baseline() marks what was known before                 (baseline.h)
//   4. Threshold::fails() says whether what is left fails the run   (threshold.h)
//   5. sort_findings(), and write_report()                          (report_writer.h)
// Tests: tests/engine/report/finding_test.cc; one test file a writer.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/instant.h"
#include "engine/base/source_place.h"

namespace leastwise {

// From the least to the worst; the order is used.
enum class FindingSeverity : std::uint8_t { kLow, kMedium, kHigh, kCritical };
inline constexpr std::array kFindingSeverities = {FindingSeverity::kLow, FindingSeverity::kMedium,
                                                  FindingSeverity::kHigh,
                                                  FindingSeverity::kCritical};

// `low`, `medium`, `high`, `critical`.
[[nodiscard]] std::string_view to_string(FindingSeverity severity);
[[nodiscard]] std::optional<FindingSeverity> parse_finding_severity(std::string_view text);

// What can be found. All texts are literals of the program; none is empty.
struct RuleView {
  std::string_view id = {};           // `LW001`
  std::string_view name = {};         // `grant-exceeds-need`: short, kebab-case, stable
  std::string_view title = {};        // one sentence without a full stop
  std::string_view description = {};  // what exactly is found: a paragraph
  std::string_view remedy = {};       // what to do about it: a paragraph
  std::string_view needs = {};        // what the input must hold for it to be decided
  FindingSeverity severity = FindingSeverity::kMedium;  // the usual one; a finding may differ
};

// One step of the chain of causes: principal, group, assignment, role, action, need, ...
struct Cause {
  std::string what;     // `principal`, `group`, `assignment`, `role`, `action`, ...
  std::string text;     // `Yuki Arai (User, guest)`
  std::string id = {};  // object id, GUID or resource id, where there is one
  SourcePlace place = {};
};

// A list that belongs to a finding: `worst operations`, `missing operations`, `covering grants`.
struct Evidence {
  std::string label;
  std::vector<std::string> items;  // the first ones; at most kMaxEvidenceItems
  std::size_t total = 0;           // how many there are
};
inline constexpr std::size_t kMaxEvidenceItems = 10;

// What would mend it. Commands can be pasted into a shell as they stand.
struct Fix {
  std::string text = {};  // one sentence or two
  std::vector<std::string> commands = {};
  std::string attachment_name = {};  // a file that a command reads, such as `role.json`
  std::string attachment = {};       // and what must be in it
};

// What a finding is about: the fingerprint is made of these and the rule, and suppressions match
// them. Empty where a finding is not about such a thing.
struct FindingSubject {
  std::string principal = {};  // object id, lower case
  std::string principal_name = {};
  std::string role = {};  // GUID, lower case
  std::string role_name = {};
  std::string scope = {};  // as exported; compared folded
  // Tells findings apart that are alike in all of these: an operation, a pattern, a file.
  std::string detail = {};
};

// Whether a baseline knows the finding; kNone where there is no baseline. (SARIF: baselineState)
enum class BaselineState : std::uint8_t { kNone, kNew, kUnchanged };
// `new`, `unchanged`; empty for kNone.
[[nodiscard]] std::string_view to_string(BaselineState state);

struct Finding {
  std::string rule = {};  // RuleView::id
  FindingSeverity severity = FindingSeverity::kMedium;
  std::string message = {};  // one sentence without a full stop
  FindingSubject subject = {};
  SourcePlace place = {};  // the record that the finding is about
  std::vector<Cause> chain = {};
  std::vector<Evidence> evidence = {};
  Fix fix = {};
  BaselineState baseline = BaselineState::kNone;
};

// What makes a finding the same one: the bytes that its fingerprint is made of. For comparing,
// where a hash would do for those who choose no names of their own.
[[nodiscard]] std::string identity(const Finding& finding);

// 32 hex digits of rule, principal, role, scope and detail (folded, slashes at the end of the scope
// dropped), and of nothing else: stable when lines move, names change, or other findings come and
// go. Part of the baseline's format: docs/formats/report.md says how it is made.
[[nodiscard]] std::string fingerprint(const Finding& finding);

// A rule, or a rule for one subject, that could not be decided from what was exported.
struct Unverifiable {
  std::string rule;          // RuleView::id
  std::string missing;       // half a sentence: what was not exported
  std::string subject = {};  // what it could not be decided for; empty: for everything
  bool required = false;     // exit code 3
};

// A finding that a suppression has taken out of the count.
struct SuppressedFinding {
  Finding finding = {};
  std::string reason = {};
  std::string owner = {};
  Instant expires = kEndOfTime;
  SourcePlace place = {};  // of the suppression
};

// One run. Findings are sorted by sort_findings().
struct Report {
  std::string tool_version = {};
  std::string command = {};          // `audit`, `role lint`, `registry lint`
  Instant at = {};                   // the time that the audit was made for
  std::string catalogue_hash = {};   // empty where no catalogue took part
  std::string wildcards = {};        // `azure` or `literal`; empty where it does not matter
  std::vector<RuleView> rules = {};  // those that took part, by id
  std::vector<Finding> findings = {};
  std::vector<SuppressedFinding> suppressed = {};
  std::vector<Finding> absent = {};  // in the baseline, and no longer found: rule, message, subject
  std::vector<Unverifiable> unverifiable = {};
  std::vector<std::string> coverage_gaps = {};  // messages of the input's gaps
  // Whether the gaps, and what no required rule left undecided, are findings as well: text for
  // people then tells of them once.
  bool coverage_is_found = false;
  FileTable files = {};  // what the places mean
  bool failed = false;   // whether findings reach the threshold

  // REQUIRES: `id` is the id of one of `rules`.
  [[nodiscard]] const RuleView& rule(std::string_view id) const;
};

// How a run ended; the exit code follows from it. A finding that fails the run is certain, so it
// comes before what could not be decided.
enum class ReportOutcome : std::uint8_t { kPassed, kFailed, kUndecided };
[[nodiscard]] ReportOutcome outcome(const Report& report);
// `passed`, `failed`, `undecided`.
[[nodiscard]] std::string_view to_string(ReportOutcome outcome);

// Worst first, then by rule, place, message, and fingerprint: the order of every format.
void sort_findings(std::vector<Finding>& findings);

}  // namespace leastwise
