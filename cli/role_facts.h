// Facts of roles that several commands tell: what a role grants of the known operations, and where
// it is assigned. Tests: tests/cli/role_facts_test.cc.
#pragma once

#include <string_view>
#include <vector>

#include "engine/authorizer/authorizer.h"

namespace leastwise::cli {

// The known operations of `plane` that a role grants without doubt, or, with `wanted` kUnknown,
// those that only blocks with a condition grant. Ascending by id.
[[nodiscard]] std::vector<OperationId> role_operations(const CompiledTenant& compiled, RoleId role,
                                                       Plane plane, Truth wanted = Truth::kYes);

// Every role of the tenant, ascending, undefined ones too.
[[nodiscard]] std::vector<RoleId> all_roles(const Tenant& tenant);

// The assignments of each role, by RoleId, eligible ones too, whatever their validity.
[[nodiscard]] std::vector<std::vector<AssignmentId>> assignments_by_role(const Tenant& tenant);

// `built-in`, `custom`, or `unstated`.
[[nodiscard]] std::string_view type_text(RoleType type);

}  // namespace leastwise::cli
