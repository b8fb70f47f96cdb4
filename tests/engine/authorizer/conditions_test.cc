// Conditions in decisions: on assignments, on the blocks of roles, on deny assignments.
#include <gtest/gtest.h>

#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::kAllow;
using testing::kDenied;
using testing::kNoGrant;
using testing::SmallTenant;

constexpr std::string_view kUnmet = "deny: condition-unmet";
constexpr std::string_view kUnknown = "unknown: condition-unknown";
const std::string kSub = "/subscriptions/s";
const std::string kGuarded = "!(ActionMatches{'x/write'}) OR @Request[tag] StringEquals 'a'";

ConditionRequest with_tag(const std::string& value) {
  ConditionRequest request;
  request.add_attribute(AttributeSource::kRequest, "TAG", std::span(&value, 1));
  return request;
}

ConditionRequest nothing_at_all() {
  ConditionRequest request;
  request.set_complete({true, true, true, true});
  return request;
}

class Conditions : public ::testing::Test {
 protected:
  Conditions() {
    t.user("ann");
    t.role("Plain", {{.actions = {"x/*"}}});
    t.role("Guarded", {{.actions = {"x/*"}, .condition = kGuarded}});
    t.role("Mixed", {{.actions = {"x/read"}}, {.actions = {"x/write"}, .condition = kGuarded}});
  }

  [[nodiscard]] std::string decide(const std::string& action,
                                   const ConditionRequest& request = {}) const {
    return t.decide({"ann", action, kSub}, request);
  }

  SmallTenant t;
};

TEST_F(Conditions, OfAnAssignmentDecideOnTheRequest) {
  t.assign("a", {"ann", "Plain", kSub, kGuarded});
  EXPECT_EQ(decide("x/write"), kUnknown);
  EXPECT_EQ(decide("x/write", with_tag("a")), kAllow);
  EXPECT_EQ(decide("x/write", with_tag("b")), kUnmet);
  EXPECT_EQ(decide("x/write", nothing_at_all()), kUnmet);
}

TEST_F(Conditions, WhoseGuardNamesAnotherActionNeedNothing) {
  t.assign("a", {"ann", "Plain", kSub, kGuarded});
  EXPECT_EQ(decide("x/read"), kAllow);
  EXPECT_EQ(decide("x/unseen/action"), kAllow);
  EXPECT_EQ(decide("y/read"), kNoGrant);
}

TEST_F(Conditions, OfABlockDecideOnTheRequest) {
  t.assign("a", {"ann", "Guarded", kSub});
  EXPECT_EQ(decide("x/read"), kAllow);
  EXPECT_EQ(decide("x/write"), kUnknown);
  EXPECT_EQ(decide("x/write", with_tag("a")), kAllow);
  EXPECT_EQ(decide("x/write", with_tag("b")), kUnmet);
}

TEST_F(Conditions, OfTheBlockAndOfTheAssignmentMustBothBeMet) {
  t.assign("a", {"ann", "Mixed", kSub, "@Request[tag] StringLike '?'"});
  EXPECT_EQ(decide("x/write", with_tag("a")), kAllow);
  EXPECT_EQ(decide("x/write", with_tag("b")), kUnmet);
  EXPECT_EQ(decide("x/read", with_tag("b")), kAllow);
  EXPECT_EQ(decide("x/read", with_tag("bb")), kUnmet);
  EXPECT_EQ(decide("x/read"), kUnknown);
}

TEST_F(Conditions, NeverHoldBackAnotherGrant) {
  t.assign("a", {"ann", "Plain", kSub, kGuarded});
  t.assign("b", {"ann", "Plain", "/"});
  EXPECT_EQ(decide("x/write", with_tag("b")), kAllow);
}

TEST_F(Conditions, OfTwoEqualGrantsAreEachEvaluated) {
  t.assign("a", {"ann", "Plain", kSub, kGuarded});
  t.assign("b", {"ann", "Plain", "/", "@Request[tag] StringEquals 'b'"});
  EXPECT_EQ(decide("x/write", with_tag("a")), kAllow);
  EXPECT_EQ(decide("x/write", with_tag("b")), kAllow);
  EXPECT_EQ(decide("x/write", with_tag("c")), kUnmet);
}

TEST_F(Conditions, OfADenialThatIsMissingLiftNothing) {
  t.assign("a", {"ann", "Plain", kSub});
  t.deny("d", {.principals = {"ann"}, .condition = "@Request[tag] StringEquals 'a'"});
  EXPECT_EQ(decide("x/read", with_tag("a")), kDenied);
  EXPECT_EQ(decide("x/read", with_tag("b")), kAllow);
  EXPECT_EQ(decide("x/read"), kUnknown);
  EXPECT_EQ(decide("x/read", nothing_at_all()), kUnknown);
}

TEST_F(Conditions, OfTheBlockOfADenialToo) {
  t.assign("a", {"ann", "Plain", kSub});
  t.deny("d", {.principals = {"ann"}, .blocks = {{.actions = {"*"}, .condition = kGuarded}}});
  EXPECT_EQ(decide("x/read"), kDenied);
  EXPECT_EQ(decide("x/write", with_tag("b")), kAllow);
}

TEST_F(Conditions, ThatAreInvalidDecideNothing) {
  t.assign("a", {"ann", "Plain", kSub, "nonsense"});
  EXPECT_EQ(decide("x/read", nothing_at_all()), kUnknown);
  EXPECT_EQ(decide("y/read", nothing_at_all()), kNoGrant);
}

// An unmet condition is a reason only where it is the only one.
TEST_F(Conditions, ThatAreUnmetAreNoReasonBesideAnother) {
  t.assign("a", {"ann", "Plain", "/subscriptions/other", kGuarded});
  EXPECT_EQ(decide("x/write", with_tag("b")), kNoGrant);
}

TEST_F(Conditions, KnowTheTime) {
  t.assign("a",
           {"ann", "Plain", kSub, "@Environment[UtcNow] DateTimeLessThan '2026-01-01T00:00:00Z'"});
  const Tenant tenant = t.build();
  const AccessQuestion asked{testing::guid_of("ann"), "x/read", Plane::kControl, kSub};
  const auto at = [&](const char* time) {
    const CompiledTenant compiled(tenant, {.at = *parse_instant(time)});
    return testing::text_of(*compiled.decide(asked));
  };
  EXPECT_EQ(at("2025-12-31T23:59:59Z"), kAllow);
  EXPECT_EQ(at("2026-01-01T00:00:00Z"), kUnmet);
}

}  // namespace
}  // namespace leastwise
