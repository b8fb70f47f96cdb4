#include "cli/input_lines.h"

#include <gtest/gtest.h>

#include "tests/cli/run_leastwise.h"

namespace leastwise::cli {
namespace {

TEST(InputLines, LinesAreCountedFromOneAndHaveNoNewline) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.write("a.json", "{\r\n  \"a\": 1\n}");
  FileTable files;
  const FileId file = files.add(path);
  const GlobalOptions options;
  InputLines lines(files, options);
  EXPECT_EQ(lines.line(file, 1), "{");
  EXPECT_EQ(lines.line(file, 2), "  \"a\": 1");
  EXPECT_EQ(lines.line(file, 3), "}");
  EXPECT_EQ(lines.line(file, 0), std::nullopt);
  EXPECT_EQ(lines.line(file, 4), std::nullopt);
}

TEST(InputLines, Utf16IsReadAsTheReadersReadIt) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.write("b.json", std::string_view("\xFF\xFE[\0\n\0]\0", 8));
  FileTable files;
  const FileId file = files.add(path);
  const GlobalOptions options;
  InputLines lines(files, options);
  EXPECT_EQ(lines.line(file, 2), "]");
}

TEST(InputLines, TheSampleHasLinesTooAndMissingFilesNone) {
  FileTable files;
  const FileId needs = files.add("needs.yaml");
  const FileId missing = files.add("/no/such/file");
  GlobalOptions options;
  options.sample = true;
  InputLines lines(files, options);
  EXPECT_TRUE(lines.line(needs, 1)->starts_with("# Who needs what"));
  EXPECT_EQ(lines.line(missing, 1), std::nullopt);
  EXPECT_EQ(lines.line(FileId(7), 1), std::nullopt);
}

}  // namespace
}  // namespace leastwise::cli
