#include "engine/report/ci_commands.h"

#include <fmt/core.h>

#include "engine/report/escapes.h"

namespace leastwise {
namespace {

enum class Loudness : std::uint8_t { kNotice, kWarning, kError };

Loudness loudness_of(const Finding& finding) {
  const bool known = finding.baseline == BaselineState::kUnchanged;
  switch (finding.severity) {
    case FindingSeverity::kLow:
      return Loudness::kNotice;
    case FindingSeverity::kMedium:
      return known ? Loudness::kNotice : Loudness::kWarning;
    case FindingSeverity::kHigh:
    case FindingSeverity::kCritical:
      return known ? Loudness::kWarning : Loudness::kError;
  }
  return Loudness::kError;
}

std::string_view github_word(Loudness loudness) {
  switch (loudness) {
    case Loudness::kNotice:
      return "notice";
    case Loudness::kWarning:
      return "warning";
    case Loudness::kError:
      return "error";
  }
  return "";
}

// The severity stands in the text, since three words are fewer than four severities.
std::string message_of(const Finding& finding) {
  std::string text = fmt::format("{}: {}", to_string(finding.severity), printable(finding.message));
  if (!finding.fix.text.empty()) {
    text += fmt::format("\nFix: {}", printable(finding.fix.text));
  }
  return text;
}

std::string title_of(const Report& report, std::string_view rule) {
  return fmt::format("{} {}", rule, report.rule(rule).name);
}

// What the report says beside its findings, in one line.
std::string closing_of(const Report& report) {
  std::string text = fmt::format("{}: {}", to_string(outcome(report)),
                                 describe(count_severities(report.findings)));
  if (!report.suppressed.empty()) {
    text += fmt::format("; {} suppressed", grouped(report.suppressed.size()));
  }
  if (!report.unverifiable.empty()) {
    text += fmt::format("; {} undecided", grouped(report.unverifiable.size()));
  }
  return text;
}

std::string azure_issue(std::string_view type, std::string_view properties,
                        std::string_view lines) {
  return fmt::format("##vso[task.logissue type={};{}]{}\n", type, properties, azure_data(lines));
}

}  // namespace

std::string github_annotations(const Report& report, const ReportOptions& options) {
  std::string text;
  for (const Finding& finding : report.findings) {
    text += fmt::format("::{} ", github_word(loudness_of(finding)));
    if (finding.place.known()) {
      text += fmt::format("file={},line={},",
                          github_property(path_of(report, finding.place, options.folder)),
                          finding.place.line);
    }
    text += fmt::format("title={}::{}\n", github_property(title_of(report, finding.rule)),
                        github_data(message_of(finding)));
  }
  for (const Unverifiable& open : report.unverifiable) {
    text += fmt::format("::{} title={}::{}\n", open.required ? "error" : "notice",
                        github_property(title_of(report, open.rule)),
                        github_data(printable(describe(open))));
  }
  text += fmt::format("::notice title=Leastwise::{}\n", github_data(closing_of(report)));
  return text;
}

std::string azure_devops_issues(const Report& report, const ReportOptions& options) {
  std::string text;
  for (const Finding& finding : report.findings) {
    std::string properties;
    if (finding.place.known()) {
      properties = fmt::format("sourcepath={};linenumber={};columnnumber={};",
                               azure_property(path_of(report, finding.place, options.folder)),
                               finding.place.line, finding.place.column);
    }
    properties += fmt::format("code={};", azure_property(finding.rule));
    const std::string_view type = loudness_of(finding) == Loudness::kError ? "error" : "warning";
    text += azure_issue(type, properties, message_of(finding));
  }
  for (const Unverifiable& open : report.unverifiable) {
    text +=
        azure_issue(open.required ? "error" : "warning",
                    fmt::format("code={};", azure_property(open.rule)), printable(describe(open)));
  }
  const bool failed = outcome(report) != ReportOutcome::kPassed;
  const std::string_view result = failed                    ? "Failed"
                                  : report.findings.empty() ? "Succeeded"
                                                            : "SucceededWithIssues";
  text +=
      fmt::format("##vso[task.complete result={};]{}\n", result, azure_data(closing_of(report)));
  return text;
}

}  // namespace leastwise
