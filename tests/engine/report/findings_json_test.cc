#include "engine/report/findings_json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/engine/report/sample_report.h"
#include "tests/support/golden.h"

namespace leastwise {
namespace {

using Value = nlohmann::json;

Value parsed(const Report& report) { return Value::parse(findings_json(report, {}).text()); }

TEST(FindingsJson, HoldsTheWholeReport) {
  leastwise::testing::expect_golden("tests/golden/report/sample.json",
                                    findings_json(testing::sample_report(), {}).text());
}

TEST(FindingsJson, KeepsTextsAsTheyAre) {
  Report report = testing::hostile_report();
  const Value json = parsed(report);
  ASSERT_EQ(json["findings"].size(), testing::hostile_texts().size());
  for (const Finding& finding : report.findings) {
    if (printable(finding.message).find("\\xff") == std::string::npos) {
      const Value& all = json["findings"];
      EXPECT_EQ(
          std::count_if(all.begin(), all.end(),
                        [&](const Value& each) { return each["message"] == finding.message; }),
          1);
    }
  }
}

TEST(FindingsJson, AnEmptyReportHasEveryMember) {
  const Value json = parsed(Report{});
  EXPECT_EQ(json["outcome"], "passed");
  EXPECT_EQ(json["summary"]["findings"], 0);
  for (const char* list :
       {"findings", "suppressed", "absent", "unverifiable", "rules", "coverage_gaps"}) {
    EXPECT_TRUE(json[list].is_array()) << list;
    EXPECT_TRUE(json[list].empty()) << list;
  }
  EXPECT_TRUE(json["catalogue"].is_null());
}

TEST(FindingsJson, SaysWhatTheBaselineSays) {
  Report report = testing::sample_report();
  report.findings[0].baseline = BaselineState::kNew;
  report.findings[1].baseline = BaselineState::kUnchanged;
  report.absent.push_back({.rule = "LW999", .message = "of a rule that is no more"});
  const Value json = parsed(report);
  EXPECT_EQ(json["findings"][0]["baseline_state"], "new");
  EXPECT_EQ(json["findings"][1]["baseline_state"], "unchanged");
  EXPECT_TRUE(json["findings"][2]["baseline_state"].is_null());
  EXPECT_EQ(json["summary"]["new"], 1);
  EXPECT_EQ(json["summary"]["unchanged"], 1);
  EXPECT_EQ(json["summary"]["absent"], 1);
  EXPECT_TRUE(json["absent"][0]["name"].is_null());
}

}  // namespace
}  // namespace leastwise
