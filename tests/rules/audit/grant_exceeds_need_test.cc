// LW001: a grant that is wider than what its holder declared to need.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

constexpr const char* kSub = "/subscriptions/s";
constexpr const char* kGroup = "/subscriptions/s/resourceGroups/g";

class GrantExceedsNeedTest : public ::testing::Test {
 protected:
  GrantExceedsNeedTest() {
    for (const char* name : {"p/a/read", "p/a/write", "p/a/delete", "p/b/read", "p/b/write"}) {
      t.operation(name);
    }
    t.operation("p/a/blobs/read", OperationPlane::kData);
    t.user("ann");
    t.user("bob");
    t.group("team", {"ann", "bob"});
    t.role("A Editor", {{.actions = {"p/a/*"}}});
    t.role("A Reader", {{.actions = {"p/a/read"}}});
    t.role("All", {{.actions = {"*"}, .data_actions = {"*"}}});
  }

  SmallTenant t;
};

TEST_F(GrantExceedsNeedTest, MoreOperationsThanAreNeeded) {
  t.assign("a1", {"ann", "A Editor", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read", "p/a/write"}});
  RuleOutcome outcome = audit.run("LW001");
  ASSERT_EQ(outcome.findings().size(), 1U);
  const Finding& finding = outcome.findings().front();
  EXPECT_EQ(finding.message,
            "ann needs p/a/read and 1 more at resource group g, and A Editor at resource group g "
            "grants 1 known operation more");
  EXPECT_EQ(finding.severity, FindingSeverity::kMedium);
  EXPECT_EQ(testing::evidence_of(finding, "operations beyond the need"), Names{"p/a/delete"});
  EXPECT_TRUE(finding.place.known());
  ASSERT_EQ(finding.fix.commands.size(), 3U);
  EXPECT_TRUE(finding.fix.commands[0].starts_with("az role definition create"));
  EXPECT_TRUE(finding.fix.commands[1].starts_with("az role assignment create"));
  EXPECT_TRUE(finding.fix.commands[2].starts_with("az role assignment delete"));
  EXPECT_NE(finding.fix.attachment.find("\"p/a/write\""), std::string::npos);
  EXPECT_EQ(finding.chain.back().what, "need");
}

TEST_F(GrantExceedsNeedTest, WhatFitsIsNoFinding) {
  t.assign("a1", {"ann", "A Reader", kGroup});
  t.assign("a2", {"bob", "All", kSub});
  SmallAudit audit(t);
  audit.need({"ann", kSub, {"p/a/read", "p/b/read"}});
  audit.need({"bob", kSub, {"*"}, {"*"}});
  EXPECT_EQ(messages_of(audit.run("LW001")), Names{});
}

TEST_F(GrantExceedsNeedTest, WhoDeclaresNothingIsNotJudged) {
  t.assign("a1", {"ann", "All", kSub});
  SmallAudit audit(t);
  audit.need({"bob", kSub, {"p/a/read"}});
  EXPECT_EQ(messages_of(audit.run("LW001")), Names{});
}

TEST_F(GrantExceedsNeedTest, AWiderScopeIsWider) {
  t.assign("a1", {"ann", "A Reader", kSub});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW001");
  EXPECT_EQ(messages_of(outcome),
            Names{"ann needs p/a/read at resource group g, and holds A Reader "
                  "at subscription s, which is wider in scope"});
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kLow);
  EXPECT_EQ(testing::evidence_of(outcome.findings().front(), "operations needed only below"),
            Names{"p/a/read"});
}

TEST_F(GrantExceedsNeedTest, AnythingIsMoreThanNothing) {
  t.assign("a1", {"ann", "A Reader", "/subscriptions/other"});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW001");
  EXPECT_EQ(messages_of(outcome),
            Names{"ann holds A Reader at subscription other, where it declares no need"});
  EXPECT_EQ(outcome.findings().front().fix.commands.size(), 1U);
}

TEST_F(GrantExceedsNeedTest, ANeedThatHasEndedAllowsNothing) {
  t.assign("a1", {"ann", "A Reader", kGroup});
  SmallAudit audit(t, {.at = *parse_instant("2026-06-01")});
  audit.need({.principal = "ann",
              .scope = kGroup,
              .actions = {"p/a/read"},
              .until = parse_instant("2026-02-01")});
  EXPECT_EQ(
      messages_of(audit.run("LW001")),
      Names{"the need of ann for p/a/read ended at 2026-02-01T00:00:00Z, and it still holds A "
            "Reader at resource group g"});
}

TEST_F(GrantExceedsNeedTest, GrantsOfGroupsCountForTheirMembers) {
  t.assign("a1", {"team", "A Editor", kGroup, "", PrincipalType::kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW001");
  ASSERT_EQ(outcome.findings().size(), 1U);
  const Finding& finding = outcome.findings().front();
  EXPECT_EQ(finding.message,
            "ann needs p/a/read at resource group g, and A Editor at resource group g, by group "
            "team grants 2 known operations more");
  EXPECT_TRUE(finding.fix.commands.back().starts_with("az ad group member remove"));
  EXPECT_FALSE(finding.subject.detail.empty()) << "two groups may hold the same role there";
}

TEST_F(GrantExceedsNeedTest, AGroupWithNeedsOfItsOwnIsJudgedByThese) {
  t.assign("a1", {"team", "A Editor", kGroup, "", PrincipalType::kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  audit.need({"team", kGroup, {"p/a/*"}});
  EXPECT_EQ(messages_of(audit.run("LW001")), Names{});
}

TEST_F(GrantExceedsNeedTest, SeverityRisesWithTheSurplus) {
  t.role("Secrets", {{.actions = {std::string(testing::kSecretEscalation)}}});
  t.assign("a1", {"ann", "Secrets", kGroup});
  t.assign("a2", {"bob", "All", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  audit.need({"bob", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW001");
  ASSERT_EQ(outcome.findings().size(), 2U);
  EXPECT_EQ(outcome.findings()[0].severity, FindingSeverity::kHigh);
  EXPECT_EQ(outcome.findings()[1].severity, FindingSeverity::kCritical);
}

TEST_F(GrantExceedsNeedTest, AConditionAndEligibilityMakeItMilder) {
  t.role("Secrets", {{.actions = {std::string(testing::kSecretEscalation)}}});
  t.assign("a1", {"ann", "Secrets", kGroup, "a condition"});
  t.eligible("a2", {"bob", "Secrets", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  audit.need({"bob", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW001");
  ASSERT_EQ(outcome.findings().size(), 2U);
  EXPECT_EQ(outcome.findings()[0].severity, FindingSeverity::kMedium);
  EXPECT_EQ(outcome.findings()[1].severity, FindingSeverity::kMedium);
}

// A built-in role whose surplus is no escalation, and writes only below what the need writes.
TEST_F(GrantExceedsNeedTest, ABuiltInRoleThatIsTightFits) {
  t.built_in("Publisher", "11111111-1111-4111-8111-111111111111",
             {{.actions = {"p/a/read", "p/a/write", "p/a/stage/write"}}});
  t.built_in("Wider", "22222222-2222-4222-8222-222222222222",
             {{.actions = {"p/a/read", "p/a/write", "p/b/write"}}});
  t.operation("p/a/stage/write");
  t.assign("a1", {"ann", "Publisher", kGroup});
  t.assign("a2", {"bob", "Wider", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read", "p/a/write"}});
  audit.need({"bob", kGroup, {"p/a/read", "p/a/write"}});
  RuleOutcome outcome = audit.run("LW001");
  EXPECT_EQ(
      messages_of(outcome),
      Names{"bob needs p/a/read and 1 more at resource group g, and Wider at resource group g "
            "grants 1 known operation more"});
  EXPECT_NE(outcome.findings().front().fix.text.find("nearest built-in role is Publisher"),
            std::string::npos)
      << outcome.findings().front().fix.text;
}

TEST_F(GrantExceedsNeedTest, ATightRoleOnAWiderScopeDoesNotFit) {
  t.built_in("Publisher", "11111111-1111-4111-8111-111111111111",
             {{.actions = {"p/a/read", "p/a/write", "p/a/stage/write"}}});
  t.assign("a1", {"ann", "Publisher", kSub});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read", "p/a/write"}});
  EXPECT_EQ(audit.run("LW001").findings().size(), 1U);
}

// What only wildcards grant is more too, though nothing known shows it.
TEST_F(GrantExceedsNeedTest, TheFutureCounts) {
  t.role("Open", {{.actions = {"q/*"}}});
  t.assign("a1", {"ann", "Open", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"q/a/read"}});
  RuleOutcome outcome = audit.run("LW001");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_NE(outcome.findings().front().message.find("more, though no known operation: such as `q/"),
            std::string::npos)
      << outcome.findings().front().message;
}

TEST_F(GrantExceedsNeedTest, WhereARoleThatFitsGrantsTheNeedOnlyTheWideGrantGoes) {
  t.assign("a1", {"ann", "A Reader", kGroup});
  t.assign("a2", {"ann", "A Editor", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW001");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings().front().fix.text,
            "what is needed is granted by other roles already: take this grant away");
  EXPECT_EQ(outcome.findings().front().fix.commands.size(), 1U);
}

// Following both fixes must not take the need away.
TEST_F(GrantExceedsNeedTest, TwoWideGrantsDoNotVouchForEachOther) {
  t.assign("a1", {"ann", "A Editor", kGroup});
  t.assign("a2", {"ann", "All", kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW001");
  ASSERT_EQ(outcome.findings().size(), 2U);
  EXPECT_TRUE(std::ranges::all_of(outcome.findings(), [](const Finding& finding) {
    return std::ranges::any_of(finding.fix.commands, [](const std::string& command) {
      return command.starts_with("az role assignment create");
    });
  }));
}

TEST_F(GrantExceedsNeedTest, UnverifiableWithoutNeeds) {
  t.assign("a1", {"ann", "All", kSub});
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW001")), Names{"a needs file (--needs)"});
}

TEST_F(GrantExceedsNeedTest, UnverifiableForUndefinedRolesAndUnreadGroups) {
  t.group_without_list("crew");
  t.assign("a1", {"ann", "Unheard", kGroup});
  t.assign("a2", {"crew", "A Editor", kGroup, "", PrincipalType::kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW001");
  EXPECT_TRUE(outcome.findings().empty());
  EXPECT_EQ(outcome.unverifiable().size(), 2U);
}

TEST_F(GrantExceedsNeedTest, AFilterByPrincipalKeepsOthersOut) {
  t.assign("a1", {"team", "A Editor", kGroup, "", PrincipalType::kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  audit.need({"bob", kGroup, {"p/a/read"}});
  audit.only_principal("bob");
  RuleOutcome outcome = audit.run("LW001");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings().front().subject.principal_name, "bob");
}

}  // namespace
}  // namespace leastwise
