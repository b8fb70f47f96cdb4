// LW006: a grant that hands out roles, without a condition that limits which ones and to whom.
//
// Whoever writes role assignments freely can give themselves Owner of everything below the scope,
// so such a role is worth as much as Owner, whatever it is called. Owner- and Contributor-like
// grants at a subscription or above are LW004's; here are the others, and Owner-like ones further
// down. A condition that keeps some role and some kind of principal back makes a grant limited;
// what it still lets through is LW032's and LW033's. Counter-example: a condition that compares the
// role with `ForAnyOfAnyValues:GuidNotEquals` of two roles leaves the delegation as wide as it was.
#include <fmt/core.h>

#include <algorithm>

#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class UnconstrainedDelegation final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW006",
        .name = "unconstrained-delegation",
        .title = "A grant hands out roles without a condition that limits role and principal",
        .description =
            "A standing assignment grants Microsoft.Authorization/roleAssignments/write, and what "
            "its condition and those of the role's blocks let through is not limited in both the "
            "role (RoleDefinitionId) and the principal (PrincipalId or PrincipalType). "
            "Its holder can give any role at or below the scope to anybody, Owner to themselves "
            "included. Owner- and Contributor-like grants at a subscription or above are reported "
            "by LW004 instead.",
        .remedy =
            "Add a condition that names the roles that may be handed out and the kind of "
            "principals that may get them (conditionVersion 2.0), or use Role Based Access Control "
            "Administrator with such a condition, or take the grant away.",
        .needs = "role assignments with their conditions, and role definitions",
        .severity = FindingSeverity::kHigh,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const GrantMatters matters(context);
    state_undefined_roles(context, outcome);
    HolderIndex index(context);
    for (const AssignmentId id : matters.all(GrantMatter::kDelegates)) {
      const PrincipalId grantee = context.tenant().assignment(id).principal;
      outcome.add(unlimited(context, matters.delegations().limits_of(id), id, index.of(grantee)));
    }
    state_undecided(context, matters, outcome);
  }

 private:
  [[nodiscard]] static Finding unlimited(const AuditContext& context, DelegationLimits limits,
                                         AssignmentId id, const Holders& holders) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& assignment = tenant.assignment(id);
    const SentenceSubject subject = holders_text(tenant, assignment.principal, holders);
    // A condition that limits something else takes nothing off the weight.
    const FindingSeverity severity = holders.guests != 0 || holders.service_principals != 0
                                         ? FindingSeverity::kCritical
                                         : FindingSeverity::kHigh;
    Finding finding =
        grant_finding(context, id, severity,
                      fmt::format("{} can hand out {} to {} at {} and below, by {}", subject.text,
                                  limits.role ? "some roles" : "any role",
                                  limits.principal ? "some principals" : "anybody",
                                  scope_name(tenant, assignment.scope), by_text(tenant, id)));
    finding.chain.push_back(
        action_cause(context.input().danger, kAssignRolesAction, Plane::kControl));
    finding.evidence = {holders.named};
    finding.fix.text =
        "grant it again with a condition that names the roles and the kind of principals; the "
        "command takes the unlimited grant away";
    finding.fix.commands = {remove_command(tenant, id)};
    return finding;
  }

  // What cannot be decided counts as assignable; a limited grant of that kind is not approved.
  static void state_undecided(const AuditContext& context, const GrantMatters& matters,
                              RuleOutcome& outcome) {
    const Tenant& tenant = context.tenant();
    std::vector<std::string> undecided;
    for (const AssignmentId id : context.assignments()) {
      const RoleAssignment& assignment = tenant.assignment(id);
      if (!context.role(assignment.role).defined || assignment.eligible) {
        continue;
      }
      const auto ways = matters.delegations().ways_of(id);
      if (std::ranges::any_of(ways, [](const DelegationExtent* way) { return !way->decided; })) {
        undecided.push_back(fmt::format("{}, {}", principal_name(tenant, assignment.principal),
                                        grant_text(tenant, id)));
      }
    }
    state_missing(outcome,
                  "conditions on role assignments that can be read and decided: what they let "
                  "through counts as everything that is not ruled out",
                  undecided);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> unconstrained_delegation_rule() {
  return std::make_unique<const UnconstrainedDelegation>();
}

}  // namespace leastwise
