#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

using testing::Loaded;

std::string deny(std::string_view more) {
  return R"({"value": [{"id":
    "/subscriptions/s1/providers/Microsoft.Authorization/denyAssignments/d1",
    "name": "d1", "type": "Microsoft.Authorization/denyAssignments", "properties": {
    "denyAssignmentName": "no deletes", "scope": "/subscriptions/s1", "isSystemProtected": true,
    "permissions": [{"actions": ["*/delete"], "notActions": ["A/b/delete"], "dataActions": []}],
    "principals": [{"id": "00000000-0000-0000-0000-000000000000", "type": "SystemDefined"},
                   {"id": "bbbbbbbb-0000-0000-0000-000000000001", "type": "Group"}],
    "excludePrincipals": [{"id": "bbbbbbbb-0000-0000-0000-000000000002", "type":
    "ServicePrincipal"}])" +
         std::string(more) + "}}]}";
}

TEST(DenyAssignments, Rest) {
  const Tenant tenant = Loaded(deny("")).tenant();
  ASSERT_EQ(tenant.denials().size(), 1U);
  const DenyAssignment& denial = tenant.denials()[0];
  EXPECT_EQ(tenant.text(denial.name), "no deletes");
  EXPECT_EQ(tenant.scopes().text(denial.scope), "/subscriptions/s1");
  EXPECT_TRUE(denial.everyone);
  EXPECT_FALSE(denial.scope_only);
  EXPECT_FALSE(denial.audit_only);
  ASSERT_EQ(denial.principals.size(), 1U);
  EXPECT_EQ(tenant.directory()[denial.principals[0]].type, PrincipalType::kGroup);
  ASSERT_EQ(denial.excluded.size(), 1U);
  EXPECT_EQ(tenant.directory()[denial.excluded[0]].type, PrincipalType::kServicePrincipal);
  ASSERT_EQ(denial.blocks.size(), 1U);
  EXPECT_EQ(tenant.pattern(denial.blocks[0].control.granted[0]), "*/delete");
  EXPECT_EQ(tenant.pattern(denial.blocks[0].control.subtracted[0]), "A/b/delete");
}

TEST(DenyAssignments, EffectAndReach) {
  const Tenant audit = Loaded(deny(R"(, "denyAssignmentEffect": "Audit")")).tenant();
  EXPECT_TRUE(audit.denials()[0].audit_only);
  const Tenant enforced =
      Loaded(deny(R"(, "denyAssignmentEffect": "enforced", "doNotApplyToChildScopes": true)"))
          .tenant();
  EXPECT_FALSE(enforced.denials()[0].audit_only);
  EXPECT_TRUE(enforced.denials()[0].scope_only);
}

TEST(DenyAssignments, ConditionOfTheWhole) {
  const Tenant tenant =
      Loaded(deny(R"(, "condition": "@Resource[a:b] StringEquals 'c'")")).tenant();
  ASSERT_TRUE(tenant.denials()[0].condition.has_value());
}

TEST(DenyAssignments, NobodyNeedsToBeExcluded) {
  const Tenant tenant = Loaded(R"([{"id": "d", "properties": {"scope": "/", "permissions": [],
    "principals": [], "excludePrincipals": null}}])")
                            .tenant();
  ASSERT_EQ(tenant.denials().size(), 1U);
  EXPECT_FALSE(tenant.denials()[0].everyone);
  EXPECT_TRUE(tenant.denials()[0].excluded.empty());
}

TEST(DenyAssignments, RequestToCreateOneIsNoExport) {
  const Loaded loaded(R"({"properties": {"denyAssignmentName": "x", "permissions": [],
    "principals": []}})");
  EXPECT_NE(loaded.rendered().find("this looks like a request"), std::string::npos);
}

}  // namespace
}  // namespace leastwise
