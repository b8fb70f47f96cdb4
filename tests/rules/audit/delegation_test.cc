#include "rules/audit/delegation.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::SmallAudit;
using testing::SmallTenant;

constexpr std::string_view kSub = "/subscriptions/s";
const std::string kRole = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
const std::string kType = "@Request[Microsoft.Authorization/roleAssignments:PrincipalType]";
const std::string kLimiting =
    kRole + " ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635} AND " + kType +
    " StringEqualsIgnoreCase 'User'";

TEST(Delegations, EveryWayMustBeLimited) {
  const std::string write(kAssignRolesAction);
  SmallTenant t;
  t.user("ann");
  t.role("Free", {{.actions = {"Microsoft.Authorization/*"}}});
  t.role("Guarded", {{.actions = {write}, .condition = kLimiting}});
  t.role("Half", {{.actions = {write}, .condition = kLimiting},
                  {.actions = {write},
                   .condition = kRole + " GuidEquals 8e3af657-a8ff-443c-a75c-2fe8c4bcb635"}});
  t.role("Reader", {{.actions = {"*/read"}}});
  t.assign("free", {"ann", "Free", std::string(kSub)});
  t.assign("limited", {"ann", "Free", std::string(kSub) + "/resourceGroups/a", kLimiting});
  t.assign("guarded", {"ann", "Guarded", std::string(kSub)});
  t.assign("half", {"ann", "Half", std::string(kSub)});
  t.assign("completed", {"ann", "Half", std::string(kSub) + "/resourceGroups/a",
                         kType + " StringEquals 'User'"});
  t.assign("reader", {"ann", "Reader", std::string(kSub)});
  SmallAudit audit(t);
  const Delegations delegations(audit.context());
  const auto of = [&](std::string_view id) { return delegations.of(audit.world().assignment(id)); };
  EXPECT_EQ(of("free"), Delegation::kUnlimited);
  EXPECT_EQ(of("limited"), Delegation::kLimited);
  EXPECT_EQ(of("guarded"), Delegation::kLimited);
  EXPECT_EQ(of("half"), Delegation::kUnlimited);
  EXPECT_EQ(of("completed"), Delegation::kLimited);
  EXPECT_EQ(of("reader"), Delegation::kNone);
  EXPECT_TRUE(delegations.edits_roles(audit.world().role("Free")));
  EXPECT_TRUE(delegations.elevates(audit.world().role("Free")));
  EXPECT_FALSE(delegations.edits_roles(audit.world().role("Half")));
}

}  // namespace
}  // namespace leastwise
