#include "engine/ingest/baseline_file.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/report/baseline.h"
#include "tests/engine/report/sample_report.h"

namespace leastwise {
namespace {

struct Read {
  std::vector<BaselineRecord> records;
  std::string reported = {};
};

Read read(std::string_view text) {
  Diagnostics diagnostics;
  Read result{.records = read_baseline(text, FileId(2), diagnostics)};
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    result.reported += fmt::format("{} {}:{} {}\n", diagnostic.code, diagnostic.place.line,
                                   diagnostic.place.column, diagnostic.message);
  }
  return result;
}

std::string file_of(std::string_view findings) {
  return fmt::format(R"({{"format": "leastwise-baseline", "version": "1", "findings": [{}]}})",
                     findings);
}

TEST(BaselineFile, ReadsEverythingThatAFindingSays) {
  const Read result = read(file_of(R"(
  {"fingerprint": "F", "rule": "LW001", "message": "m\n1", "principal": "p", "role": "r",
   "scope": "/", "detail": "d\u0001"})"));
  EXPECT_EQ(result.reported, "");
  ASSERT_EQ(result.records.size(), 1U);
  const BaselineRecord& record = result.records.front();
  EXPECT_EQ(record.rule.text, "LW001");
  EXPECT_EQ(record.rule.place, (SourcePlace{FileId(2), 2, 32}));
  EXPECT_EQ(record.fingerprint.text, "F");
  EXPECT_EQ(record.message, "m\n1");
  EXPECT_EQ(record.principal + record.role + record.scope + record.detail, "pr/d\x01");
  EXPECT_EQ(record.place, (SourcePlace{FileId(2), 2, 3}));
}

// What was written is read, whatever the names are, and every finding is known again.
TEST(BaselineFile, ReadsWhatIsWritten) {
  for (Report report : {testing::sample_report(), testing::hostile_report(), Report{}}) {
    report.absent.clear();
    const Read result = read(baseline_file(report));
    EXPECT_EQ(result.reported, "");
    Diagnostics diagnostics;
    check_baseline(result.records, diagnostics);
    EXPECT_EQ(diagnostics.all().size(), 0U);
    apply_baseline(report, result.records, true);
    for (const Finding& finding : report.findings) {
      EXPECT_EQ(finding.baseline, BaselineState::kUnchanged) << finding.message;
    }
    EXPECT_TRUE(report.absent.empty());
  }
}

TEST(BaselineFile, EveryErrorAtOnceWithItsPlace) {
  const Read result = read(R"({
  "format": "leastwise-baseline",
  "version": "2",
  "colour": "red",
  "findings": [
    {"fingerprint": "a", "rule": "LW001"},
    {"rule": "LW001"},
    {"fingerprint": "b"},
    {"fingerprint": "c", "rule": 7},
    {"fingerprint": "d", "rule": "LW001", "scope": ["/"]},
    {"fingerprint": "e", "rule": "LW001", "severity": "high"},
    {"fingerprint": "A", "rule": "LW002"},
    "f",
    {"fingerprint": "", "rule": "LW001"}
  ]
})");
  EXPECT_EQ(result.reported,
            "unknown-key 4:3 `colour` is not a key of a baseline\n"
            "bad-value 3:14 version `2` of this format is not known\n"
            "missing-key 7:5 `fingerprint` is missing\n"
            "missing-key 8:5 `rule` is missing\n"
            "wrong-type 9:34 `rule` is a number, expected a string\n"
            "wrong-type 10:52 `scope` is an array, expected a string\n"
            "unknown-key 11:43 `severity` is not a key of a finding\n"
            "duplicate-finding 12:5 finding `A` stands twice\n"
            "wrong-type 13:5 a finding is a text, expected a mapping with `fingerprint`\n"
            "bad-value 14:21 `fingerprint` is empty\n");
  EXPECT_EQ(result.records.size(), 1U);
  EXPECT_EQ(read(R"({"format": "leastwise-baseline", "version": 1})").reported,
            "wrong-type 1:45 `version` is a number, expected a string\n"
            "missing-key 1:1 `findings` is missing\n");
}

TEST(BaselineFile, OtherFilesAreRefusedWithOneError) {
  for (const char* text : {"[]", "{}", "7", R"([{"a": 1}])", R"({"value": [{"id": "x"}]})",
                           R"({"format": "other", "version": "1", "findings": []})",
                           R"({"version": "2.1.0", "runs": []})"}) {
    const Read result = read(text);
    EXPECT_TRUE(result.reported.starts_with("not-a-baseline ")) << text << result.reported;
    EXPECT_EQ(std::ranges::count(result.reported, '\n'), 1) << text;
    EXPECT_TRUE(result.records.empty());
  }
}

TEST(BaselineFile, WhatIsBrokenHasAPlace) {
  EXPECT_TRUE(read("").reported.starts_with("empty-file "));
  EXPECT_TRUE(read("{\n  \"format\": ").reported.starts_with("invalid-json 2:"));
  EXPECT_TRUE(read("PK\x03\x04").reported.starts_with("not-text "));
  const Read twice = read(R"({"format": "leastwise-baseline", "format": "x"})");
  EXPECT_TRUE(twice.reported.starts_with("duplicate-key 1:44 ")) << twice.reported;
}

}  // namespace
}  // namespace leastwise
