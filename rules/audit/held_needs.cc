#include "rules/audit/held_needs.h"

#include <algorithm>
#include <utility>

#include "engine/base/sort_unique.h"
#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"

namespace leastwise {
namespace {

// Edges of group A by which a holder gets further permissions without anybody's help.
constexpr std::array<std::string_view, 4> kGrantingEdges = {"GrantsAny", "GrantsAnyByPim",
                                                            "EditsRole", "Elevate"};

}  // namespace

PlaneSets::PlaneSets(const AuditContext& context)
    : sets_{ActionSet::none(context.sets().partition(Plane::kControl)),
            ActionSet::none(context.sets().partition(Plane::kData))} {}

PlaneSets granted_sets(const AuditContext& context, AssignmentId id) {
  PlaneSets sets(context);
  for (const Plane plane : kPlanes) {
    sets.plane(plane) = context.granted(id, plane).possible();
  }
  return sets;
}

std::vector<PrincipalId> declared_principals(const AuditContext& context) {
  const Tenant& tenant = context.tenant();
  std::vector<PrincipalId> found;
  for (const DeclaredNeed& need : context.input().needs) {
    if (!need.known || is_gone(tenant, *need.known) == Truth::kYes ||
        !tenant.directory()[*need.known].account_enabled.value_or(true)) {
      continue;
    }
    if (context.concerns(*need.known)) {
      found.push_back(*need.known);
    }
  }
  sort_unique(found);
  return found;
}

FindingSeverity surplus_severity(const AuditContext& context, const PlaneSets& surplus) {
  const DangerTable& danger = context.input().danger;
  auto worst = FindingSeverity::kLow;
  for (const Plane plane : kPlanes) {
    if (surplus.plane(plane).intersects(context.writing(plane))) {
      worst = std::max(worst, FindingSeverity::kMedium);
    }
    for (const std::uint32_t position : context.escalations_in(surplus.plane(plane), plane)) {
      const DangerousOperation& operation = danger.operations()[position];
      const bool grants = std::ranges::find(kGrantingEdges, operation.edge) != kGrantingEdges.end();
      worst = std::max(worst, grants ? FindingSeverity::kCritical
                              : operation.group == DangerGroup::kFurther ? FindingSeverity::kMedium
                                                                         : FindingSeverity::kHigh);
    }
  }
  return worst;
}

Evidence worst_operations(const AuditContext& context, std::string label, const PlaneSets& sets) {
  Evidence evidence{.label = std::move(label), .items = {}, .total = 0};
  for (const Plane plane : kPlanes) {
    add_operations(evidence, context, context.sets().operations(sets.plane(plane), plane), plane);
  }
  for (const Plane plane : kPlanes) {
    if (!evidence.items.empty()) {
      break;
    }
    if (const auto witness = context.sets().known(plane).witness(sets.plane(plane))) {
      evidence.items.push_back(operation_text(context.input().danger, witness->action, plane));
      evidence.total = 1;
    }
  }
  return evidence;
}

void state_unread_groups(const AuditContext& context, const NeedIndex& needs,
                         RuleOutcome& outcome) {
  const Tenant& tenant = context.tenant();
  const std::vector<PrincipalId> declared = declared_principals(context);
  std::vector<std::string> unread;
  for (const PrincipalId group : tenant.groups().open_groups()) {
    if (!context.assignments_of(group).empty() && !needs.declares(group) &&
        std::ranges::any_of(declared, [&](PrincipalId principal) {
          return tenant.groups().membership(principal, group) == Truth::kUnknown;
        })) {
      unread.push_back(principal_name(tenant, group));
    }
  }
  sort_unique(unread);
  state_missing(
      outcome, "the members of groups: whether principals with declared needs are in them", unread);
}

}  // namespace leastwise
