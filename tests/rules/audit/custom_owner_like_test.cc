// LW008: a custom role that is Owner under another name.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

constexpr const char* kAuthorization = "Microsoft.Authorization/*";
constexpr const char* kAssign = "Microsoft.Authorization/roleAssignments/write";
constexpr const char* kOwner =
    "custom role `Mine` grants everything that Contributor grants, and may hand out roles: it is "
    "Owner under another name";

class CustomOwnerLikeTest : public ::testing::Test {
 protected:
  // Contributor grants a hundred known operations, and no access.
  CustomOwnerLikeTest() {
    t.built_in("Contributor", kContributorGuid,
               {{.actions = {"*"}, .not_actions = {kAuthorization}}});
    for (int i = 0; i < 100; ++i) {
      t.operation(fmt::format("p/t{}/write", i));
    }
    t.operation(kAssign);
  }

  // `*` without the first `count` operations.
  [[nodiscard]] static BlockRecord all_but(int count) {
    BlockRecord block{.actions = {"*"}};
    for (int i = 0; i < count; ++i) {
      block.not_actions.push_back(fmt::format("p/t{}/write", i));
    }
    return block;
  }

  [[nodiscard]] Names found(std::vector<BlockRecord> blocks) const {
    SmallTenant with = t;
    with.role("Mine", std::move(blocks));
    return messages_of(SmallAudit(with).run("LW008"));
  }

  SmallTenant t;
};

TEST_F(CustomOwnerLikeTest, EverythingIsOwnerLike) {
  EXPECT_EQ(found({{.actions = {"*"}}}), Names{kOwner});
  EXPECT_EQ(found({{.actions = {"*"}, .not_actions = {"Microsoft.Authorization/locks/*"}}}),
            Names{kOwner});
}

TEST_F(CustomOwnerLikeTest, ABlockGivesBackWhatAnotherOneTakesAway) {
  EXPECT_EQ(found({{.actions = {"*"}, .not_actions = {kAuthorization}}, {.actions = {kAssign}}}),
            Names{kOwner});
}

TEST_F(CustomOwnerLikeTest, ContributorIsNone) {
  EXPECT_EQ(found({{.actions = {"*"}, .not_actions = {kAuthorization}}}), Names{});
  EXPECT_EQ(found({{.actions = {kAuthorization}}}), Names{}) << "a small part of Contributor";
}

TEST_F(CustomOwnerLikeTest, BuiltInRolesAreNoSubjects) {
  t.built_in("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", {{.actions = {"*"}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW008")), Names{});
}

TEST_F(CustomOwnerLikeTest, AllButAFewIsFivePercentAtMost) {
  EXPECT_EQ(found({all_but(5)}),
            Names{"custom role `Mine` grants all but 5 of the known operations that Contributor "
                  "grants, and may hand out roles"});
  EXPECT_EQ(found({all_but(6)}), Names{});
}

TEST_F(CustomOwnerLikeTest, AllButAFewIsOpenToWhatNobodyNames) {
  EXPECT_EQ(found({{.actions = {"p/*", kAssign}}}), Names{}) << "the role says what it is for";
  EXPECT_EQ(found({{.actions = {"*/write"}}}),
            Names{"custom role `Mine` grants all but 0 of the known operations that Contributor "
                  "grants, and may hand out roles"});
}

TEST_F(CustomOwnerLikeTest, TellsWhatIsMissingAndWhatTheRoleCanDo) {
  t.role("Mine", {all_but(2)});
  const Finding finding = SmallAudit(t).run("LW008").findings().at(0);
  EXPECT_EQ(finding.severity, FindingSeverity::kHigh);
  EXPECT_EQ(testing::evidence_of(finding, "operations that it lacks"),
            (Names{"p/t0/write", "p/t1/write"}));
  ASSERT_EQ(finding.chain.size(), 2U);
  EXPECT_EQ(finding.chain[1].text, std::string(kAssign) + ": leads on");
  EXPECT_TRUE(finding.place.known());
  EXPECT_EQ(finding.subject.role_name, "Mine");
  EXPECT_EQ(finding.fix.commands,
            Names{"az role assignment list --all --role 4d696e65-0000-0000-0000-000000000000"});
}

TEST_F(CustomOwnerLikeTest, ConditionsMakeItMilder) {
  const BlockRecord contributor{.actions = {"*"}, .not_actions = {kAuthorization}};
  t.role("Mine", {contributor, {.actions = {kAssign}, .condition = "c"}});
  RuleOutcome outcome = SmallAudit(t).run("LW008");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings()[0].severity, FindingSeverity::kMedium);
  EXPECT_EQ(outcome.findings()[0].message,
            "custom role `Mine`, where its conditions are met, grants everything that Contributor "
            "grants, and may hand out roles: it is Owner under another name");
}

TEST_F(CustomOwnerLikeTest, WhatHoldsForCertainGoesBeforeConditions) {
  BlockRecord rest{.actions = {"p/t0/write"}, .condition = "c"};
  t.role("Mine", {all_but(1), rest});
  RuleOutcome outcome = SmallAudit(t).run("LW008");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings()[0].severity, FindingSeverity::kHigh);
}

TEST(CustomOwnerLike, UnverifiableWithoutContributor) {
  SmallTenant t;
  t.role("Mine", {{.actions = {"*"}, .not_actions = {"p/t/write"}}});
  t.role("All", {{.actions = {"*"}}});
  RuleOutcome outcome = SmallAudit(t).run("LW008");
  EXPECT_EQ(unverifiable_of(outcome),
            Names{"the definition of the built-in role Contributor was not given"});
  ASSERT_EQ(outcome.findings().size(), 1U) << "everything holds whatever Contributor may be";
  EXPECT_EQ(outcome.findings()[0].subject.role_name, "All");
}

TEST(CustomOwnerLike, NothingToSayWithoutCustomRoles) {
  EXPECT_EQ(unverifiable_of(SmallAudit(SmallTenant()).run("LW008")), Names{});
}

}  // namespace
}  // namespace leastwise
