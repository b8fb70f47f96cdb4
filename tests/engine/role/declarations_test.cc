#include "engine/role/declarations.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(Declarations, ATextIsGivenWhereItSaysSomething) {
  EXPECT_FALSE(DeclaredText{}.given());
  EXPECT_TRUE((DeclaredText{.text = "Contributor"}.given()));
}

// What a file leaves out of a suppression narrows nothing, and a need without an end goes on.
TEST(Declarations, WhatIsLeftOutIsNotGiven) {
  const SuppressionRecord suppression;
  EXPECT_FALSE(suppression.principal.given() || suppression.role.given() ||
               suppression.scope.given());
  const NeedRecord need;
  EXPECT_FALSE(need.access.given() || need.role.given());
  EXPECT_FALSE(need.until.has_value());
}

}  // namespace
}  // namespace leastwise
