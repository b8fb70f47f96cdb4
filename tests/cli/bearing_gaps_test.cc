#include "cli/bearing_gaps.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/cli/small_tenant.h"

namespace leastwise::cli {
namespace {

using testing::guid;
using testing::SmallTenant;

constexpr const char* kSubscription = "/subscriptions/00000000-0000-0000-0000-00000000000a";
constexpr const char* kOther = "/subscriptions/00000000-0000-0000-0000-00000000000b";

// Kinds of the gaps that bear, without those of whole exports, which always do.
std::vector<GapKind> kinds(const Tenant& tenant, unsigned principal, const std::string& action,
                           const std::string& scope) {
  const CompiledTenant compiled(tenant, {});
  BearingQuestion question;
  question.subject = compiled.subject(guid(principal));
  question.actions = {compiled.action(action, Plane::kControl)};
  question.scope = tenant.scopes().nearest(testing::scope(scope)).node;
  std::vector<GapKind> found;
  for (const CoverageGap* gap : bearing_gaps(compiled, question)) {
    if (gap->kind != GapKind::kNothingOfKind) {
      found.push_back(gap->kind);
    }
  }
  return found;
}

using Kinds = std::vector<GapKind>;

TEST(BearingGaps, AnUndefinedRoleBearsWhereItIsAssigned) {
  SmallTenant records;
  records.user(1, "ann").user(2, "bob").grant(1, 900, kSubscription).grant(2, 901, kOther);
  const Tenant tenant = records.build();
  EXPECT_EQ(kinds(tenant, 1, "a/read", kSubscription), Kinds{GapKind::kRoleUndefined});
  EXPECT_EQ(kinds(tenant, 1, "a/read", kOther), Kinds{});
  EXPECT_EQ(kinds(tenant, 2, "a/read", kSubscription), Kinds{});
}

TEST(BearingGaps, AMemberListBearsWhereItsGroupIsGrantedTheAction) {
  SmallTenant records;
  records.role(100, "reader", {"*/read"}).user(1, "ann");
  records.group(10, "all", std::vector<unsigned>{11}).group(11, "inner", std::nullopt);
  records.grant(10, 100, kSubscription);
  const Tenant tenant = records.build();
  EXPECT_EQ(kinds(tenant, 1, "a/read", kSubscription), Kinds{GapKind::kMemberListMissing});
  EXPECT_EQ(kinds(tenant, 1, "a/write", kSubscription), Kinds{});
  EXPECT_EQ(kinds(tenant, 1, "a/read", kOther), Kinds{});
}

TEST(BearingGaps, AMemberListBearsThroughADenyAssignment) {
  SmallTenant records;
  records.role(100, "reader", {"*/read"}).user(1, "ann").grant(1, 100, kSubscription);
  records.group(10, "blocked", std::nullopt).deny({10}, {"a/read"}, kSubscription);
  const Tenant tenant = records.build();
  EXPECT_EQ(kinds(tenant, 1, "a/read", kSubscription), Kinds{GapKind::kMemberListMissing});
  EXPECT_EQ(kinds(tenant, 1, "b/read", kSubscription), Kinds{});
}

TEST(BearingGaps, AKnownMemberNeedsNoList) {
  SmallTenant records;
  records.role(100, "reader", {"*/read"}).user(1, "ann");
  records.group(10, "all", std::vector<unsigned>{1, 11}).group(11, "inner", std::nullopt);
  records.grant(10, 100, kSubscription);
  const Tenant tenant = records.build();
  EXPECT_EQ(kinds(tenant, 1, "a/read", kSubscription), Kinds{});
}

TEST(BearingGaps, WithoutAPrincipalEveryOpenGroupBears) {
  SmallTenant records;
  records.role(100, "reader", {"*/read"}).group(10, "all", std::nullopt);
  records.grant(10, 100, kSubscription);
  const Tenant tenant = records.build();
  const CompiledTenant compiled(tenant, {});
  const auto gaps = bearing_gaps(compiled, {});
  EXPECT_TRUE(std::ranges::any_of(
      gaps, [](const CoverageGap* gap) { return gap->kind == GapKind::kMemberListMissing; }));
}

}  // namespace
}  // namespace leastwise::cli
