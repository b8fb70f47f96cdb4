// LW003: a registry that somebody who only uses its assets can change or delete.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

constexpr const char* kGroup = "/subscriptions/s/resourceGroups/g";
constexpr const char* kRegistry =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/registries/r";
constexpr const char* kAssetsRead = "Microsoft.MachineLearningServices/registries/assets/read";
constexpr const char* kAssetsWrite = "Microsoft.MachineLearningServices/registries/assets/write";
constexpr const char* kRead = "Microsoft.MachineLearningServices/registries/read";
constexpr const char* kWrite = "Microsoft.MachineLearningServices/registries/write";
constexpr const char* kDelete = "Microsoft.MachineLearningServices/registries/delete";

class RegistryWiderThanAssetsTest : public ::testing::Test {
 protected:
  RegistryWiderThanAssetsTest() {
    for (const char* name : {kAssetsRead, kAssetsWrite, kRead, kWrite, kDelete}) {
      t.operation(name);
    }
    t.user("ann");
    t.user("bob");
    t.group("team", {"ann", "bob"});
    t.role("All", {{.actions = {"*"}}});
    t.role("Deleter", {{.actions = {kDelete}}});
    t.role("Assets",
           {{.actions = {kRead, "Microsoft.MachineLearningServices/registries/assets/*"}}});
  }

  SmallTenant t;
};

TEST_F(RegistryWiderThanAssetsTest, DeclaredUseOfAssetsAlone) {
  t.assign("a1", {"team", "All", kGroup, "", PrincipalType::kGroup});
  SmallAudit audit(t);
  audit.need({"team", kRegistry, {kRead, kAssetsRead, kAssetsWrite}});
  RuleOutcome outcome = audit.run("LW003");
  ASSERT_EQ(outcome.findings().size(), 1U);
  const Finding& finding = outcome.findings().front();
  EXPECT_EQ(finding.message,
            "team uses only assets of registries/r, and can change or delete the registry itself, "
            "by All at resource group g");
  EXPECT_EQ(finding.severity, FindingSeverity::kHigh);
  EXPECT_TRUE(finding.fix.commands.back().starts_with("az role assignment delete"));
}

TEST_F(RegistryWiderThanAssetsTest, ObservedUseOfAssetsAlone) {
  t.assign("a1", {"team", "Deleter", kGroup, "", PrincipalType::kGroup});
  SmallAudit audit(t);
  audit.use("ann", kAssetsWrite, kRegistry);
  audit.use("bob", kAssetsWrite, kRegistry);
  audit.use("bob", "Microsoft.Storage/storageAccounts/write", kGroup);
  RuleOutcome outcome = audit.run("LW003");
  EXPECT_EQ(messages_of(outcome),
            Names{"ann and 1 more use only assets of registries/r, and can change or delete the "
                  "registry itself, by Deleter at resource group g, by group team"});
  EXPECT_EQ(testing::evidence_of(outcome.findings().front(), "use of assets alone").size(), 2U);
}

TEST_F(RegistryWiderThanAssetsTest, WhoManagesTheRegistryIsNoneOfThese) {
  t.assign("a1", {"ann", "All", kGroup});
  t.assign("a2", {"bob", "All", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kRegistry, {kAssetsWrite}});
  audit.need({"ann", kRegistry, {kWrite}});
  audit.need({"bob", kRegistry, {kAssetsWrite}});
  audit.use("bob", kWrite, kRegistry);
  EXPECT_EQ(messages_of(audit.run("LW003")), Names{});
}

TEST_F(RegistryWiderThanAssetsTest, ARoleForAssetsAndOneElsewhereAreFine) {
  t.assign("a1", {"ann", "Assets", kRegistry});
  t.assign("a2", {"ann", "All", "/subscriptions/other"});
  SmallAudit audit(t);
  audit.need({"ann", kRegistry, {kAssetsWrite}});
  EXPECT_EQ(messages_of(audit.run("LW003")), Names{});
}

TEST_F(RegistryWiderThanAssetsTest, UseOfOtherThingsSaysNothing) {
  t.assign("a1", {"ann", "All", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"Microsoft.Storage/storageAccounts/read"}});
  audit.use("bob", "Microsoft.Storage/storageAccounts/write", kGroup);
  EXPECT_EQ(messages_of(audit.run("LW003")), Names{});
}

TEST_F(RegistryWiderThanAssetsTest, EligibleIsMilder) {
  t.eligible("a1", {"ann", "All", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kRegistry, {kAssetsWrite}});
  RuleOutcome outcome = audit.run("LW003");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kMedium);
}

TEST_F(RegistryWiderThanAssetsTest, UnverifiableWithoutNeedsAndActivity) {
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW003")),
            Names{"a needs file or an activity log (--needs, --activity)"});
  t.assign("a1", {"ann", "Unheard", kGroup});
  SmallAudit audit(t);
  audit.activity();
  EXPECT_EQ(audit.run("LW003").unverifiable().size(), 1U) << "a role that nothing defines";
}

}  // namespace
}  // namespace leastwise
