#include "rules/audit/replacement.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kResource = "/subscriptions/s/resourceGroups/g/providers/P.A/types/r";
constexpr const char* kTightGuid = "11111111-1111-4111-8111-111111111111";
constexpr const char* kLooseGuid = "22222222-2222-4222-8222-222222222222";

class ReplacementTest : public ::testing::Test {
 protected:
  ReplacementTest() {
    for (const char* name : {"p/a/read", "p/a/write", "p/a/stage/write", "p/b/write"}) {
      t.operation(name);
    }
    t.user("ann");
  }

  // The fix for ann's first need.
  Fix fix(SmallAudit& audit) {
    return replacement_fix(audit.context(), {.grantee = audit.world().principal("ann"),
                                             .needs = {0},
                                             .custom_role_name = "Ann's role"});
  }

  SmallTenant t;
};

TEST_F(ReplacementTest, TheNearestBuiltInRoleIsAssignedWhereItIsTight) {
  t.built_in("Tight", kTightGuid, {{.actions = {"p/a/read", "p/a/write", "p/a/stage/write"}}});
  t.built_in("Loose", kLooseGuid, {{.actions = {"*"}}});
  SmallAudit audit(t);
  audit.need({"ann", kResource, {"p/a/read", "p/a/write"}});
  const std::size_t first[] = {0};
  const auto nearest = nearest_built_in(audit.context(), first);
  ASSERT_TRUE(nearest.has_value());
  EXPECT_EQ(nearest->role, audit.world().role("Tight"));
  EXPECT_EQ(nearest->surplus_operations, 1U);
  EXPECT_TRUE(nearest->tight);
  const Fix found = fix(audit);
  EXPECT_EQ(found.text,
            "the nearest built-in role is Tight, which grants 1 known operation more than is "
            "needed; the smallest custom role has 2 strings (role.json)");
  ASSERT_EQ(found.commands.size(), 1U);
  EXPECT_NE(found.commands.front().find(kTightGuid), std::string::npos);
}

TEST_F(ReplacementTest, ACustomRoleIsCreatedWhereNoBuiltInIsTight) {
  t.built_in("Loose", kLooseGuid, {{.actions = {"*"}}});
  SmallAudit audit(t);
  audit.need({"ann", kResource, {"p/a/read", "p/a/write"}});
  const Fix found = fix(audit);
  ASSERT_EQ(found.commands.size(), 2U);
  EXPECT_TRUE(found.commands[0].starts_with("az role definition create"));
  EXPECT_NE(found.commands[1].find("Ann'\\''s role"), std::string::npos) << found.commands[1];
  EXPECT_EQ(found.attachment_name, "role.json");
  EXPECT_NE(found.attachment.find("\"/subscriptions/s/resourceGroups/g\""), std::string::npos)
      << "assignable in the resource group: " << found.attachment;
}

// Writing elsewhere, and an escalation anywhere, are not tight.
TEST_F(ReplacementTest, TightIsNoEscalationAndNoFurtherWriting) {
  const auto is_tight_with = [this](const std::string& more) {
    SmallTenant t2 = t;
    t2.built_in("Role", kTightGuid, {{.actions = {"p/a/read", "p/a/write", more}}});
    SmallAudit audit(t2);
    audit.need({"ann", kResource, {"p/a/read", "p/a/write"}});
    const std::size_t first[] = {0};
    return nearest_built_in(audit.context(), first)->tight;
  };
  EXPECT_TRUE(is_tight_with("p/b/read"));
  EXPECT_TRUE(is_tight_with("p/a/stage/delete"));
  EXPECT_FALSE(is_tight_with("p/b/write"));
  EXPECT_FALSE(is_tight_with("p/ab/write")) << "another type of the same beginning";
  EXPECT_FALSE(is_tight_with(std::string(testing::kSecretEscalation)));
  EXPECT_FALSE(is_tight_with("*"));
}

// What is granted under a condition covers nothing for certain.
TEST_F(ReplacementTest, AConditionedRoleCoversNothing) {
  t.built_in("Guarded", kTightGuid,
             {{.actions = {"p/a/read", "p/a/write"}, .condition = "a condition"}});
  SmallAudit audit(t);
  audit.need({"ann", kResource, {"p/a/read"}});
  const std::size_t first[] = {0};
  EXPECT_FALSE(nearest_built_in(audit.context(), first).has_value());
}

TEST_F(ReplacementTest, APatternThatAzureRefusesGivesNoCustomRole) {
  SmallAudit audit(t);
  audit.need({"ann", kResource, {"p/*/x/*"}});
  const Fix found = fix(audit);
  EXPECT_TRUE(found.attachment.empty());
  EXPECT_TRUE(found.commands.empty());
  EXPECT_EQ(found.text, "no built-in role that the input or the catalogue knows covers the need");
}

TEST_F(ReplacementTest, ANeedThatIsARoleIsItsOwnAnswer) {
  t.built_in("Loose", kLooseGuid, {{.actions = {"*"}}});
  SmallAudit audit(t);
  audit.need({.principal = "ann", .scope = kResource, .role = "Loose"});
  const Fix found = fix(audit);
  EXPECT_TRUE(found.attachment.empty());
  ASSERT_EQ(found.commands.size(), 1U);
  EXPECT_NE(found.commands.front().find(kLooseGuid), std::string::npos);
}

}  // namespace
}  // namespace leastwise
