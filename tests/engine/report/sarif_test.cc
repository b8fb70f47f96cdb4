#include "engine/report/sarif.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/engine/report/sample_report.h"
#include "tests/support/golden.h"

namespace leastwise {
namespace {

using Value = nlohmann::json;

ReportOptions with_lines() {
  ReportOptions options;
  options.lines = testing::sample_lines();
  return options;
}

Value run_of(const Report& report, const ReportOptions& options) {
  const Value log = Value::parse(sarif_log(report, options).text());
  EXPECT_EQ(log["version"], "2.1.0");
  EXPECT_FALSE(log["$schema"].get<std::string>().empty());
  EXPECT_EQ(log["runs"].size(), 1U);
  return log["runs"][0];
}

bool is_text(const Value& value) { return value.is_string() && !value.get<std::string>().empty(); }

// What GitHub asks of a physical location, beyond the schema.
void expect_location(const Value& location) {
  const Value& physical = location["physicalLocation"];
  EXPECT_TRUE(is_text(physical["artifactLocation"]["uri"])) << location;
  for (const char* number : {"startLine", "startColumn", "endLine", "endColumn"}) {
    ASSERT_TRUE(physical["region"][number].is_number_unsigned()) << location;
    EXPECT_GE(physical["region"][number].get<std::size_t>(), 1U) << location;
  }
  EXPECT_EQ(physical["region"]["startLine"], physical["region"]["endLine"]);
  EXPECT_LT(physical["region"]["startColumn"], physical["region"]["endColumn"]);
}

void expect_rule(const Value& rule) {
  EXPECT_TRUE(is_text(rule["id"]));
  EXPECT_TRUE(is_text(rule["name"]));
  EXPECT_LE(rule["name"].get<std::string>().size(), 255U);
  for (const char* text : {"shortDescription", "fullDescription", "help"}) {
    ASSERT_TRUE(is_text(rule[text]["text"])) << rule;
    EXPECT_LE(rule[text]["text"].get<std::string>().size(), kSarifMaxRuleText);
  }
  const std::string link = fmt::format("]({})", rule["helpUri"].get<std::string>());
  EXPECT_NE(rule["help"]["markdown"].get<std::string>().find(link), std::string::npos);
  EXPECT_TRUE(is_text(rule["defaultConfiguration"]["level"]));
  const Value& properties = rule["properties"];
  ASSERT_TRUE(is_text(properties["security-severity"])) << rule;
  const double score = std::stod(properties["security-severity"].get<std::string>());
  EXPECT_GT(score, 0.0);
  EXPECT_LE(score, 10.0);
  EXPECT_TRUE(is_text(properties["problem.severity"]));
  EXPECT_TRUE(is_text(properties["precision"]));
  EXPECT_FALSE(properties["tags"].empty());
  EXPECT_LE(properties["tags"].size(), 10U);
}

void expect_result(const Value& result, const Value& rules) {
  EXPECT_TRUE(is_text(result["message"]["text"])) << result;
  EXPECT_TRUE(is_text(result["level"]));
  EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
  ASSERT_GE(result["locations"].size(), 1U);
  expect_location(result["locations"][0]);
  const Value& print = result["partialFingerprints"]["primaryLocationLineHash"];
  ASSERT_TRUE(is_text(print)) << result;
  EXPECT_EQ(print.get<std::string>().size(), 34U);
  EXPECT_TRUE(print.get<std::string>().ends_with(":1"));
  if (result.contains("codeFlows")) {
    for (const Value& step : result["codeFlows"][0]["threadFlows"][0]["locations"]) {
      expect_location(step["location"]);
      EXPECT_TRUE(is_text(step["location"]["message"]["text"]));
    }
    for (const Value& related : result["relatedLocations"]) {
      expect_location(related);
    }
  }
}

void expect_what_github_requires(const Value& run) {
  const Value& driver = run["tool"]["driver"];
  EXPECT_EQ(driver["name"], "Leastwise");
  EXPECT_TRUE(is_text(driver["semanticVersion"]));
  ASSERT_FALSE(driver["rules"].empty());
  for (const Value& rule : driver["rules"]) {
    expect_rule(rule);
  }
  for (const Value& result : run["results"]) {
    expect_result(result, driver["rules"]);
  }
}

TEST(Sarif, HoldsTheReport) {
  leastwise::testing::expect_golden("tests/golden/report/sample.sarif",
                                    sarif_log(testing::sample_report(), with_lines()).text());
}

TEST(Sarif, NoResultLacksWhatGithubRequires) {
  for (const bool suppressed : {false, true}) {
    for (const Report& report : {testing::sample_report(), testing::hostile_report()}) {
      ReportOptions options = with_lines();
      options.sarif_suppressed = suppressed;
      const Value run = run_of(report, options);
      expect_what_github_requires(run);
      EXPECT_EQ(run["results"].size(),
                report.findings.size() + (suppressed ? report.suppressed.size() : 0U));
    }
  }
}

TEST(Sarif, EvenAReportWithoutAnyInputHasLocations) {
  Report report = {.tool_version = "0.1.0", .rules = testing::sample_report().rules};
  report.findings.push_back({.rule = "LW005", .message = "nothing was given"});
  const Value run = run_of(report, {});
  expect_what_github_requires(run);
  EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "input");
}

// Two units of UTF-16 and four bytes stand before the place on that line.
TEST(Sarif, ColumnsCountUtf16) {
  Report report = testing::sample_report();
  report.findings = {{.rule = "LW001", .message = "m", .place = {FileId(0), 14, 25}}};
  const Value region =
      run_of(report, with_lines())["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startLine"], 14);
  EXPECT_EQ(region["startColumn"], 23);
  EXPECT_EQ(region["endColumn"], 24);
}

TEST(Sarif, WithoutTheLineTheRegionIsItsBeginning) {
  Report report = testing::sample_report();
  report.findings = {{.rule = "LW001", .message = "m", .place = {FileId(0), 14, 25}}};
  const Value region =
      run_of(report, {})["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startLine"], 14);
  EXPECT_EQ(region["startColumn"], 1);
}

TEST(Sarif, PathsAreRelativeAndEscaped) {
  Report report = testing::sample_report();
  const FileId below = report.files.add("/work/repo/a b.json");
  const FileId elsewhere = report.files.add("/data/a.json");
  report.findings = {{.rule = "LW001", .message = "a", .place = {below, 1, 1}},
                     {.rule = "LW001", .message = "b", .place = {elsewhere, 1, 1}},
                     {.rule = "LW001", .message = "c", .place = {FileId(1), 1, 1}}};
  ReportOptions options;
  options.folder = "/work/repo";
  const Value results = run_of(report, options)["results"];
  const auto uri = [&](std::size_t i) {
    return results[i]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
  };
  EXPECT_EQ(uri(0), "a%20b.json");
  EXPECT_EQ(uri(1), "file:///data/a.json");
  EXPECT_EQ(uri(2), "exports/role%20definitions%231.json");
}

// A rule's usual severity is high; the file has it as critical once and as medium once.
TEST(Sarif, ARuleIsAsSevereAsItsWorstFinding) {
  Report report = testing::sample_report();
  report.findings = {{.rule = "LW001", .severity = FindingSeverity::kMedium, .message = "m"},
                     {.rule = "LW001", .severity = FindingSeverity::kCritical, .message = "c"}};
  const Value run = run_of(report, {});
  const Value& rules = run["tool"]["driver"]["rules"];
  EXPECT_EQ(rules[0]["properties"]["security-severity"], "9.5");
  EXPECT_EQ(rules[0]["defaultConfiguration"]["level"], "error");
  EXPECT_EQ(rules[2]["properties"]["security-severity"], "5.5");  // nothing found: its usual one
  EXPECT_EQ(run["results"][0]["level"], "warning");
  EXPECT_EQ(run["results"][1]["level"], "error");
}

TEST(Sarif, StepsWithoutAPlaceStandWhereTheOneBeforeDoes) {
  const Value run = run_of(testing::sample_report(), with_lines());
  const Value& steps = run["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"];
  ASSERT_EQ(steps.size(), 5U);
  const auto line = [&](std::size_t i) {
    return steps[i]["location"]["physicalLocation"]["region"]["startLine"];
  };
  EXPECT_EQ(line(0), 14);
  EXPECT_EQ(line(1), 14);
  EXPECT_EQ(line(2), 2);
  EXPECT_EQ(line(4), 2);
  EXPECT_EQ(run["results"][0]["relatedLocations"].size(), 2U);
}

TEST(Sarif, SuppressedFindingsAreLeftOutUnlessAskedFor) {
  ReportOptions options;
  EXPECT_EQ(run_of(testing::sample_report(), options)["results"].size(), 5U);
  options.sarif_suppressed = true;
  const Value results = run_of(testing::sample_report(), options)["results"];
  ASSERT_EQ(results.size(), 6U);
  EXPECT_EQ(results[5]["suppressions"][0]["kind"], "external");
  EXPECT_EQ(results[5]["suppressions"][0]["status"], "accepted");
  EXPECT_FALSE(results[0].contains("suppressions"));
}

TEST(Sarif, TellsTheBaselineWhereThereIsOne) {
  Report report = testing::sample_report();
  report.findings[0].baseline = BaselineState::kNew;
  report.findings[1].baseline = BaselineState::kUnchanged;
  const Value results = run_of(report, {})["results"];
  EXPECT_EQ(results[0]["baselineState"], "new");
  EXPECT_EQ(results[1]["baselineState"], "unchanged");
  EXPECT_FALSE(results[2].contains("baselineState"));
}

TEST(Sarif, TheExitCodeIsThatOfTheRun) {
  Report report = testing::sample_report();
  EXPECT_EQ(run_of(report, {})["invocations"][0]["exitCode"], 1);
  report.failed = false;
  EXPECT_EQ(run_of(report, {})["invocations"][0]["exitCode"], 0);
  report.unverifiable[0].required = true;
  EXPECT_EQ(run_of(report, {})["invocations"][0]["exitCode"], 3);
}

TEST(Sarif, OverTheLimitTheWorstAreKeptAndTheFileSaysSo) {
  Report report = {.tool_version = "0.1.0", .rules = testing::sample_report().rules};
  for (std::size_t i = 0; i < kSarifMaxResults + 7; ++i) {
    report.findings.push_back(
        {.rule = "LW001",
         .severity = i % 2 == 0 ? FindingSeverity::kLow : FindingSeverity::kCritical,
         .message = "m",
         .subject = {.detail = std::to_string(i)}});
  }
  sort_findings(report.findings);
  const Value run = run_of(report, {});
  EXPECT_EQ(run["results"].size(), kSarifMaxResults);
  const Value& results = run["results"];
  EXPECT_EQ(std::count_if(results.begin(), results.end(),
                          [](const Value& result) { return result["level"] == "error"; }),
            static_cast<std::ptrdiff_t>((kSarifMaxResults + 7) / 2));
  const Value& note = run["invocations"][0]["toolExecutionNotifications"][0];
  EXPECT_EQ(note["level"], "error");
  EXPECT_EQ(note["message"]["text"],
            "this file holds the 25,000 worst of 25,007 findings: code scanning refuses a file "
            "with more");
}

TEST(Sarif, LongChainsAreCut) {
  Report report = testing::sample_report();
  Finding finding = {.rule = "LW001", .message = "m", .place = {FileId(0), 2, 3}};
  for (std::uint32_t i = 0; i < 2000; ++i) {
    finding.chain.push_back({.what = "group", .text = "g", .place = {FileId(0), i + 1, 1}});
  }
  report.findings = {finding};
  const Value result = run_of(report, {})["results"][0];
  EXPECT_EQ(result["codeFlows"][0]["threadFlows"][0]["locations"].size(), kSarifMaxFlowSteps);
  EXPECT_EQ(result["relatedLocations"].size(), kSarifMaxRelatedLocations);
}

TEST(Sarif, NoNameBecomesALink) {
  const std::string text = sarif_log(testing::hostile_report(), {}).text();
  EXPECT_EQ(text.find("[click]("), std::string::npos);
  EXPECT_NE(text.find("[click] ("), std::string::npos);
}

}  // namespace
}  // namespace leastwise
