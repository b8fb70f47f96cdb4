// LW004: Owner- or Contributor-like access at a subscription or above.
//
// One finding an assignment: what is to be mended is the assignment, however many people stand
// behind its group. A group that is known to be empty gives the access to nobody and is passed
// over; one whose members were not exported may give it to anybody, which is stated and not
// guessed. Counter-examples: an eligible grant, and one that is made active for a while, are what
// this rule would recommend; a grant whose holder declared a need is held against that need by
// LW001.
#include <fmt/core.h>

#include "engine/base/sort_unique.h"
#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class WidePrivilegedAccess final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW004",
        .name = "wide-privileged-access",
        .title = "A grant is Owner- or Contributor-like at a subscription or management group",
        .description =
            "A standing assignment at a subscription or a management group gives users, guests or "
            "service principals everything that Contributor or Owner grants, judged by the "
            "permission set of the role and not by its name. Everything below that scope, also "
            "what is created there next year, is theirs to change or delete. A grant whose grantee "
            "has declared a need there is held against that need instead (LW001).",
        .remedy =
            "Give a role that covers the work at the resource groups or resources where it is "
            "done; `leastwise role nearest` and `role minimize` find it. Where the access is "
            "needed now and then, make the grant eligible in PIM. Where it is needed as it is, "
            "declare the need, with an owner and a reason.",
        .needs =
            "role assignments and definitions; members of the groups; PIM instances, so that "
            "activations are told from standing grants",
        .severity = FindingSeverity::kHigh,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const GrantMatters matters(context);
    if (!matters.knows_contributor()) {
      outcome.unverifiable("the definition of the built-in role Contributor was not given");
    }
    state_undefined_roles(context, outcome, [&](const RoleAssignment& assignment) {
      return is_wide(context.tenant(), assignment.scope);
    });
    HolderIndex index(context);
    std::vector<std::string> unread;
    for (const AssignmentId id : matters.all(GrantMatter::kWide)) {
      const PrincipalId grantee = context.tenant().assignment(id).principal;
      const Holders& holders = index.of(grantee);
      if (holders.users + holders.guests + holders.service_principals != 0 ||
          context.tenant().directory()[grantee].type == PrincipalType::kUnstated) {
        outcome.add(wide(context, id, holders));
      } else if (holders.open) {
        unread.push_back(principal_name(context.tenant(), grantee));
      }
    }
    sort_unique(unread);
    state_missing(outcome, "the members of groups with such access", unread);
  }

 private:
  // What stands behind Owner without anybody looking (an application), or outside of the house.
  [[nodiscard]] static FindingSeverity severity_of(const RoleFacts& role, const Holders& holders,
                                                   const RoleAssignment& assignment) {
    const bool unattended = holders.service_principals != 0 || holders.guests != 0;
    const bool worst = role.owner_like != Truth::kNo && unattended;
    return weighed(worst ? FindingSeverity::kCritical : FindingSeverity::kHigh, assignment);
  }

  [[nodiscard]] static Finding wide(const AuditContext& context, AssignmentId id,
                                    const Holders& holders) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& assignment = tenant.assignment(id);
    const RoleFacts& role = context.role(assignment.role);
    const SentenceSubject subject = holders_text(tenant, assignment.principal, holders);
    Finding finding = grant_finding(
        context, id, severity_of(role, holders, assignment),
        fmt::format("{} {} {}-like access to all of {}, by {}", subject.text, subject.has(),
                    role.owner_like != Truth::kNo ? "Owner" : "Contributor",
                    scope_name(tenant, assignment.scope), by_text(tenant, id)));
    finding.evidence = {holders.named, escalations_of(context, assignment.role)};
    finding.fix.text =
        "give a narrower role where the work is done, or make the grant eligible, or declare the "
        "need; the command then takes this grant away";
    finding.fix.commands = {remove_command(tenant, id)};
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> wide_privileged_access_rule() {
  return std::make_unique<const WidePrivilegedAccess>();
}

}  // namespace leastwise
