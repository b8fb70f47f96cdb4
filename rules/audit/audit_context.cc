// Everything here is a table by id, filled in one pass; rules look up and never search.
//
// The lists by grantee and by role are compressed: ids sorted by their owner, and for each owner
// where its ids begin.
// Example: two assignments of role 3 and none of role 4 give first_of_role_[3] = 0, [4] = 2, [5]
// = 2.
#include "rules/audit/audit_context.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/authorizer/conditional_actions.h"
#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"
#include "engine/synthesis/nearest_roles.h"

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

// Below the type of registries: everything, what concerns assets, what concerns the registry
// itself.
constexpr std::array<std::string_view, 5> kRegistryActions = {"*", "read", "assets/*", "write",
                                                              "delete"};

// The patterns that deny assignments name in a plane, each once.
std::vector<PatternId> denied_patterns(const Tenant& tenant, Plane plane) {
  std::vector<PatternId> patterns;
  for (const DenyAssignment& denial : tenant.denials()) {
    for (const PermissionBlock& block : denial.blocks) {
      const PatternLists& lists = block.plane(plane);
      patterns.insert(patterns.end(), lists.granted.begin(), lists.granted.end());
      patterns.insert(patterns.end(), lists.subtracted.begin(), lists.subtracted.end());
    }
  }
  sort_unique(patterns);
  return patterns;
}

// The patterns that the conditions of assignments name in ActionMatches, each once: on every atom
// such a condition is then settled, or depends on the request alone.
std::vector<std::string> guard_patterns(const CompiledTenant& compiled) {
  std::vector<std::string> patterns;
  for (const RoleAssignment& assignment : compiled.tenant().assignments()) {
    if (assignment.condition) {
      for (const ActionPattern* pattern :
           action_patterns(compiled.conditions()[*assignment.condition])) {
        patterns.push_back(pattern->folded());
      }
    }
  }
  sort_unique(patterns);
  return patterns;
}

// `A/b/*` for `A/b/write`; of a type with a `*` in it, what is below the part before. Nothing for
// actions that write nothing.
std::optional<std::string> below_type(std::string_view action) {
  const std::string_view trimmed = trim_blanks(action);
  if (!ends_in_writing_verb(folded(trimmed))) {
    return std::nullopt;
  }
  std::string_view type = trimmed.substr(0, trimmed.rfind('/'));
  type = type.substr(0, type.find('*'));
  return std::string(type) + (type.ends_with('/') ? "*" : "/*");
}

// By OperationId. Worked out once, since findings name the worst of thousands again and again.
std::vector<AuditContext::OperationDanger> weigh_operations(const AuditInput& input, Plane plane) {
  const OperationCatalogue& operations = input.compiled.tenant().operations();
  std::vector<AuditContext::OperationDanger> dangers(operations.size());
  std::vector<OperationId> order;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    order.push_back(OperationId::from_index(i));
    dangers[i].weight = input.danger.weight(operations.name(order[i]), plane);
  }
  std::ranges::sort(order, [&](OperationId a, OperationId b) {
    const std::uint32_t first = dangers[a.index()].weight;
    const std::uint32_t second = dangers[b.index()].weight;
    return first != second ? first > second
                           : compare_folded(operations.name(a), operations.name(b)) < 0;
  });
  for (std::size_t i = 0; i < order.size(); ++i) {
    dangers[order[i].index()].rank = static_cast<std::uint32_t>(i);
  }
  return dangers;
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
    return !input_.definitions_only && assignment.window.holds(at_) &&
           passes_scope(assignment.scope) &&
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

// Texts with their planes, and where each part of them begins.
struct AuditContext::FurtherPatterns {
  explicit FurtherPatterns(const AuditInput& input) {
    for (const DeclaredNeed& need : input.needs) {
      places.of_need.push_back(patterns.size());
      patterns.insert(patterns.end(), need.actions.begin(), need.actions.end());
    }
    places.of_need.push_back(patterns.size());
    for (const DeclaredNeed& need : input.needs) {
      places.of_written.push_back(patterns.size());
      for (const NeededAction& action : need.actions) {
        if (auto type = below_type(action.action)) {
          patterns.push_back({std::move(*type), action.plane});
        }
      }
    }
    places.of_written.push_back(patterns.size());
    places.registry = patterns.size();
    for (const std::string_view action : kRegistryActions) {
      patterns.push_back({fmt::format("{}/{}", kRegistryType, action), Plane::kControl});
    }
    const Tenant& tenant = input.compiled.tenant();
    const std::vector<std::string> guards = guard_patterns(input.compiled);
    for (const Plane plane : kPlanes) {
      for (const std::string& guard : guards) {
        patterns.push_back({guard, plane});
      }
      for (const PatternId id : denied_patterns(tenant, plane)) {
        patterns.push_back({std::string(tenant.pattern(id)), plane});
      }
    }
  }

  std::vector<NeededAction> patterns;
  FurtherPlaces places;
};

AuditContext::AuditContext(const AuditInput& input, RoleSets sets, FurtherPlaces places)
    : input_(&input),
      sets_(std::move(sets)),
      roles_(find_role_facts(sets_, input.danger)),
      writing_{writing_actions(sets_, Plane::kControl), writing_actions(sets_, Plane::kData)},
      further_(std::move(places)) {
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
  for (const Plane plane : kPlanes) {
    dangers_[static_cast<std::size_t>(plane)] = weigh_operations(input, plane);
  }
  for (const DangerousOperation& operation : input.danger.operations()) {
    escalation_atoms_.push_back(sets_.partition(operation.plane).atom_of(folded(operation.action)));
  }
}

Result<AuditContext> AuditContext::build(const AuditInput& input) {
  std::vector<RoleId> roles;
  for (std::size_t i = 0; i < input.compiled.tenant().roles().size(); ++i) {
    roles.push_back(RoleId::from_index(i));
  }
  FurtherPatterns further(input);
  auto sets = RoleSets::build(input.compiled, roles, further_patterns(further.patterns));
  if (!sets) {
    return std::unexpected(std::move(sets.error()));
  }
  return AuditContext(input, std::move(*sets), std::move(further.places));
}

ActionSet AuditContext::further(std::size_t begin, std::size_t end, Plane plane) const {
  ActionSet set = ActionSet::none(sets_.partition(plane));
  for (std::size_t i = begin; i < end; ++i) {
    if (sets_.plane_of_further(i) == plane) {
      set |= sets_.further(i);
    }
  }
  return set;
}

ActionSet AuditContext::needed(std::size_t index, Plane plane) const {
  ActionSet set = further(further_.of_need[index], further_.of_need[index + 1], plane);
  if (const auto role = input_->needs[index].role) {
    set |= sets_.of(*role, plane).certain();
  }
  return set;
}

ActionSet AuditContext::below_written_types(std::size_t index, Plane plane) const {
  return further(further_.of_written[index], further_.of_written[index + 1], plane);
}

ActionSet AuditContext::registry_operations() const { return sets_.further(further_.registry); }

ActionSet AuditContext::registry_assets() const {
  return sets_.further(further_.registry + 1) | sets_.further(further_.registry + 2);
}

ActionSet AuditContext::registry_management() const {
  return sets_.further(further_.registry + 3) | sets_.further(further_.registry + 4);
}

const ActionSet& AuditContext::writing(Plane plane) const {
  return writing_[static_cast<std::size_t>(plane)];
}

std::vector<std::uint32_t> AuditContext::escalations_in(const ActionSet& set, Plane plane) const {
  const auto& operations = input_->danger.operations();
  std::vector<std::uint32_t> found;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (operations[i].plane == plane && !operations[i].is_carrier() &&
        set.holds(escalation_atoms_[i])) {
      found.push_back(static_cast<std::uint32_t>(i));
    }
  }
  return found;
}

PermissionSet AuditContext::granted(AssignmentId id, Plane plane) const {
  const RoleAssignment& assignment = tenant().assignment(id);
  const PermissionSet& role = sets_.of(assignment.role, plane);
  return assignment.condition ? sets_.under(role, *assignment.condition, plane) : role;
}

std::span<const AssignmentId> AuditContext::assignments_of(PrincipalId grantee) const {
  return slice(by_grantee_, first_of_grantee_, grantee.index());
}

std::span<const AssignmentId> AuditContext::assignments_of(RoleId role) const {
  return slice(by_role_, first_of_role_, role.index());
}

// A group is nobody by itself, and nobody is left of a deleted principal. Who has no stated type
// may be a person, so it counts as one.
bool AuditContext::concerns(ScopeId scope) const {
  const auto& filter = input_->scope;
  const ScopeTree& scopes = tenant().scopes();
  return !filter || scopes.contains(scope, filter->node) ||
         (filter->exact && scopes.contains(filter->node, scope));
}

bool AuditContext::concerns(PrincipalId principal) const {
  const auto& only = input_->principal;
  return !only || tenant().groups().membership(*only, principal) == Truth::kYes;
}

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
