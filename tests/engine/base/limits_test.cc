#include "engine/base/limits.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

// What one limit promises about another; the reasons stand beside the limits.
TEST(Limits, FitTogether) {
  EXPECT_LT(kMaxActionBytes, kMaxJsonStringBytes);
  EXPECT_LT(kMaxScopeBytes, kMaxJsonStringBytes);
  EXPECT_LT(kMaxJsonStringBytes, kMaxFileBytes);
  EXPECT_GE(kMaxActionBytes, 139U);       // the longest pattern of a built-in role
  EXPECT_GE(kMaxScopeBytes, 2048U);       // the longest resource id of Azure
  EXPECT_GE(kMaxJsonStringBytes, 8192U);  // the longest condition of Azure
  EXPECT_GE(kMaxJsonDepth, 40U);
}

}  // namespace
}  // namespace leastwise
