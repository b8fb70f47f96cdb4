#include "cli/line_reader.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

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

TEST(LineReader, TellsBeforeItWaitsAndOnlyThen) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "pipe").string();
  ASSERT_EQ(::mkfifo(path.c_str(), S_IRUSR | S_IWUSR), 0);
  const int writer = ::open(path.c_str(), O_RDWR | O_CLOEXEC);  // does not wait for a reader
  ASSERT_GE(writer, 0);
  auto reader = LineReader::open(path);
  ASSERT_TRUE(reader);
  ASSERT_EQ(::write(writer, "a\nb\n", 4), 4);
  int waits = 0;
  const auto next = [&] {
    return reader->next([&] {
      ++waits;
      ASSERT_EQ(::write(writer, "c\n", 2), 2);
    });
  };
  EXPECT_EQ(next()->text, "a");
  EXPECT_EQ(next()->text, "b");
  EXPECT_EQ(waits, 0);
  EXPECT_EQ(next()->text, "c");
  EXPECT_EQ(waits, 1);
  ::close(writer);
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
