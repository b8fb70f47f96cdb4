// LW002: a declared need that is not met.
#include <gtest/gtest.h>

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

class NeedNotMetTest : public ::testing::Test {
 protected:
  NeedNotMetTest() {
    for (const char* name : {"p/a/read", "p/a/write", "p/a/delete"}) {
      t.operation(name);
    }
    t.user("ann");
    t.group("team", {"ann"});
    t.role("A Reader", {{.actions = {"p/a/read"}}});
    t.role("A Editor", {{.actions = {"p/a/*"}}});
  }

  SmallTenant t;
};

TEST_F(NeedNotMetTest, WhatIsGrantedIsMet) {
  t.assign("a1", {"team", "A Editor", kSub, "", PrincipalType::kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read", "p/a/*"}});
  EXPECT_EQ(messages_of(audit.run("LW002")), Names{});
}

TEST_F(NeedNotMetTest, WhatIsMissingIsNamed) {
  t.assign("a1", {"ann", "A Reader", kSub});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read", "p/a/write", "p/a/delete"}});
  RuleOutcome outcome = audit.run("LW002");
  ASSERT_EQ(outcome.findings().size(), 1U);
  const Finding& finding = outcome.findings().front();
  EXPECT_EQ(finding.message,
            "ann needs p/a/read and 2 more at resource group g, and 2 operations of it are not "
            "granted");
  EXPECT_EQ(finding.severity, FindingSeverity::kMedium);
  EXPECT_EQ(testing::evidence_of(finding, "missing operations"),
            (Names{"p/a/delete", "p/a/write"}));
  EXPECT_EQ(finding.place.line, 1U) << "of the needs file";
  ASSERT_EQ(finding.fix.commands.size(), 2U);
  EXPECT_TRUE(finding.fix.commands.back().starts_with("az role assignment create"));
}

TEST_F(NeedNotMetTest, NothingOfItMayBeGranted) {
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  audit.need({"stranger", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW002");
  ASSERT_EQ(outcome.findings().size(), 2U);
  EXPECT_EQ(outcome.findings()[0].message,
            "ann needs p/a/read at resource group g, and nothing of it is granted");
  EXPECT_TRUE(outcome.findings()[1].fix.commands.empty()) << "nobody knows the principal";
}

// A pattern is met only by what grants all that it can match.
TEST_F(NeedNotMetTest, PatternsAreDecidedWhole) {
  t.role("Known", {{.actions = {"p/a/read", "p/a/write", "p/a/delete"}}});
  t.assign("a1", {"ann", "Known", kSub});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/*"}});
  RuleOutcome outcome = audit.run("LW002");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(testing::evidence_of(outcome.findings().front(), "missing operations").size(), 1U);
}

TEST_F(NeedNotMetTest, ADenialTakesItAway) {
  t.assign("a1", {"ann", "A Editor", kSub});
  t.deny("d1",
         {.principals = {"everyone"}, .scope = kGroup, .blocks = {{.actions = {"p/a/write"}}}});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read", "p/a/write"}});
  RuleOutcome outcome = audit.run("LW002");
  EXPECT_EQ(messages_of(outcome), Names{"ann needs p/a/read and 1 more at resource group g, and a "
                                        "deny assignment takes it away"});
  ASSERT_EQ(outcome.findings().front().fix.commands.size(), 1U);
  EXPECT_TRUE(outcome.findings().front().fix.commands.front().starts_with("leastwise explain"));
}

TEST_F(NeedNotMetTest, AnEligibleGrantIsMilder) {
  t.eligible("a1", {"ann", "A Editor", kSub});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW002");
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kLow);
}

TEST_F(NeedNotMetTest, ANeedThatHasEndedIsNone) {
  SmallAudit audit(t, {.at = *parse_instant("2026-06-01")});
  audit.need({.principal = "ann",
              .scope = kGroup,
              .actions = {"p/a/read"},
              .until = parse_instant("2026-02-01")});
  EXPECT_EQ(messages_of(audit.run("LW002")), Names{});
}

TEST_F(NeedNotMetTest, ARoleIsMetByItselfWhateverItsCondition) {
  t.assign("a1", {"ann", "A Editor", kSub, "a condition"});
  SmallAudit audit(t);
  audit.need({.principal = "ann", .scope = kGroup, .role = "A Editor"});
  RuleOutcome outcome = audit.run("LW002");
  EXPECT_EQ(messages_of(outcome), Names{});
  EXPECT_EQ(unverifiable_of(outcome), Names{});
}

TEST_F(NeedNotMetTest, ARoleIsMetByAWiderOne) {
  t.assign("a1", {"ann", "A Editor", kSub});
  SmallAudit audit(t);
  audit.need({.principal = "ann", .scope = kGroup, .role = "A Reader"});
  EXPECT_EQ(messages_of(audit.run("LW002")), Names{});
}

TEST_F(NeedNotMetTest, WhatHangsOnAConditionIsNeither) {
  t.assign("a1", {"ann", "A Editor", kSub, "a condition"});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  RuleOutcome outcome = audit.run("LW002");
  EXPECT_EQ(messages_of(outcome), Names{});
  EXPECT_EQ(unverifiable_of(outcome), Names{"the evaluation of conditions: whether needs are met: "
                                            "ann"});
}

TEST_F(NeedNotMetTest, UnverifiableWithoutNeedsAndForUnknownMembers) {
  t.group_without_list("crew");
  t.assign("a1", {"crew", "A Editor", kSub, "", PrincipalType::kGroup});
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW002")), Names{"a needs file (--needs)"});
  SmallAudit audit(t);
  audit.need({"ann", kGroup, {"p/a/read"}});
  EXPECT_EQ(
      unverifiable_of(audit.run("LW002")),
      Names{"the members of groups: whether principals with declared needs are in them: ann"});
}

}  // namespace
}  // namespace leastwise
