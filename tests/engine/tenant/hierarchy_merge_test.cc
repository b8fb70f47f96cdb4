#include "engine/tenant/hierarchy_merge.h"

#include "tests/engine/tenant/tenant_fixture.h"

namespace leastwise {
namespace {

using testing::below;
using testing::group_scope;
using testing::root_group;
using testing::scope;

class HierarchyMergeTest : public testing::TenantTest {
 protected:
  static ScopeId find(const Tenant& tenant, const ScopePath& path) {
    const auto id = tenant.scopes().find(path.text());
    EXPECT_TRUE(id) << path.text();
    return id.value_or(ScopeTree::root());
  }
};

TEST_F(HierarchyMergeTest, PlacesWhatTheRecordsSayInAnyOrder) {
  builder.add_hierarchy(below(scope("/subscriptions/s"), "ml"), place(1));
  builder.add_hierarchy(below(group_scope("ml"), "top"), place(2));
  HierarchyRecord top = root_group("top");
  top.display_name = "Tenant Root Group";
  builder.add_hierarchy(top, place(3));
  const Tenant tenant = built();
  const ScopeId subscription = find(tenant, scope("/subscriptions/s"));
  EXPECT_EQ(tenant.scopes().parent(subscription), find(tenant, group_scope("ml")));
  EXPECT_EQ(tenant.scopes().parent(find(tenant, group_scope("ml"))),
            find(tenant, group_scope("top")));
  EXPECT_EQ(tenant.scopes().parent(find(tenant, group_scope("top"))), ScopeTree::root());
  EXPECT_EQ(tenant.scope_name(find(tenant, group_scope("top"))), "Tenant Root Group");
  EXPECT_EQ(tenant.scope_name(subscription), "");
}

TEST_F(HierarchyMergeTest, AnUnstatedParentNeverOverrides) {
  const HierarchyRecord silent{.scope = group_scope("ml"), .display_name = "ML"};
  for (const bool silent_first : {true, false}) {
    const HierarchyRecord placed = below(group_scope("ML"), "top");
    builder.add_hierarchy(silent_first ? silent : placed, place(1));
    builder.add_hierarchy(silent_first ? placed : silent, place(2));
    const Tenant tenant = built();
    EXPECT_EQ(tenant.scopes().parent(find(tenant, group_scope("ml"))),
              find(tenant, group_scope("top")));
    EXPECT_EQ(tenant.scope_name(find(tenant, group_scope("ml"))), "ML");
  }
}

TEST_F(HierarchyMergeTest, TheSameParentTwiceIsFine) {
  builder.add_hierarchy(below(scope("/subscriptions/s"), "ml"), place(1));
  builder.add_hierarchy(below(scope("/Subscriptions/S"), "ML"), place(2));
  builder.add_hierarchy(root_group("ml"), place(3));
  builder.add_hierarchy(root_group("ML"), place(4));
  EXPECT_GT(built().scopes().size(), 2U);
}

TEST_F(HierarchyMergeTest, TwoParentsAreAnErrorWithBothPlaces) {
  builder.add_hierarchy(below(scope("/subscriptions/s"), "a"), place(1));
  builder.add_hierarchy(below(scope("/subscriptions/s"), "b"), place(2));
  const std::string error = only_error("conflicting-parents");
  EXPECT_NE(error.find("`/subscriptions/s` stands below "
                       "`/providers/Microsoft.Management/managementGroups/a` and below "
                       "`/providers/Microsoft.Management/managementGroups/b`"),
            std::string::npos)
      << error;
  EXPECT_NE(error.find("--> input.json:2:1"), std::string::npos) << error;
  EXPECT_NE(error.find("the first stands at input.json:1:1"), std::string::npos) << error;
}

TEST_F(HierarchyMergeTest, AParentAndNoneAreAConflictToo) {
  builder.add_hierarchy(root_group("a"), place(1));
  builder.add_hierarchy(below(group_scope("a"), "b"), place(2));
  EXPECT_NE(only_error("conflicting-parents").find("stands below nothing and below"),
            std::string::npos);
}

TEST_F(HierarchyMergeTest, ATenantHasOneRootGroup) {
  builder.add_hierarchy(root_group("a"), place(1));
  builder.add_hierarchy(root_group("b"), place(2));
  const std::string error = only_error("several-root-groups");
  EXPECT_NE(error.find("managementGroups/a` and `/providers"), std::string::npos) << error;
  EXPECT_NE(error.find("input.json:1:1"), std::string::npos) << error;
}

TEST_F(HierarchyMergeTest, ASubscriptionMayStandBelowNoGroup) {
  builder.add_hierarchy(root_group("a"), place(1));
  builder.add_hierarchy(
      {.scope = scope("/subscriptions/s"), .parent_kind = HierarchyRecord::Parent::kNone},
      place(2));
  const Tenant tenant = built();
  EXPECT_EQ(tenant.scopes().covers(find(tenant, group_scope("a")),
                                   find(tenant, scope("/subscriptions/s"))),
            Truth::kNo);
}

TEST_F(HierarchyMergeTest, ACycleIsAnErrorThatNamesTheChain) {
  builder.add_hierarchy(below(group_scope("a"), "b"), place(1));
  builder.add_hierarchy(below(group_scope("b"), "c"), place(2));
  builder.add_hierarchy(below(group_scope("c"), "a"), place(3));
  builder.add_hierarchy(below(scope("/subscriptions/s"), "a"), place(4));
  const std::string error = only_error("cyclic-management-groups");
  EXPECT_NE(error.find("managementGroups/a` below `/providers/Microsoft.Management/"
                       "managementGroups/b` below `/providers/Microsoft.Management/"
                       "managementGroups/c` below `/providers/Microsoft.Management/"
                       "managementGroups/a`"),
            std::string::npos)
      << error;
  EXPECT_NE(error.find("--> input.json:1:1"), std::string::npos) << error;
}

TEST_F(HierarchyMergeTest, AGroupBelowItselfIsACycle) {
  builder.add_hierarchy(below(group_scope("a"), "A"), place(1));
  EXPECT_NE(only_error("cyclic-management-groups").find("managementGroups/a` below"),
            std::string::npos);
}

TEST_F(HierarchyMergeTest, ALongCycleIsShortened) {
  for (int i = 0; i < 1000; ++i) {
    builder.add_hierarchy(below(group_scope(std::to_string(i)), std::to_string((i + 1) % 1000)),
                          place(1));
  }
  const std::string error = only_error("cyclic-management-groups");
  EXPECT_NE(error.find("990 more"), std::string::npos) << error;
  EXPECT_LT(error.size(), 2000U);
}

}  // namespace
}  // namespace leastwise
