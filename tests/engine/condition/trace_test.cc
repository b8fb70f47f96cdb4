#include "engine/condition/trace.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(ConditionTrace, SaysWhatEveryNodeSays) {
  const Condition condition =
      Condition::parse("!(ActionMatches{'a'}) OR (Exists @Request[x] AND ActionMatches{'*'})");
  ASSERT_TRUE(condition.valid());
  const auto outcomes = trace(condition, "a", {});
  ASSERT_EQ(outcomes.size(), condition.syntax().nodes().size());
  EXPECT_EQ(outcomes[0], ConditionOutcome(Truth::kYes));  // ActionMatches
  EXPECT_EQ(outcomes[1], ConditionOutcome(Truth::kNo));   // its negation
  EXPECT_EQ(outcomes[2], ConditionOutcome::anything());   // Exists
  EXPECT_EQ(outcomes.back(), condition.evaluate("a", {}));
}

}  // namespace
}  // namespace leastwise
