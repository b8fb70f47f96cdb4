#include "rules/audit/role_facts.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

// Each test defines one role beside Contributor and asks for its facts.
class RoleFactsTest : public ::testing::Test {
 protected:
  RoleFactsTest() {
    t.built_in(
        "Contributor", kContributorGuid,
        {{.actions = {"*"},
          .not_actions = {"Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write",
                          "Microsoft.Authorization/elevateAccess/Action"}}});
  }

  [[nodiscard]] RoleFacts facts(std::vector<BlockRecord> blocks) const {
    SmallTenant sketch = t;
    sketch.role("role", std::move(blocks));
    SmallAudit audit(sketch);
    return audit.context().role(audit.world().role("role"));
  }

  SmallTenant t;
};

TEST_F(RoleFactsTest, ContributorIsContributorLikeAndNotOwnerLike) {
  SmallAudit audit(t);
  const RoleFacts& facts = audit.context().role(audit.world().role("Contributor"));
  EXPECT_TRUE(facts.defined);
  EXPECT_EQ(facts.contributor_like, Truth::kYes);
  EXPECT_EQ(facts.owner_like, Truth::kNo);
  EXPECT_EQ(facts.writes, Truth::kYes);
}

TEST_F(RoleFactsTest, OwnerLikeIsASetAndNotAName) {
  EXPECT_EQ(facts({{.actions = {"*"}}}).owner_like, Truth::kYes);
  EXPECT_EQ(facts({{.actions = {"*/read"}}}).owner_like, Truth::kNo);
  // One block takes it off, the other gives it back.
  EXPECT_EQ(facts({{.actions = {"*"}, .not_actions = {"Microsoft.Authorization/*"}},
                   {.actions = {"Microsoft.Authorization/*"}}})
                .owner_like,
            Truth::kYes);
  EXPECT_EQ(
      facts({{.actions = {"*"}, .not_actions = {"Microsoft.Authorization/*/write"}}}).owner_like,
      Truth::kNo);
}

TEST_F(RoleFactsTest, OneOperationLessThanContributorIsNotContributorLike) {
  EXPECT_EQ(facts({{.actions = {"*"}, .not_actions = {"x.store/keys/read"}}}).contributor_like,
            Truth::kNo);
}

TEST_F(RoleFactsTest, UnderAConditionOfABlockItIsUnknown) {
  const RoleFacts whole = facts({{.actions = {"*"}, .condition = "c"}});
  EXPECT_EQ(whole.contributor_like, Truth::kUnknown);
  EXPECT_EQ(whole.owner_like, Truth::kUnknown);
  EXPECT_EQ(whole.privileged, Truth::kUnknown);
  EXPECT_EQ(whole.writes, Truth::kUnknown);
  EXPECT_FALSE(whole.escalations.empty());
}

TEST_F(RoleFactsTest, AnUndefinedRoleIsUnknownInEveryRespect) {
  t.assign("a1", {"ann", "nobody's", "/subscriptions/s"});
  SmallAudit audit(t);
  const RoleFacts& facts = audit.context().role(audit.world().role("nobody's"));
  EXPECT_FALSE(facts.defined);
  EXPECT_EQ(facts.owner_like, Truth::kUnknown);
  EXPECT_EQ(facts.privileged, Truth::kUnknown);
  EXPECT_EQ(facts.writes, Truth::kUnknown);
  EXPECT_FALSE(facts.grants_nothing);
}

TEST_F(RoleFactsTest, WithoutContributorOnlyEverythingIsContributorLike) {
  t = SmallTenant();
  EXPECT_EQ(facts({{.actions = {"*"}}}).contributor_like, Truth::kYes);
  EXPECT_EQ(facts({{.actions = {"a/*"}}}).contributor_like, Truth::kUnknown);
}

TEST_F(RoleFactsTest, PrivilegedByAnEscalationOfGroupA) {
  EXPECT_EQ(facts({{.actions = {std::string(kAssignRolesAction)}}}).privileged, Truth::kYes);
  EXPECT_EQ(facts({{.actions = {"Microsoft.Authorization/*/write"}}}).privileged, Truth::kYes);
  EXPECT_EQ(facts({{.actions = {std::string(testing::kCodeEscalation)}}}).privileged, Truth::kNo);
}

TEST_F(RoleFactsTest, PrivilegedByTheWritesOfTwoProviders) {
  EXPECT_EQ(facts({{.actions = {"a.one/*/write", "a.two/*"}}}).privileged, Truth::kYes);
  EXPECT_EQ(facts({{.actions = {"*/write"}}}).privileged, Truth::kYes);
  EXPECT_EQ(facts({{.actions = {"a.one/*", "a.one/*/write"}}}).privileged, Truth::kNo);
  // Named types, or reads, are not every type of a provider.
  EXPECT_EQ(facts({{.actions = {"a.one/type/write", "a.two/*/read", "a.two/type/*"}}}).privileged,
            Truth::kNo);
  EXPECT_EQ(facts({{.actions = {"a.one/*/write"}}, {.actions = {"a.two/*"}, .condition = "c"}})
                .privileged,
            Truth::kUnknown);
}

TEST_F(RoleFactsTest, WritesByWhatItsActionsEndIn) {
  EXPECT_EQ(facts({{.actions = {"*/read"}}}).writes, Truth::kNo);
  EXPECT_EQ(facts({{.actions = {"a/b/write"}}}).writes, Truth::kYes);
  EXPECT_EQ(facts({{.actions = {"a/*"}}}).writes, Truth::kYes);
  EXPECT_EQ(facts({{.actions = {"a/*/DELETE"}}}).writes, Truth::kYes);
  EXPECT_EQ(facts({{.data_actions = {"a/b/start/action"}}}).writes, Truth::kYes);
  EXPECT_EQ(facts({{.actions = {"a/b/write"}, .not_actions = {"a/*"}}}).writes, Truth::kNo);
  EXPECT_EQ(facts({{.actions = {"a/b/write/history"}}}).writes, Truth::kNo);
}

TEST_F(RoleFactsTest, GrantsNothing) {
  EXPECT_TRUE(facts({{.actions = {"a/*"}, .not_actions = {"a/*"}}}).grants_nothing);
  EXPECT_TRUE(facts({}).grants_nothing);
  EXPECT_FALSE(facts({{.data_actions = {"a/b"}}}).grants_nothing);
  EXPECT_FALSE(facts({{.actions = {"a/b"}, .condition = "c"}}).grants_nothing);
}

TEST_F(RoleFactsTest, CountsKnownOperationsAndNamesEscalations) {
  t.operation("a/b/read");
  t.operation("a/b/write");
  t.operation("a/c/read", OperationPlane::kData);
  const RoleFacts found =
      facts({{.actions = {"a/*", std::string(testing::kSecretEscalation)}, .data_actions = {"*"}}});
  EXPECT_EQ(found.operations[0], 2U);
  EXPECT_EQ(found.operations[1], 1U);
  ASSERT_EQ(found.escalations.size(), 1U);
  EXPECT_EQ(testing::small_danger_table().operations()[found.escalations.front()].action,
            testing::kSecretEscalation);
}

}  // namespace
}  // namespace leastwise
