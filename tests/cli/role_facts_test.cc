#include "cli/role_facts.h"

#include <gtest/gtest.h>

#include "tests/cli/small_tenant.h"

namespace leastwise::cli {
namespace {

using testing::guid;

TEST(RoleFacts, OperationsWithAndWithoutACondition) {
  testing::SmallTenant records;
  records.role(1, "plain", {"a/*"}).role(2, "guarded", {"a/read"}, "some condition");
  records.operation("a/read", OperationPlane::kControl)
      .operation("a/write", OperationPlane::kControl)
      .operation("a/blob/read", OperationPlane::kData)
      .operation("b/read", OperationPlane::kControl);
  const Tenant tenant = records.build();
  const CompiledTenant compiled(tenant, {});
  const RoleId plain = *tenant.find_role(guid(1));
  const RoleId guarded = *tenant.find_role(guid(2));
  EXPECT_EQ(role_operations(compiled, plain, Plane::kControl).size(), 2U);
  EXPECT_EQ(role_operations(compiled, plain, Plane::kData).size(), 0U);
  EXPECT_EQ(role_operations(compiled, guarded, Plane::kControl).size(), 0U);
  EXPECT_EQ(role_operations(compiled, guarded, Plane::kControl, Truth::kUnknown).size(), 1U);
}

TEST(RoleFacts, AllRolesAreAscending) {
  testing::SmallTenant records;
  records.role(2, "b", {"b"}).role(1, "a", {"a"});
  const Tenant tenant = records.build();
  EXPECT_EQ(all_roles(tenant), (std::vector<RoleId>{RoleId(0), RoleId(1)}));
}

TEST(RoleFacts, AssignmentsByRole) {
  testing::SmallTenant records;
  records.role(1, "a", {"a"}).role(2, "b", {"b"}).user(5, "ann");
  records.grant(5, 1, "/").grant(5, 2, "/").grant(
      5, 1, "/subscriptions/00000000-0000-0000-0000-00000000000a");
  const Tenant tenant = records.build();
  const auto by_role = assignments_by_role(tenant);
  EXPECT_EQ(by_role[tenant.find_role(guid(1))->index()].size(), 2U);
  EXPECT_EQ(by_role[tenant.find_role(guid(2))->index()].size(), 1U);
}

TEST(RoleFacts, TypesHaveNames) {
  EXPECT_EQ(type_text(RoleType::kBuiltIn), "built-in");
  EXPECT_EQ(type_text(RoleType::kCustom), "custom");
  EXPECT_EQ(type_text(RoleType::kUnstated), "unstated");
}

}  // namespace
}  // namespace leastwise::cli
