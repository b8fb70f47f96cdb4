#include "engine/authorizer/decision.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace leastwise {
namespace {

using enum DecisionReason;

TEST(Effect, HasTheTextOfTheAnswers) {
  EXPECT_EQ(to_string(Effect::kAllow), "allow");
  EXPECT_EQ(to_string(Effect::kDeny), "deny");
  EXPECT_EQ(to_string(Effect::kUnknown), "unknown");
}

TEST(DecisionReason, EachHasATextOfItsOwn) {
  std::set<std::string_view> texts;
  for (unsigned i = 0; i <= static_cast<unsigned>(kMembershipUnknown); ++i) {
    texts.insert(to_string(static_cast<DecisionReason>(i)));
  }
  EXPECT_EQ(texts.size(), static_cast<std::size_t>(kMembershipUnknown) + 1);
  EXPECT_EQ(to_string(kConditionUnmet), "condition-unmet");
}

TEST(ReasonSet, HoldsEachReasonOnceInTheirOrder) {
  ReasonSet reasons{kMembershipUnknown, kRoleUnknown};
  reasons.add(kRoleUnknown);
  EXPECT_EQ(reasons.list(), (std::vector{kRoleUnknown, kMembershipUnknown}));
  EXPECT_TRUE(reasons.has(kRoleUnknown));
  EXPECT_FALSE(reasons.has(kGrantedByRoleAssignment));
}

TEST(ReasonSet, JoinsAndCompares) {
  ReasonSet reasons;
  EXPECT_TRUE(reasons.empty());
  EXPECT_EQ(reasons.bits(), 0U);
  reasons.add(ReasonSet{kHierarchyUnknown, kGrantedByRoleAssignment});
  EXPECT_EQ(reasons, (ReasonSet{kGrantedByRoleAssignment, kHierarchyUnknown}));
  EXPECT_NE(reasons, ReasonSet{kHierarchyUnknown});
}

}  // namespace
}  // namespace leastwise
