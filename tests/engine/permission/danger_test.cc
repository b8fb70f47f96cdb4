#include "engine/permission/danger.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace leastwise {
namespace {

DangerTable table() {
  return DangerTable(
      {{"Microsoft.Authorization/roleAssignments/write", Plane::kControl, DangerGroup::kSelfGrant,
        "GrantsAny", "grants any role"},
       {"A/b/run/action", Plane::kData, DangerGroup::kCodeExecution, "Executes", "runs code"},
       {"A/deployments/write", Plane::kControl, DangerGroup::kFurther, "Carrier", "deploys"}},
      {.read = 1, .write = 10, .remove = 11, .action = 5, .other = 4}, {1000, 500, 200, 100, 50});
}

TEST(DangerTable, FindsAnEscalationInAnyCaseAndOnItsPlaneOnly) {
  const DangerTable danger = table();
  const DangerousOperation* found =
      danger.find("microsoft.AUTHORIZATION/roleassignments/Write", Plane::kControl);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->edge, "GrantsAny");
  EXPECT_EQ(found->action, "Microsoft.Authorization/roleAssignments/write");
  EXPECT_EQ(danger.find("Microsoft.Authorization/roleAssignments/write", Plane::kData), nullptr);
  EXPECT_EQ(danger.find("Microsoft.Authorization/roleAssignments", Plane::kControl), nullptr);
}

TEST(DangerTable, WeighsEscalationsByGroupAndTheRestByVerb) {
  const DangerTable danger = table();
  EXPECT_EQ(danger.weight("Microsoft.Authorization/roleAssignments/write", Plane::kControl), 1000U);
  EXPECT_EQ(danger.weight("A/B/RUN/action", Plane::kData), 200U);
  EXPECT_EQ(danger.weight("A/b/run/action", Plane::kControl), 5U);
  EXPECT_EQ(danger.weight("A/b/Read", Plane::kControl), 1U);
  EXPECT_EQ(danger.weight("A/b/write", Plane::kControl), 10U);
  EXPECT_EQ(danger.weight("A/b/delete", Plane::kControl), 11U);
  EXPECT_EQ(danger.weight("A/b/other", Plane::kControl), 4U);
  EXPECT_EQ(danger.weight("read", Plane::kControl), 4U);
}

TEST(DangerTable, ListsACarrierAndDoesNotCallItAnEscalation) {
  const DangerTable danger = table();
  EXPECT_EQ(danger.operations().size(), 3U);
  EXPECT_EQ(danger.find("A/deployments/write", Plane::kControl), nullptr);
  EXPECT_EQ(danger.weight("A/deployments/write", Plane::kControl), 10U);
}

TEST(DangerTable, WithoutDataEverythingWeighsOne) {
  const DangerTable danger;
  EXPECT_TRUE(danger.operations().empty());
  EXPECT_EQ(danger.weight("A/b/write", Plane::kControl), 1U);
  EXPECT_EQ(danger.find("A/b/write", Plane::kControl), nullptr);
}

TEST(DangerGroup, HasNames) {
  const std::vector<std::pair<DangerGroup, std::string_view>> names = {
      {DangerGroup::kSelfGrant, "self-grant"},
      {DangerGroup::kIdentityHijack, "identity-hijack"},
      {DangerGroup::kCodeExecution, "code-execution"},
      {DangerGroup::kSecretsAndData, "secrets-and-data"},
      {DangerGroup::kFurther, "further"}};
  for (const auto& [group, name] : names) {
    EXPECT_EQ(to_string(group), name);
  }
}

}  // namespace
}  // namespace leastwise
