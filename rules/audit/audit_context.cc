// Everything here is a table by id, filled in one pass; rules look up and never search.
//
// The lists by grantee and by role are compressed: ids sorted by their owner, and for each owner
// where its ids begin.
// Example: two assignments of role 3 and none of role 4 give first_of_role_[3] = 0, [4] = 2, [5]
// = 2.
#include "rules/audit/audit_context.h"

#include <algorithm>
#include <utility>

#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// Groups `ids` by `owner_of`: where the ids of each owner begin, one entry more than there are.
template <class OwnerOf>
std::vector<std::uint32_t> group_by_owner(std::vector<AssignmentId>& ids, std::size_t owners,
                                          const OwnerOf& owner_of) {
  std::vector<std::uint32_t> first(owners + 1, 0);
  for (const AssignmentId id : ids) {
    ++first[owner_of(id) + 1];
  }
  for (std::size_t i = 0; i < owners; ++i) {
    first[i + 1] += first[i];
  }
  std::ranges::stable_sort(ids, {}, owner_of);
  return first;
}

std::span<const AssignmentId> slice(const std::vector<AssignmentId>& ids,
                                    const std::vector<std::uint32_t>& first, std::size_t owner) {
  return std::span(ids).subspan(first[owner], first[owner + 1] - first[owner]);
}

// The patterns of deny assignments, each once a plane, behind those of the needs: so that what is
// denied is a set like any other.
void add_denied_patterns(const Tenant& tenant, std::vector<FurtherPatternView>& further) {
  for (const Plane plane : kPlanes) {
    std::vector<PatternId> patterns;
    for (const DenyAssignment& denial : tenant.denials()) {
      for (const PermissionBlock& block : denial.blocks) {
        const PatternLists& lists = block.plane(plane);
        patterns.insert(patterns.end(), lists.granted.begin(), lists.granted.end());
        patterns.insert(patterns.end(), lists.subtracted.begin(), lists.subtracted.end());
      }
    }
    sort_unique(patterns);
    for (const PatternId id : patterns) {
      further.push_back({tenant.pattern(id), plane});
    }
  }
}

// Which assignments an audit is about.
class Filter {
 public:
  explicit Filter(const AuditInput& input)
      : input_(input), tenant_(input.compiled.tenant()), at_(input.compiled.options().at) {
    if (input.principal) {
      subjects_ = tenant_.groups().groups_of(*input.principal);
      subjects_.insert(std::ranges::lower_bound(subjects_, *input.principal), *input.principal);
    }
  }

  [[nodiscard]] bool passes(const RoleAssignment& assignment) const {
    return assignment.window.holds(at_) && passes_scope(assignment.scope) &&
           (!input_.principal || std::ranges::binary_search(subjects_, assignment.principal));
  }

 private:
  // At the scope, above it (what may be above it too), or below it. Nothing that the tenant knows
  // is below a scope that it does not know.
  [[nodiscard]] bool passes_scope(ScopeId scope) const {
    if (!input_.scope) {
      return true;
    }
    const ScopeTree& scopes = tenant_.scopes();
    return scopes.covers(scope, input_.scope->node) != Truth::kNo ||
           (input_.scope->exact && scopes.covers(input_.scope->node, scope) != Truth::kNo);
  }

  const AuditInput& input_;
  const Tenant& tenant_;
  Instant at_;
  std::vector<PrincipalId> subjects_;  // the principal and its groups, ascending
};

}  // namespace

AuditContext::AuditContext(const AuditInput& input, RoleSets sets)
    : input_(&input), sets_(std::move(sets)), roles_(find_role_facts(sets_, input.danger)) {
  const Filter filter(input);
  for (std::size_t i = 0; i < tenant().assignments().size(); ++i) {
    if (filter.passes(tenant().assignments()[i])) {
      assignments_.push_back(AssignmentId::from_index(i));
    }
  }
  by_grantee_ = assignments_;
  first_of_grantee_ =
      group_by_owner(by_grantee_, tenant().directory().size(),
                     [this](AssignmentId id) { return tenant().assignment(id).principal.index(); });
  by_role_ = assignments_;
  first_of_role_ = group_by_owner(by_role_, tenant().roles().size(), [this](AssignmentId id) {
    return tenant().assignment(id).role.index();
  });
  first_further_.push_back(0);
  for (const DeclaredNeed& need : input.needs) {
    first_further_.push_back(first_further_.back() + need.actions.size());
  }
}

Result<AuditContext> AuditContext::build(const AuditInput& input) {
  std::vector<RoleId> roles;
  for (std::size_t i = 0; i < input.compiled.tenant().roles().size(); ++i) {
    roles.push_back(RoleId::from_index(i));
  }
  std::vector<FurtherPatternView> further;
  for (const DeclaredNeed& need : input.needs) {
    for (const NeededAction& action : need.actions) {
      further.push_back({action.action, action.plane});
    }
  }
  add_denied_patterns(input.compiled.tenant(), further);
  auto sets = RoleSets::build(input.compiled, roles, further);
  if (!sets) {
    return std::unexpected(std::move(sets.error()));
  }
  return AuditContext(input, std::move(*sets));
}

ActionSet AuditContext::needed(std::size_t index, Plane plane) const {
  ActionSet set = ActionSet::none(sets_.partition(plane));
  const DeclaredNeed& need = input_->needs[index];
  if (need.role) {
    set |= sets_.of(*need.role, plane).certain();
  }
  for (std::size_t i = 0; i < need.actions.size(); ++i) {
    if (need.actions[i].plane == plane) {
      set |= sets_.further(first_further_[index] + i);
    }
  }
  return set;
}

PermissionSet AuditContext::granted(AssignmentId id, Plane plane) const {
  const RoleAssignment& assignment = tenant().assignment(id);
  const PermissionSet& role = sets_.of(assignment.role, plane);
  return assignment.condition ? role.under(*assignment.condition) : role;
}

std::span<const AssignmentId> AuditContext::assignments_of(PrincipalId grantee) const {
  return slice(by_grantee_, first_of_grantee_, grantee.index());
}

std::span<const AssignmentId> AuditContext::assignments_of(RoleId role) const {
  return slice(by_role_, first_of_role_, role.index());
}

// A group is nobody by itself, and nobody is left of a deleted principal. Who has no stated type
// may be a person, so it counts as one.
std::vector<PrincipalId> AuditContext::behind(PrincipalId grantee) const {
  std::vector<PrincipalId> found = tenant().groups().members_of(grantee);
  if (!std::ranges::binary_search(found, grantee)) {
    found.insert(std::ranges::lower_bound(found, grantee), grantee);
  }
  std::erase_if(found, [this](PrincipalId id) {
    const PrincipalType type = tenant().directory()[id].type;
    return type == PrincipalType::kGroup || type == PrincipalType::kForeignGroup ||
           type == PrincipalType::kDeleted;
  });
  return found;
}

}  // namespace leastwise
