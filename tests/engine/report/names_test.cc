#include "engine/report/names.h"

#include <gtest/gtest.h>

#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::SmallCompiled;
using testing::SmallTenant;

constexpr std::string_view kRegistry =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/registries/r";

SmallTenant sketch() {
  SmallTenant t;
  t.user("ann");
  t.group("team", {"ann"});
  t.role("Reader", {{.actions = {"*/read"}}});
  t.root_group("root");
  t.place("/subscriptions/s", "root");
  t.assign("a1", {"team", "Reader", std::string(kRegistry), {}, PrincipalType::kGroup});
  return t;
}

TEST(Names, ScopesAreCalledByKindAndName) {
  const SmallCompiled small(sketch());
  const Tenant& tenant = small.tenant;
  EXPECT_EQ(scope_name(tenant, small.scope(kRegistry)), "registries/r");
  EXPECT_EQ(scope_name(tenant, small.scope("/subscriptions/s/resourceGroups/g")),
            "resource group g");
  EXPECT_EQ(scope_name(tenant, small.scope("/subscriptions/s")), "subscription s");
  EXPECT_EQ(scope_name(tenant, ScopeTree::root()), "the whole tenant (/)");
  const auto unknown = ScopePath::parse("/subscriptions/other");
  ASSERT_TRUE(unknown);
  EXPECT_EQ(scope_name(tenant, *unknown), "subscription other");
}

TEST(Names, AGroupPathIsAChain) {
  const SmallCompiled small(sketch());
  const std::vector<PrincipalId> path = {small.principal("ann"), small.principal("team")};
  EXPECT_EQ(path_text(small.tenant, path, TextStyle(false, false)), "ann -> team");
}

TEST(Names, RolesAndStates) {
  const SmallCompiled small(sketch());
  EXPECT_EQ(role_name(small.tenant, small.role("Reader")), "Reader");
  EXPECT_EQ(assignment_state(small.tenant.assignment(small.assignment("a1"))), "active");
  EXPECT_EQ(principal_kind(small.tenant, small.principal("team")), "Group");
}

}  // namespace
}  // namespace leastwise
