// LW009: an assignment that grants nothing which its grantee does not have anyhow.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

TEST(RedundantAssignment, NamesWhatGrantsTheSame) {
  SmallTenant t;
  t.user("ann");
  t.group("team", {"ann"});
  t.role("All", {{.actions = {"*"}}});
  t.role("Reader", {{.actions = {"*/read"}}});
  t.assign("a1", {"team", "All", "/subscriptions/s", "", PrincipalType::kGroup});
  t.assign("a2", {"ann", "Reader", "/subscriptions/s"});
  RuleOutcome outcome = SmallAudit(t).run("LW009");
  ASSERT_EQ(outcome.findings().size(), 1U);
  const Finding& finding = outcome.findings().front();
  EXPECT_EQ(finding.message,
            "all that Reader at subscription s grants ann is granted by All at subscription s, by "
            "group team already");
  EXPECT_EQ(finding.severity, FindingSeverity::kLow);
  EXPECT_EQ(testing::evidence_of(finding, "granted by"), Names{"All at subscription s, by group "
                                                               "team"});
  EXPECT_EQ(finding.fix.commands.size(), 1U);
}

TEST(RedundantAssignment, TwoThatNeedEachOtherAreNone) {
  SmallTenant t;
  t.user("ann");
  t.role("Reader", {{.actions = {"*/read"}}});
  t.role("Writer", {{.actions = {"*/write"}}});
  t.assign("a1", {"ann", "Reader", "/subscriptions/s"});
  t.assign("a2", {"ann", "Writer", "/subscriptions/s"});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW009")), Names{});
}

TEST(RedundantAssignment, UnverifiableForUndefinedRoles) {
  SmallTenant t;
  t.user("ann");
  t.assign("a1", {"ann", "Unheard", "/subscriptions/s"});
  EXPECT_EQ(SmallAudit(t).run("LW009").unverifiable().size(), 1U);
}

}  // namespace
}  // namespace leastwise
