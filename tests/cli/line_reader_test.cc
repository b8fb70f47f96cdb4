#include "cli/line_reader.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/cli/run_leastwise.h"

namespace leastwise::cli {
namespace {

using testing::TemporaryFolder;

std::vector<std::string> lines_of(std::string_view text) {
  const TemporaryFolder folder;
  auto reader = LineReader::open(folder.write("lines", text));
  EXPECT_TRUE(reader);
  std::vector<std::string> lines;
  while (const auto line = reader->next([] {})) {
    lines.push_back(line->too_long ? "(too long)" : std::string(line->text));
  }
  EXPECT_FALSE(reader->failure());
  return lines;
}

using Lines = std::vector<std::string>;

TEST(LineReader, GivesLinesWithoutTheirEnds) {
  EXPECT_EQ(lines_of("a\nb\r\nc"), (Lines{"a", "b", "c"}));
  EXPECT_EQ(lines_of("a\n"), Lines{"a"});
  EXPECT_EQ(lines_of("a\n\nb\n"), (Lines{"a", "", "b"}));
  EXPECT_EQ(lines_of(""), Lines{});
  EXPECT_EQ(lines_of("\n"), Lines{""});
}

TEST(LineReader, LinesMayCrossTheReadsOfTheFile) {
  std::string text;
  Lines expected;
  for (int i = 0; i < 20'000; ++i) {
    expected.push_back("line " + std::to_string(i));
    text += expected.back() + '\n';
  }
  EXPECT_EQ(lines_of(text), expected);
}

TEST(LineReader, ALineThatIsTooLongIsToldAndPassedOver) {
  const std::string longest(kMaxLineBytes, 'x');
  EXPECT_EQ(lines_of(longest + "\nb\n"), (Lines{longest, "b"}));
  EXPECT_EQ(lines_of("a\n" + longest + "x\nb"), (Lines{"a", "(too long)", "b"}));
  EXPECT_EQ(lines_of(longest + longest + longest), Lines{"(too long)"});
  EXPECT_EQ(lines_of(longest + longest + "\n"), Lines{"(too long)"});
}

TEST(LineReader, AFileThatCannotBeReadIsAnError) {
  EXPECT_FALSE(LineReader::open("/no/such/file"));
  const TemporaryFolder folder;
  auto reader = LineReader::open(folder.path().string());
  ASSERT_TRUE(reader);
  EXPECT_FALSE(reader->next([] {}));
  EXPECT_TRUE(reader->failure());
}

}  // namespace
}  // namespace leastwise::cli
