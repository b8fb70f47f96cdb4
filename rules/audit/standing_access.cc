// LW021: privileged access for good, in a tenant that has PIM.
//
// Where eligible grants exist, the tenant has the licence and the habit, and a privileged grant
// that is active day and night was left out. Users who hold one directly are LW020's; here are
// groups. Counter-examples: service principals cannot activate anything, so a group of them alone
// is passed over; a grant that ends is bounded already.
#include <fmt/core.h>

#include "engine/base/sort_unique.h"
#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class StandingAccess final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW021",
        .name = "standing-access",
        .title = "A group holds a privileged role for good, though PIM is in use",
        .description =
            "Eligible grants exist in the input, and a group of users holds a privileged role by "
            "an active assignment without an end. Assignments that are reported as too wide or as "
            "delegating are not reported here again, nor are those with a declared need.",
        .remedy =
            "Make the group eligible for the role in PIM, with an activation that ends, or give "
            "the assignment an end.",
        .needs = "role assignments and definitions, members of groups, PIM instances",
        .severity = FindingSeverity::kMedium,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const GrantMatters matters(context);
    if (!matters.has_eligible()) {
      outcome.unverifiable("no eligible grant was given, so whether PIM is in use is not known");
      return;
    }
    state_undefined_roles(context, outcome);
    HolderIndex index(context);
    std::vector<std::string> unread;
    for (const AssignmentId id : matters.all(GrantMatter::kStanding)) {
      const PrincipalId group = context.tenant().assignment(id).principal;
      const Holders& holders = index.of(group);
      if (holders.users + holders.guests + holders.others != 0) {
        outcome.add(standing(context, id, holders));
      } else if (holders.open) {
        unread.push_back(principal_name(context.tenant(), group));
      }
    }
    sort_unique(unread);
    state_missing(outcome, "the members of groups with standing privileged access", unread);
  }

 private:
  [[nodiscard]] static Finding standing(const AuditContext& context, AssignmentId id,
                                        const Holders& holders) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& assignment = tenant.assignment(id);
    const SentenceSubject subject = holders_text(tenant, assignment.principal, holders);
    Finding finding = grant_finding(
        context, id, weighed(FindingSeverity::kMedium, assignment),
        fmt::format("{} {} privileged access at {} for good, by {}", subject.text, subject.has(),
                    scope_name(tenant, assignment.scope), by_text(tenant, id)));
    finding.evidence = {holders.named, escalations_of(context, assignment.role)};
    finding.fix.text =
        "make the group eligible for the role in PIM; the command then takes the standing "
        "assignment away";
    finding.fix.commands = {remove_command(tenant, id)};
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> standing_access_rule() {
  return std::make_unique<const StandingAccess>();
}

}  // namespace leastwise
