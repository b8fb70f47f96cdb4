#include "engine/report/markdown.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "tests/engine/report/sample_report.h"
#include "tests/support/golden.h"

namespace leastwise {
namespace {

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

TEST(Markdown, HoldsTheReport) {
  ReportOptions options;
  options.list_suppressed = true;
  leastwise::testing::expect_golden("tests/golden/report/sample.md",
                                    findings_markdown(testing::sample_report(), options));
}

// An empty line inside of a block of HTML would end it, and what follows would be Markdown.
TEST(Markdown, DetailsHoldNoEmptyLine) {
  for (const Report& report : {testing::sample_report(), testing::hostile_report()}) {
    const std::string text = findings_markdown(report, {});
    for (std::size_t at = text.find("<details>"); at != std::string::npos;
         at = text.find("<details>", at + 1)) {
      const std::string block = text.substr(at, text.find("</details>", at) - at);
      EXPECT_EQ(block.find("\n\n"), std::string::npos) << block;
    }
  }
}

TEST(Markdown, NoNameAddsATag) {
  ReportOptions options;
  options.list_suppressed = true;
  const std::string text = findings_markdown(testing::hostile_report(), options);
  for (const char* tag : {"<script", "<img", "<![CDATA"}) {
    EXPECT_EQ(count(text, tag), 0U) << tag;
  }
  EXPECT_EQ(count(text, "<details>"), count(text, "</details>"));
  EXPECT_EQ(count(text, "<a href="), count(text, "<a href=\"https://github.com/leastwise/"));
  // Nobody is mentioned outside of code, and code is copied as it is.
  EXPECT_EQ(count(text, "@octocat"), count(text, "<code>@octocat and"));
  EXPECT_NE(text.find("<b>@\xe2\x80\x8boctocat"), std::string::npos);
}

TEST(Markdown, ALongReportIsCutAndSaysSo) {
  Report report = {.rules = testing::sample_report().rules};
  for (int i = 0; i < 3000; ++i) {
    report.findings.push_back({.rule = "LW001", .message = fmt::format("message <{}>", i)});
    report.coverage_gaps.push_back(fmt::format("gap {}", i));
  }
  const std::string text = findings_markdown(report, {});
  EXPECT_LE(text.size(), kMaxMarkdownBytes + 500);
  EXPECT_NE(text.find("3,000 findings"), std::string::npos);
  const std::size_t shown = count(text, "<details>");
  EXPECT_GT(shown, 100U);
  EXPECT_NE(text.find(fmt::format("<p>{} findings more, none of them worse, are left out here.",
                                  grouped(3000 - shown))),
            std::string::npos);
  EXPECT_NE(text.find("3,000 coverage gaps"), std::string::npos);
}

TEST(Markdown, TellsTheBaselineWhereThereIsOne) {
  Report report = testing::sample_report();
  report.findings[0].baseline = BaselineState::kUnchanged;
  report.findings[1].baseline = BaselineState::kNew;
  const std::string text = findings_markdown(report, {});
  EXPECT_NE(text.find("Against the baseline: 1 new, 1 known, 0 no longer found."),
            std::string::npos);
  EXPECT_EQ(count(text, " (known)</summary>"), 1U);
}

}  // namespace
}  // namespace leastwise
