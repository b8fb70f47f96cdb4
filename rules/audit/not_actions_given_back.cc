// LW012: what notActions take away, and something else gives back.
//
// NotActions are no denial: they subtract inside their block alone. So whoever wrote them to keep
// something from people is wrong as soon as another block of the role grants it, or another
// assignment of the same grantee does. Told are custom roles that give back to themselves, and
// assignments whose grantee has another one, its own or by a group, at the scope or above it. An
// assignment all of which another one grants is LW009's.
// Example: Contributor with User Access Administrator: the notActions of the first mean nothing.
// Counter-example: `*` less `A/write`, with a role that grants `A/read`.
#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "engine/report/names.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/held_needs.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// What the notActions of a role take away from its own patterns, by plane, and what the role gives
// all the same.
struct Subtraction {
  PlaneSets taken;       // in some block
  PlaneSets given_back;  // of that, by other blocks
};

Subtraction subtraction_of(const AuditContext& context, RoleId role) {
  Subtraction found{PlaneSets(context), PlaneSets(context)};
  for (const Plane plane : kPlanes) {
    for (const PermissionBlock& block : context.tenant().role(role).blocks) {
      if (block.plane(plane).subtracted.empty()) {
        continue;
      }
      PermissionBlock whole;
      (plane == Plane::kControl ? whole.control : whole.data).granted = block.plane(plane).granted;
      PermissionBlock rest;
      (plane == Plane::kControl ? rest.control : rest.data) = block.plane(plane);
      const RoleSets& sets = context.sets();
      found.taken.plane(plane) |= sets.of_blocks(std::span(&whole, 1), plane).possible() -
                                  sets.of_blocks(std::span(&rest, 1), plane).possible();
    }
    const ActionSet granted = context.sets().of(role, plane).possible();
    found.given_back.plane(plane) = found.taken.plane(plane) & granted;
    found.taken.plane(plane) -= granted;
  }
  return found;
}

class GivenBackReview {
 public:
  GivenBackReview(const AuditContext& context, RuleOutcome& outcome)
      : context_(context), tenant_(context.tenant()), outcome_(outcome) {
    for (std::size_t i = 0; i < tenant_.roles().size(); ++i) {
      const RoleId role = RoleId::from_index(i);
      const bool subtracts = context.role(role).defined &&
                             std::ranges::any_of(patterns_of(tenant_.role(role)),
                                                 [](const RolePattern& p) { return p.subtracted; });
      if (subtracts) {
        by_role_.emplace(role, subtraction_of(context, role));
      }
    }
  }

  void run() {
    for (const RoleId role : custom_roles(context_)) {
      const auto found = by_role_.find(role);
      if (found != by_role_.end() && !found->second.given_back.empty()) {
        outcome_.add(by_role_itself(role, found->second.given_back));
      }
    }
    for (const AssignmentId id : context_.assignments()) {
      const auto found = by_role_.find(tenant_.assignment(id).role);
      if (found != by_role_.end() && !found->second.taken.empty() &&
          !tenant_.assignment(id).eligible) {
        judge(id, found->second.taken);
      }
    }
  }

 private:
  // An escalation that somebody meant to keep back is worth more than disorder.
  [[nodiscard]] FindingSeverity severity_of(const PlaneSets& given_back) const {
    return surplus_severity(context_, given_back) >= FindingSeverity::kHigh
               ? FindingSeverity::kMedium
               : FindingSeverity::kLow;
  }

  [[nodiscard]] Finding by_role_itself(RoleId role, const PlaneSets& given_back) const {
    Evidence items = worst_operations(context_, "given back", given_back);
    Finding finding =
        role_finding(context_, role,
                     {severity_of(given_back),
                      fmt::format("{} takes {} away by notActions, and another block gives {} back",
                                  role_text(tenant_, role), counted(items.total, "operation"),
                                  items.total == 1 ? "it" : "them")});
    finding.evidence.push_back(std::move(items));
    finding.fix.text = "write the notActions into every block that grants it, or drop them";
    return finding;
  }

  void judge(AssignmentId id, const PlaneSets& taken) {
    const RoleAssignment& assignment = tenant_.assignment(id);
    PlaneSets given_back(context_);
    PlaneSets others(context_);
    std::vector<std::string> by;
    for (const HeldGrant& grant : grants_held_by(context_, assignment.principal)) {
      if (!counts(grant.assignment, id)) {
        continue;
      }
      bool gives = false;
      for (const Plane plane : kPlanes) {
        const ActionSet granted = context_.granted(grant.assignment, plane).certain();
        others.plane(plane) |= granted;
        gives = gives || granted.intersects(taken.plane(plane));
        given_back.plane(plane) |= granted & taken.plane(plane);
      }
      if (gives) {
        by.push_back(held_grant_text(tenant_, assignment.principal, grant));
      }
    }
    if (!by.empty() && !is_covered(id, others)) {
      outcome_.add(by_others(id, given_back, std::move(by)));
    }
  }

  // Whether another grant holds at the scope of `id` and counts.
  [[nodiscard]] bool counts(AssignmentId other, AssignmentId id) const {
    const RoleAssignment& grant = tenant_.assignment(other);
    return other != id && !grant.eligible && context_.role(grant.role).defined &&
           grant.role != tenant_.assignment(id).role &&
           tenant_.scopes().contains(grant.scope, tenant_.assignment(id).scope);
  }

  [[nodiscard]] bool is_covered(AssignmentId id, const PlaneSets& others) const {
    return std::ranges::all_of(kPlanes, [&](Plane plane) {
      return context_.granted(id, plane).possible().is_subset_of(others.plane(plane));
    });
  }

  [[nodiscard]] Finding by_others(AssignmentId id, const PlaneSets& given_back,
                                  std::vector<std::string> by) const {
    const RoleAssignment& assignment = tenant_.assignment(id);
    std::string others = by.front();
    if (by.size() > 1) {
      others += fmt::format(" and {} more", by.size() - 1);
    }
    Finding finding =
        grant_finding(context_, id, severity_of(given_back),
                      fmt::format("what the notActions of {} take from {} is given back by {}",
                                  grant_text(tenant_, id),
                                  principal_name(tenant_, assignment.principal), others));
    finding.evidence.push_back(worst_operations(context_, "given back", given_back));
    finding.evidence.push_back(evidence_of("given back by", std::move(by)));
    finding.fix.text =
        "notActions deny nothing: take the other grant away, or read the two as the sum that they "
        "are";
    return finding;
  }

  const AuditContext& context_;
  const Tenant& tenant_;
  RuleOutcome& outcome_;
  std::unordered_map<RoleId, Subtraction> by_role_;
};

class NotActionsGivenBack final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW012",
        .name = "not-actions-given-back",
        .title = "What notActions take away is given back elsewhere",
        .description =
            "A block of a custom role takes actions away by notActions or notDataActions, and "
            "another block of the role grants them; or the notActions of an assigned role take "
            "actions away that other active assignments of the same grantee, its own or by its "
            "groups, grant at that scope or above it. Exact, for every action there will ever be.",
        .remedy =
            "In a role, repeat the notActions in every block, or drop them. Of two grants, take "
            "the one away that gives back, or know that the sum counts: only a deny assignment "
            "denies.",
        .needs = "role assignments and definitions, members of groups",
        .severity = FindingSeverity::kLow,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    GivenBackReview(context, outcome).run();
    state_undefined_roles(context, outcome);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> not_actions_given_back_rule() {
  return std::make_unique<const NotActionsGivenBack>();
}

}  // namespace leastwise
