#include "engine/base/diagnostic.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

Diagnostic problem(Severity severity, std::string code) {
  return {.severity = severity, .code = std::move(code), .message = "text"};
}

TEST(Diagnostics, KeepTheOrderAndCountErrors) {
  Diagnostics diagnostics;
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.report(problem(Severity::kWarning, "a"));
  diagnostics.report(problem(Severity::kGap, "b"));
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.report(problem(Severity::kError, "c"));
  EXPECT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.error_count(), 1U);
  ASSERT_EQ(diagnostics.all().size(), 3U);
  EXPECT_EQ(diagnostics.all()[0].code, "a");
  EXPECT_EQ(diagnostics.all()[2].code, "c");
  EXPECT_EQ(diagnostics.suppressed_count(), 0U);
}

TEST(Diagnostics, CountWhatIsPastTheLimitAndStillKnowErrorsThere) {
  Diagnostics diagnostics(2);
  for (int i = 0; i < 4; ++i) {
    diagnostics.report(problem(Severity::kWarning, "w"));
  }
  diagnostics.report(problem(Severity::kError, "e"));
  EXPECT_EQ(diagnostics.all().size(), 2U);
  EXPECT_EQ(diagnostics.suppressed_count(), 3U);
  EXPECT_TRUE(diagnostics.has_errors());
}

TEST(Diagnostics, KeepAThousandUnlessToldOtherwise) {
  Diagnostics diagnostics;
  for (std::size_t i = 0; i <= kMaxDiagnostics; ++i) {
    diagnostics.report(problem(Severity::kWarning, "w"));
  }
  EXPECT_EQ(diagnostics.all().size(), kMaxDiagnostics);
  EXPECT_EQ(diagnostics.suppressed_count(), 1U);
}

TEST(FileTable, GivesNamesBackByIdAndKeepsEqualNamesApart) {
  FileTable files;
  const FileId a = files.add("a.json");
  const FileId b = files.add("a.json");
  EXPECT_NE(a, b);
  EXPECT_EQ(files.name(b), "a.json");
  EXPECT_EQ(files.size(), 2U);
  EXPECT_DEATH(static_cast<void>(files.name(FileId(2))), "belongs to this file table");
}

TEST(Diagnostic, RendersAsTheHeaderShows) {
  FileTable files;
  const FileId file = files.add("assignments.json");
  const Diagnostic full{.severity = Severity::kError,
                        .code = "duplicate-key",
                        .message = "key `scope` stands twice in one object",
                        .place = {file, 12, 7},
                        .pointer = "/0/scope",
                        .help = "remove one of the two; the first stands at line 9"};
  EXPECT_EQ(render(full, files),
            "error[duplicate-key]: key `scope` stands twice in one object\n"
            "  --> assignments.json:12:7 (/0/scope)\n"
            "  help: remove one of the two; the first stands at line 9");
}

TEST(Diagnostic, LeavesOutWhatIsNotKnown) {
  FileTable files;
  Diagnostic diagnostic = problem(Severity::kGap, "g");
  EXPECT_EQ(render(diagnostic, files), "gap[g]: text");
  const FileId file = files.add("x.json");
  EXPECT_EQ(render(diagnostic, files), "gap[g]: text");  // line 0: no place known
  diagnostic.place = {file, 1, 2};
  EXPECT_EQ(render(diagnostic, files), "gap[g]: text\n  --> x.json:1:2");
  diagnostic.place.file = FileId(9);  // not of this table
  EXPECT_EQ(render(diagnostic, files), "gap[g]: text");
}

TEST(Diagnostic, NamesSeverities) {
  EXPECT_EQ(to_string(Severity::kError), "error");
  EXPECT_EQ(to_string(Severity::kWarning), "warning");
  EXPECT_EQ(to_string(Severity::kGap), "gap");
}

}  // namespace
}  // namespace leastwise
