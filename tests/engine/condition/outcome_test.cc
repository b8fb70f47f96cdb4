// The laws of Kleene logic hold for sets of values too, except those that no set of possible values
// can keep (`a and not a` is not known to be no where `a` is not known).
#include "engine/condition/outcome.h"

#include <gtest/gtest.h>

#include <vector>

namespace leastwise {
namespace {

constexpr Truth kTruths[] = {Truth::kNo, Truth::kUnknown, Truth::kYes};

// All seven.
std::vector<Outcome> outcomes() {
  std::vector<Outcome> all;
  const Outcome yes(Truth::kYes);
  const Outcome no(Truth::kNo);
  const Outcome unknown = Outcome::missing();
  const Outcome anything = Outcome::anything();
  all = {yes, no, unknown, anything, anything & unknown, anything | unknown};
  all.push_back((anything & unknown) | no);
  return all;
}

TEST(Outcome, OfOneValueIsThatValue) {
  for (const Truth a : kTruths) {
    EXPECT_EQ(Outcome(a).truth(), a);
    EXPECT_EQ((!Outcome(a)).truth(), truth_not(a));
    for (const Truth b : kTruths) {
      EXPECT_EQ(Outcome(a) & Outcome(b), Outcome(truth_and(a, b)));
      EXPECT_EQ(Outcome(a) | Outcome(b), Outcome(truth_or(a, b)));
    }
  }
}

TEST(Outcome, HoldsEveryPairOfValues) {
  for (const Outcome a : outcomes()) {
    for (const Outcome b : outcomes()) {
      for (const Truth x : kTruths) {
        for (const Truth y : kTruths) {
          if (a.may_be(x) && b.may_be(y)) {
            EXPECT_TRUE((a & b).may_be(truth_and(x, y)));
            EXPECT_TRUE((a | b).may_be(truth_or(x, y)));
          }
        }
      }
    }
  }
}

TEST(Outcome, KeepsTheLawsOfKleene) {
  for (const Outcome a : outcomes()) {
    EXPECT_EQ(!!a, a);
    for (const Outcome b : outcomes()) {
      EXPECT_EQ(a & b, b & a);
      EXPECT_EQ(a | b, b | a);
      EXPECT_EQ(!(a & b), (!a) | (!b));
      EXPECT_EQ(!(a | b), (!a) & (!b));
      for (const Outcome c : outcomes()) {
        EXPECT_EQ((a & b) & c, a & (b & c));
        EXPECT_EQ((a | b) | c, a | (b | c));
      }
    }
  }
}

// What is missing for certain grants nothing, whatever else is not known; what is denied by it is
// unknown.
TEST(Outcome, TellsMissingFromNotGiven) {
  EXPECT_EQ(Outcome::missing().grants(), Truth::kNo);
  EXPECT_EQ(Outcome::missing().truth(), Truth::kUnknown);
  EXPECT_EQ(Outcome::anything().grants(), Truth::kUnknown);
  EXPECT_EQ((Outcome::missing() & Outcome::anything()).grants(), Truth::kNo);
  EXPECT_EQ((Outcome::missing() | Outcome::anything()).grants(), Truth::kUnknown);
  EXPECT_EQ((Outcome::missing() | Outcome(Truth::kYes)).grants(), Truth::kYes);
}

}  // namespace
}  // namespace leastwise
