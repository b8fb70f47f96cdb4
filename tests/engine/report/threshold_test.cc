#include "engine/report/threshold.h"

#include <gtest/gtest.h>

#include "tests/engine/report/sample_report.h"

namespace leastwise {
namespace {

using Words = std::vector<std::string>;

Result<Threshold> parse(const Words& fail_on, const Words& warn_on = {}) {
  return Threshold::parse(fail_on, warn_on, testing::sample_report().rules);
}

// Which of low, medium, high, critical fail, for one rule: `--HC`.
std::string failing(const Result<Threshold>& threshold, std::string rule = "LW001") {
  std::string text;
  if (!threshold) {
    return threshold.error().message;
  }
  for (const FindingSeverity severity : kFindingSeverities) {
    const Finding finding = {.rule = rule, .severity = severity};
    text += threshold->fails(finding) ? "LMHC"[static_cast<std::size_t>(severity)] : '-';
  }
  return text;
}

TEST(Threshold, WithoutAWordAnyFindingFails) {
  EXPECT_EQ(failing(Threshold{}), "LMHC");
  EXPECT_EQ(failing(parse({})), "LMHC");
}

TEST(Threshold, FailOnASeverityAndAbove) {
  EXPECT_EQ(failing(parse({"high"})), "--HC");
  EXPECT_EQ(failing(parse({"Critical"})), "---C");
  EXPECT_EQ(failing(parse({"critical,medium"})), "-MHC");
  EXPECT_EQ(failing(parse({"critical", "high"})), "--HC");
}

TEST(Threshold, WarnOnASeverityAndBelow) {
  EXPECT_EQ(failing(parse({}, {"low"})), "-MHC");
  EXPECT_EQ(failing(parse({}, {"low", "medium"})), "--HC");
  EXPECT_EQ(failing(parse({"critical"}, {"low"})), "---C");
}

TEST(Threshold, FailOnRulesAlone) {
  const auto threshold = parse({"LW001, owner-count"});
  EXPECT_EQ(failing(threshold, "LW001"), "LMHC");
  EXPECT_EQ(failing(threshold, "LW005"), "LMHC");
  EXPECT_EQ(failing(threshold, "LW004"), "----");
}

// What is said of a rule goes before what its severity says.
TEST(Threshold, ARuleBeatsASeverity) {
  const auto threshold = parse({"high", "lw011"}, {"broad-grant"});
  EXPECT_EQ(failing(threshold, "LW001"), "--HC");
  EXPECT_EQ(failing(threshold, "LW011"), "LMHC");
  EXPECT_EQ(failing(threshold, "LW004"), "----");
  EXPECT_EQ(failing(parse({}, {"LW004"}), "LW001"), "LMHC");
  EXPECT_EQ(failing(parse({}, {"LW004"}), "LW004"), "----");
}

TEST(Threshold, WhatTheBaselineKnowsFailsNothing) {
  Finding finding = {.rule = "LW001", .severity = FindingSeverity::kCritical};
  finding.baseline = BaselineState::kUnchanged;
  EXPECT_FALSE(Threshold().fails(finding));
  EXPECT_FALSE(parse({"LW001"})->fails(finding));
  finding.baseline = BaselineState::kNew;
  EXPECT_TRUE(Threshold().fails(finding));
}

TEST(Threshold, AllWordsThatMeanNothingAreNamed) {
  const auto threshold = parse({"hgih", "LW001"}, {"LW999,"});
  ASSERT_FALSE(threshold);
  EXPECT_EQ(threshold.error().message, "neither a severity nor a rule: `hgih`, `LW999`, ``");
  EXPECT_EQ(threshold.error().help, "did you mean `high`?");
  EXPECT_EQ(parse({"severe"}, {}).error().help,
            "low, medium, high, critical, or a rule by its id or short name");
}

TEST(Threshold, ToFailAndOnlyToWarnIsAContradiction) {
  EXPECT_EQ(failing(parse({"LW001"}, {"grant-exceeds-need"})),
            "rule `LW001` is to fail and only to warn");
  EXPECT_EQ(failing(parse({"medium"}, {"high"})), "severity `high` is to fail and only to warn");
  EXPECT_EQ(failing(parse({"high"}, {"high"})), "severity `high` is to fail and only to warn");
}

TEST(ApplyThreshold, OneFailingFindingFailsTheReport) {
  Report report = testing::sample_report();
  apply_threshold(report, *parse({"critical"}));
  EXPECT_TRUE(report.failed);
  report.findings.erase(report.findings.begin());
  apply_threshold(report, *parse({"critical"}));
  EXPECT_FALSE(report.failed);
  report.findings.clear();
  apply_threshold(report, Threshold());
  EXPECT_FALSE(report.failed);
}

}  // namespace
}  // namespace leastwise
