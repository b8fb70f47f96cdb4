#include "cli/asked_need.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace leastwise::cli {
namespace {

class AskedNeedTest : public ::testing::Test {
 protected:
  // What a file of operations gives, and every problem of it as `line message`.
  NeedFiles read(const std::string& text) {
    const std::string path = ::testing::TempDir() + "leastwise_asked_need.txt";
    std::ofstream(path, std::ios::binary) << text;
    NeedOptions options;
    options.actions_file = path;
    Diagnostics diagnostics;
    FileTable table;
    NeedFiles files = read_need_files(
        options,
        {[&](std::string_view name) { return table.add(std::string(name)); }, diagnostics});
    for (const Diagnostic& each : diagnostics.all()) {
      problems_ += fmt::format("{} {}\n", each.place.line, each.message);
    }
    return files;
  }

  std::string problems_;
};

TEST_F(AskedNeedTest, OneOperationALine) {
  const NeedFiles files = read(
      "# what the pipeline does\n"
      "A/b/read\r\n"
      "\n"
      "  A/b/*   # a pattern\n"
      "data: A/c/blobs/read\n"
      "DATA:A/d/read");
  EXPECT_EQ(problems_, "");
  EXPECT_EQ(files.actions, (std::vector<NeededAction>{{"A/b/read", Plane::kControl},
                                                      {"A/b/*", Plane::kControl},
                                                      {"A/c/blobs/read", Plane::kData},
                                                      {"A/d/read", Plane::kData}}));
}

// All lines that are wrong are told, each with its number.
TEST_F(AskedNeedTest, TwoOperationsOnALineAreAnError) {
  const NeedFiles files = read("A/b/read A/c/read\nA/b/write\nA/b/read,A/c/read\n");
  EXPECT_EQ(problems_,
            "1 `A/b/read A/c/read` is not the name of one operation\n"
            "3 `A/b/read,A/c/read` is not the name of one operation\n");
  EXPECT_EQ(files.actions.size(), 1U);
}

TEST_F(AskedNeedTest, AnEmptyFileNamesNothing) {
  EXPECT_TRUE(read("# nothing yet\n\n").actions.empty());
  EXPECT_EQ(problems_, "");
}

}  // namespace
}  // namespace leastwise::cli
