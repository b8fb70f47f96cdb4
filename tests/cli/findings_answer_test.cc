// What is read before an audit, and what is done with its findings. How the answer looks and what
// the exit codes are is tested on the program: tests/cli/commands_test.cc.
#include "cli/findings_answer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "engine/report/baseline.h"
#include "tests/engine/report/sample_report.h"

namespace leastwise::cli {
namespace {

class FindingsAnswer : public ::testing::Test {
 protected:
  // A file that an option can name.
  static std::string file(const std::string& name, const std::string& text) {
    const std::string path = ::testing::TempDir() + "leastwise_findings_answer_" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  [[nodiscard]] Result<FindingsPolicy> read(const AuditOptions& options) {
    return read_policy(
        options, report_.rules,
        {[this](std::string_view name) { return report_.files.add(std::string(name)); },
         diagnostics_});
  }

  Report report_ = testing::sample_report();
  Diagnostics diagnostics_;
};

TEST_F(FindingsAnswer, WithoutOptionsAnyFindingFails) {
  const auto policy = read({});
  ASSERT_TRUE(policy.has_value());
  EXPECT_FALSE(policy->baseline.has_value());
  apply_policy(report_, *policy, {});
  EXPECT_TRUE(report_.failed);
}

// Everything that is wrong is told in one run: the words of the command line do not hide the files.
TEST_F(FindingsAnswer, AWrongWordHidesNoWrongFile) {
  AuditOptions options;
  options.fail_on = {"severe"};
  options.suppressions = {file("bad.yaml", "version: 1\nsuppressions:\n  - rule: LW001\n")};
  options.baseline = "no-such-folder/known.json";
  const auto policy = read(options);
  ASSERT_FALSE(policy.has_value());
  EXPECT_NE(policy.error().message.find("severe"), std::string::npos);
  bool unreadable = false;
  bool missing = false;
  for (const Diagnostic& diagnostic : diagnostics_.all()) {
    unreadable = unreadable || diagnostic.code == "unreadable-file";
    missing = missing || diagnostic.message.find("reason") != std::string::npos;
  }
  EXPECT_TRUE(unreadable);
  EXPECT_TRUE(missing);
}

TEST_F(FindingsAnswer, ARuleThatASuppressionNamesMustExist) {
  AuditOptions options;
  options.suppressions = {file("unknown.yaml",
                               "version: 1\nsuppressions:\n  - rule: LW777\n    reason: why\n"
                               "    expires: 2030-01-01\n")};
  ASSERT_TRUE(read(options).has_value());
  ASSERT_TRUE(diagnostics_.has_errors());
  EXPECT_EQ(diagnostics_.all().front().code, "unknown-rule");
}

// What --create-baseline writes is what --baseline takes: the same findings fail nothing any more.
TEST_F(FindingsAnswer, ABaselineOfAllFindingsFailsNothing) {
  AuditOptions options;
  options.baseline = file("known.json", baseline_file(report_));
  const auto policy = read(options);
  ASSERT_TRUE(policy.has_value());
  EXPECT_TRUE(diagnostics_.all().empty());
  ASSERT_TRUE(policy->baseline.has_value());
  apply_policy(report_, *policy, {});
  EXPECT_FALSE(report_.failed);
  for (const Finding& finding : report_.findings) {
    EXPECT_EQ(finding.baseline, BaselineState::kUnchanged);
  }
}

// An accepted finding is out of the count, and does not stand in the next baseline.
TEST_F(FindingsAnswer, ASuppressionTakesOutBeforeTheThresholdIsJudged) {
  std::string text = "version: 1\nsuppressions:\n";
  for (const RuleView& rule : report_.rules) {
    text += "  - rule: " + std::string(rule.id) + "\n    reason: why\n    expires: 2090-01-01\n";
  }
  AuditOptions options;
  options.suppressions = {file("all.yaml", text)};
  const std::size_t before = report_.findings.size();
  const auto policy = read(options);
  ASSERT_TRUE(policy.has_value());
  EXPECT_FALSE(diagnostics_.has_errors());
  const std::size_t accepted = report_.suppressed.size();
  apply_policy(report_, *policy, {});
  EXPECT_EQ(report_.suppressed.size(), accepted + before);
  for (const Finding& finding : report_.findings) {
    EXPECT_EQ(finding.rule, kSuppressionUnused);
  }
}

}  // namespace
}  // namespace leastwise::cli
