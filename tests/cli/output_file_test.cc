#include "cli/output_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/cli/run_leastwise.h"
#include "tests/support/paths.h"

namespace leastwise::cli {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(OutputFile, AppearsWholeAtTheEnd) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "answer").string();
  const std::string much(100'000, 'x');
  auto file = OutputFile::open(path);
  ASSERT_TRUE(file);
  file->write(much);
  file->flush();
  EXPECT_FALSE(fs::exists(path));
  file->write("end");
  ASSERT_TRUE(file->finish());
  const std::string written = testing::read_file(path);
  EXPECT_EQ(written.size(), much.size() + 3);
  EXPECT_TRUE(written.starts_with(much) && written.ends_with("xend"));
  EXPECT_EQ(files_in(folder.path()), 1U);
}

TEST(OutputFile, WithoutFinishTheOldFileStays) {
  const TemporaryFolder folder;
  const std::string path = folder.write("answer", "old");
  {
    auto file = OutputFile::open(path);
    ASSERT_TRUE(file);
    file->write("new");
    file->flush();
  }
  EXPECT_EQ(testing::read_file(path), "old");
  EXPECT_EQ(files_in(folder.path()), 1U);
}

TEST(OutputFile, KeepsPermissionsAndLinks) {
  const TemporaryFolder folder;
  const std::string path = folder.write("answer", "old");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  const std::string link = (folder.path() / "link").string();
  fs::create_symlink(path, link);
  auto file = OutputFile::open(link);
  ASSERT_TRUE(file);
  file->write("new");
  ASSERT_TRUE(file->finish());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(testing::read_file(path), "new");
  struct stat status = {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
}

TEST(OutputFile, SaysWhyItCannotBeWritten) {
  const TemporaryFolder folder;
  const std::string missing = (folder.path() / "no/such/answer").string();
  EXPECT_EQ(OutputFile::open(missing).error().message,
            "cannot write `" + missing + "`: No such file or directory");
  EXPECT_EQ(OutputFile::open(folder.path().string()).error().message,
            "cannot write `" + folder.path().string() + "`: it is a folder");
}

TEST(OutputFile, AFullDiskIsAnError) {
  if (!fs::exists("/dev/full")) {
    GTEST_SKIP() << "no /dev/full here";
  }
  auto file = OutputFile::open("/dev/full");
  ASSERT_TRUE(file);
  file->write("x");
  const auto finished = file->finish();
  ASSERT_FALSE(finished);
  EXPECT_NE(finished.error().message.find("No space left"), std::string::npos);
}

TEST(OutputFile, AMoveLeavesNothingBehind) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "answer").string();
  auto file = OutputFile::open(path);
  ASSERT_TRUE(file);
  file->write("x");
  {
    OutputFile moved(std::move(*file));
    ASSERT_TRUE(moved.finish());
  }
  EXPECT_EQ(testing::read_file(path), "x");
}

}  // namespace
}  // namespace leastwise::cli
