// A management group that no export places inherited its own grants and denials as possible ones,
// so that decisions at the group named `hierarchy-unknown` without cause.
// Found by tests/property/decision_test.cc.
#include <gtest/gtest.h>

#include "tests/property/model_tenant.h"

namespace leastwise {
namespace {

using enum DecisionReason;

const std::string kAnn = "00000000-0000-4000-8000-00000000000a";
const std::string kReader = "00000000-0000-4000-8000-0000000000f1";
const std::string kOpen = "00000000-0000-4000-8000-0000000000a1";

oracle::Model one_conditional_grant(const std::string& scope) {
  oracle::Model model;
  model.principals = {{kAnn, "User"}};
  oracle::Block block;
  block.actions = {"*/read"};
  model.roles = {{kReader, {block}}};
  model.grants = {
      {.id = "g", .principal = kAnn, .role = kReader, .scope = scope, .condition = "c"}};
  return model;
}

AccessDecision decide(const oracle::Model& model, std::string_view scope) {
  const auto tenant = property::tenant_of(model, 1);
  const CompiledTenant compiled(*tenant, {});
  return *compiled.decide({property::guid_of(kAnn), "x/read", Plane::kControl, scope});
}

const std::string kGroup = "/providers/Microsoft.Management/managementGroups/m";
const std::string kOtherGroup = "/providers/Microsoft.Management/managementGroups/n";

TEST(UnplacedGroup, ItsOwnGrantIsNotDoubtedByTheHierarchy) {
  const oracle::Model model = one_conditional_grant(kGroup);
  EXPECT_EQ(decide(model, kGroup), (AccessDecision{Effect::kUnknown, {kConditionUnknown}}));
  EXPECT_EQ(decide(model, kOtherGroup),
            (AccessDecision{Effect::kUnknown, {kConditionUnknown, kHierarchyUnknown}}));
}

TEST(UnplacedGroup, InheritsFromOtherGroupsTheSameRole) {
  oracle::Model model = one_conditional_grant(kGroup);
  model.grants.push_back(model.grants.front());
  model.grants.back().id = "h";
  model.grants.back().scope = kOtherGroup;
  EXPECT_EQ(decide(model, kGroup),
            (AccessDecision{Effect::kUnknown, {kConditionUnknown, kHierarchyUnknown}}));
}

TEST(UnplacedGroup, ItsOwnDenialIsNotDoubtedByTheHierarchy) {
  oracle::Model model = one_conditional_grant("/");
  model.grants[0].condition = "";
  model.principals.push_back({kOpen, "Group"});  // its members were not exported
  model.denials = {{.id = "d", .scope = kGroup, .blocks = model.roles[0].blocks}};
  model.denials[0].principals = {kOpen};
  EXPECT_EQ(decide(model, kGroup), (AccessDecision{Effect::kUnknown, {kMembershipUnknown}}));
}

}  // namespace
}  // namespace leastwise
