#include "rules/audit/rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

TEST(RuleOutcome, FindingsAreOfItsRule) {
  RuleOutcome outcome("LW000");
  outcome.add({.rule = "something else", .message = "m"});
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings().front().rule, "LW000");
}

TEST(RuleOutcome, EvidenceOfNothingIsNone) {
  RuleOutcome outcome("LW000");
  Finding finding;
  finding.evidence = {{"escalations", {}, 0}, {"grants", {"one"}, 1}};
  outcome.add(std::move(finding));
  ASSERT_EQ(outcome.findings().front().evidence.size(), 1U);
  EXPECT_EQ(outcome.findings().front().evidence.front().label, "grants");
}

TEST(RuleOutcome, TheSameStatementCountsOnce) {
  RuleOutcome outcome("LW000");
  outcome.unverifiable("the list is missing", "team");
  outcome.unverifiable("the list is missing", "team");
  outcome.unverifiable("the list is missing", "crew");
  outcome.unverifiable("the list is missing");
  ASSERT_EQ(outcome.unverifiable().size(), 3U);
  EXPECT_EQ(outcome.unverifiable().front().rule, "LW000");
  EXPECT_FALSE(outcome.unverifiable().front().required);
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

TEST(RuleTable, EveryRuleSaysWhatItIs) {
  std::set<std::string_view> names;
  for (const RuleView& rule : audit_rule_views()) {
    SCOPED_TRACE(rule.id);
    EXPECT_EQ(rule.id.size(), 5U);
    EXPECT_TRUE(rule.id.starts_with("LW"));
    EXPECT_TRUE(is_name(rule.name)) << rule.name;
    EXPECT_TRUE(names.insert(rule.name).second) << "two rules of one name";
    for (const std::string_view text : {rule.title, rule.description, rule.remedy, rule.needs}) {
      EXPECT_FALSE(text.empty());
    }
    EXPECT_FALSE(rule.title.ends_with('.'));
  }
}

TEST(RuleTable, AscendsById) {
  EXPECT_TRUE(std::ranges::is_sorted(audit_rule_views(), {}, &RuleView::id));
}

}  // namespace
}  // namespace leastwise
