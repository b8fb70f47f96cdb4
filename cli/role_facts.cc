// Counting over known operations: an illustration for people, never a proof. What a role grants for
// strings that nobody knows yet is in its patterns.
#include "cli/role_facts.h"

namespace leastwise::cli {

// Cost: one bit test a known operation.
std::vector<OperationId> role_operations(const CompiledTenant& compiled, RoleId role, Plane plane,
                                         Truth wanted) {
  const OperationCatalogue& operations = compiled.tenant().operations();
  std::vector<OperationId> found;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    if (operations[id].is_in(plane) &&
        compiled.role_grants(role, compiled.known_action(id, plane)) == wanted) {
      found.push_back(id);
    }
  }
  return found;
}

std::vector<RoleId> all_roles(const Tenant& tenant) {
  std::vector<RoleId> roles;
  for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
    roles.push_back(RoleId::from_index(i));
  }
  return roles;
}

std::vector<std::vector<AssignmentId>> assignments_by_role(const Tenant& tenant) {
  std::vector<std::vector<AssignmentId>> by_role(tenant.roles().size());
  for (std::size_t i = 0; i < tenant.assignments().size(); ++i) {
    const AssignmentId id = AssignmentId::from_index(i);
    by_role[tenant.assignment(id).role.index()].push_back(id);
  }
  return by_role;
}

std::string_view type_text(RoleType type) {
  switch (type) {
    case RoleType::kUnstated:
      return "unstated";
    case RoleType::kBuiltIn:
      return "built-in";
    case RoleType::kCustom:
      return "custom";
  }
  return "unstated";
}

}  // namespace leastwise::cli
