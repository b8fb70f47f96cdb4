#include "rules/audit/run_audit.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

// A rule that says what it is told to.
class ToldRule final : public AuditRule {
 public:
  ToldRule(std::string_view id, Names findings,
           std::vector<std::pair<std::string, std::string>> open)
      : id_(id), findings_(std::move(findings)), open_(std::move(open)) {}

  [[nodiscard]] RuleView about() const override {
    return {
        .id = id_, .name = "told", .title = "T", .description = "D", .remedy = "R", .needs = "n"};
  }
  void run(const AuditContext&, RuleOutcome& outcome) const override {
    for (const std::string& message : findings_) {
      outcome.add({.severity = FindingSeverity::kHigh, .message = message});
    }
    for (const auto& [missing, subject] : open_) {
      outcome.unverifiable(missing, subject);
    }
  }

 private:
  std::string_view id_;
  Names findings_;
  std::vector<std::pair<std::string, std::string>> open_;
};

using Rules = std::vector<std::unique_ptr<const AuditRule>>;

Rules told_rules() {
  Rules rules;
  rules.push_back(std::make_unique<const ToldRule>(
      "LW001", Names{}, std::vector<std::pair<std::string, std::string>>{{"needs", ""}}));
  rules.push_back(std::make_unique<const ToldRule>(
      "LW008", Names{"b", "a"},
      std::vector<std::pair<std::string, std::string>>{{"roles", "one"}, {"roles", "two"}}));
  rules.push_back(std::make_unique<const ToldRule>(
      "LW009", Names{}, std::vector<std::pair<std::string, std::string>>{{"roles", "two"}}));
  rules.push_back(std::make_unique<const ToldRule>(
      "LW017", Names{}, std::vector<std::pair<std::string, std::string>>{}));
  return rules;
}

class RunAuditTest : public ::testing::Test {
 protected:
  RunAuditTest() : audit_(tenant()) { audit_.need({"ann", "/subscriptions/s", {"p/a/read"}}); }

  static SmallTenant tenant() {
    SmallTenant t;
    t.user("ann");
    t.role("Reader", {{.actions = {"*/read"}}});
    t.assign("a1", {"ann", "Reader", "/subscriptions/s"});
    return t;
  }

  SmallAudit audit_;
};

TEST_F(RunAuditTest, FindingsComeSorted) {
  const Report report = run_audit(audit_.context(), told_rules(), {});
  EXPECT_EQ(report.command, "audit");
  EXPECT_EQ(report.rules.size(), 4U);
  ASSERT_GE(report.findings.size(), 2U);
  EXPECT_EQ(report.findings[0].message, "a");
  EXPECT_EQ(report.findings[1].message, "b");
}

// One finding for each missing thing, whatever the number of rules that miss it.
TEST_F(RunAuditTest, WhatIsMissingIsOneFinding) {
  const Report report = run_audit(audit_.context(), told_rules(), {});
  ASSERT_EQ(report.findings.size(), 3U);
  const Finding& coverage = report.findings[2];
  EXPECT_EQ(coverage.rule, "LW017");
  EXPECT_EQ(coverage.message, "2 rules could not be decided for one and 1 more: roles");
  EXPECT_EQ(testing::evidence_of(coverage, "rules that could not be decided"),
            (Names{"LW008 told", "LW009 told"}));
  EXPECT_EQ(coverage.subject.detail, "roles") << "the same finding when one more rule misses it";
}

TEST_F(RunAuditTest, TheHeadlineRuleIsRequiredWhereNeedsAreGiven) {
  const Report report = run_audit(audit_.context(), told_rules(), {});
  ASSERT_EQ(report.unverifiable.size(), 3U);
  EXPECT_EQ(report.unverifiable[0].rule, "LW001");
  EXPECT_TRUE(report.unverifiable[0].required);
  EXPECT_FALSE(report.unverifiable[1].required);
  EXPECT_EQ(report.unverifiable[1].subject, "one and 1 more");
  EXPECT_EQ(outcome(report), ReportOutcome::kUndecided);

  SmallAudit without(tenant());
  EXPECT_FALSE(run_audit(without.context(), told_rules(), {}).unverifiable[0].required);
}

TEST_F(RunAuditTest, WhatIsRequiredCanBeSaid) {
  const AuditRunOptions options{.required = Names{"LW009"}};
  const Report report = run_audit(audit_.context(), told_rules(), options);
  EXPECT_FALSE(report.unverifiable[0].required);
  EXPECT_TRUE(report.unverifiable[2].required);
  // A required rule is no coverage finding; what the other one misses still is.
  EXPECT_EQ(report.findings.back().message,
            "LW008 told could not be decided for one and 1 more: "
            "roles");
}

TEST_F(RunAuditTest, WithoutTheCoverageRuleNothingIsFoundForIt) {
  Rules rules = told_rules();
  rules.pop_back();
  const Report report = run_audit(audit_.context(), rules, {});
  EXPECT_EQ(report.findings.size(), 2U);
  EXPECT_EQ(report.unverifiable.size(), 3U);
  EXPECT_FALSE(report.coverage_is_found);
}

TEST_F(RunAuditTest, AllRulesTakePart) {
  const Report report = run_audit(audit_.context());
  EXPECT_EQ(report.rules.size(), audit_rule_views().size());
  EXPECT_TRUE(report.coverage_is_found);
  EXPECT_FALSE(report.files.size() == 0);
}

TEST(FindAuditRule, ByIdOrName) {
  EXPECT_EQ(find_audit_rule("lw001"), "LW001");
  EXPECT_EQ(find_audit_rule("Grant-Exceeds-Need"), "LW001");
  EXPECT_EQ(find_audit_rule("LW999"), std::nullopt);
}

}  // namespace
}  // namespace leastwise
