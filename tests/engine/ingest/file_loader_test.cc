// What can only be said when a whole file was read: pages, records left out, empty exports.
#include "engine/ingest/file_loader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

using testing::Loaded;

bool is_truncated(const Tenant& tenant) {
  return std::ranges::any_of(
      tenant.gaps(), [](const CoverageGap& gap) { return gap.kind == GapKind::kTruncatedExport; });
}

TEST(FileLoader, EmptyExportsAreExports) {
  for (const std::string_view text :
       {"[]", R"({"value": []})", R"({"value": [], "nextLink": null})", R"({"data": []})",
        R"({"nextLink": "", "Value": []})"}) {
    Loaded loaded(text);
    EXPECT_EQ(loaded.rendered(), "") << text;
    EXPECT_FALSE(is_truncated(loaded.tenant())) << text;
  }
}

TEST(FileLoader, LinkToTheNextPageIsAGapWhereverItStands) {
  for (const std::string_view text :
       {R"({"value": [], "nextLink": "https://x"})", R"({"@odata.nextLink": "x", "value": []})",
        R"({"data": [], "skip_token": "x"})", R"({"$skipToken": "x", "data": []})",
        R"({"value": [], "NEXTLINK": "x", "@odata.nextLink": "y"})"}) {
    Loaded loaded(text);
    EXPECT_EQ(loaded.rendered(), "") << text;
    EXPECT_TRUE(is_truncated(loaded.tenant())) << text;
  }
}

TEST(FileLoader, RecordsOfNoUseAreReportedOnceForEachReason) {
  const Loaded loaded(R"([{"a": 1}, {"operationName": "x", "caller": "y"}, {"b": 1},
    {"operationName": "x", "caller": "y"}, {"operationName": "x", "caller": "z"}])");
  ASSERT_EQ(loaded.diagnostics().all().size(), 2U);
  EXPECT_EQ(loaded.diagnostics().all()[0].message,
            "no known export: an object with `a` (first of 2 such records)");
  EXPECT_EQ(loaded.diagnostics().all()[1].message,
            "the activity log: not an export that can be used here (first of 3 such records)");
}

TEST(FileLoader, SkippingTurnsTheErrorIntoAWarningAndKeepsTheRest) {
  Loaded loaded;
  loaded.add("a.json", R"([{"color": "red"}, {"name": "A/b", "isDataAction": false}])",
             {.skip_unrecognized = true});
  ASSERT_EQ(loaded.diagnostics().all().size(), 1U);
  EXPECT_EQ(loaded.diagnostics().all()[0].severity, Severity::kWarning);
  EXPECT_EQ(loaded.tenant().operations().size(), 1U);
}

TEST(FileLoader, SkippingNeverHidesABadRecord) {
  Loaded loaded;
  loaded.add("a.json", R"([{"name": "", "isDataAction": false}])", {.skip_unrecognized = true});
  EXPECT_TRUE(loaded.diagnostics().has_errors());
}

TEST(FileLoader, ProblemsOfAllFilesAreReported) {
  Loaded loaded("[{\"a\": 1}]");
  loaded.add("b.json", "{");
  loaded.add("c.json", R"([{"name": "", "isDataAction": false}])");
  const std::string text = loaded.rendered();
  EXPECT_NE(text.find("--> a.json:1:2 (/0)"), std::string::npos) << text;
  EXPECT_NE(text.find("--> b.json:1:2"), std::string::npos) << text;
  EXPECT_NE(text.find("--> c.json:1:11 (/0/name)"), std::string::npos) << text;
}

}  // namespace
}  // namespace leastwise
