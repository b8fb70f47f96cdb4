// LW015: assignments of principals that are no longer in the directory.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::house;
using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

constexpr const char* kSub = "/subscriptions/s";
constexpr const char* kGroup = "/subscriptions/s/resourceGroups/g";

TEST(OrphanedPrincipal, WhomACompleteListDoesNotName) {
  SmallTenant t = house();
  t.assign("a1", {"eve", "Reader", kSub});
  t.assign("a2", {"eve", "Reader", kGroup});
  RuleOutcome outcome = SmallAudit(t).run("LW015");
  ASSERT_EQ(outcome.findings().size(), 1U) << "one finding a principal";
  EXPECT_TRUE(outcome.findings().front().message.ends_with(
      "is not in the directory any more, and still has 2 assignments"));
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kMedium);
  EXPECT_EQ(outcome.findings().front().fix.commands.size(), 2U);
}

TEST(OrphanedPrincipal, MembersAndDescribedOnesAreThere) {
  SmallTenant t = house();
  t.group("crew", {"eve"});
  t.assign("a1", {"eve", "Reader", kSub});
  t.assign("a2", {"dan", "Reader", kSub});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW015")), Names{});
}

TEST(OrphanedPrincipal, UnverifiableWhereNoExportListsTheType) {
  SmallTenant t;
  t.role("Mine", {{.actions = {"p/a/read"}}});
  t.assign("a1", {"eve", "Mine", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW015");
  EXPECT_EQ(messages_of(outcome), Names{});
  EXPECT_EQ(unverifiable_of(outcome), Names{"a complete export of the principals of type User: 1 "
                                            "grantee that no directory export describes"});
}

}  // namespace
}  // namespace leastwise
