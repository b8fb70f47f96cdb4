// Statements are merged by what is missing: of one rule for the report's statements, of all rules
// for the coverage findings.
#include "rules/audit/run_audit.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"

namespace leastwise {
namespace {

// What is missing: one thing, for these subjects (none stands for everything), and the rules that
// could not be decided for want of it.
struct Missing {
  std::string thing;
  std::vector<std::string> subjects = {};
  std::vector<const RuleView*> rules = {};
};

// Adds what a statement says to the list. `rule` outlives it.
void add_missing(std::vector<Missing>& all, const Unverifiable& statement, const RuleView& rule) {
  auto entry = std::ranges::find(all, statement.missing, &Missing::thing);
  if (entry == all.end()) {
    entry = all.insert(all.end(), {.thing = statement.missing});
  }
  if (!statement.subject.empty() &&
      std::ranges::find(entry->subjects, statement.subject) == entry->subjects.end()) {
    entry->subjects.push_back(statement.subject);
  }
  if (std::ranges::find(entry->rules, &rule) == entry->rules.end()) {
    entry->rules.push_back(&rule);
  }
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

// `LW009 redundant-assignment`.
std::string rule_text(const RuleView& rule) { return fmt::format("{} {}", rule.id, rule.name); }

// One export mends it for all rules, so it is one finding.
Finding coverage_finding(const Missing& missing) {
  const std::string subjects = subjects_text(missing.subjects);
  const bool one = missing.rules.size() == 1;
  Finding finding{.rule = std::string(kCoverageRule),
                  .severity = FindingSeverity::kLow,
                  .message = fmt::format("{} could not be decided{}{}: {}",
                                         one ? rule_text(*missing.rules.front())
                                             : counted(missing.rules.size(), "rule"),
                                         subjects.empty() ? "" : " for ", subjects, missing.thing)};
  finding.subject.detail = missing.thing;
  if (!one) {
    std::vector<std::string> rules;
    for (const RuleView* rule : missing.rules) {
      rules.push_back(rule_text(*rule));
    }
    finding.evidence.push_back(evidence_of("rules that could not be decided", std::move(rules)));
  }
  if (missing.subjects.size() > 1) {
    finding.evidence.push_back(evidence_of("not decided for", missing.subjects));
  }
  finding.fix.text = one ? fmt::format("what the rule needs: {}", missing.rules.front()->needs)
                         : "export what is missing; docs/collecting.md names the calls";
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
    report.rules.push_back(rule->about());
  }
  std::vector<Missing> uncovered;  // of rules that are not required
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const RuleView& about = report.rules[i];
    RuleOutcome outcome(about.id);
    rules[i]->run(context, outcome);
    std::ranges::move(outcome.findings(), std::back_inserter(report.findings));
    const bool required = is_required(context, options, about.id);
    std::vector<Missing> of_rule;
    for (const Unverifiable& statement : outcome.unverifiable()) {
      add_missing(of_rule, statement, about);
      if (!required) {
        add_missing(uncovered, statement, about);
      }
    }
    for (const Missing& missing : of_rule) {
      report.unverifiable.push_back(
          {std::string(about.id), missing.thing, subjects_text(missing.subjects), required});
    }
  }
  const auto coverage = std::ranges::find(report.rules, kCoverageRule, &RuleView::id);
  report.coverage_is_found = coverage != report.rules.end();
  if (report.coverage_is_found) {
    std::ranges::transform(uncovered, std::back_inserter(report.findings), coverage_finding);
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
