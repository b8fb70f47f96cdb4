#include "engine/report/baseline.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/report/json.h"
#include "engine/report/text_style.h"

namespace leastwise {
namespace {

// The finding that a record stands for, as far as the record knows it.
Finding finding_of(const BaselineRecord& record) {
  return {.rule = record.rule.text,
          .message = record.message,
          .subject = {.principal = record.principal,
                      .role = record.role,
                      .scope = record.scope,
                      .detail = record.detail},
          .place = record.place,
          .baseline = BaselineState::kUnchanged};
}

// Texts as they are printed: the file is reviewed by people, and compared as identity() does.
Json json_of(const Finding& finding, std::string_view print) {
  const FindingSubject& subject = finding.subject;
  Json entry = {
      {"fingerprint", print}, {"rule", finding.rule}, {"message", printable(finding.message)}};
  const std::pair<std::string_view, std::string_view> parts[] = {{"principal", subject.principal},
                                                                 {"role", subject.role},
                                                                 {"scope", subject.scope},
                                                                 {"detail", subject.detail}};
  for (const auto& [key, text] : parts) {
    if (!text.empty()) {
      entry[key] = printable(text);
    }
  }
  return entry;
}

// Whether the report can say that a finding of this rule is gone.
bool is_decided(const Report& report, std::string_view rule) {
  const auto took_part = std::ranges::find(report.rules, rule, &RuleView::id);
  const auto open = std::ranges::find(report.unverifiable, rule, &Unverifiable::rule);
  return took_part != report.rules.end() && open == report.unverifiable.end();
}

}  // namespace

std::string baseline_file(const Report& report) {
  std::map<std::string, const Finding*> by_print;
  for (const Finding& finding : report.findings) {
    by_print.try_emplace(fingerprint(finding), &finding);
  }
  Json findings = Json::array();
  for (const auto& [print, finding] : by_print) {
    findings.push_back(json_of(*finding, print));
  }
  const Json file = {
      {"format", "leastwise-baseline"}, {"version", "1"}, {"findings", std::move(findings)}};
  return file.text();
}

void check_baseline(std::span<const BaselineRecord> baseline, Diagnostics& diagnostics) {
  for (const BaselineRecord& record : baseline) {
    const std::string expected = fingerprint(finding_of(record));
    if (!equals_folded(record.fingerprint.text, expected)) {
      diagnostics.report(
          {.severity = Severity::kError,
           .code = "bad-fingerprint",
           .message = fmt::format("the fingerprint of this finding of `{}` is not made of its "
                                  "rule, principal, role, scope and detail",
                                  record.rule.text),
           .place = record.fingerprint.place,
           .help = "write the baseline again with --create-baseline"});
    }
  }
}

void apply_baseline(Report& report, std::span<const BaselineRecord> baseline, bool whole) {
  std::unordered_set<std::string> known;
  for (const BaselineRecord& record : baseline) {
    known.insert(identity(finding_of(record)));
  }
  std::unordered_set<std::string> present;
  for (Finding& finding : report.findings) {
    const std::string id = identity(finding);
    finding.baseline = known.contains(id) ? BaselineState::kUnchanged : BaselineState::kNew;
    present.insert(id);
  }
  for (const SuppressedFinding& suppressed : report.suppressed) {
    present.insert(identity(suppressed.finding));
  }
  for (const BaselineRecord& record : baseline) {
    Finding finding = finding_of(record);
    if (whole && is_decided(report, finding.rule) && present.insert(identity(finding)).second) {
      report.absent.push_back(std::move(finding));
    }
  }
  sort_findings(report.absent);
}

}  // namespace leastwise
