#include "rules/audit/need_index.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::SmallAudit;
using testing::SmallTenant;

constexpr std::string_view kSub = "/subscriptions/s";
constexpr std::string_view kGroup = "/subscriptions/s/resourceGroups/g";
constexpr std::string_view kOther = "/subscriptions/s/resourceGroups/h";

class NeedIndexTest : public ::testing::Test {
 protected:
  NeedIndexTest() {
    t_.user("ann");
    t_.user("bob");
    t_.role("Reader", {{.actions = {"p/*/read"}}, {.actions = {"p/*/write"}, .condition = "c"}});
    t_.assign("a1", {"ann", "Reader", std::string(kSub)});
    t_.assign("a2", {"ann", "Reader", std::string(kGroup)});
    t_.assign("a3", {"bob", "Reader", std::string(kOther)});
  }

  SmallTenant t_;
};

TEST_F(NeedIndexTest, NeedsAreFoundByTheScopeOnWhichTheyBear) {
  SmallAudit audit(t_);
  audit.need({"ann", std::string(kSub), {"p/a/read"}});
  audit.need({"ann", std::string(kGroup), {"p/a/write"}});
  audit.need({"ann", "/subscriptions/s/resourceGroups/g/providers/p/a/unknown", {"p/a/delete"}});
  const NeedIndex needs(audit.context());
  using Indexes = std::vector<std::size_t>;
  const PrincipalId ann = audit.world().principal("ann");
  EXPECT_EQ(needs.at_or_above(ann, audit.world().scope(kSub)), (Indexes{0}));
  EXPECT_EQ(needs.below(ann, audit.world().scope(kSub)), (Indexes{1, 2}));
  EXPECT_EQ(needs.at_or_above(ann, audit.world().scope(kGroup)), (Indexes{0, 1}));
  EXPECT_EQ(needs.below(ann, audit.world().scope(kGroup)), (Indexes{2})) << "a scope not known";
  EXPECT_EQ(needs.at_or_above(ann, audit.world().scope(kOther)), (Indexes{0}));
  EXPECT_TRUE(needs.below(ann, audit.world().scope(kOther)).empty());
  EXPECT_TRUE(
      needs.at_or_above(audit.world().principal("bob"), audit.world().scope(kOther)).empty());
}

TEST_F(NeedIndexTest, WhoseNeedsHaveEndedHasDeclaredAllTheSame) {
  SmallAudit audit(t_, {.at = *parse_instant("2026-06-01")});
  audit.need({.principal = "ann",
              .scope = std::string(kGroup),
              .actions = {"p/a/read"},
              .until = parse_instant("2026-02-01")});
  audit.need({.principal = "ann",
              .scope = std::string(kGroup),
              .actions = {"p/a/write"},
              .until = parse_instant("2026-03-01")});
  const NeedIndex needs(audit.context());
  const PrincipalId ann = audit.world().principal("ann");
  EXPECT_TRUE(needs.declares(ann));
  EXPECT_FALSE(needs.declares(audit.world().principal("bob")));
  EXPECT_TRUE(needs.of(ann).empty());
  EXPECT_EQ(needs.ended(ann, audit.world().scope(kGroup)), 1U) << "the last to end";
  EXPECT_EQ(needs.ended(ann, audit.world().scope(kOther)), std::nullopt);
}

TEST_F(NeedIndexTest, NothingHasEndedWhereSomethingHolds) {
  SmallAudit audit(t_, {.at = *parse_instant("2026-06-01")});
  audit.need({.principal = "ann",
              .scope = std::string(kGroup),
              .actions = {"p/a/read"},
              .until = parse_instant("2026-02-01")});
  audit.need({"ann", std::string(kSub), {"p/a/write"}});
  EXPECT_EQ(
      NeedIndex(audit.context()).ended(audit.world().principal("ann"), audit.world().scope(kGroup)),
      std::nullopt);
}

// A role that is needed may be given as it is, with what it grants under conditions.
TEST_F(NeedIndexTest, ANeededRoleAllowsAllThatItCanGrant) {
  SmallAudit audit(t_);
  audit.need({.principal = "ann", .scope = std::string(kGroup), .role = "Reader"});
  audit.need({"ann", std::string(kGroup), {"p/a/delete"}});
  const AuditContext& context = audit.context();
  const std::vector<std::size_t> both = {0, 1};
  const ActionSet allowed = NeedIndex(context).allowed(both, Plane::kControl);
  EXPECT_TRUE(context.sets().holds(allowed, "p/x/read", Plane::kControl));
  EXPECT_TRUE(context.sets().holds(allowed, "p/x/write", Plane::kControl));
  EXPECT_TRUE(context.sets().holds(allowed, "p/a/delete", Plane::kControl));
  EXPECT_FALSE(context.sets().holds(allowed, "p/x/delete", Plane::kControl));
  EXPECT_TRUE(NeedIndex(context).allowed(both, Plane::kData).empty());
}

}  // namespace
}  // namespace leastwise
