#include "engine/ingest/input_bytes.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "tests/support/paths.h"

namespace leastwise {
namespace {

TEST(InputBytes, AFileIsReadWhole) {
  const std::string path = ::testing::TempDir() + "input_bytes_test.bin";
  const std::string bytes("a\0b\r\n", 5);
  std::ofstream(path, std::ios::binary) << bytes;
  const auto read = read_input(path);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, bytes);
  std::remove(path.c_str());
}

TEST(InputBytes, WhatCannotBeReadSaysWhy) {
  EXPECT_EQ(read_input("/no/such/file").error().message, "No such file or directory");
  EXPECT_EQ(read_input(::testing::TempDir()).error().message, "Is a directory");
}

TEST(InputBytes, DiagnosticsNameTheInput) {
  EXPECT_EQ(input_name("-"), "standard input");
  EXPECT_EQ(input_name("a/b"), "a/b");
  Diagnostics diagnostics;
  report_unreadable("x", "it is gone", diagnostics);
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all()[0].code, "unreadable-file");
  EXPECT_EQ(diagnostics.all()[0].message, "cannot read `x`: it is gone");
}

}  // namespace
}  // namespace leastwise
