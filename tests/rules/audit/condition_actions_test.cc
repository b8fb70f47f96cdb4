#include "rules/audit/condition_actions.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

TEST(ConditionActions, AreThoseOfTheRoleInTheirPlane) {
  testing::SmallTenant t;
  t.user("ann");
  t.role("Blobs", {{.actions = {"Microsoft.Authorization/*/write"},
                    .data_actions = {"Microsoft.Storage/*/blobs/read"}}});
  t.role("Everything", {{.actions = {"*"}}});
  testing::SmallAudit audit(t);
  const KnownAttributes known = embedded_known_attributes();
  const auto actions = actions_of_role(audit.world().compiled, audit.world().role("Blobs"), known);
  const std::string blobs = "microsoft.storage/storageaccounts/blobservices/containers/blobs/read";
  EXPECT_EQ(actions, (std::vector<RoleAction>{
                         {"microsoft.authorization/roleassignments/write", Plane::kControl},
                         {blobs, Plane::kData}}));
  const auto all = actions_of_role(audit.world().compiled, audit.world().role("Everything"), known);
  const auto names = names_of(all);
  EXPECT_EQ(std::ranges::count(names, blobs), 0) << "a data action; `*` is of the control plane";
}

}  // namespace
}  // namespace leastwise
