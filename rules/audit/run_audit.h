// One audit: all rules over one context, and what they say as a report.
//
// Findings come sorted. What a rule could not decide is kept in Report::unverifiable, each rule and
// missing thing once with all that it was missing for. Where the rule is not required that is a
// coverage finding (LW017) as well, so that nobody takes silence for success: one for each missing
// thing, whatever the number of rules, since one export mends it for all of them.
// Example: a role that nothing defines leaves seven rules undecided, and makes one finding.
// Tests: tests/rules/audit/run_audit_test.cc.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/report/finding.h"
#include "rules/audit/audit_context.h"
#include "rules/audit/rule.h"

namespace leastwise {

// The rule about coverage, and the headline rule.
inline constexpr std::string_view kCoverageRule = "LW017";
inline constexpr std::string_view kHeadlineRule = "LW001";

struct AuditRunOptions {
  // Ids of rules that must be decided; without a value the headline rule, where needs are given.
  std::optional<std::vector<std::string>> required = {};
};

// The members that the audit knows are filled: command, at, wildcards, rules, findings,
// unverifiable, coverage_gaps, files. REQUIRES: required ids are ids of audit_rules().
[[nodiscard]] Report run_audit(const AuditContext& context, const AuditRunOptions& options = {});
// The same with these rules. Without the rule about coverage, nothing is found for what the others
// could not decide: it is only stated.
[[nodiscard]] Report run_audit(const AuditContext& context,
                               std::span<const std::unique_ptr<const AuditRule>> rules,
                               const AuditRunOptions& options);

// The id of the rule of that id or short name (case matters not), or nothing.
[[nodiscard]] std::optional<std::string_view> find_audit_rule(std::string_view name);

}  // namespace leastwise
