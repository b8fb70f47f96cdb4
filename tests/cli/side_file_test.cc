#include "cli/side_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace leastwise::cli {
namespace {

TEST(SideFile, IsNamedAndReadWhole) {
  const std::string path = ::testing::TempDir() + "leastwise_side_file.yaml";
  std::ofstream(path, std::ios::binary) << "version: 1\n";
  FileTable table;
  Diagnostics diagnostics;
  const SideFiles files{[&](std::string_view name) { return table.add(std::string(name)); },
                        diagnostics};
  const auto side = files.read(path);
  ASSERT_TRUE(side.has_value());
  EXPECT_EQ(side->bytes, "version: 1\n");
  EXPECT_EQ(table.name(side->file), path);
  EXPECT_TRUE(diagnostics.all().empty());
}

// What cannot be read has no place in the table, so its name stands in the message.
TEST(SideFile, OneThatCannotBeReadIsAnError) {
  FileTable table;
  Diagnostics diagnostics;
  const SideFiles files{[&](std::string_view name) { return table.add(std::string(name)); },
                        diagnostics};
  EXPECT_FALSE(files.read("no-such-folder/needs.yaml").has_value());
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all().front().code, "unreadable-file");
  EXPECT_NE(diagnostics.all().front().message.find("no-such-folder/needs.yaml"), std::string::npos);
  EXPECT_EQ(table.size(), 0U);
}

}  // namespace
}  // namespace leastwise::cli
