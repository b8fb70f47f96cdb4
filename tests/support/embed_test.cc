// leastwise_embed (cmake/LeastwiseEmbed.cmake): what is in the program is what was in the file.
#include <gtest/gtest.h>

#include "generated/embed_test_files.h"
#include "tests/support/paths.h"

namespace leastwise::embed_test {
namespace {

TEST(Embed, GivesEveryByteOfEveryFileUnderItsName) {
  const auto files = embedded_files();
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[0].name, "tests/support/embedded/any_bytes.bin");
  EXPECT_EQ(files[1].name, "tests/support/embedded/empty.txt");
  for (const EmbeddedFile& file : files) {
    EXPECT_EQ(file.bytes, testing::read_file(testing::source_dir() / file.name)) << file.name;
  }
  EXPECT_NE(files[0].bytes.find('\0'), std::string_view::npos);
  EXPECT_EQ(files[1].bytes, "");
  EXPECT_GT(files[2].bytes.size(), 4U * 65536U);
}

}  // namespace
}  // namespace leastwise::embed_test
