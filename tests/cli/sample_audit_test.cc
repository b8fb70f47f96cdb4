// The audit of the sample tenant finds the mistakes that were planted, and nothing else
// (cli/sample/README.md lists them).
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/run_leastwise.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using nlohmann::json;

// `LW001 high ML Demand Forecasting`: what a finding is about, in the order of the report.
std::vector<std::string> findings(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"audit", "--sample", "-f", "json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const json answer = json::parse(testing::run_leastwise(arguments).out);
  std::vector<std::string> found;
  for (const json& finding : answer["findings"]) {
    const json& who = finding["subject"]["principal_name"];
    found.push_back(fmt::format("{} {} {}", finding["rule"].get<std::string>(),
                                finding["severity"].get<std::string>(),
                                who.is_null() ? "" : who.get<std::string>()));
  }
  return found;
}

const std::vector<std::string> kPlanted = {
    "LW001 high ML Demand Forecasting",
    "LW003 high ML Demand Forecasting",
    "LW019 high Yuki Arai",
    "LW018 medium Nadia Karimi",
};

TEST(SampleAudit, FindsThePlantedMistakesAndNothingElse) { EXPECT_EQ(findings({}), kPlanted); }

TEST(SampleAudit, TheListOfMistakesIsInTheReadme) {
  const std::string readme =
      testing::read_file(testing::source_dir() / "cli" / "sample" / "README.md");
  for (const std::string& planted : kPlanted) {
    const std::string rule = planted.substr(0, planted.find(' '));
    const std::string who = planted.substr(planted.find(' ', rule.size() + 1) + 1);
    EXPECT_NE(readme.find(fmt::format("| {} | {} |", rule, who)), std::string::npos) << planted;
  }
}

// Whoever has nothing to do with them gets a clean bill.
TEST(SampleAudit, ACarefulTeamHasNoFinding) {
  EXPECT_EQ(findings({"--principal", "ML Route Planning"}), std::vector<std::string>());
}

}  // namespace
}  // namespace leastwise
