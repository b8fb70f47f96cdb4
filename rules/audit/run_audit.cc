// Statements are merged by rule and missing thing: their subjects become one list.
#include "rules/audit/run_audit.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "rules/audit/finding_parts.h"

namespace leastwise {
namespace {

// What one rule misses: one thing, for these subjects. An empty list stands for everything.
struct Missing {
  std::string thing;
  std::vector<std::string> subjects;
};

std::vector<Missing> merged(const std::vector<Unverifiable>& statements) {
  std::vector<Missing> all;
  for (const Unverifiable& statement : statements) {
    auto entry = std::ranges::find(all, statement.missing, &Missing::thing);
    if (entry == all.end()) {
      entry = all.insert(all.end(), {statement.missing, {}});
    }
    if (!statement.subject.empty()) {
      entry->subjects.push_back(statement.subject);
    }
  }
  return all;
}

// `team`, `team and 3 more`.
std::string subjects_text(const std::vector<std::string>& subjects) {
  if (subjects.empty()) {
    return {};
  }
  return subjects.size() == 1
             ? subjects.front()
             : fmt::format("{} and {} more", subjects.front(), subjects.size() - 1);
}

Finding coverage_finding(const RuleView& rule, const Missing& missing) {
  const std::string subjects = subjects_text(missing.subjects);
  Finding finding{.rule = std::string(kCoverageRule),
                  .severity = FindingSeverity::kLow,
                  .message = fmt::format("{} {} could not be decided{}{}: {}", rule.id, rule.name,
                                         subjects.empty() ? "" : " for ", subjects, missing.thing)};
  finding.subject.detail = fmt::format("{} {}", rule.id, missing.thing);
  if (!missing.subjects.empty()) {
    finding.evidence.push_back(evidence_of("not decided for", missing.subjects));
  }
  finding.fix.text = fmt::format("export what is missing; what the rule needs: {}", rule.needs);
  return finding;
}

bool is_required(const AuditContext& context, const AuditRunOptions& options,
                 std::string_view rule) {
  if (options.required) {
    return std::ranges::find(*options.required, rule) != options.required->end();
  }
  return rule == kHeadlineRule && context.input().needs_given;
}

}  // namespace

Report run_audit(const AuditContext& context,
                 std::span<const std::unique_ptr<const AuditRule>> rules,
                 const AuditRunOptions& options) {
  Report report;
  report.command = "audit";
  report.at = context.at();
  report.wildcards =
      context.compiled().options().wildcards == WildcardReading::kAzure ? "azure" : "literal";
  report.files = context.tenant().files();
  for (const CoverageGap& gap : context.tenant().gaps()) {
    report.coverage_gaps.push_back(gap.message);
  }
  for (const auto& rule : rules) {
    const RuleView about = rule->about();
    report.rules.push_back(about);
    RuleOutcome outcome(about.id);
    rule->run(context, outcome);
    std::ranges::move(outcome.findings(), std::back_inserter(report.findings));
    const bool required = is_required(context, options, about.id);
    for (const Missing& missing : merged(outcome.unverifiable())) {
      report.unverifiable.push_back(
          {std::string(about.id), missing.thing, subjects_text(missing.subjects), required});
      if (!required) {
        report.findings.push_back(coverage_finding(about, missing));
      }
    }
  }
  sort_findings(report.findings);
  return report;
}

Report run_audit(const AuditContext& context, const AuditRunOptions& options) {
  const auto rules = audit_rules();
  return run_audit(context, rules, options);
}

std::optional<std::string_view> find_audit_rule(std::string_view name) {
  for (const RuleView& rule : audit_rule_views()) {
    if (equals_folded(rule.id, name) || equals_folded(rule.name, name)) {
      return rule.id;
    }
  }
  return std::nullopt;
}

}  // namespace leastwise
