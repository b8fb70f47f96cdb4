#include "engine/ingest/input_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/paths.h"

namespace leastwise {
namespace {

namespace fs = std::filesystem;

TEST(InputFile, ReadsAllBytes) {
  const fs::path path = testing::build_dir() / "input_file_test.bin";
  const std::string bytes = std::string(3'000'000, 'x') + std::string("\0\r\n\xFF", 4);
  std::ofstream(path, std::ios::binary) << bytes;
  const Result<std::string> read = read_input_file(path.string());
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(*read, bytes);
  fs::remove(path);
}

TEST(InputFile, SaysWhyAFileCannotBeRead) {
  const Result<std::string> missing = read_input_file("/no/such/file.yaml");
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().message, "No such file or directory");
  const Result<std::string> folder = read_input_file(testing::build_dir().string());
  ASSERT_FALSE(folder.has_value());
  EXPECT_EQ(folder.error().message, "Is a directory");
}

TEST(InputFile, CallsStandardInputByAName) {
  EXPECT_EQ(input_name("-"), "standard input");
  EXPECT_EQ(input_name("needs.yaml"), "needs.yaml");
}

}  // namespace
}  // namespace leastwise
