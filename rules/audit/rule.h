// A rule of the audit: what it looks for, and the looking.
//
// One rule is one source file, one test and one page in docs/rules/. audit_rules() lists all of
// them; the source of a rule defines its factory and nothing else that others see.
//
// A rule answers for everything that it could see: it adds findings, and states what it could not
// decide because it was not exported. It never takes "not exported" for "not there".
// Tests: tests/rules/audit/, one file a rule.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/report/finding.h"
#include "rules/audit/audit_context.h"

namespace leastwise {

// What one rule has found. Thread safety: none; one for each rule and run.
class RuleOutcome {
 public:
  explicit RuleOutcome(std::string_view rule) : rule_(rule) {}

  // Adds a finding of this rule; its member `rule` is set here, and lists of evidence that hold
  // nothing are dropped.
  void add(Finding finding);
  // States that something could not be decided: `missing` is half a sentence, `subject` what it was
  // for (empty: everything). The same statement counts once.
  void unverifiable(std::string missing, std::string subject = {});

  [[nodiscard]] std::vector<Finding>& findings() { return findings_; }
  [[nodiscard]] std::vector<Unverifiable>& unverifiable() { return unverifiable_; }

 private:
  std::string rule_;
  std::vector<Finding> findings_;
  std::vector<Unverifiable> unverifiable_;
};

class AuditRule {
 public:
  AuditRule() = default;
  AuditRule(const AuditRule&) = delete;
  AuditRule& operator=(const AuditRule&) = delete;
  virtual ~AuditRule() = default;

  [[nodiscard]] virtual RuleView about() const = 0;
  // Whether it judges role definitions as they are written, whoever holds them: what can be asked
  // of a definition alone (`role lint`).
  [[nodiscard]] virtual bool judges_definitions() const { return false; }
  virtual void run(const AuditContext& context, RuleOutcome& outcome) const = 0;
};

// All rules, ascending by id (rule_table.cc).
[[nodiscard]] std::vector<std::unique_ptr<const AuditRule>> audit_rules();
// What they are, in the same order: for `rule list`, and for reports.
[[nodiscard]] std::vector<RuleView> audit_rule_views();

}  // namespace leastwise
