// LW017: what was not exported.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::house;
using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";

TEST(Coverage, EachGapIsAFinding) {
  SmallTenant t = house();
  t.group_without_list("guild");
  t.assign("a1", {"guild", "Reader", kSub, "", PrincipalType::kGroup});
  t.assign("a2", {"ann", "Unheard", kSub});
  RuleOutcome outcome = SmallAudit(t).run("LW017");
  const Names messages = messages_of(outcome);
  const auto says = [&messages](std::string_view text) {
    return std::ranges::any_of(messages, [text](const std::string& message) {
      return message.find(text) != std::string::npos;
    });
  };
  EXPECT_TRUE(says("group `guild` was exported without its members"));
  EXPECT_TRUE(says("is assigned, but nothing defines it"));
  for (const Finding& finding : outcome.findings()) {
    EXPECT_EQ(finding.severity, FindingSeverity::kMedium) << finding.message;
    EXPECT_FALSE(finding.subject.detail.empty()) << finding.message;
    EXPECT_FALSE(finding.fix.text.empty()) << finding.message;
  }
}

// One change of the collection mends them all.
TEST(Coverage, SeveralGroupsAreOneFinding) {
  SmallTenant t = house();
  t.group_without_list("guild");
  t.group_without_list("guild2");
  t.assign("a1", {"guild", "Reader", kSub, "", PrincipalType::kGroup});
  t.assign("a2", {"guild2", "Reader", kSub, "", PrincipalType::kGroup});
  RuleOutcome outcome = SmallAudit(t).run("LW017");
  const auto found = std::ranges::find_if(outcome.findings(), [](const Finding& finding) {
    return finding.message.find("the members of 2 groups") != std::string::npos;
  });
  ASSERT_NE(found, outcome.findings().end());
  EXPECT_EQ(testing::evidence_of(*found, "not exported"), (Names{"guild", "guild2"}));
}

TEST(Coverage, WhatIsThereIsNoFinding) {
  SmallTenant t = house();
  t.assign("a1", {"team", "Reader", kSub, "", PrincipalType::kGroup});
  for (const std::string& message : messages_of(SmallAudit(t).run("LW017"))) {
    EXPECT_EQ(message.find("team"), std::string::npos) << message;
    EXPECT_EQ(message.find("nothing defines"), std::string::npos) << message;
  }
}

TEST(Coverage, ACutOffExportIsOne) {
  SmallTenant t = house();
  t.cut_off();
  EXPECT_GT(SmallAudit(t).run("LW017").findings().size(),
            SmallAudit(house()).run("LW017").findings().size());
}

}  // namespace
}  // namespace leastwise
