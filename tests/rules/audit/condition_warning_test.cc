// LW031: a condition on a grant that does not do what it seems to.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::house;
using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";
const std::string kWrite = "Microsoft.Authorization/roleAssignments/write";
const std::string kRole = "[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
const std::string kOwner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const std::string kReader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

RuleOutcome run(const std::string& condition) {
  SmallTenant t = house();
  t.assign("a1", {"ann", "Assigner", kSub, condition});
  return SmallAudit(t).run("LW031");
}

TEST(ConditionWarning, NothingForAGoodCondition) {
  EXPECT_TRUE(run("@Request" + kRole + " GuidEquals " + kReader).findings().empty());
  SmallTenant t = house();
  t.assign("a1", {"ann", "Assigner", kSub});
  EXPECT_TRUE(SmallAudit(t).run("LW031").findings().empty()) << "no condition";
}

TEST(ConditionWarning, ALimitThatHoldsNobodyBackIsHigh) {
  RuleOutcome outcome = run("@Request" + kRole + " ForAnyOfAnyValues:GuidNotEquals {" + kOwner +
                            ", " + kReader + "}");
  EXPECT_EQ(messages_of(outcome),
            Names{"the condition on Assigner at subscription s (under a condition) of ann holds "
                  "back less than it seems to"});
  const Finding& finding = outcome.findings().front();
  EXPECT_EQ(finding.severity, FindingSeverity::kHigh);
  EXPECT_EQ(testing::evidence_of(finding, "warnings").size(), 2U);
}

TEST(ConditionWarning, TheWrongSourceIsMedium) {
  RuleOutcome outcome = run("@Resource" + kRole + " GuidEquals " + kReader);
  ASSERT_EQ(outcome.findings().size(), 1U);
  EXPECT_EQ(outcome.findings().front().severity, FindingSeverity::kMedium);
  const Names warnings = testing::evidence_of(outcome.findings().front(), "warnings");
  EXPECT_TRUE(warnings.back().starts_with("wrong-source at 1:1: ")) << warnings.back();
}

TEST(ConditionWarning, WhatCannotBeReadIsTold) {
  RuleOutcome outcome = run("@Request" + kRole + " GuidEqual x");
  EXPECT_TRUE(messages_of(outcome).front().ends_with("cannot be read"));
  EXPECT_FALSE(testing::evidence_of(outcome.findings().front(), "errors").empty());
}

}  // namespace
}  // namespace leastwise
