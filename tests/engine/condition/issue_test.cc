#include "engine/condition/issue.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(TextSpan, JoinsToTheShortestThatHoldsBoth) {
  EXPECT_EQ(span_of({5, 2}, {1, 2}), (TextSpan{1, 6}));
  EXPECT_EQ(span_of({1, 9}, {3, 2}), (TextSpan{1, 9}));
}

TEST(ConditionIssues, HaveErrorsOnlyWhereOneIs) {
  ConditionIssues issues{{IssueLevel::kNote, "a", "b"}, {IssueLevel::kWarning, "c", "d"}};
  EXPECT_FALSE(has_errors(issues));
  issues.push_back({IssueLevel::kError, "e", "f"});
  EXPECT_TRUE(has_errors(issues));
}

}  // namespace
}  // namespace leastwise
