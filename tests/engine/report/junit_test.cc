#include "engine/report/junit.h"

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

// That it is well-formed XML, hostile names included: tests/conformance/report_formats_test.py.
TEST(Junit, HoldsTheReport) {
  leastwise::testing::expect_golden("tests/golden/report/sample.junit.xml",
                                    junit_xml(testing::sample_report(), {}));
}

TEST(Junit, ARuleWithoutAFindingPasses) {
  const Report report = {.rules = testing::sample_report().rules};
  const std::string xml = junit_xml(report, {});
  EXPECT_NE(xml.find(R"(<testsuites name="leastwise " tests="5" failures="0" errors="0")"),
            std::string::npos)
      << xml;
  EXPECT_EQ(count(xml, "<testcase "), 5U);
}

TEST(Junit, WhatARequiredRuleLeavesOpenIsAnError) {
  Report report = testing::sample_report();
  EXPECT_EQ(count(junit_xml(report, {}), "<error "), 0U);
  report.unverifiable[0].required = true;
  const std::string xml = junit_xml(report, {});
  EXPECT_EQ(count(xml, "<error "), 1U);
  EXPECT_NE(xml.find(R"(errors="1" skipped="1")"), std::string::npos) << xml;
}

TEST(Junit, WhatTheBaselineKnowsIsSkipped) {
  Report report = testing::sample_report();
  const std::size_t failures = count(junit_xml(report, {}), "<failure ");
  report.findings[0].baseline = BaselineState::kUnchanged;
  const std::string xml = junit_xml(report, {});
  EXPECT_EQ(count(xml, "<failure "), failures - 1);
  EXPECT_EQ(count(xml, "known: it stands in the baseline"), 1U);
}

// Every tag in the text is one that we wrote: as many as there are tests, suites and so on.
TEST(Junit, NoNameAddsATag) {
  const std::string xml = junit_xml(testing::hostile_report(), {});
  const std::size_t names = testing::hostile_texts().size();
  EXPECT_EQ(count(xml, "<failure "), names);
  EXPECT_EQ(count(xml, "<skipped "), 2 * names);
  EXPECT_EQ(count(xml, "<"), count(xml, ">"));
  EXPECT_EQ(count(xml, "<script"), 0U);
  EXPECT_EQ(count(xml, "CDATA["), count(xml, "&lt;![CDATA["));
}

}  // namespace
}  // namespace leastwise
