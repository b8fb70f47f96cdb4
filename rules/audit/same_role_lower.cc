// LW028: the same role for the same grantee, at a scope and again below it.
//
// Mostly somebody asked for access where they had it already. The case of LW009 that is easiest to
// see and to mend; that rule leaves it out. Counter-example: the lower one has no condition and the
// higher one has: then the lower one grants more.
#include <fmt/core.h>

#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/redundancy.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class SameRoleLower final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW028",
        .name = "same-role-lower",
        .title = "A grantee has a role at a scope, and the same role again below it",
        .description =
            "Two active assignments give the same role to the same grantee, the one at a scope "
            "above the other, without a condition or under the same one, and not ending sooner. "
            "The lower one grants nothing.",
        .remedy = "Remove the lower one. Or, if the work is done there alone, the higher one.",
        .needs = "role assignments and definitions",
        .severity = FindingSeverity::kLow,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const Tenant& tenant = context.tenant();
    for (const RedundantAssignment& redundant : find_redundant(context)) {
      if (!redundant.same_role) {
        continue;
      }
      const RoleAssignment& below = tenant.assignment(redundant.assignment);
      const RoleAssignment& above = tenant.assignment(redundant.covers.front());
      Finding finding = grant_finding(
          context, redundant.assignment, FindingSeverity::kLow,
          fmt::format("{} has {} at {}, and has it at {} above already",
                      principal_name(tenant, below.principal), role_name(tenant, below.role),
                      scope_name(tenant, below.scope), scope_name(tenant, above.scope)));
      finding.chain.push_back(assignment_cause(tenant, redundant.covers.front()));
      finding.fix.text = "remove the lower one; where the work is done there alone, the higher one";
      finding.fix.commands = {remove_command(tenant, redundant.assignment)};
      outcome.add(std::move(finding));
    }
    state_undefined_roles(context, outcome);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> same_role_lower_rule() {
  return std::make_unique<const SameRoleLower>();
}

}  // namespace leastwise
