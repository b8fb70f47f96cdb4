// LW018: access of users and service principals that are disabled.
//
// A disabled account cannot sign in, so its access serves nobody until somebody enables it again,
// for whatever reason. One finding a principal: what is wrong is that it was disabled and not
// cleaned up. What it holds by its groups counts too. Counter-example: a group has no such state.
// Cost: the groups of the disabled ones, and one pass over the memberships.
#include <fmt/core.h>

#include <algorithm>

#include "engine/base/guid.h"
#include "engine/report/names.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class DisabledPrincipal final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW018",
        .name = "disabled-principal",
        .title = "A disabled user or service principal still has access",
        .description =
            "The account is disabled (accountEnabled is false), and assignments still name it or "
            "a group that it is in, active or eligible. Whoever enables the account gives all of "
            "this back at once. High where any of it is privileged.",
        .remedy =
            "Remove the assignments and take the account out of the groups; what is needed again "
            "can be granted again.",
        .needs =
            "role assignments, members of groups, and users and service principals with "
            "accountEnabled",
        .severity = FindingSeverity::kMedium,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const Tenant& tenant = context.tenant();
    const std::vector<bool> held = grant_holders(context, [](AssignmentId) { return true; });
    std::size_t users = 0;
    std::size_t service_principals = 0;
    for (std::size_t i = 0; i < held.size(); ++i) {
      const PrincipalId id = PrincipalId::from_index(i);
      const Principal& principal = tenant.directory()[id];
      if (!held[i] || principal.account_enabled.value_or(false)) {
        continue;
      }
      if (principal.account_enabled) {
        add_disabled(context, id, outcome);
      } else if (is_gone(tenant, id) != Truth::kYes) {
        users += principal.type == PrincipalType::kUser ? 1 : 0;
        service_principals += principal.type == PrincipalType::kServicePrincipal ? 1 : 0;
      }
    }
    state_unknown(users, "user", outcome);
    state_unknown(service_principals, "service principal", outcome);
  }

 private:
  static void add_disabled(const AuditContext& context, PrincipalId id, RuleOutcome& outcome) {
    if (context.input().principal && *context.input().principal != id) {
      return;
    }
    const Tenant& tenant = context.tenant();
    const std::vector<HeldGrant> grants = grants_held_by(context, id);
    Finding finding{.rule = {}, .severity = FindingSeverity::kMedium};
    finding.subject = subject_of(tenant, id);
    finding.message = fmt::format("{} is disabled, and still has {}",
                                  finding.subject.principal_name, counted(grants.size(), "grant"));
    finding.place = tenant.assignment(grants.front().assignment).place;
    finding.chain = grant_chain(tenant, grants.front().assignment, id);
    std::vector<std::string> texts;
    for (const HeldGrant& grant : grants) {
      const RoleAssignment& assignment = tenant.assignment(grant.assignment);
      if (context.role(assignment.role).privileged != Truth::kNo) {
        finding.severity = FindingSeverity::kHigh;
      }
      texts.push_back(held_grant_text(tenant, id, grant));
      finding.fix.commands.push_back(end_command(tenant, id, grant));
    }
    // One membership may carry several grants, and is ended once.
    std::ranges::sort(finding.fix.commands);
    const auto repeated = std::ranges::unique(finding.fix.commands);
    finding.fix.commands.erase(repeated.begin(), repeated.end());
    finding.fix.text = "remove what is left of the account's access";
    finding.evidence.push_back(evidence_of("grants", std::move(texts)));
    outcome.add(std::move(finding));
  }

  static void state_unknown(std::size_t count, std::string_view noun, RuleOutcome& outcome) {
    if (count != 0) {
      outcome.unverifiable("whether the account is enabled (accountEnabled)",
                           fmt::format("{} with access", counted(count, noun)));
    }
  }
};

}  // namespace

std::unique_ptr<const AuditRule> disabled_principal_rule() {
  return std::make_unique<const DisabledPrincipal>();
}

}  // namespace leastwise
