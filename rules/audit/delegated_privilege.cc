// LW032: a delegation that is limited, and still lets its holder hand out a privileged role.
//
// A list of roles that may be handed out is worth as much as the strongest of them: whoever can
// give Owner to a group of theirs is Owner. Told are the privileged roles that some condition lets
// through, strongest first, with the kinds of principals that can get them. Unlimited delegations
// are LW006's. Counter-example: a list of Reader and AzureML Registry User.
#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <tuple>
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

// A privileged role that can be handed out.
struct Handed {
  RoleId role;
  AssignableRole who;
};

class DelegatedPrivilege final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW032",
        .name = "delegated-privilege",
        .title = "A limited delegation lets its holder hand out a privileged role",
        .description =
            "A standing assignment grants Microsoft.Authorization/roleAssignments/write under "
            "conditions that limit role and principal, and among the roles that they let through "
            "is one that is privileged itself: it hands out roles, rewrites them, or writes "
            "nearly everything. Its holder is worth as much as that role.",
        .remedy =
            "Take the privileged roles out of the list, or, for a list of roles that must not be "
            "handed out, turn it into a list of those that may.",
        .needs = "role assignments with their conditions, and role definitions",
        .severity = FindingSeverity::kHigh,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const GrantMatters matters(context);
    state_undefined_roles(context, outcome);
    std::vector<std::string> unknown;
    for (const AssignmentId id : context.assignments()) {
      const RoleAssignment& assignment = context.tenant().assignment(id);
      if (!context.role(assignment.role).defined || assignment.eligible ||
          matters.delegations().of(id) != Delegation::kLimited) {
        continue;
      }
      std::vector<Handed> handed = handed_by(context, matters.delegations(), id, unknown);
      if (!handed.empty()) {
        outcome.add(finding(context, id, handed));
      }
    }
    state_missing(outcome, "the definitions of roles that conditions let be handed out", unknown);
  }

 private:
  // The strongest first: Owner-like ones, then by their escalations, then by name.
  [[nodiscard]] static std::vector<Handed> handed_by(const AuditContext& context,
                                                     const Delegations& delegations,
                                                     AssignmentId id,
                                                     std::vector<std::string>& unknown) {
    const Tenant& tenant = context.tenant();
    std::vector<Handed> found;
    const auto add = [&](RoleId role, const AssignableRole& who) {
      const bool known = std::ranges::find(found, role, &Handed::role) != found.end();
      if (!known && context.role(role).privileged != Truth::kNo) {
        found.push_back({role, who});
      }
    };
    for (const DelegationExtent* way : delegations.ways_of(id)) {
      for (const AssignableRole& one : way->assignable) {
        const auto role = one.role ? tenant.find_role(*one.role) : std::nullopt;
        if (role && context.role(*role).defined) {
          add(*role, one);
        } else if (one.role) {
          unknown.push_back(to_string(*one.role));
        } else {
          add_others(context, *way, [&](RoleId other) { add(other, one); });
        }
      }
    }
    std::ranges::stable_sort(found, [&](const Handed& a, const Handed& b) {
      const RoleFacts& left = context.role(a.role);
      const RoleFacts& right = context.role(b.role);
      return std::tuple(right.owner_like, right.escalations.size(), role_name(tenant, a.role)) <
             std::tuple(left.owner_like, left.escalations.size(), role_name(tenant, b.role));
    });
    return found;
  }

  // Every role that the conditions do not name.
  template <class Add>
  static void add_others(const AuditContext& context, const DelegationExtent& way, Add add) {
    const Tenant& tenant = context.tenant();
    for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
      const RoleId role = RoleId::from_index(i);
      const Guid guid = tenant.role(role).guid;
      const bool refused = std::ranges::binary_search(way.refused, guid);
      const bool named = std::ranges::any_of(
          way.assignable, [&](const AssignableRole& one) { return one.role == guid; });
      if (!refused && !named && context.role(role).defined) {
        add(role);
      }
    }
  }

  [[nodiscard]] static Finding finding(const AuditContext& context, AssignmentId id,
                                       const std::vector<Handed>& handed) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& assignment = tenant.assignment(id);
    const Handed& strongest = handed.front();
    Finding one =
        grant_finding(context, id, FindingSeverity::kHigh,
                      fmt::format("{} can hand out {} to {} at {} and below, by {}",
                                  principal_text(tenant, assignment.principal),
                                  role_name(tenant, strongest.role), kinds_text(strongest.who),
                                  scope_name(tenant, assignment.scope), by_text(tenant, id)));
    one.chain.push_back(action_cause(context.input().danger, kAssignRolesAction, Plane::kControl));
    std::vector<std::string> items;
    for (const Handed& each : handed) {
      items.push_back(fmt::format("{}, to {}", role_name(tenant, each.role), kinds_text(each.who)));
    }
    one.evidence = {evidence_of("privileged roles it can hand out", std::move(items))};
    one.fix.text =
        "assign it again with a condition that lets through only the roles that have to be handed "
        "out; `leastwise condition explain` tells what the present one does";
    return one;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> delegated_privilege_rule() {
  return std::make_unique<const DelegatedPrivilege>();
}

}  // namespace leastwise
