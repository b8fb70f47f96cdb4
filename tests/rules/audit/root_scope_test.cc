// LW007: what is granted at the top of the tenant.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::house;
using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

TEST(RootScope, AnythingAtTheRoot) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Reader", "/"});
  t.assign("a2", {"bob", "Assigner", "/"});
  RuleOutcome outcome = SmallAudit(t).run("LW007");
  EXPECT_EQ(
      messages_of(outcome),
      (Names{"ann (User) has access at the root scope /, which reaches every subscription, by "
             "role Reader",
             "bob (User) has privileged access at the root scope /, which reaches every "
             "subscription, by role Assigner"}));
  EXPECT_EQ(outcome.findings()[0].severity, FindingSeverity::kHigh);
  EXPECT_EQ(outcome.findings()[1].severity, FindingSeverity::kCritical);
}

TEST(RootScope, PrivilegedAtTheRootGroup) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Owner", testing::group_scope("root")});
  t.assign("a2", {"bob", "Reader", testing::group_scope("root")});
  RuleOutcome outcome = SmallAudit(t).run("LW007");
  EXPECT_EQ(
      messages_of(outcome),
      Names{"ann (User) has privileged access at the tenant root management group root, which "
            "reaches every subscription, by role Owner"});
}

TEST(RootScope, LowerDownAndDeclaredNeedsAreNone) {
  SmallTenant t = house();
  t.place("lower", "root");
  t.assign("a1", {"ann", "Owner", testing::group_scope("lower")});
  t.assign("a2", {"bob", "Owner", testing::group_scope("root")});
  SmallAudit audit(t);
  audit.need({"bob", testing::group_scope("root"), {"*"}});
  EXPECT_EQ(messages_of(audit.run("LW007")), Names{});
}

TEST(RootScope, UnverifiableWithoutAHierarchy) {
  SmallTenant t;
  t.user("ann");
  t.role("Assigner", {{.actions = {std::string(kAssignRolesAction)}}});
  t.assign("a1", {"ann", "Assigner", testing::group_scope("some")});
  RuleOutcome outcome = SmallAudit(t).run("LW007");
  EXPECT_EQ(messages_of(outcome), Names{});
  EXPECT_EQ(outcome.unverifiable().size(), 1U);
}

}  // namespace
}  // namespace leastwise
