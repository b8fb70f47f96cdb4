#include "engine/report/findings_text.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/report/escapes.h"
#include "tests/engine/report/sample_report.h"
#include "tests/support/golden.h"

namespace leastwise {
namespace {

using leastwise::testing::expect_golden;

ReportOptions with_lines() {
  ReportOptions options;
  options.lines = testing::sample_lines();
  return options;
}

TEST(FindingsText, TellsTheWholeReport) {
  ReportOptions options = with_lines();
  options.list_suppressed = true;
  expect_golden("tests/golden/report/sample.txt", findings_text(testing::sample_report(), options));
}

TEST(FindingsText, InColour) {
  ReportOptions options = with_lines();
  options.style = TextStyle(true, true);
  expect_golden("tests/golden/report/sample_colour.txt",
                findings_text(testing::sample_report(), options));
}

TEST(FindingsText, WithoutUtf8NothingButAscii) {
  ReportOptions options;
  options.style = TextStyle(false, false);
  Report report = testing::sample_report();
  std::erase_if(report.findings, [](const Finding& finding) {
    return finding.message.find("ë") != std::string::npos;
  });
  const std::string text = findings_text(report, options);
  EXPECT_TRUE(std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; })) << text;
}

TEST(FindingsText, QuietIsOneLineAFindingAndTheVerdict) {
  ReportOptions options;
  options.quiet = true;
  expect_golden("tests/golden/report/sample_quiet.txt",
                findings_text(testing::sample_report(), options));
}

TEST(FindingsText, NothingFound) {
  Report report = {.rules = testing::sample_report().rules};
  EXPECT_EQ(findings_text(report, {}), "PASS  no findings, 5 rules checked\n");
}

TEST(FindingsText, ARequiredRuleThatIsUndecidedIsNoPass) {
  Report report = {.rules = testing::sample_report().rules};
  report.unverifiable.push_back(
      {.rule = "LW001", .missing = "no needs were given", .required = true});
  const std::string text = findings_text(report, {});
  EXPECT_TRUE(text.starts_with("UNDECIDED  a required rule could not be decided")) << text;
  EXPECT_NE(text.find("LW001 grant-exceeds-need could not be decided: no needs were given "
                      "(required)"),
            std::string::npos)
      << text;
}

// Where the gaps are findings, they are told there; a required rule is named all the same.
TEST(FindingsText, WhatIsAFindingIsToldOnce) {
  Report report = testing::sample_report();
  report.coverage_is_found = true;
  for (Unverifiable& open : report.unverifiable) {
    open.required = false;
  }
  ReportOptions options;
  std::string text = findings_text(report, options);
  EXPECT_EQ(text.find("What could not be decided"), std::string::npos);
  EXPECT_EQ(text.find("What was not exported"), std::string::npos);
  EXPECT_NE(text.find(" undecided; "), std::string::npos) << "counted all the same";
  report.unverifiable.front().required = true;
  EXPECT_NE(findings_text(report, options).find("What could not be decided"), std::string::npos);
  options.verbose = true;
  text = findings_text(report, options);
  EXPECT_NE(text.find("What was not exported"), std::string::npos);
}

TEST(FindingsText, OfManyFindingsOfARuleNoneIsLeftOut) {
  Report report = {.rules = testing::sample_report().rules};
  for (int i = 0; i < 40; ++i) {
    report.findings.push_back({.rule = "LW001", .message = fmt::format("message <{}>", i)});
  }
  const std::string text = findings_text(report, {});
  for (int i = 0; i < 40; ++i) {
    EXPECT_NE(text.find(fmt::format("message <{}>", i)), std::string::npos);
  }
  EXPECT_NE(text.find("LW001 grant-exceeds-need (40 findings)"), std::string::npos);
  EXPECT_NE(text.find("and 35 more of this rule"), std::string::npos);
}

// How often `needle` stands in `text`.
std::size_t count_of(std::string_view text, std::string_view needle) {
  std::size_t count = 0;
  for (std::size_t at = text.find(needle); at != std::string_view::npos;
       at = text.find(needle, at + needle.size())) {
    ++count;
  }
  return count;
}

TEST(FindingsText, ALongListShowsItsFirstItemsAndItsLength) {
  Report report = testing::sample_report();
  report.findings.erase(report.findings.begin() + 1, report.findings.end());
  Evidence list{.label = "worst operations", .items = {}, .total = 1234};
  list.items.resize(kMaxEvidenceItems, "p/item");
  report.findings.front().evidence = {list};
  ReportOptions options;
  std::string text = findings_text(report, options);
  EXPECT_EQ(count_of(text, "p/item"), 5U);
  EXPECT_NE(text.find("worst operations (1,234)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("and 1,229 more\n"), std::string::npos) << text;
  options.verbose = true;
  text = findings_text(report, options);
  EXPECT_EQ(count_of(text, "p/item"), kMaxEvidenceItems);
  EXPECT_NE(text.find("and 1,224 more\n"), std::string::npos) << text;
  // A line that says `and 1 more` would take the place of the item.
  report.findings.front().evidence.front() = {"worst operations", {6, "p/item"}, 6};
  options.verbose = false;
  EXPECT_EQ(count_of(findings_text(report, options), "p/item"), 6U);
}

TEST(FindingsText, WhatTheBaselineKnowsIsMarked) {
  Report report = testing::sample_report();
  report.findings[0].baseline = BaselineState::kUnchanged;
  report.findings[1].baseline = BaselineState::kNew;
  report.absent.push_back({.rule = "LW002", .message = "gone"});
  const std::string text = findings_text(report, {});
  EXPECT_EQ(text.find(" (known)"), text.rfind(" (known)"));
  EXPECT_NE(text.find("; 1 new, 1 known"), std::string::npos);
  EXPECT_NE(text.find("In the baseline, and no longer found\n  • LW002 gone\n"), std::string::npos);
}

// Lines of the output begin with our own words: no input begins a line or steers the terminal.
TEST(FindingsText, NoNameSteersTheTerminal) {
  for (const bool quiet : {false, true}) {
    ReportOptions options;
    options.quiet = quiet;
    options.list_suppressed = true;
    const std::string text = findings_text(testing::hostile_report(), options);
    EXPECT_TRUE(std::ranges::none_of(
        text, [](unsigned char c) { return (c < 0x20 && c != '\n') || c == 0x7f; }));
    EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);
    EXPECT_EQ(text.find("##vso["), std::string::npos);
    EXPECT_NE(text.find("##vso\\x5b"), std::string::npos);
    for (const std::string& line : printable_lines(text)) {
      const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
      EXPECT_FALSE(line.substr(begin).starts_with("::")) << line;
    }
    std::string lines = text;
    std::ranges::replace(lines, '\n', ' ');
    EXPECT_EQ(printable(lines), lines);
  }
}

TEST(Wrapped, BreaksAtBlanks) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrapped("a bc def", 4), (Lines{"a bc", "def"}));
  EXPECT_EQ(wrapped("abcdefgh ij", 4), (Lines{"abcdefgh", "ij"}));
  EXPECT_EQ(wrapped("名前 名前", 9), (Lines{"名前 名前"}));
  EXPECT_EQ(wrapped("名前 名前", 8), (Lines{"名前", "名前"}));
  EXPECT_TRUE(wrapped("", 4).empty());
}

}  // namespace
}  // namespace leastwise
