#include "engine/report/report_writer.h"

#include <gtest/gtest.h>

#include "tests/engine/report/sample_report.h"

namespace leastwise {
namespace {

TEST(ReportFormats, EachIsReadByItsName) {
  EXPECT_EQ(report_formats().size(), 8U);
  for (const ReportFormatView& each : report_formats()) {
    EXPECT_EQ(parse_report_format(each.name), each.format);
    EXPECT_FALSE(each.purpose.empty());
  }
  EXPECT_EQ(parse_report_format("xml"), std::nullopt);
}

TEST(WriteReport, EveryFormatIsTextThatEndsInANewline) {
  for (const Report& report : {Report{}, testing::sample_report(), testing::hostile_report()}) {
    for (const ReportFormatView& each : report_formats()) {
      const std::string text = write_report(report, each.format, {});
      EXPECT_TRUE(text.ends_with('\n')) << each.name;
    }
  }
}

TEST(WriteReport, TheSameReportIsTheSameText) {
  for (const ReportFormatView& each : report_formats()) {
    EXPECT_EQ(write_report(testing::sample_report(), each.format, {}),
              write_report(testing::sample_report(), each.format, {}));
  }
}

}  // namespace
}  // namespace leastwise
