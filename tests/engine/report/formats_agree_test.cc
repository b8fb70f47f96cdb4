// Every format says the same: as many findings, of the same rules, as bad, at the same places.
//
// Each text is read back into the little that all formats could carry, and compared with what the
// report says. What a format does not carry is left empty on both sides, and named below.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "engine/report/report_writer.h"
#include "tests/engine/report/sample_report.h"

namespace leastwise {
namespace {

using Value = nlohmann::json;

struct Seen {
  std::string rule;
  std::string severity;
  std::string place = {};  // `file:line`
  std::string fingerprint = {};
};

std::string print(const std::vector<Seen>& all) {
  std::string text;
  for (const Seen& each : all) {
    text += fmt::format("{} {} {} {}\n", each.rule, each.severity, each.place, each.fingerprint);
  }
  return text;
}

std::string written(ReportFormat format) {
  ReportOptions options;
  options.lines = testing::sample_lines();
  return write_report(testing::sample_report(), format, options);
}

// What the report says, in its order, with the parts that a format carries.
struct Carried {
  bool place = true;
  bool place_of_the_placeless = false;  // where anchor() stands in
  bool fingerprint = true;
};

std::vector<Seen> expected(Carried carried) {
  const Report report = testing::sample_report();
  std::vector<Seen> all;
  for (const Finding& finding : report.findings) {
    Seen seen = {.rule = finding.rule, .severity = std::string(to_string(finding.severity))};
    if (carried.place) {
      const SourcePlace at =
          carried.place_of_the_placeless ? anchor(report, finding) : finding.place;
      seen.place = place_text(report, at, "");
    }
    if (carried.fingerprint) {
      seen.fingerprint = fingerprint(finding);
    }
    all.push_back(seen);
  }
  return all;
}

// The groups of every match of `pattern` in `text`.
std::vector<std::vector<std::string>> matches(const std::string& text, const char* pattern) {
  std::vector<std::vector<std::string>> all;
  const std::regex regex(pattern);
  for (std::sregex_iterator i(text.begin(), text.end(), regex), end; i != end; ++i) {
    std::vector<std::string> groups;
    for (std::size_t k = 1; k < i->size(); ++k) {
      groups.push_back((*i)[k].str());
    }
    all.push_back(groups);
  }
  return all;
}

std::string joined(const std::string& file, const std::string& line) {
  return file.empty() ? "" : file + ":" + line;
}

TEST(FormatsAgree, Json) {
  std::vector<Seen> seen;
  const Value answer = Value::parse(written(ReportFormat::kJson));
  for (const Value& each : answer["findings"]) {
    const Value& place = each["place"];
    seen.push_back(
        {each["rule"], each["severity"],
         place.is_null() ? "" : joined(place["file"], std::to_string(place["line"].get<int>())),
         each["fingerprint"]});
  }
  EXPECT_EQ(print(seen), print(expected({})));
}

std::string unescaped(std::string uri) {
  for (std::size_t at = uri.find('%'); at != std::string::npos; at = uri.find('%', at + 1)) {
    uri.replace(at, 3, 1, static_cast<char>(std::stoi(uri.substr(at + 1, 2), nullptr, 16)));
  }
  return uri;
}

TEST(FormatsAgree, Sarif) {
  std::vector<Seen> seen;
  const Value log = Value::parse(written(ReportFormat::kSarif));
  for (const Value& each : log["runs"][0]["results"]) {
    const Value& physical = each["locations"][0]["physicalLocation"];
    const std::string print = each["partialFingerprints"]["primaryLocationLineHash"];
    seen.push_back({each["ruleId"], each["properties"]["severity"],
                    joined(unescaped(physical["artifactLocation"]["uri"]),
                           std::to_string(physical["region"]["startLine"].get<int>())),
                    print.substr(0, 32)});
  }
  EXPECT_EQ(print(seen), print(expected({.place_of_the_placeless = true})));
}

// GitLab's words for our severities.
std::string of_gitlab(const std::string& severity) {
  static const std::map<std::string, std::string> kWords = {
      {"blocker", "critical"}, {"critical", "high"}, {"major", "medium"}, {"minor", "low"}};
  return kWords.at(severity);
}

TEST(FormatsAgree, Gitlab) {
  std::vector<Seen> seen;
  const Value list = Value::parse(written(ReportFormat::kGitlab));
  for (const Value& each : list) {
    const Value& location = each["location"];
    seen.push_back({each["check_name"], of_gitlab(each["severity"]),
                    joined(location["path"], std::to_string(location["lines"]["begin"].get<int>())),
                    each["fingerprint"]});
  }
  EXPECT_EQ(print(seen), print(expected({.place_of_the_placeless = true})));
}

// Ordered by rule, as suites are.
TEST(FormatsAgree, Junit) {
  std::vector<Seen> seen;
  for (const auto& each : matches(written(ReportFormat::kJunit),
                                  R"re(\[([0-9a-f]{32})\]" classname="(LW\d+)[^"]*")re"
                                  R"re((?: file="([^"]*)" line="(\d+)")? time="0">\s*)re"
                                  R"re(<failure message="[^"]*" type="(\w+)")re")) {
    seen.push_back({each[1], each[4], joined(each[2], each[3]), each[0]});
  }
  std::vector<Seen> wanted = expected({});
  std::ranges::stable_sort(wanted, {}, &Seen::rule);
  EXPECT_EQ(print(seen), print(wanted));
}

TEST(FormatsAgree, Github) {
  std::vector<Seen> seen;
  for (const auto& each :
       matches(written(ReportFormat::kGithub),
               R"re(::(?:error|warning|notice) (?:file=([^,]*),line=(\d+),)?title=(LW\d+) [^:]*)re"
               R"re(::(critical|high|medium|low): )re")) {
    seen.push_back({each[2], each[3], joined(each[0], each[1])});
  }
  EXPECT_EQ(print(seen), print(expected({.fingerprint = false})));
}

TEST(FormatsAgree, AzureDevops) {
  std::vector<Seen> seen;
  for (const auto& each :
       matches(written(ReportFormat::kAzureDevops),
               R"re(type=\w+;(?:sourcepath=([^;]*);linenumber=(\d+);columnnumber=\d+;)?)re"
               R"re(code=(LW\d+);\](critical|high|medium|low): )re")) {
    seen.push_back({each[2], each[3], joined(each[0], each[1])});
  }
  EXPECT_EQ(print(seen), print(expected({.fingerprint = false})));
}

// The place is the first code that stands alone in a paragraph, where the finding has one.
TEST(FormatsAgree, Markdown) {
  std::vector<Seen> seen;
  for (const auto& each :
       matches(written(ReportFormat::kMarkdown),
               R"re(<summary><b>(\w+)</b> <code>(LW\d+)</code>[^\n]*\n<p><a [^\n]*\n)re"
               R"re((?:<p><code>([^<]*)</code></p>\n)?)re")) {
    seen.push_back({each[1], each[0], each[2]});
  }
  EXPECT_EQ(print(seen), print(expected({.fingerprint = false})));
}

TEST(FormatsAgree, TextInQuietMode) {
  ReportOptions options;
  options.quiet = true;
  std::vector<Seen> seen;
  const std::string text = write_report(testing::sample_report(), ReportFormat::kText, options);
  for (const auto& each :
       matches(text, R"re((critical|high|medium|low) (LW\d+)(?: ([^\n]*?:\d+))?: )re")) {
    seen.push_back({each[1], each[0], each[2]});
  }
  EXPECT_EQ(print(seen), print(expected({.fingerprint = false})));
}

// In full, a finding is its message in two blanks; the heading above it says rule and severity.
TEST(FormatsAgree, Text) {
  std::istringstream in(written(ReportFormat::kText));
  const Report report = testing::sample_report();
  std::vector<Seen> seen;
  std::string rule;
  std::string severity;
  for (std::string line; std::getline(in, line);) {
    const auto heading = matches(line, R"re(^([A-Z]+)  (LW\d+) )re");
    if (!heading.empty()) {
      severity = heading[0][0];
      std::ranges::transform(severity, severity.begin(),
                             [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      rule = heading[0][1];
    }
    const bool begins_a_finding = std::ranges::any_of(report.findings, [&](const Finding& each) {
      return line.size() > 2 && line[0] == ' ' && line[2] != ' ' &&
             each.message.starts_with(line.substr(2));
    });
    const auto place = matches(line, R"re(^    ([^ ].*:\d+)$)re");
    if (begins_a_finding) {
      seen.push_back({rule, severity});
    } else if (!place.empty() && !seen.empty() && seen.back().place.empty()) {
      seen.back().place = place[0][0];
    }
  }
  EXPECT_EQ(print(seen), print(expected({.fingerprint = false})));
}

// Numbers of what stands beside the findings.
TEST(FormatsAgree, TheRestIsCountedAlike) {
  const Value json = Value::parse(written(ReportFormat::kJson));
  EXPECT_EQ(json["summary"]["suppressed"], 1);
  EXPECT_EQ(json["summary"]["unverifiable"], 1);
  EXPECT_NE(written(ReportFormat::kText).find("; 1 suppressed; 1 undecided;"), std::string::npos);
  EXPECT_NE(written(ReportFormat::kGithub).find("; 1 suppressed; 1 undecided"), std::string::npos);
  EXPECT_NE(written(ReportFormat::kAzureDevops).find("; 1 suppressed; 1 undecided"),
            std::string::npos);
  EXPECT_NE(written(ReportFormat::kMarkdown).find("| 1 | 1 | 2 | 1 | 1 | 1 |"), std::string::npos);
  EXPECT_NE(written(ReportFormat::kJunit).find(R"(failures="5" errors="0" skipped="2")"),
            std::string::npos);
  const Value run = Value::parse(written(ReportFormat::kSarif))["runs"][0];
  EXPECT_EQ(run["properties"]["suppressed"], 1);
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"].size(), 2U);
}

}  // namespace
}  // namespace leastwise
