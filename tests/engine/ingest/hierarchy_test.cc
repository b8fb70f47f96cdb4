#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

using testing::Loaded;

constexpr std::string_view kPrefix = "/providers/Microsoft.Management/managementGroups/";

// The chain of scopes above `scope`, nearest first.
std::string above(const Tenant& tenant, std::string_view scope) {
  std::string chain;
  auto at = tenant.scopes().find(scope);
  if (!at) {
    return "not known";
  }
  while (*at != ScopeTree::root()) {
    at = tenant.scopes().parent(*at);
    const std::string_view text = tenant.scopes().text(*at);
    chain += chain.empty() ? "" : " < ";
    chain += text.starts_with(kPrefix) ? text.substr(kPrefix.size())
             : text.empty()            ? std::string_view("?")
                                       : text;
  }
  return chain;
}

constexpr std::string_view kEntities = R"({"value": [
  {"id": "/providers/Microsoft.Management/managementGroups/t", "name": "t",
   "type": "/providers/Microsoft.Management/managementGroups",
   "properties": {"tenantId": "t", "displayName": "Tenant Root Group", "parent": {"id": null}}},
  {"id": "/providers/Microsoft.Management/managementGroups/ml", "name": "ml",
   "type": "Microsoft.Management/managementGroups", "properties": {"displayName":
    "Machine learning",
   "parent": {"id": "/providers/Microsoft.Management/managementGroups/t"}}},
  {"id": "/subscriptions/s1", "name": "s1", "type": "/subscriptions", "properties": {
   "displayName": "One", "parent": {"id": "/providers/Microsoft.Management/managementGroups/ml"}}},
  {"id": "/subscriptions/s2", "name": "s2", "type": "/subscriptions", "properties": {
   "displayName": "Two"}}], "nextLink": null})";

TEST(Hierarchy, Entities) {
  const Tenant tenant = Loaded(kEntities).tenant();
  EXPECT_EQ(above(tenant, "/subscriptions/s1"), "ml < t < /");
  EXPECT_EQ(above(tenant, "/subscriptions/s2"), "? < /");
  EXPECT_EQ(tenant.scope_name(*tenant.scopes().find("/subscriptions/s1")), "One");
}

TEST(Hierarchy, EntitiesOfAzAreFlat) {
  const Tenant tenant = Loaded(R"([
  {"displayName": "Root", "id": "/providers/Microsoft.Management/managementGroups/t", "name": "t",
   "parent": null, "tenantId": "t", "type": "Microsoft.Management/managementGroups"},
  {"displayName": "One", "id": "/subscriptions/s1", "name": "s1", "tenantId": "t",
   "parent": {"id": "/providers/Microsoft.Management/managementGroups/t"}, "type":
    "/subscriptions"}])")
                            .tenant();
  EXPECT_EQ(above(tenant, "/subscriptions/s1"), "t < /");
}

TEST(Hierarchy, ShowWithExpandAndRecurse) {
  const Tenant tenant = Loaded(R"({"id": "/providers/Microsoft.Management/managementGroups/t",
    "name": "t", "displayName": "Root", "tenantId": "t", "details": {"parent": null, "version": 3},
    "type": "Microsoft.Management/managementGroups", "children": [
      {"id": "/providers/Microsoft.Management/managementGroups/a", "name": "a", "displayName": "A",
       "type": "Microsoft.Management/managementGroups", "children": [
         {"id": "/providers/Microsoft.Management/managementGroups/b", "name": "b", "children": [
           {"id": "/subscriptions/s1", "type": "/subscriptions", "name": "s1",
    "children": null}]}]},
      {"id": "/subscriptions/s2", "type": "/subscriptions", "name": "s2", "displayName": "Two"}]})")
                            .tenant();
  EXPECT_EQ(above(tenant, "/subscriptions/s1"), "b < a < t < /");
  EXPECT_EQ(above(tenant, "/subscriptions/s2"), "t < /");
  EXPECT_EQ(tenant.scope_name(*tenant.scopes().find("/subscriptions/s2")), "Two");
}

TEST(Hierarchy, RestShowWithoutRecurseSaysOnlyTheDirectChildren) {
  const Tenant tenant = Loaded(R"({"id": "/providers/Microsoft.Management/managementGroups/a",
    "name": "a", "type": "Microsoft.Management/managementGroups", "properties": {"tenantId": "t",
    "displayName": "A", "details": {"parent": {
      "id": "/providers/Microsoft.Management/managementGroups/t", "name": "t"}},
    "children": [{"id": "/providers/Microsoft.Management/managementGroups/b", "name": "b",
                  "type": "Microsoft.Management/managementGroups"}]}})")
                            .tenant();
  EXPECT_EQ(above(tenant, std::string(kPrefix) + "b").substr(0, 5), "a < t");
}

TEST(Hierarchy, NameOfTheTenantIsTheRootWhenNoParentIsStated) {
  const Tenant tenant = Loaded(R"([{"id": "/providers/Microsoft.Management/managementGroups/T0",
    "name": "T0", "tenantId": "t0", "displayName": "Root", "children": [
      {"id": "/subscriptions/s1", "name": "s1", "type": "/subscriptions"}],
    "type": "/providers/Microsoft.Management/managementGroups"}])")
                            .tenant();
  EXPECT_EQ(above(tenant, "/subscriptions/s1"), "T0 < /");
}

TEST(Hierarchy, GroupWhoseParentNobodyStatesHasUnknownAncestors) {
  const Tenant tenant = Loaded(R"([{"id": "/providers/Microsoft.Management/managementGroups/a",
    "name": "a", "tenantId": "t", "type": "Microsoft.Management/managementGroups", "children": [
      {"id": "/subscriptions/s1", "name": "s1", "type": "/subscriptions"}]}])")
                            .tenant();
  EXPECT_NE(above(tenant, "/subscriptions/s1").find('?'), std::string::npos);
}

TEST(Hierarchy, EmptyParentIdStatesNothing) {
  const Tenant tenant = Loaded(R"([{"id": "/providers/Microsoft.Management/managementGroups/a",
    "type": "Microsoft.Management/managementGroups", "properties": {"tenantId": "t",
      "details": {"parent": {"id": "", "name": ""}},
      "children": [{"id": "/subscriptions/s1", "type": "/subscriptions"}]}}])")
                            .tenant();
  EXPECT_NE(above(tenant, "/subscriptions/s1").find('?'), std::string::npos);
}

TEST(Hierarchy, TreeAsDeepAsJsonMayBeIsRead) {
  std::string text;
  for (int i = 0; i < 49; ++i) {
    text += R"({"type": "Microsoft.Management/managementGroups", "id": ")" + std::string(kPrefix) +
            "g" + std::to_string(i) + R"(", "children": [)";
  }
  text += R"({"id": "/subscriptions/s1"})";
  for (int i = 0; i < 49; ++i) {
    text += "]}";
  }
  const Tenant tenant = Loaded(text).tenant();
  EXPECT_EQ(above(tenant, "/subscriptions/s1").substr(0, 15), "g48 < g47 < g46");
}

}  // namespace
}  // namespace leastwise
