#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

using testing::Loaded;

OperationPlane plane_of(const Tenant& tenant, std::string_view name) {
  const auto id = tenant.operations().find(name);
  EXPECT_TRUE(id.has_value()) << name;
  return id ? tenant.operations()[*id].plane : OperationPlane::kControl;
}

TEST(Operations, FlatList) {
  const Tenant tenant = Loaded(R"([{"name": "A/b/read", "isDataAction": false},
    {"name": "A/b/c/read", "isDataAction": true}, {"name": "A/b/d/read", "isDataAction": null},
    {"name": "A/b/e/read", "isDataAction": "both"}])")
                            .tenant();
  EXPECT_EQ(tenant.operations().size(), 4U);
  EXPECT_EQ(plane_of(tenant, "A/b/read"), OperationPlane::kControl);
  EXPECT_EQ(plane_of(tenant, "A/b/c/read"), OperationPlane::kData);
  EXPECT_EQ(plane_of(tenant, "A/b/d/read"), OperationPlane::kUnstated);
  EXPECT_EQ(plane_of(tenant, "A/b/e/read"), OperationPlane::kBoth);
}

TEST(Operations, ProvidersOfAz) {
  const Tenant tenant = Loaded(R"([{"displayName": "Thing", "id": "/x", "name": "Microsoft.Thing",
    "type": "Microsoft.Authorization/providerOperations", "operations": [
      {"name": "Microsoft.Thing/register/action", "displayName": "r", "isDataAction": false}],
    "resourceTypes": [{"name": "boxes", "operations": [
      {"name": "Microsoft.Thing/boxes/open/action", "isDataAction": true, "origin": null}]},
      {"name": "empty", "operations": []}]},
    {"name": "Microsoft.None", "operations": null, "resourceTypes": []}])")
                            .tenant();
  EXPECT_EQ(tenant.operations().size(), 2U);
  EXPECT_EQ(plane_of(tenant, "Microsoft.Thing/register/action"), OperationPlane::kControl);
  EXPECT_EQ(plane_of(tenant, "Microsoft.Thing/boxes/open/action"), OperationPlane::kData);
}

}  // namespace
}  // namespace leastwise
