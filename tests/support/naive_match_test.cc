#include "tests/support/naive_match.h"

#include <gtest/gtest.h>

#include <string_view>

namespace leastwise::testing {
namespace {

bool segment(std::string_view pattern, std::string_view action) {
  return naive_match(pattern, action, NaiveReading::kSegment);
}

bool literal(std::string_view pattern, std::string_view action) {
  return naive_match(pattern, action, NaiveReading::kLiteral);
}

TEST(NaiveMatch, ReadsSegmentsAsTheSpecificationSays) {
  EXPECT_TRUE(segment("A/*/B", "a/b"));
  EXPECT_TRUE(segment("A/*/B", "A/x/y/B"));
  EXPECT_FALSE(segment("A/*/B", "A//B"));
  EXPECT_TRUE(segment("A/*", "A/x"));
  EXPECT_FALSE(segment("A/*", "A/"));
  EXPECT_FALSE(segment("A/*", "A"));
  EXPECT_TRUE(segment("*/B", "A/B"));
  EXPECT_FALSE(segment("*/B", "/B"));
  EXPECT_TRUE(segment("*", "a"));
  EXPECT_TRUE(segment("A/vm*", "a/vm/x"));
  EXPECT_TRUE(segment("**", "a/b"));
}

TEST(NaiveMatch, ReadsRunsLiterally) {
  EXPECT_TRUE(literal("A/*", "a/"));
  EXPECT_FALSE(literal("A/*/B", "A/B"));
  EXPECT_TRUE(literal("A/*/B", "A//B"));
  EXPECT_TRUE(literal("*/B", "/B"));
}

}  // namespace
}  // namespace leastwise::testing
