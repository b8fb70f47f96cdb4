// The laws of Kleene logic hold for sets of values too, except those that no set of possible values
// can keep (`a and not a` is not known to be no where `a` is not known).
#include "engine/condition/outcome.h"

#include <gtest/gtest.h>

#include <vector>

namespace leastwise {
namespace {

constexpr Truth kTruths[] = {Truth::kNo, Truth::kUnknown, Truth::kYes};

// All seven.
std::vector<ConditionOutcome> outcomes() {
  std::vector<ConditionOutcome> all;
  const ConditionOutcome yes(Truth::kYes);
  const ConditionOutcome no(Truth::kNo);
  const ConditionOutcome unknown = ConditionOutcome::missing();
  const ConditionOutcome anything = ConditionOutcome::anything();
  all = {yes, no, unknown, anything, anything & unknown, anything | unknown};
  all.push_back((anything & unknown) | no);
  return all;
}

TEST(ConditionOutcome, OfOneValueIsThatValue) {
  for (const Truth a : kTruths) {
    EXPECT_EQ(ConditionOutcome(a).truth(), a);
    EXPECT_EQ((!ConditionOutcome(a)).truth(), truth_not(a));
    for (const Truth b : kTruths) {
      EXPECT_EQ(ConditionOutcome(a) & ConditionOutcome(b), ConditionOutcome(truth_and(a, b)));
      EXPECT_EQ(ConditionOutcome(a) | ConditionOutcome(b), ConditionOutcome(truth_or(a, b)));
    }
  }
}

void expect_pairs(ConditionOutcome a, ConditionOutcome b) {
  for (const Truth x : kTruths) {
    for (const Truth y : kTruths) {
      if (a.may_be(x) && b.may_be(y)) {
        EXPECT_TRUE((a & b).may_be(truth_and(x, y)));
        EXPECT_TRUE((a | b).may_be(truth_or(x, y)));
      }
    }
  }
}

TEST(ConditionOutcome, HoldsEveryPairOfValues) {
  for (const ConditionOutcome a : outcomes()) {
    for (const ConditionOutcome b : outcomes()) {
      expect_pairs(a, b);
    }
  }
}

TEST(ConditionOutcome, KeepsTheLawsOfKleene) {
  for (const ConditionOutcome a : outcomes()) {
    EXPECT_EQ(!!a, a);
    for (const ConditionOutcome b : outcomes()) {
      EXPECT_EQ(a & b, b & a);
      EXPECT_EQ(a | b, b | a);
      EXPECT_EQ(!(a & b), (!a) | (!b));
      EXPECT_EQ(!(a | b), (!a) & (!b));
      for (const ConditionOutcome c : outcomes()) {
        EXPECT_EQ((a & b) & c, a & (b & c));
        EXPECT_EQ((a | b) | c, a | (b | c));
      }
    }
  }
}

// What is missing for certain grants nothing, whatever else is not known; what is denied by it is
// unknown.
TEST(ConditionOutcome, TellsMissingFromNotGiven) {
  EXPECT_EQ(ConditionOutcome::missing().grants(), Truth::kNo);
  EXPECT_EQ(ConditionOutcome::missing().truth(), Truth::kUnknown);
  EXPECT_EQ(ConditionOutcome::anything().grants(), Truth::kUnknown);
  EXPECT_EQ((ConditionOutcome::missing() & ConditionOutcome::anything()).grants(), Truth::kNo);
  EXPECT_EQ((ConditionOutcome::missing() | ConditionOutcome::anything()).grants(), Truth::kUnknown);
  EXPECT_EQ((ConditionOutcome::missing() | ConditionOutcome(Truth::kYes)).grants(), Truth::kYes);
}

}  // namespace
}  // namespace leastwise
