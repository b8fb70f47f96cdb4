// LW033: a delegation that is limited by the roles that must not be handed out.
//
// Such a list names roles by their id, and permissions have other ids: a custom role that grants
// what a refused one grants is not on the list, and whoever may rewrite role definitions makes one.
// The finding is high where such a role is there or the holder may make it, else medium: whatever
// role is made next is allowed.
// Counter-example: a list of roles that may be handed out refuses what is made next.
// Source: FACTS rule 17; CONDITIONS section 6 (`not in`).
#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "engine/report/names.h"
#include "rules/audit/delegation.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class DenyListDelegation final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW033",
        .name = "deny-list-delegation",
        .title = "A delegation refuses some roles and lets every other one be handed out",
        .description =
            "The conditions of a standing assignment that grants "
            "Microsoft.Authorization/roleAssignments/write refuse named roles and let every other "
            "role through. A custom role with the same permissions is not on the list; it is told "
            "where there is one, and where the holder may write role definitions.",
        .remedy =
            "Turn the list around: name the roles that may be handed out "
            "(ForAnyOfAnyValues:GuidEquals).",
        .needs = "role assignments with their conditions, and role definitions",
        .severity = FindingSeverity::kMedium,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const GrantMatters matters(context);
    state_undefined_roles(context, outcome);
    for (const AssignmentId id : context.assignments()) {
      const RoleAssignment& assignment = context.tenant().assignment(id);
      if (!context.role(assignment.role).defined || assignment.eligible) {
        continue;
      }
      for (const DelegationExtent* way : matters.delegations().ways_of(id)) {
        if (way->roles == RoleLimit::kDenyList) {
          outcome.add(finding(context, matters.delegations(), id, *way));
          break;
        }
      }
    }
  }

 private:
  // Roles that are let through and grant everything that a refused one grants.
  [[nodiscard]] static std::vector<std::string> substitutes(const AuditContext& context,
                                                            const DelegationExtent& way) {
    const Tenant& tenant = context.tenant();
    std::vector<std::string> found;
    for (const Guid& guid : way.refused) {
      const auto refused = tenant.find_role(guid);
      if (!refused || !context.role(*refused).defined || context.role(*refused).grants_nothing) {
        continue;
      }
      for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
        const RoleId other = RoleId::from_index(i);
        const bool refused_too = std::ranges::binary_search(way.refused, tenant.role(other).guid);
        if (!refused_too && context.role(other).defined && includes(context, other, *refused)) {
          found.push_back(fmt::format("{} grants all that {} does", role_name(tenant, other),
                                      role_name(tenant, *refused)));
        }
      }
    }
    return found;
  }

  [[nodiscard]] static bool includes(const AuditContext& context, RoleId wide, RoleId narrow) {
    return std::ranges::all_of(kPlanes, [&](Plane plane) {
      return context.sets().of(narrow, plane).included_in(context.sets().of(wide, plane)) ==
             Truth::kYes;
    });
  }

  // By which the holder may write role definitions, wherever that is.
  [[nodiscard]] static std::vector<std::string> editing_grants(const AuditContext& context,
                                                               const Delegations& delegations,
                                                               PrincipalId holder) {
    std::vector<std::string> found;
    for (const HeldGrant& grant : grants_held_by(context, holder)) {
      const RoleAssignment& assignment = context.tenant().assignment(grant.assignment);
      if (context.role(assignment.role).defined && !assignment.eligible &&
          delegations.edits_roles(assignment.role)) {
        found.push_back(held_grant_text(context.tenant(), holder, grant));
      }
    }
    return found;
  }

  [[nodiscard]] static Finding finding(const AuditContext& context, const Delegations& delegations,
                                       AssignmentId id, const DelegationExtent& way) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& assignment = tenant.assignment(id);
    std::vector<std::string> same = substitutes(context, way);
    std::vector<std::string> editing = editing_grants(context, delegations, assignment.principal);
    const bool defeated = !same.empty() || !editing.empty();
    Finding one = grant_finding(
        context, id, defeated ? FindingSeverity::kHigh : FindingSeverity::kMedium,
        fmt::format("{} can hand out every role but {} at {} and below, by {}{}",
                    principal_text(tenant, assignment.principal), refused_text(tenant, way),
                    scope_name(tenant, assignment.scope), by_text(tenant, id),
                    !editing.empty() ? ", and can write a role that grants the same"
                    : !same.empty()  ? ", and another role grants the same"
                                     : ""));
    one.chain.push_back(action_cause(context.input().danger, kAssignRolesAction, Plane::kControl));
    one.evidence = {evidence_of("roles that grant what is refused", std::move(same)),
                    evidence_of("may write role definitions by", std::move(editing))};
    one.fix.text = "assign it again with a condition that names the roles that may be handed out";
    return one;
  }

  // `Owner`, `Owner and 2 more`.
  [[nodiscard]] static std::string refused_text(const Tenant& tenant, const DelegationExtent& way) {
    const auto role = tenant.find_role(way.refused.front());
    const std::string first = role ? role_name(tenant, *role) : to_string(way.refused.front());
    return way.refused.size() == 1 ? first
                                   : fmt::format("{} and {} more", first, way.refused.size() - 1);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> deny_list_delegation_rule() {
  return std::make_unique<const DenyListDelegation>();
}

}  // namespace leastwise
