// One extent for each set of conditions that occurs, whoever holds it: a tenant has a few
// conditions and many assignments.
//
// An empty set of conditions is a way, too: its extent is everything. An extent of nothing is no
// way; so a delegation whose condition asks for what assigning does not have is none.
#include "rules/audit/delegation.h"

#include <algorithm>

#include "engine/base/sort_unique.h"

namespace leastwise {

Delegations::Delegations(const AuditContext& context) : tenant_(&context.tenant()) {
  const RoleSets& sets = context.sets();
  const auto holds = [&sets](const ActionSet& set, std::string_view action) {
    return sets.holds(set, action, Plane::kControl);
  };
  roles_.resize(tenant_->roles().size());
  for (std::size_t i = 0; i < roles_.size(); ++i) {
    const RoleId id = RoleId::from_index(i);
    if (!sets.defined(id)) {
      continue;
    }
    const PermissionSet& set = sets.of(id, Plane::kControl);
    RoleGrants& role = roles_[i];
    role.edits_roles = holds(set.certain(), kEditRolesAction);
    role.elevates = holds(set.certain(), kElevateAction);
    if (holds(set.certain(), kAssignRolesAction)) {
      role.ways = {ConditionSet()};
    }
    for (const PermissionSet::Term& term : set.terms()) {
      role.edits_roles = role.edits_roles || holds(term.actions, kEditRolesAction);
      role.elevates = role.elevates || holds(term.actions, kElevateAction);
      if (holds(term.actions, kAssignRolesAction)) {
        role.ways.push_back(term.conditions);
      }
    }
  }
  const ConditionTable& conditions = context.compiled().conditions();
  for (const RoleAssignment& assignment : tenant_->assignments()) {
    for (const ConditionSet& way : roles_[assignment.role.index()].ways) {
      const ConditionSet all = joined(way, assignment);
      if (extents_.contains(all)) {
        continue;
      }
      std::vector<const Condition*> read;
      for (const ConditionId id : all) {
        read.push_back(&conditions[id]);
      }
      extents_.emplace(all, delegation_extent(read, context.input().attributes));
    }
  }
}

ConditionSet Delegations::joined(const ConditionSet& way, const RoleAssignment& assignment) {
  ConditionSet all = way;
  if (assignment.condition) {
    all.push_back(*assignment.condition);
  }
  sort_unique(all);
  return all;
}

std::vector<const DelegationExtent*> Delegations::ways_of(AssignmentId id) const {
  const RoleAssignment& assignment = tenant_->assignment(id);
  std::vector<const DelegationExtent*> ways;
  for (const ConditionSet& way : roles_[assignment.role.index()].ways) {
    const DelegationExtent& extent = extents_.at(joined(way, assignment));
    if (extent.roles != RoleLimit::kNothing) {
      ways.push_back(&extent);
    }
  }
  return ways;
}

// One way without limits is enough: the holder takes it.
Delegation Delegations::of(AssignmentId id) const {
  if (ways_of(id).empty()) {
    return Delegation::kNone;
  }
  return limits_of(id).both() ? Delegation::kLimited : Delegation::kUnlimited;
}

DelegationLimits Delegations::limits_of(AssignmentId id) const {
  const auto ways = ways_of(id);
  return {.role = !ways.empty() && std::ranges::all_of(ways,
                                                       [](const DelegationExtent* way) {
                                                         return way->roles != RoleLimit::kNone;
                                                       }),
          .principal = !ways.empty() && std::ranges::all_of(ways, [](const DelegationExtent* way) {
            return way->limits_principals;
          })};
}

}  // namespace leastwise
