// LW027: who can rewrite role definitions, or elevate themselves by a custom role.
//
// A role that is rewritten changes what everybody who holds it may do, the writer included, and it
// defeats conditions that name roles by their id. One finding a custom role, for there the mistake
// was made; a built-in role cannot be mended, so there it is one a grant.
// Grants that hand out roles without a limit are LW006's, or LW004's and LW007's at the top: who
// can give themselves Owner need not rewrite a role. Owner-like custom roles are LW008's.
// Counter-example: User Access Administrator under a condition on roleAssignments/write. The
// condition limits which roles are handed out, and the holder can rewrite one of those.
#include <fmt/core.h>

#include <algorithm>

#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class EditsRoles final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW027",
        .name = "edits-roles",
        .title = "A role that is not Owner-like can rewrite role definitions, or elevate access",
        .description =
            "A custom role grants Microsoft.Authorization/roleDefinitions/write or "
            "Microsoft.Authorization/elevateAccess/action; or a standing grant of a built-in role "
            "that is not Owner-like includes roleDefinitions/write, while a condition limits the "
            "roles that it hands out. Whoever rewrites a custom role that they hold, or may hand "
            "out, holds whatever they write into it; elevateAccess gives a Global Administrator "
            "User Access Administrator at `/`.",
        .remedy =
            "Take these operations out of the custom role (mind patterns such as "
            "Microsoft.Authorization/*). In place of User Access Administrator use Role Based "
            "Access Control Administrator, which cannot edit roles.",
        .needs = "role definitions and role assignments",
        .severity = FindingSeverity::kHigh,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const GrantMatters matters(context);
    state_undefined_roles(context, outcome);
    for (std::size_t i = 0; i < context.tenant().roles().size(); ++i) {
      const RoleId role = RoleId::from_index(i);
      const bool edits = matters.delegations().edits_roles(role);
      const RoleFacts& facts = context.role(role);
      if (!facts.defined || facts.owner_like != Truth::kNo) {
        continue;
      }
      const std::vector<AssignmentId> grants = left_grants(context, matters, role);
      if (is_custom(context.tenant().role(role))) {
        if ((edits || matters.delegations().elevates(role)) &&
            (!grants.empty() || !is_reported(context, matters, role))) {
          outcome.add(custom_role(context, matters, role));
        }
      } else if (edits) {
        for (const AssignmentId id : grants) {
          outcome.add(grant(context, id));
        }
      }
    }
  }

 private:
  // The grants of the role that this rule speaks of.
  [[nodiscard]] static std::vector<AssignmentId> left_grants(const AuditContext& context,
                                                             const GrantMatters& matters,
                                                             RoleId role) {
    std::vector<AssignmentId> left;
    std::ranges::copy_if(
        context.assignments_of(role), std::back_inserter(left),
        [&matters](AssignmentId id) { return matters.of(id) == GrantMatter::kEditsRoles; });
    return left;
  }

  // Whether other rules speak of some grant of the role, as one that gives its holder any role.
  [[nodiscard]] static bool is_reported(const AuditContext& context, const GrantMatters& matters,
                                        RoleId role) {
    return std::ranges::any_of(context.assignments_of(role), [&](AssignmentId id) {
      const GrantMatter matter = matters.of(id);
      return matter == GrantMatter::kWide || matter == GrantMatter::kDelegates ||
             matter == GrantMatter::kRootScope;
    });
  }

  [[nodiscard]] static Finding custom_role(const AuditContext& context, const GrantMatters& matters,
                                           RoleId role) {
    const Tenant& tenant = context.tenant();
    const bool edits = matters.delegations().edits_roles(role);
    const bool elevates = matters.delegations().elevates(role);
    Finding finding{.rule = {}, .severity = FindingSeverity::kHigh};
    finding.message = fmt::format("custom role {} can {}", role_name(tenant, role),
                                  edits && elevates ? "rewrite role definitions and elevate access"
                                  : edits           ? "rewrite role definitions"
                                                    : "elevate access");
    finding.subject = subject_of(tenant, role);
    finding.place = tenant.role(role).place;
    finding.chain = {role_cause(tenant, role)};
    if (edits) {
      finding.chain.push_back(
          action_cause(context.input().danger, kEditRolesAction, Plane::kControl));
    }
    if (elevates) {
      finding.chain.push_back(
          action_cause(context.input().danger, kElevateAction, Plane::kControl));
    }
    std::vector<std::string> holders;
    for (const AssignmentId id : context.assignments_of(role)) {
      holders.push_back(fmt::format("{}, {}",
                                    principal_text(tenant, tenant.assignment(id).principal),
                                    grant_text(tenant, id)));
    }
    finding.evidence.push_back(evidence_of("granted to", std::move(holders)));
    finding.fix.text =
        "take the operation out of the role: remove it, or the pattern that matches it, or "
        "subtract it in notActions of every block that grants it";
    return finding;
  }

  [[nodiscard]] static Finding grant(const AuditContext& context, AssignmentId id) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& assignment = tenant.assignment(id);
    Finding finding =
        grant_finding(context, id, FindingSeverity::kHigh,
                      fmt::format("{} can rewrite role definitions at {} and below, by {}{}",
                                  principal_text(tenant, assignment.principal),
                                  scope_name(tenant, assignment.scope), by_text(tenant, id),
                                  assignment.condition ? ", and so get around the condition" : ""));
    finding.chain.push_back(
        action_cause(context.input().danger, kEditRolesAction, Plane::kControl));
    finding.fix.text =
        "give Role Based Access Control Administrator with the same condition in its place; the "
        "command takes this grant away";
    finding.fix.commands = {remove_command(tenant, id)};
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> edits_roles_rule() { return std::make_unique<const EditsRoles>(); }

}  // namespace leastwise
