// LW031: a condition on a grant that does not do what it seems to.
//
// What `condition lint --role` says of the condition and the role of the assignment: errors, and
// warnings. Notes are about spelling and about effects that may be meant, and stay with the lint.
// Example: `@Resource[...:RoleDefinitionId]` compared for roleAssignments/write: such a grant never
// assigns anything. Counter-example: a condition that leaves `roleAssignments/delete` free is a
// note, and no finding.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/report/condition_issue_text.h"
#include "engine/report/names.h"
#include "rules/audit/condition_actions.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/rule_factories.h"
#include "rules/conditions/condition_checks.h"

namespace leastwise {
namespace {

// Issues that make a grant wider than it reads. The others make it narrower, or say nothing.
constexpr std::array<std::string_view, 7> kWider = {
    "always-met",        "met-whenever-given", "vacuous-not-equals", "readings-differ",
    "untargeted-action", "tags-unprotected",   "path-unprotected",
};

// The errors and warnings of each condition and role, worked out once.
class WarningIndex {
 public:
  explicit WarningIndex(const AuditContext& context) : context_(&context) {}

  const ConditionIssues& of(const RoleAssignment& assignment) {
    const ConditionTable& table = context_->compiled().conditions();
    const std::pair key(table.representative(*assignment.condition), assignment.role);
    const auto [place, added] = issues_.try_emplace(key);
    if (added) {
      place->second = find(table[*assignment.condition], assignment.role);
    }
    return place->second;
  }

 private:
  [[nodiscard]] ConditionIssues find(const Condition& condition, RoleId role) const {
    const KnownAttributes& known = context_->input().attributes;
    const auto actions = actions_of_role(context_->compiled(), role, known);
    const auto names = names_of(actions);
    const auto documented = known.actions();
    const bool defined = context_->role(role).defined && !names.empty();
    ConditionIssues issues = all_issues(
        condition, known,
        {.actions = defined ? names : documented, .only_these = defined, .model = &known});
    std::erase_if(issues,
                  [](const ConditionIssue& issue) { return issue.level == IssueLevel::kNote; });
    return issues;
  }

  const AuditContext* context_;
  std::map<std::pair<ConditionId, RoleId>, ConditionIssues> issues_;
};

bool makes_wider(const ConditionIssue& issue) {
  return std::ranges::find(kWider, issue.code) != kWider.end();
}

class ConditionWarning final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW031",
        .name = "condition-warning",
        .title = "The condition on a grant does not do what it seems to",
        .description =
            "The condition of an assignment cannot be read, or `condition lint` warns of it, over "
            "the operations that its role grants: it is always or never met, a part of it has no "
            "effect, it compares an attribute that the action does not have, another action of "
            "the role gets around it, or Azure may read it in two ways.",
        .remedy =
            "Look at it with `leastwise condition explain` and `leastwise condition lint --role`, "
            "and assign the role again with the condition mended.",
        .needs = "role assignments with their conditions, and role definitions",
        .severity = FindingSeverity::kMedium,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    WarningIndex index(context);
    for (const AssignmentId id : context.assignments()) {
      const RoleAssignment& assignment = context.tenant().assignment(id);
      if (!assignment.condition) {
        continue;
      }
      const ConditionIssues& issues = index.of(assignment);
      if (!issues.empty()) {
        outcome.add(finding(context, id, issues));
      }
    }
  }

 private:
  [[nodiscard]] static Finding finding(const AuditContext& context, AssignmentId id,
                                       const ConditionIssues& issues) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& assignment = tenant.assignment(id);
    const bool wider = std::ranges::any_of(issues, makes_wider);
    const bool broken = has_errors(issues);
    Finding one =
        grant_finding(context, id, wider ? FindingSeverity::kHigh : FindingSeverity::kMedium,
                      fmt::format("the condition on {} of {} {}", grant_text(tenant, id),
                                  principal_name(tenant, assignment.principal),
                                  broken  ? "cannot be read"
                                  : wider ? "holds back less than it seems to"
                                          : "does not say what it seems to"));
    const std::string_view text = tenant.condition(*assignment.condition);
    std::vector<std::string> items;
    for (const ConditionIssue& issue : issues) {
      const TextPosition at = position_of(text, issue.span.offset);
      items.push_back(
          fmt::format("{} at {}:{}: {}", issue.code, at.line, at.column, issue.message));
    }
    one.subject.detail = "condition";
    one.evidence = {evidence_of(broken ? "errors" : "warnings", std::move(items))};
    one.fix.text = "mend the condition, and assign the role again with it";
    return one;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> condition_warning_rule() {
  return std::make_unique<const ConditionWarning>();
}

}  // namespace leastwise
