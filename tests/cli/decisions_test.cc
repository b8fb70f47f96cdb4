#include "cli/decisions.h"

#include <gtest/gtest.h>

namespace leastwise::cli {
namespace {

ActionAnswer answer(Effect effect, DecisionReason reason) {
  return {.asked = {}, .decision = {effect, {reason}}, .explanation = {}};
}

const ActionAnswer kAllowed = answer(Effect::kAllow, DecisionReason::kGrantedByRoleAssignment);
const ActionAnswer kDenied = answer(Effect::kDeny, DecisionReason::kNoMatchingGrant);
const ActionAnswer kBlocked = answer(Effect::kDeny, DecisionReason::kDeniedByDenyAssignment);
const ActionAnswer kOpen = answer(Effect::kUnknown, DecisionReason::kRoleUnknown);

TEST(Combined, AllowsOnlyWhereAllAllow) {
  EXPECT_EQ(combined(std::vector{kAllowed, kAllowed}).effect, Effect::kAllow);
  EXPECT_EQ(combined(std::vector{kAllowed, kOpen}).effect, Effect::kUnknown);
  EXPECT_EQ(combined(std::vector{kAllowed, kDenied}).effect, Effect::kDeny);
}

TEST(Combined, ADenialWinsOverAnUnknown) {
  EXPECT_EQ(combined(std::vector{kOpen, kDenied, kAllowed}).effect, Effect::kDeny);
}

TEST(Combined, TellsTheReasonsOfThoseThatMakeItSo) {
  EXPECT_EQ(combined(std::vector{kAllowed, kOpen}).reasons,
            ReasonSet{DecisionReason::kRoleUnknown});
  EXPECT_EQ(combined(std::vector{kDenied, kBlocked, kOpen}).reasons,
            (ReasonSet{DecisionReason::kNoMatchingGrant, DecisionReason::kDeniedByDenyAssignment}));
}

TEST(ExitCodes, EachEffectHasItsOwn) {
  EXPECT_EQ(to_int(exit_code_of(Effect::kAllow)), 0);
  EXPECT_EQ(to_int(exit_code_of(Effect::kDeny)), 1);
  EXPECT_EQ(to_int(exit_code_of(Effect::kUnknown)), 3);
  EXPECT_EQ(to_int(ExitCode::kError), 2);
}

}  // namespace
}  // namespace leastwise::cli
