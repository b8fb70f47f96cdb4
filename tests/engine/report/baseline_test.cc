#include "engine/report/baseline.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/report/sample_report.h"
#include "tests/support/golden.h"

namespace leastwise {
namespace {

// As a baseline file of the report would be read; tests/engine/ingest/baseline_file_test.cc reads
// one for real.
std::vector<BaselineRecord> baseline_of(const Report& report) {
  std::vector<BaselineRecord> records;
  for (const Finding& finding : report.findings) {
    records.push_back({.rule = {.text = finding.rule},
                       .fingerprint = {.text = fingerprint(finding)},
                       .message = finding.message,
                       .principal = finding.subject.principal,
                       .role = finding.subject.role,
                       .scope = finding.subject.scope,
                       .detail = finding.subject.detail});
  }
  return records;
}

Report without_open_rules() {
  Report report = testing::sample_report();
  report.unverifiable.clear();
  return report;
}

TEST(BaselineFile, HoldsEveryFindingOnce) {
  Report report = testing::sample_report();
  report.findings.push_back(report.findings.front());
  leastwise::testing::expect_golden("tests/golden/report/sample.baseline.json",
                                    baseline_file(report));
}

TEST(BaselineFile, TheSameFindingsGiveTheSameBytes) {
  Report report = testing::sample_report();
  const std::string file = baseline_file(report);
  std::ranges::reverse(report.findings);
  for (Finding& finding : report.findings) {
    finding.place.line += 7;
    finding.severity = FindingSeverity::kLow;
  }
  EXPECT_EQ(baseline_file(report), file);
}

TEST(ApplyBaseline, WhatWasThereIsUnchangedAndTheRestIsNew) {
  Report report = without_open_rules();
  const std::vector<BaselineRecord> baseline = baseline_of(report);
  report.findings[0].place.line += 100;
  report.findings[0].message = "said otherwise";
  report.findings[1].subject.scope = "/subscriptions/other";
  apply_baseline(report, baseline, true);
  EXPECT_EQ(report.findings[0].baseline, BaselineState::kUnchanged);
  EXPECT_EQ(report.findings[1].baseline, BaselineState::kNew);
  EXPECT_EQ(report.findings[2].baseline, BaselineState::kUnchanged);
  ASSERT_EQ(report.absent.size(), 1U);  // what the second one was before
  EXPECT_EQ(report.absent[0].rule, report.findings[1].rule);
}

TEST(ApplyBaseline, AnEmptyBaselineMakesAllNew) {
  Report report = testing::sample_report();
  apply_baseline(report, {}, true);
  for (const Finding& finding : report.findings) {
    EXPECT_EQ(finding.baseline, BaselineState::kNew);
  }
}

// A colliding fingerprint would let a new finding pass as a known one.
TEST(ApplyBaseline, AFingerprintAloneIsNoProof) {
  Report report = testing::sample_report();
  std::vector<BaselineRecord> baseline = baseline_of(report);
  baseline[0].principal = "somebody else";
  apply_baseline(report, baseline, true);
  EXPECT_EQ(report.findings[0].baseline, BaselineState::kNew);
}

TEST(ApplyBaseline, AbsentIsOnlyWhatCouldHaveBeenFound) {
  const std::vector<BaselineRecord> baseline = baseline_of(testing::sample_report());
  Report report = without_open_rules();
  report.findings.clear();
  apply_baseline(report, baseline, true);
  EXPECT_EQ(report.absent.size(), 5U);

  Report narrowed = without_open_rules();
  narrowed.findings.clear();
  apply_baseline(narrowed, baseline, false);
  EXPECT_TRUE(narrowed.absent.empty());

  Report open = testing::sample_report();  // LW005 left something undecided
  open.findings.clear();
  apply_baseline(open, baseline, true);
  EXPECT_EQ(open.absent.size(), 4U);

  Report other = without_open_rules();
  other.findings.clear();
  std::erase_if(other.rules, [](const RuleView& rule) { return rule.id == "LW004"; });
  other.suppressed.clear();
  apply_baseline(other, baseline, true);
  EXPECT_EQ(other.absent.size(), 3U);
}

TEST(ApplyBaseline, ASuppressedFindingIsNotGone) {
  Report report = without_open_rules();
  const std::vector<BaselineRecord> baseline = baseline_of(report);
  report.suppressed.push_back({.finding = report.findings[0]});
  report.findings.erase(report.findings.begin());
  apply_baseline(report, baseline, true);
  EXPECT_TRUE(report.absent.empty());
}

TEST(CheckBaseline, EveryEditedEntryIsReported) {
  std::vector<BaselineRecord> baseline = baseline_of(testing::sample_report());
  Diagnostics clean;
  check_baseline(baseline, clean);
  EXPECT_EQ(clean.all().size(), 0U);
  baseline[1].scope += "/x";
  baseline[3].rule.text = "LW001";
  baseline[3].fingerprint.place = {FileId(4), 9, 5};
  Diagnostics diagnostics;
  check_baseline(baseline, diagnostics);
  ASSERT_EQ(diagnostics.all().size(), 2U);
  EXPECT_EQ(diagnostics.all()[1].code, "bad-fingerprint");
  EXPECT_EQ(diagnostics.all()[1].place, (SourcePlace{FileId(4), 9, 5}));
}

}  // namespace
}  // namespace leastwise
