// LW013: a role that reads, and hands out secrets by the control plane.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

const std::string kSecret(testing::kSecretEscalation);
constexpr const char* kByName =
    "custom role `Log Reader` is a reader by its name or description, and hands out secrets by 1 "
    "control-plane action";
constexpr const char* kByReads =
    "custom role `Mine` grants nothing but reads else, and hands out secrets by 1 control-plane "
    "action";

class SecretsThroughControlPlaneTest : public ::testing::Test {
 protected:
  SecretsThroughControlPlaneTest() {
    for (const char* name : {"p/a/read", "p/a/write", "p/a/listConnectionStrings/action",
                             "p/a/listHosts/action", "p/a/listAccountSas/action"}) {
      t.operation(name);
    }
    t.operation(kSecret);
  }

  [[nodiscard]] Names found(const std::string& name, std::vector<std::string> actions,
                            const std::string& description = {}) const {
    SmallTenant with = t;
    with.role(
        {.name = name, .description = description, .blocks = {{.actions = std::move(actions)}}});
    return messages_of(SmallAudit(with).run("LW013"));
  }

  SmallTenant t;
};

TEST_F(SecretsThroughControlPlaneTest, ByTheDangerTable) {
  EXPECT_EQ(found("Mine", {"p/a/read", kSecret}), Names{kByReads});
}

TEST_F(SecretsThroughControlPlaneTest, ByTheNameOfTheAction) {
  EXPECT_EQ(found("Mine", {"p/a/read", "p/a/listConnectionStrings/action"}), Names{kByReads});
  EXPECT_EQ(found("Mine", {"p/a/read", "p/a/listAccountSas/action"}), Names{kByReads});
  EXPECT_EQ(found("Mine", {"p/a/read", "p/a/listHosts/action"}), Names{});
  EXPECT_EQ(found("Mine", {"p/a/read"}), Names{});
}

TEST_F(SecretsThroughControlPlaneTest, WildcardsTakeThemIn) {
  EXPECT_EQ(found("Mine", {"p/a/read", "x.store/*"}), Names{kByReads});
}

TEST_F(SecretsThroughControlPlaneTest, ARoleThatWritesIsNoReader) {
  EXPECT_EQ(found("Mine", {"p/a/read", "p/a/write", kSecret}), Names{});
  EXPECT_EQ(found("Mine", {kSecret}), Names{}) << "it reads nothing";
}

TEST_F(SecretsThroughControlPlaneTest, ButOneThatSaysSoIs) {
  EXPECT_EQ(found("Log Reader", {"p/a/write", kSecret}), Names{kByName});
  EXPECT_EQ(found("Mine", {"p/a/write", kSecret}, "Read-only access to p").size(), 1U);
  EXPECT_EQ(found("Log Writer", {"p/a/write", kSecret}), Names{});
}

TEST_F(SecretsThroughControlPlaneTest, ANameThatTellsOfSecretsIsEnough) {
  EXPECT_EQ(found("Secrets Reader", {"p/a/read", kSecret}), Names{});
}

TEST_F(SecretsThroughControlPlaneTest, WhatIsTakenAwayAgainIsNone) {
  t.role("Mine", {{.actions = {"*/read", "x.store/*"}, .not_actions = {"x.store/*"}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW013")), Names{});
}

TEST_F(SecretsThroughControlPlaneTest, PatternsSayItThemselvesWhereNoOperationIsKnown) {
  EXPECT_EQ(found("Mine", {"p/a/read", "Unheard.Of/x/listKeys/action"}), Names{kByReads});
  EXPECT_EQ(found("Mine", {"p/a/read", "Unheard.Of/*/listSecrets/action"}), Names{kByReads});
  EXPECT_EQ(found("Mine", {"Unheard.Of/*/read", "Unheard.Of/x/listKeys/action"}), Names{kByReads});
  EXPECT_EQ(found("Mine", {"Unheard.Of/*", "p/a/read", kSecret}), Names{})
      << "nobody knows whether the first one writes";
}

TEST_F(SecretsThroughControlPlaneTest, DataActionsAreNoneOfIt) {
  SmallTenant with = t;
  with.operation("d/list/listKeys/action", OperationPlane::kData);
  with.role("Mine", {{.actions = {"p/a/read"}, .data_actions = {"d/list/listKeys/action"}}});
  EXPECT_EQ(messages_of(SmallAudit(with).run("LW013")), Names{});
}

TEST_F(SecretsThroughControlPlaneTest, BuiltInRolesOnlyWhereTheyAreAssigned) {
  t.user("ann");
  t.built_in("Reader and Data", "c12c1c16-33a1-487b-954d-41c89c60f349",
             {{.actions = {"p/a/read", kSecret}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW013")), Names{});
  t.assign("a1", {"ann", "Reader and Data", "/subscriptions/s"});
  RuleOutcome outcome = SmallAudit(t).run("LW013");
  EXPECT_EQ(messages_of(outcome),
            Names{"role `Reader and Data` is a reader by its name or description, and hands out "
                  "secrets by 1 control-plane action"});
  EXPECT_EQ(outcome.findings()[0].severity, FindingSeverity::kHigh);
  EXPECT_EQ(testing::evidence_of(outcome.findings()[0], "actions that answer with secrets"),
            Names{"x.store/listKeys/action: leads on"});
}

TEST(SecretsThroughControlPlaneUnverifiable, ForRolesThatNothingDefines) {
  SmallTenant t;
  t.user("ann");
  t.assign("a1", {"ann", "Unheard", "/subscriptions/s"});
  EXPECT_EQ(SmallAudit(t).run("LW013").unverifiable().size(), 1U);
}

}  // namespace
}  // namespace leastwise
