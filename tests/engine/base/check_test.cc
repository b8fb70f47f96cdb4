#include "engine/base/check.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(Check, PassesWhereItHolds) {
  check(true, "never printed");
  SUCCEED();
}

TEST(CheckDeathTest, AbortsAndNamesTheClaimAndThePlace) {
  EXPECT_DEATH(check(1 > 2, "one is more than two"), "one is more than two");
  EXPECT_DEATH(check(false, "x"), "check_test.cc");
}

}  // namespace
}  // namespace leastwise
