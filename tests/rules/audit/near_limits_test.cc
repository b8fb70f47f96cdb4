// LW016: counts that come near what Azure allows, and texts that are longer than it takes.
#include <gtest/gtest.h>

#include <string>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::house;
using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";
constexpr const char* kGroup = "/subscriptions/s/resourceGroups/g";

// Active assignments of a role at a scope, to as many users.
void assign_many(SmallTenant& t, std::size_t count, const std::string& scope) {
  for (std::size_t i = 0; i < count; ++i) {
    t.assign("n" + std::to_string(i), {"u" + std::to_string(i), "Reader", scope});
  }
}

TEST(NearLimits, FromNinetyPercentOn) {
  SmallTenant below = house();
  assign_many(below, 449, testing::group_scope("root"));
  EXPECT_EQ(messages_of(SmallAudit(below).run("LW016")), Names{});
  SmallTenant near = house();
  assign_many(near, 450, testing::group_scope("root"));
  RuleOutcome outcome = SmallAudit(near).run("LW016");
  EXPECT_EQ(messages_of(outcome),
            Names{"management group root holds 450 of the 500 role assignments "
                  "that Azure allows there"});
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kMedium);
}

// A management group's own ones count for it, a subscription's with all below.
TEST(NearLimits, ASubscriptionCountsWhatIsBelow) {
  SmallTenant t = house();
  assign_many(t, 3599, kGroup);
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW016")), Names{});
  t.assign("one-more", {"ann", "Reader", kSub});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW016")),
            Names{"subscription s and below hold 3,600 of the 4,000 role assignments that Azure "
                  "allows there"});
}

TEST(NearLimits, EligibleOnesCountForNothing) {
  SmallTenant t = house();
  assign_many(t, 449, testing::group_scope("root"));
  t.eligible("e1", {"ann", "Reader", testing::group_scope("root")});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW016")), Names{});
}

TEST(NearLimits, TextsThatAreTooLong) {
  SmallTenant t = house();
  t.role({.name = "Long", .description = std::string(2049, 'x'), .type = RoleType::kCustom});
  t.assign("a1", {"ann", "Reader", kSub, std::string(9000, 'x')});
  RuleOutcome outcome = SmallAudit(t).run("LW016");
  EXPECT_EQ(messages_of(outcome),
            (Names{"the description of custom role Long has 2,049 characters, Azure takes 2,048",
                   "the condition on Reader at subscription s (under a condition) of ann has 9,000 "
                   "bytes, Azure takes 8,192"}));
}

TEST(NearLimits, UnverifiableWhereAnExportWasCutOff) {
  SmallTenant t = house();
  t.cut_off();
  EXPECT_EQ(SmallAudit(t).run("LW016").unverifiable().size(), 1U);
}

}  // namespace
}  // namespace leastwise
