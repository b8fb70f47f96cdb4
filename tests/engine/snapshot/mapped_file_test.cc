#include "engine/snapshot/mapped_file.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

namespace leastwise {
namespace {

std::string text_of(const MappedFile& file) {
  // NOLINTNEXTLINE(*-reinterpret-cast): the bytes of a file, as text
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

TEST(MappedFile, HoldsTheBytesOfTheFileAlsoWhenItIsGone) {
  const std::string path = ::testing::TempDir() + "leastwise_mapped_file_test";
  std::ofstream(path) << "some bytes";
  auto opened = MappedFile::open(path);
  ASSERT_TRUE(opened.has_value());
  std::remove(path.c_str());
  const MappedFile moved = *std::move(opened);
  EXPECT_EQ(text_of(moved), "some bytes");
}

TEST(MappedFile, AnEmptyFileHasNoBytes) {
  const std::string path = ::testing::TempDir() + "leastwise_mapped_file_empty";
  std::ofstream(path) << "";
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file.has_value());
  EXPECT_TRUE(file->bytes().empty());
  std::remove(path.c_str());
}

TEST(MappedFile, WhatIsNoRegularFileIsAnError) {
  EXPECT_EQ(MappedFile::open("/dev/null").error().message,
            "cannot map `/dev/null`: it is no regular file");
  EXPECT_EQ(MappedFile::open("/nowhere/at/all").error().message,
            "cannot read `/nowhere/at/all`: No such file or directory");
}

}  // namespace
}  // namespace leastwise
