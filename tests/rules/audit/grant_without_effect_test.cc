// LW014: an assignment that gives nobody anything.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";
constexpr const char* kGroup = "/subscriptions/s/resourceGroups/g";

class GrantWithoutEffectTest : public ::testing::Test {
 protected:
  GrantWithoutEffectTest() {
    t.user("ann");
    t.user("bob");
    t.group("team", {"ann", "bob"});
    t.role("Nothing", {{.actions = {"p/a/read"}, .not_actions = {"*"}}});
    t.role("A Editor", {{.actions = {"p/a/*"}}});
  }

  SmallTenant t;
};

TEST_F(GrantWithoutEffectTest, ARoleThatGrantsNothing) {
  t.assign("a1", {"ann", "Nothing", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW014");
  EXPECT_EQ(messages_of(outcome),
            Names{"Nothing at subscription s gives ann nothing: the role grants no action"});
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kLow);
  EXPECT_EQ(outcome.findings().front().fix.commands.size(), 1U);
}

TEST_F(GrantWithoutEffectTest, AGroupThatIsKnownToBeEmpty) {
  t.group("crew", {});
  t.group_without_list("guild");
  t.assign("a1", {"crew", "A Editor", kSub, "", PrincipalType::kGroup});
  t.assign("a2", {"guild", "A Editor", kSub, "", PrincipalType::kGroup});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW014")),
            Names{"A Editor at subscription s is given to group crew, which has no members"});
}

TEST_F(GrantWithoutEffectTest, AllOfItDenied) {
  t.assign("a1", {"team", "A Editor", kGroup, "", PrincipalType::kGroup});
  t.deny("d1", {.principals = {"everyone"}, .scope = kSub, .blocks = {{.actions = {"p/*"}}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW014")),
            Names{"deny assignments take away all that A Editor at resource group g gives team"});
}

TEST_F(GrantWithoutEffectTest, APartOfItIsLeft) {
  t.assign("a1", {"ann", "A Editor", kGroup});
  t.deny("d1", {.principals = {"everyone"},
                .scope = kSub,
                .blocks = {{.actions = {"p/*"}, .not_actions = {"p/a/b/read"}}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW014")), Names{});
}

// One member for whom the denial does not hold is enough.
TEST_F(GrantWithoutEffectTest, SomebodyIsExcludedFromTheDenial) {
  t.assign("a1", {"team", "A Editor", kGroup, "", PrincipalType::kGroup});
  t.deny("d1", {.principals = {"everyone"},
                .excluded = {"bob"},
                .scope = kSub,
                .blocks = {{.actions = {"p/*"}}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW014")), Names{});
}

TEST_F(GrantWithoutEffectTest, ADenialBelowOrForAuditTakesNothing) {
  t.assign("a1", {"ann", "A Editor", kSub});
  t.deny("d1", {.principals = {"everyone"}, .scope = kGroup});
  t.deny("d2", {.principals = {"everyone"}, .scope = kSub, .audit = true});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW014")), Names{});
}

TEST_F(GrantWithoutEffectTest, UnverifiableForConditionsAndUndefinedRoles) {
  t.assign("a1", {"ann", "A Editor", kGroup});
  t.assign("a2", {"bob", "Unheard", kGroup});
  t.deny("d1", {.principals = {"everyone"},
                .scope = kSub,
                .blocks = {{.actions = {"p/*"}}},
                .condition = "a condition"});
  RuleOutcome outcome = SmallAudit(t).run("LW014");
  EXPECT_EQ(messages_of(outcome), Names{});
  EXPECT_EQ(outcome.unverifiable().size(), 2U);
}

}  // namespace
}  // namespace leastwise
