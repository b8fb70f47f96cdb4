#include "rules/statements/statements.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace leastwise {
namespace {

// What is read from a text: `keyword|argument@line`, and what is reported: `code@line:column`.
struct Reading {
  std::vector<std::string> statements;
  std::vector<std::string> problems;
};

std::vector<std::string> problems_of(const Diagnostics& diagnostics) {
  std::vector<std::string> problems;
  for (const Diagnostic& problem : diagnostics.all()) {
    problems.push_back(problem.code + "@" + std::to_string(problem.place.line) + ":" +
                       std::to_string(problem.place.column));
  }
  return problems;
}

Reading read(std::string_view text) {
  Diagnostics diagnostics;
  StatementReader reader(text, FileId(0), diagnostics);
  Reading reading;
  while (const auto statement = reader.next()) {
    reading.statements.push_back(std::string(statement->keyword) + "|" +
                                 std::string(statement->argument) + "@" +
                                 std::to_string(statement->place.line));
  }
  reading.problems = problems_of(diagnostics);
  return reading;
}

using Texts = std::vector<std::string>;

TEST(StatementReader, SplitsAtTheFirstBlank) {
  EXPECT_EQ(read("role 1 two words\nblock\n").statements,
            (Texts{"role|1 two words@1", "block|@2"}));
}

TEST(StatementReader, SkipsCommentsAndEmptyLines) {
  EXPECT_EQ(read("# a\n\nblock\n#b").statements, (Texts{"block|@3"}));
}

TEST(StatementReader, NeedsNoFinalLineFeed) {
  EXPECT_EQ(read("block").statements, (Texts{"block|@1"}));
}

TEST(StatementReader, ReadsNothingFromNothing) {
  EXPECT_TRUE(read("").statements.empty());
  EXPECT_TRUE(read("\n\n").problems.empty());
}

TEST(StatementReader, KeepsBytesAbove127) {
  EXPECT_EQ(read("source Tom\xC3\xA1s").statements, (Texts{"source|Tom\xC3\xA1s@1"}));
}

TEST(StatementReader, ReportsWhatCannotBeSeenAndGoesOn) {
  const Reading reading = read("a b \n c\nd\te\nf\r\ng  h\nblock\n");
  EXPECT_EQ(reading.problems, (Texts{"bad-line@1:1", "bad-line@2:1", "bad-line@3:2", "bad-line@4:2",
                                     "bad-line@5:3"}));
  EXPECT_EQ(reading.statements, (Texts{"block|@6"}));
}

TEST(StatementReader, PeekDoesNotTake) {
  Diagnostics diagnostics;
  StatementReader reader("a\nb", FileId(0), diagnostics);
  EXPECT_EQ(reader.peek()->keyword, "a");
  EXPECT_EQ(reader.next()->keyword, "a");
  EXPECT_EQ(reader.peek()->keyword, "b");
}

Texts header_problems(std::string_view text) {
  Diagnostics diagnostics;
  StatementReader reader(text, FileId(0), diagnostics);
  (void)read_header(reader, "catalogue");
  return problems_of(diagnostics);
}

TEST(FileHeader, HoldsDateAndSources) {
  Diagnostics diagnostics;
  StatementReader reader("catalogue 1\nsource a b\ndate 2026-08-22\nsource c\nrole x\n", FileId(0),
                         diagnostics);
  const FileHeader header = read_header(reader, "catalogue");
  EXPECT_EQ(header.date, "2026-08-22");
  EXPECT_EQ(header.sources, (Texts{"a b", "c"}));
  EXPECT_EQ(reader.peek()->keyword, "role");
  EXPECT_FALSE(diagnostics.has_errors());
}

TEST(FileHeader, ReportsWhatIsMissing) {
  EXPECT_EQ(header_problems(""),
            (Texts{"missing-statement@1:1", "missing-statement@1:1", "missing-statement@1:1"}));
  EXPECT_EQ(header_problems("date 2026-08-22\nsource x"), (Texts{"missing-statement@1:1"}));
  EXPECT_EQ(header_problems("catalogue 1\nsource x"), (Texts{"missing-statement@3:1"}));
  EXPECT_EQ(header_problems("catalogue 1\ndate 2026-08-22"), (Texts{"missing-statement@3:1"}));
}

TEST(FileHeader, ReportsWhatIsWrong) {
  EXPECT_EQ(header_problems("catalogue 2\ndate 2026-08-22\nsource x"),
            (Texts{"unsupported-version@1:1"}));
  EXPECT_EQ(header_problems("levels 1\ndate 2026-08-22\nsource x").front(),
            "missing-statement@1:1");
  EXPECT_EQ(header_problems("catalogue 1\ndate 2026-02-30\nsource x").front(), "bad-date@2:1");
  EXPECT_EQ(header_problems("catalogue 1\ndate 2026-08-22T00:00:00Z\nsource x").front(),
            "bad-date@2:1");
  EXPECT_EQ(header_problems("catalogue 1\ndate 2026-08-22\ndate 2026-08-23\nsource x"),
            (Texts{"duplicate-statement@3:1"}));
  EXPECT_EQ(header_problems("catalogue 1\ndate 2026-08-22\nsource x\nsource"),
            (Texts{"missing-argument@4:1"}));
}

}  // namespace
}  // namespace leastwise
