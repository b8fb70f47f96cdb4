#include "engine/report/gitlab.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "tests/engine/report/sample_report.h"
#include "tests/support/golden.h"

namespace leastwise {
namespace {

TEST(GitlabCodeQuality, HoldsTheReport) {
  leastwise::testing::expect_golden("tests/golden/report/sample.gitlab.json",
                                    gitlab_code_quality(testing::sample_report(), {}).text());
}

TEST(GitlabCodeQuality, EveryEntryHasWhatGitlabReads) {
  const std::set<std::string> severities = {"info", "minor", "major", "critical", "blocker"};
  for (const Report& report : {testing::sample_report(), testing::hostile_report()}) {
    const auto list = nlohmann::json::parse(gitlab_code_quality(report, {}).text());
    ASSERT_EQ(list.size(), report.findings.size());
    for (const auto& entry : list) {
      EXPECT_FALSE(entry["description"].get<std::string>().empty());
      EXPECT_FALSE(entry["location"]["path"].get<std::string>().empty());
      EXPECT_GE(entry["location"]["lines"]["begin"].get<int>(), 1);
      EXPECT_EQ(entry["fingerprint"].get<std::string>().size(), 32U);
      EXPECT_TRUE(severities.contains(entry["severity"].get<std::string>()));
    }
  }
}

TEST(GitlabCodeQuality, WithoutFindingsItIsAnEmptyList) {
  EXPECT_EQ(gitlab_code_quality(Report{}, {}).line(), "[]");
}

}  // namespace
}  // namespace leastwise
