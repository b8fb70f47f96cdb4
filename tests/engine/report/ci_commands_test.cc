#include "engine/report/ci_commands.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "tests/engine/report/sample_report.h"
#include "tests/support/golden.h"

namespace leastwise {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

TEST(GithubAnnotations, HoldTheReport) {
  leastwise::testing::expect_golden("tests/golden/report/sample.github.txt",
                                    github_annotations(testing::sample_report(), {}));
}

// One line for each finding and statement and one at the end; the property part has the properties
// that we write and no more, and nothing behind it is a command.
TEST(GithubAnnotations, NoNameIsACommand) {
  const Report report = testing::hostile_report();
  const std::vector<std::string> lines = lines_of(github_annotations(report, {}));
  ASSERT_EQ(lines.size(), report.findings.size() + report.unverifiable.size() + 1);
  for (const std::string& line : lines) {
    const std::size_t message = line.find("::", 2);
    ASSERT_NE(message, std::string::npos) << line;
    const std::string properties = line.substr(0, message);
    EXPECT_TRUE(properties.starts_with("::error file=") ||
                properties.starts_with("::notice title="))
        << line;
    EXPECT_EQ(std::ranges::count(properties, ','), properties.starts_with("::error") ? 2 : 0);
    EXPECT_EQ(line.find('\r'), std::string::npos);
  }
}

TEST(GithubAnnotations, WhatTheBaselineKnowsIsMilder) {
  Report report = testing::sample_report();
  EXPECT_TRUE(github_annotations(report, {}).starts_with("::error "));
  report.findings[0].baseline = BaselineState::kUnchanged;
  EXPECT_TRUE(github_annotations(report, {}).starts_with("::warning "));
}

TEST(AzureDevopsIssues, HoldTheReport) {
  leastwise::testing::expect_golden("tests/golden/report/sample.azure-devops.txt",
                                    azure_devops_issues(testing::sample_report(), {}));
}

TEST(AzureDevopsIssues, NoNameIsACommand) {
  const Report report = testing::hostile_report();
  const std::vector<std::string> lines = lines_of(azure_devops_issues(report, {}));
  ASSERT_EQ(lines.size(), report.findings.size() + report.unverifiable.size() + 1);
  for (const std::string& line : lines) {
    const std::string properties = line.substr(0, line.find(']'));
    EXPECT_TRUE(properties.starts_with("##vso[task.")) << line;
    EXPECT_LE(std::ranges::count(properties, ';'), 5) << line;
  }
  EXPECT_TRUE(lines.back().starts_with("##vso[task.complete result=Failed;]"));
}

TEST(AzureDevopsIssues, ColourTheStepByTheOutcome) {
  Report report = testing::sample_report();
  report.failed = false;
  EXPECT_NE(azure_devops_issues(report, {}).find("result=SucceededWithIssues;"), std::string::npos);
  report.findings.clear();
  EXPECT_NE(azure_devops_issues(report, {}).find("result=Succeeded;"), std::string::npos);
  report.unverifiable[0].required = true;
  EXPECT_NE(azure_devops_issues(report, {}).find("result=Failed;"), std::string::npos);
}

}  // namespace
}  // namespace leastwise
