// LW009: an assignment that grants nothing which its grantee does not have anyhow.
//
// It hides what counts: whoever takes access away finds the one and misses the other. All that are
// found can be removed at once (redundancy.h). The same role of the same grantee higher up is told
// by LW028 instead.
// Counter-example: two grants of which each has something the other lacks.
#include <fmt/core.h>

#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/redundancy.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class RedundantAssignmentRule final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW009",
        .name = "redundant-assignment",
        .title = "All that an assignment grants is granted to its grantee by others",
        .description =
            "Everything that an active assignment grants is granted, for certain and for every "
            "action there will ever be, to the same grantee by other active assignments at its "
            "scope or above it: its own, or those of groups that it is in. A grant under a "
            "condition covers only what stands under the same condition. All assignments that are "
            "found can be removed at once.",
        .remedy = "Remove it; the finding names the assignments that grant the same.",
        .needs = "role assignments and definitions, members of groups",
        .severity = FindingSeverity::kLow,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    for (const RedundantAssignment& redundant : find_redundant(context)) {
      if (!redundant.same_role) {
        outcome.add(found(context, redundant));
      }
    }
    state_undefined_roles(context, outcome);
  }

 private:
  [[nodiscard]] static Finding found(const AuditContext& context,
                                     const RedundantAssignment& redundant) {
    const Tenant& tenant = context.tenant();
    const PrincipalId grantee = tenant.assignment(redundant.assignment).principal;
    std::vector<std::string> covers;
    for (const AssignmentId id : redundant.covers) {
      covers.push_back(held_grant_text(tenant, grantee, {id, tenant.assignment(id).principal}));
    }
    std::string others = covers.front();
    if (covers.size() > 1) {
      others += fmt::format(" and {} more", covers.size() - 1);
    }
    Finding finding = grant_finding(context, redundant.assignment, FindingSeverity::kLow,
                                    fmt::format("all that {} grants {} is granted by {} already",
                                                grant_text(tenant, redundant.assignment),
                                                principal_name(tenant, grantee), others));
    finding.evidence.push_back(evidence_of("granted by", std::move(covers)));
    finding.fix.text = "remove it; nothing is lost";
    finding.fix.commands = {remove_command(tenant, redundant.assignment)};
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> redundant_assignment_rule() {
  return std::make_unique<const RedundantAssignmentRule>();
}

}  // namespace leastwise
