#include "engine/base/result.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0) {
    return fail("number `3` is odd", "give an even one");
  }
  return value / 2;
}

TEST(Result, IsAValueOrAnError) {
  EXPECT_EQ(half(4), 2);
  const auto failed = half(3);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error(), (Error{"number `3` is odd", "give an even one"}));
}

TEST(Result, HelpMayBeEmpty) {
  const Result<int> failed = fail("it is so");
  EXPECT_EQ(failed.error().help, "");
}

}  // namespace
}  // namespace leastwise
