// LW022: a wildcard in data actions that takes in changes or secrets.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

class WildcardInDataActionsTest : public ::testing::Test {
 protected:
  WildcardInDataActionsTest() {
    for (const char* name : {"p/blobs/read", "p/blobs/write", "p/blobs/delete", "p/tags/read",
                             "p/tags/filter/action", "v/secrets/getSecret/action"}) {
      t.operation(name, OperationPlane::kData);
    }
    t.operation("p/accounts/write");
  }

  [[nodiscard]] Names found(std::vector<BlockRecord> blocks) const {
    SmallTenant with = t;
    with.role("Mine", std::move(blocks));
    return messages_of(SmallAudit(with).run("LW022"));
  }

  SmallTenant t;
};

TEST_F(WildcardInDataActionsTest, WritesAndDeletes) {
  t.role("Mine", {{.data_actions = {"p/blobs/*"}}});
  const Finding finding = SmallAudit(t).run("LW022").findings().at(0);
  EXPECT_EQ(finding.message,
            "`p/blobs/*` in the dataActions of custom role `Mine` grants 2 known operations that "
            "change data or read secrets");
  EXPECT_EQ(finding.severity, FindingSeverity::kHigh);
  EXPECT_EQ(testing::evidence_of(finding, "operations that change data or read secrets"),
            (Names{"p/blobs/delete (data)", "p/blobs/write (data)"}));
}

TEST_F(WildcardInDataActionsTest, Secrets) {
  EXPECT_EQ(found({{.data_actions = {"v/secrets/*"}}}),
            Names{"`v/secrets/*` in the dataActions of custom role `Mine` grants 1 known operation "
                  "that changes data or reads secrets"});
}

TEST_F(WildcardInDataActionsTest, ReadsAndHarmlessActionsAreNone) {
  EXPECT_EQ(found({{.data_actions = {"p/*/read", "p/tags/*"}}}), Names{});
}

TEST_F(WildcardInDataActionsTest, WhatIsNamedInFullIsNone) {
  EXPECT_EQ(found({{.data_actions = {"p/blobs/write", "p/blobs/delete"}}}), Names{});
}

TEST_F(WildcardInDataActionsTest, LessWhatItsBlockTakesAway) {
  const std::vector<std::string> changes = {"p/blobs/write", "p/blobs/delete"};
  EXPECT_EQ(found({{.data_actions = {"p/*"}, .not_data_actions = changes}}), Names{});
  EXPECT_EQ(found({{.data_actions = {"p/*"}}, {.data_actions = {"*"}, .not_data_actions = {"*"}}}),
            Names{"`p/*` in the dataActions of custom role `Mine` grants 2 known operations that "
                  "change data or read secrets"});
}

TEST_F(WildcardInDataActionsTest, TheControlPlaneIsNoneOfIt) {
  EXPECT_EQ(found({{.actions = {"p/*", "v/*"}}}), Names{});
}

TEST_F(WildcardInDataActionsTest, BuiltInRolesAreNoSubjects) {
  t.built_in("B", "acdd72a7-3385-48ef-bd42-f606fba81ae7", {{.data_actions = {"*"}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW022")), Names{});
}

TEST_F(WildcardInDataActionsTest, UnverifiableForProvidersOfWhichNothingIsKnown) {
  t.role("Mine", {{.data_actions = {"Unheard.Of/*", "Other/x/write"}}});
  RuleOutcome outcome = SmallAudit(t).run("LW022");
  EXPECT_EQ(messages_of(outcome), Names{});
  EXPECT_EQ(unverifiable_of(outcome),
            Names{"no operation of `Unheard.Of` is known (`az provider operation list`): whether a "
                  "wildcard in data actions changes data or reads secrets"});
}

}  // namespace
}  // namespace leastwise
