// LW034: a condition that another grant of the same holder gets around.
//
// A condition filters the one grant that it stands on. Where the grantee has the same actions by
// another active assignment at that scope or above it, without a condition, the condition keeps
// nobody from anything: grants add up. Looked at are the known operations that the condition
// limits. Counter-example: the other grant stands below the first, or is eligible.
// Source: CONDITIONS section 1; check 16 of section 11.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/condition_analysis/requirement.h"
#include "engine/report/names.h"
#include "rules/audit/condition_actions.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// The actions of a role that a condition limits: it does not let every call of them through by its
// ActionMatches and suboperations alone.
std::vector<RoleAction> limited_actions(const AuditContext& context,
                                        const RoleAssignment& assignment) {
  const Condition& condition = context.compiled().conditions()[*assignment.condition];
  if (!condition.valid()) {
    return {};
  }
  std::vector<ConditionRequest> calls(1);  // without a suboperation, and with each that it names
  for (const std::string& suboperation : named_suboperations(condition)) {
    calls.emplace_back().add_suboperation(suboperation);
  }
  std::vector<RoleAction> actions =
      actions_of_role(context.compiled(), assignment.role, context.input().attributes);
  std::erase_if(actions, [&](const RoleAction& action) {
    return std::ranges::all_of(calls, [&](const ConditionRequest& call) {
      return condition.evaluate(action.folded, call).is(Truth::kYes);
    });
  });
  return actions;
}

class BypassedCondition final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW034",
        .name = "bypassed-condition",
        .title = "The condition on a grant is got around by another grant without one",
        .description =
            "An active assignment has a condition, and the same grantee has every known operation "
            "that the condition limits by another active assignment at its scope or above it, its "
            "own or a group's, without a condition. Grants add up, so the condition holds nobody "
            "back.",
        .remedy =
            "Remove the grant without the condition, or put the condition on both; or remove the "
            "conditioned one, which grants nothing further.",
        .needs = "role assignments with their conditions, role definitions, and group members",
        .severity = FindingSeverity::kMedium,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    state_undefined_roles(context, outcome);
    const ConditionTable& conditions = context.compiled().conditions();
    std::map<std::pair<ConditionId, RoleId>, std::vector<RoleAction>> limited;
    for (const AssignmentId id : context.assignments()) {
      const RoleAssignment& assignment = context.tenant().assignment(id);
      if (!assignment.condition || assignment.eligible || !context.role(assignment.role).defined) {
        continue;
      }
      const auto [actions, added] =
          limited.try_emplace({conditions.representative(*assignment.condition), assignment.role});
      if (added) {
        actions->second = limited_actions(context, assignment);
      }
      if (!actions->second.empty()) {
        look_around(context, id, actions->second, outcome);
      }
    }
  }

 private:
  static void look_around(const AuditContext& context, AssignmentId id,
                          const std::vector<RoleAction>& actions, RuleOutcome& outcome) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& conditioned = tenant.assignment(id);
    for (const HeldGrant& grant : grants_held_by(context, conditioned.principal)) {
      const RoleAssignment& other = tenant.assignment(grant.assignment);
      const bool stands = !other.condition && !other.eligible && context.role(other.role).defined &&
                          tenant.scopes().contains(other.scope, conditioned.scope);
      if (stands && grants_all(context, other.role, actions)) {
        outcome.add(finding(context, id, grant));
        return;
      }
    }
  }

  [[nodiscard]] static bool grants_all(const AuditContext& context, RoleId role,
                                       const std::vector<RoleAction>& actions) {
    const CompiledTenant& compiled = context.compiled();
    return std::ranges::all_of(actions, [&](const RoleAction& action) {
      return compiled.role_grants(role, compiled.action(action.folded, action.plane)) ==
             Truth::kYes;
    });
  }

  [[nodiscard]] static Finding finding(const AuditContext& context, AssignmentId id,
                                       const HeldGrant& around) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& assignment = tenant.assignment(id);
    Finding one = grant_finding(
        context, id, FindingSeverity::kMedium,
        fmt::format("the condition on {} of {} is got around by {}", grant_text(tenant, id),
                    principal_name(tenant, assignment.principal),
                    held_grant_text(tenant, assignment.principal, around)));
    one.chain.push_back(assignment_cause(tenant, around.assignment));
    one.fix.text =
        "remove the grant without the condition, or put the condition on it as well; the command "
        "removes it";
    one.fix.commands = {end_command(tenant, assignment.principal, around)};
    return one;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> bypassed_condition_rule() {
  return std::make_unique<const BypassedCondition>();
}

}  // namespace leastwise
