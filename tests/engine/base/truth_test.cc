#include "engine/base/truth.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace leastwise {
namespace {

constexpr Truth kAll[] = {Truth::kNo, Truth::kUnknown, Truth::kYes};

// An unknown never becomes a yes by a conversion.
static_assert(!std::is_convertible_v<Truth, bool>);

TEST(Truth, TablesAreThoseOfKleene) {
  EXPECT_EQ(truth_and(Truth::kYes, Truth::kUnknown), Truth::kUnknown);
  EXPECT_EQ(truth_and(Truth::kNo, Truth::kUnknown), Truth::kNo);
  EXPECT_EQ(truth_or(Truth::kYes, Truth::kUnknown), Truth::kYes);
  EXPECT_EQ(truth_or(Truth::kNo, Truth::kUnknown), Truth::kUnknown);
  EXPECT_EQ(truth_not(Truth::kUnknown), Truth::kUnknown);
  EXPECT_EQ(truth_not(Truth::kYes), Truth::kNo);
  EXPECT_EQ(truth_not(Truth::kNo), Truth::kYes);
  EXPECT_EQ(truth_of(true), Truth::kYes);
  EXPECT_EQ(truth_of(false), Truth::kNo);
}

TEST(Truth, ObeysTheLawsOfALattice) {
  for (const Truth a : kAll) {
    EXPECT_EQ(truth_and(a, a), a);
    EXPECT_EQ(truth_or(a, a), a);
    EXPECT_EQ(truth_not(truth_not(a)), a);
    for (const Truth b : kAll) {
      EXPECT_EQ(truth_and(a, b), truth_and(b, a));
      EXPECT_EQ(truth_or(a, b), truth_or(b, a));
      EXPECT_EQ(truth_or(a, truth_and(a, b)), a);
      EXPECT_EQ(truth_and(a, truth_or(a, b)), a);
      EXPECT_EQ(truth_not(truth_and(a, b)), truth_or(truth_not(a), truth_not(b)));
      for (const Truth c : kAll) {
        EXPECT_EQ(truth_and(a, truth_or(b, c)), truth_or(truth_and(a, b), truth_and(a, c)));
      }
    }
  }
}

TEST(Truth, HasNames) {
  EXPECT_EQ(to_string(Truth::kNo), "no");
  EXPECT_EQ(to_string(Truth::kUnknown), "unknown");
  EXPECT_EQ(to_string(Truth::kYes), "yes");
}

}  // namespace
}  // namespace leastwise
