#include "engine/condition/condition.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/limits.h"

namespace leastwise {
namespace {

TEST(Condition, IsATreeAndAProgramOrIssues) {
  const Condition valid = Condition::parse("Exists @Request[x]");
  ASSERT_TRUE(valid.valid());
  EXPECT_EQ(valid.syntax().nodes().size(), 1U);
  EXPECT_EQ(valid.program().tests().size(), 1U);
  const Condition broken = Condition::parse("Exists");
  EXPECT_FALSE(broken.valid());
  EXPECT_FALSE(broken.issues().empty());
}

TEST(Condition, MayBeAnythingWhereItIsInvalid) {
  EXPECT_EQ(Condition::parse("Exists").evaluate("a", {}), ConditionOutcome::anything());
}

TEST(Condition, HasItsIssuesInTheOrderOfTheText) {
  const Condition condition =
      Condition::parse("@request[x] StringEquals 3 AND @Request[y] Foo 'a' and Exists");
  std::uint32_t last = 0;
  ASSERT_GE(condition.issues().size(), 3U);
  for (const ConditionIssue& issue : condition.issues()) {
    EXPECT_LE(last, issue.span.offset);
    last = issue.span.offset;
  }
}

TEST(Condition, IsNotReadAboveItsLimit) {
  const Condition condition = Condition::parse(std::string(kMaxConditionBytes + 1, ' '));
  ASSERT_EQ(condition.issues().size(), 1U);
  EXPECT_EQ(condition.issues().front().code, "too-long");
}

}  // namespace
}  // namespace leastwise
