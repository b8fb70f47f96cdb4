#include "engine/report/finding.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/hash.h"
#include "engine/report/text_style.h"
#include "engine/scope/scope_path.h"

namespace leastwise {
namespace {

// Each part with its length before it, so that no two lists of parts make the same bytes. As it is
// printed: a baseline file holds the parts so, and printing once more changes nothing.
void add_part(std::string& bytes, std::string_view part) {
  const std::string shown = folded(printable(part));
  bytes += std::to_string(shown.size());
  bytes += ':';
  bytes += shown;
}

}  // namespace

std::string_view to_string(FindingSeverity severity) {
  switch (severity) {
    case FindingSeverity::kLow:
      return "low";
    case FindingSeverity::kMedium:
      return "medium";
    case FindingSeverity::kHigh:
      return "high";
    case FindingSeverity::kCritical:
      return "critical";
  }
  return "";
}

std::optional<FindingSeverity> parse_finding_severity(std::string_view text) {
  for (const FindingSeverity severity : kFindingSeverities) {
    if (equals_folded(text, to_string(severity))) {
      return severity;
    }
  }
  return std::nullopt;
}

std::string_view to_string(ReportOutcome outcome) {
  switch (outcome) {
    case ReportOutcome::kPassed:
      return "passed";
    case ReportOutcome::kFailed:
      return "failed";
    case ReportOutcome::kUndecided:
      return "undecided";
  }
  return "";
}

std::string_view to_string(BaselineState state) {
  switch (state) {
    case BaselineState::kNone:
      return "";
    case BaselineState::kNew:
      return "new";
    case BaselineState::kUnchanged:
      return "unchanged";
  }
  return "";
}

std::string identity(const Finding& finding) {
  const FindingSubject& subject = finding.subject;
  std::string bytes;
  for (const std::string_view part :
       {std::string_view(finding.rule), std::string_view(subject.principal),
        std::string_view(subject.role), without_trailing_slashes(subject.scope),
        std::string_view(subject.detail)}) {
    add_part(bytes, part);
  }
  return bytes;
}

std::string fingerprint(const Finding& finding) { return hash_text(identity(finding)); }

const RuleView& Report::rule(std::string_view id) const {
  const auto found = std::ranges::find(rules, id, &RuleView::id);
  check(found != rules.end(), "the rule of a finding takes part in its report");
  return *found;
}

// Whatever else was left open: a required rule that nobody could decide is no pass.
ReportOutcome outcome(const Report& report) {
  if (report.failed) {
    return ReportOutcome::kFailed;
  }
  return std::ranges::any_of(report.unverifiable, &Unverifiable::required)
             ? ReportOutcome::kUndecided
             : ReportOutcome::kPassed;
}

// By positions, so that each fingerprint is made once and no finding is moved more than once.
void sort_findings(std::vector<Finding>& findings) {
  std::vector<std::string> prints;
  prints.reserve(findings.size());
  for (const Finding& finding : findings) {
    prints.push_back(fingerprint(finding));
  }
  std::vector<std::size_t> order(findings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) {
    const Finding& f = findings[i];
    return std::tuple(-static_cast<int>(f.severity), std::string_view(f.rule), f.place,
                      std::string_view(f.message), std::string_view(prints[i]), i);
  };
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  for (const std::size_t i : order) {
    sorted.push_back(std::move(findings[i]));
  }
  findings = std::move(sorted);
}

}  // namespace leastwise
