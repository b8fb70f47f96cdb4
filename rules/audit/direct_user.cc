// LW020: a privileged assignment given to a user, and not to a group.
//
// Access by a group is reviewed where people come and go; a direct assignment stays when the person
// moves on. Only what no other rule reports of the grant is reported here (grant_matters.h), so
// this is mostly Contributor at a resource group, given to one person. Counter-examples: an
// eligible grant names a person by design; a break-glass account has a need.
#include <fmt/core.h>

#include "engine/base/sort_unique.h"
#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class DirectUser final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW020",
        .name = "direct-user",
        .title = "A privileged role is assigned to a user directly, and not to a group",
        .description =
            "A standing assignment of a privileged role names a user. It is found by nobody who "
            "reviews groups, and stays when the user changes teams. Assignments that are reported "
            "as too wide, as delegating, or of a guest are not reported here again.",
        .remedy =
            "Assign the role to a group of the team and put the user into it, or make the "
            "assignment eligible in PIM. Declare the need of an account that has to hold it "
            "itself, such as a break-glass account.",
        .needs = "role assignments with principal types, and role definitions",
        .severity = FindingSeverity::kMedium,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const Tenant& tenant = context.tenant();
    const GrantMatters matters(context);
    state_undefined_roles(context, outcome, [&](const RoleAssignment& assignment) {
      return tenant.directory()[assignment.principal].type == PrincipalType::kUser;
    });
    std::vector<std::string> untyped;
    for (const AssignmentId id : context.assignments()) {
      const RoleAssignment& assignment = tenant.assignment(id);
      if (context.role(assignment.role).privileged == Truth::kNo || assignment.eligible) {
        continue;
      }
      if (matters.of(id) == GrantMatter::kDirectUser) {
        outcome.add(direct(context, id));
      } else if (tenant.directory()[assignment.principal].type == PrincipalType::kUnstated) {
        untyped.push_back(principal_name(tenant, assignment.principal));
      }
    }
    sort_unique(untyped);
    state_missing(outcome, "the principal types: whether these are users", untyped);
  }

 private:
  [[nodiscard]] static Finding direct(const AuditContext& context, AssignmentId id) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& assignment = tenant.assignment(id);
    Finding finding =
        grant_finding(context, id, weighed(FindingSeverity::kMedium, assignment),
                      fmt::format("{} holds {} at {} directly, and not by a group",
                                  principal_text(tenant, assignment.principal), by_text(tenant, id),
                                  scope_name(tenant, assignment.scope)));
    finding.evidence = {escalations_of(context, assignment.role)};
    finding.fix.text =
        "assign the role to a group that holds the user; the command then takes the direct "
        "assignment away";
    finding.fix.commands = {remove_command(tenant, id)};
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> direct_user_rule() { return std::make_unique<const DirectUser>(); }

}  // namespace leastwise
