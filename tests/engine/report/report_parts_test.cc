#include "engine/report/report_parts.h"

#include <gtest/gtest.h>

#include "tests/engine/report/sample_report.h"

namespace leastwise {
namespace {

TEST(CountSeverities, CountsEachAndAll) {
  const Report report = testing::sample_report();
  const SeverityCounts counts = count_severities(report.findings);
  EXPECT_EQ(counts.total, 5U);
  EXPECT_EQ(counts.of(FindingSeverity::kCritical), 1U);
  EXPECT_EQ(counts.of(FindingSeverity::kHigh), 1U);
  EXPECT_EQ(counts.of(FindingSeverity::kMedium), 2U);
  EXPECT_EQ(counts.of(FindingSeverity::kLow), 1U);
  EXPECT_EQ(describe(counts), "5 findings: 1 critical, 1 high, 2 medium, 1 low");
}

TEST(CountSeverities, LeavesOutWhatIsNotThere) {
  EXPECT_EQ(describe(SeverityCounts{}), "no findings");
  const std::vector<Finding> one = {{.severity = FindingSeverity::kLow}};
  EXPECT_EQ(describe(count_severities(one)), "1 finding: 1 low");
}

TEST(CountBaseline, IsZeroWithoutOne) {
  Report report = testing::sample_report();
  EXPECT_EQ(count_baseline(report).fresh + count_baseline(report).known, 0U);
  report.findings[0].baseline = BaselineState::kNew;
  report.findings[1].baseline = BaselineState::kUnchanged;
  report.findings[2].baseline = BaselineState::kUnchanged;
  EXPECT_EQ(count_baseline(report).fresh, 1U);
  EXPECT_EQ(count_baseline(report).known, 2U);
}

TEST(Describe, UnverifiableNamesItsSubjectWhereThereIsOne) {
  EXPECT_EQ(describe(Unverifiable{.rule = "LW005", .missing = "no members", .subject = "main"}),
            "could not be decided for `main`: no members");
  EXPECT_EQ(describe(Unverifiable{.rule = "LW005", .missing = "no members"}),
            "could not be decided: no members");
}

TEST(DescribeAcceptance, SaysUntilWhenByWhomAndWhy) {
  SuppressedFinding accepted = testing::sample_report().suppressed.front();
  EXPECT_EQ(describe_acceptance(accepted),
            "accepted until 2027-01-01T00:00:00Z by Platform Engineering: the account for "
            "emergencies");
  accepted.owner.clear();
  EXPECT_EQ(describe_acceptance(accepted),
            "accepted until 2027-01-01T00:00:00Z: the account for emergencies");
}

TEST(PathOf, IsRelativeToTheFolder) {
  Report report;
  const SourcePlace below = {report.files.add("/home/ann/tenant/a.json"), 3, 1};
  const SourcePlace beside = {report.files.add("/home/ann/tenants/a.json"), 3, 1};
  const SourcePlace dotted = {report.files.add("././exports/a.json"), 3, 1};
  EXPECT_EQ(path_of(report, below, "/home/ann/tenant"), "a.json");
  EXPECT_EQ(path_of(report, below, "/home/ann/tenant//"), "a.json");
  EXPECT_EQ(path_of(report, below, ""), "/home/ann/tenant/a.json");
  EXPECT_EQ(path_of(report, beside, "/home/ann/tenant"), "/home/ann/tenants/a.json");
  EXPECT_EQ(path_of(report, dotted, "/home/ann"), "exports/a.json");
  EXPECT_EQ(path_of(report, SourcePlace{}, ""), "");
  EXPECT_EQ(place_text(report, below, "/home/ann"), "tenant/a.json:3");
  EXPECT_EQ(place_text(report, SourcePlace{}, "/home/ann"), "");
}

TEST(Anchor, IsThePlaceElseTheChainElseTheFirstInput) {
  Report report;
  Finding finding;
  EXPECT_FALSE(anchor(report, finding).known());
  report.files.add("a.json");
  EXPECT_EQ(anchor(report, finding), (SourcePlace{FileId(0), 1, 1}));
  finding.chain.push_back({.what = "role", .text = "Owner"});
  finding.chain.push_back({.what = "role", .text = "x", .place = {FileId(0), 7, 2}});
  EXPECT_EQ(anchor(report, finding), (SourcePlace{FileId(0), 7, 2}));
  finding.place = {FileId(0), 5, 1};
  EXPECT_EQ(anchor(report, finding), (SourcePlace{FileId(0), 5, 1}));
}

TEST(ResourceOf, IsTheAssignmentElseTheScope) {
  Finding finding = {.subject = {.scope = "/subscriptions/s"}};
  EXPECT_EQ(resource_of(finding), "/subscriptions/s");
  finding.chain.push_back({.what = "assignment", .text = "x", .id = "/a/b"});
  EXPECT_EQ(resource_of(finding), "/a/b");
}

TEST(RulePage, IsOneAddressARule) {
  EXPECT_EQ(rule_page("LW001"),
            "https://github.com/leastwise/leastwise/blob/main/docs/rules/LW001.md");
}

}  // namespace
}  // namespace leastwise
