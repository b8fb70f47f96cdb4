#include "engine/lattice/role_sets.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::Names;
using testing::SmallCompiled;
using testing::SmallTenant;

class RoleSetsTest : public ::testing::Test {
 protected:
  RoleSetsTest() {
    t.user("ann");
    t.role("Owner", {{.actions = {"*"}}});
    t.role("Contributor", {{.actions = {"*"}, .not_actions = {"Auth/*/write"}}});
    t.role("Reader", {{.actions = {"*/read"}, .data_actions = {"Store/*/read"}}});
    t.role("Guarded", {{.actions = {"A/read"}},
                       {.actions = {"A/*"}, .not_actions = {"A/write"}, .condition = "when"}});
    t.assign("one", {"ann", "Unheard", "/subscriptions/s"});
    t.operation("A/read");
    t.operation("A/write");
    t.operation("Store/blobs/read", OperationPlane::kData);
    t.operation("Auth/roles/write");
  }

  [[nodiscard]] static std::vector<RoleId> all_roles(const SmallCompiled& world) {
    std::vector<RoleId> roles;
    for (std::size_t i = 0; i < world.tenant.roles().size(); ++i) {
      roles.push_back(RoleId::from_index(i));
    }
    return roles;
  }

  [[nodiscard]] static RoleSets built(const SmallCompiled& world,
                                      std::span<const FurtherPatternView> further = {}) {
    auto sets = RoleSets::build(world.compiled, all_roles(world), further);
    EXPECT_TRUE(sets.has_value()) << sets.error().message;
    return *std::move(sets);
  }

  [[nodiscard]] static Names names(const SmallCompiled& world, const RoleSets& sets,
                                   const ActionSet& set, Plane plane) {
    Names names;
    for (const OperationId id : sets.operations(set, plane)) {
      names.emplace_back(world.tenant.operations().name(id));
    }
    return names;
  }

  SmallTenant t;
};

TEST_F(RoleSetsTest, ComparesRolesForEveryAction) {
  const SmallCompiled world(t);
  const RoleSets sets = built(world);
  const auto set = [&](std::string_view role) {
    return sets.of(world.role(role), Plane::kControl);
  };
  EXPECT_EQ(set("Contributor").included_in(set("Owner")), Truth::kYes);
  EXPECT_EQ(set("Owner").included_in(set("Contributor")), Truth::kNo);
  EXPECT_EQ(set("Reader").included_in(set("Contributor")), Truth::kYes);
}

TEST_F(RoleSetsTest, PlanesDoNotMix) {
  const SmallCompiled world(t);
  const RoleSets sets = built(world);
  EXPECT_TRUE(sets.of(world.role("Owner"), Plane::kData).empty());
  const PermissionSet& data = sets.of(world.role("Reader"), Plane::kData);
  EXPECT_EQ(names(world, sets, data.certain(), Plane::kData), Names{"Store/blobs/read"});
  EXPECT_EQ(sets.known(Plane::kData).count(ActionSet::all(sets.partition(Plane::kData))), 1U);
  EXPECT_EQ(sets.known(Plane::kControl).count(ActionSet::all(sets.partition(Plane::kControl))), 3U);
}

TEST_F(RoleSetsTest, BlocksKeepTheirConditions) {
  const SmallCompiled world(t);
  const RoleSets sets = built(world);
  const PermissionSet& set = sets.of(world.role("Guarded"), Plane::kControl);
  EXPECT_EQ(names(world, sets, set.certain(), Plane::kControl), Names{"A/read"});
  ASSERT_EQ(set.terms().size(), 1U);
  ASSERT_EQ(set.terms()[0].conditions.size(), 1U);
  EXPECT_EQ(world.tenant.condition(set.terms()[0].conditions[0]), "when");
  EXPECT_TRUE(sets.holds(set.terms()[0].actions, "A/Any", Plane::kControl));
  EXPECT_FALSE(sets.holds(set.terms()[0].actions, "a/write", Plane::kControl));
  EXPECT_FALSE(sets.holds(set.terms()[0].actions, "a/read", Plane::kControl));  // certain already
}

// What a condition settles by its ActionMatches alone does not hang on it.
TEST_F(RoleSetsTest, OneMoreConditionSplitsASetByItsPatterns) {
  t.assign("two", {"ann", "Guarded", "/subscriptions/s",
                   "ActionMatches{'A/*'} AND (!(ActionMatches{'A/read'}) OR Exists @Request[x])"});
  const SmallCompiled world(t);
  const std::vector<FurtherPatternView> guards = {{"a/*", Plane::kControl},
                                                  {"a/read", Plane::kControl}};
  const ConditionId condition = *world.tenant.assignment(world.assignment("two")).condition;
  const auto split = [&](const RoleSets& sets, std::string_view role) {
    return sets.under(sets.of(world.role(role), Plane::kControl), condition, Plane::kControl);
  };
  const RoleSets sets = built(world, guards);
  const PermissionSet owner = split(sets, "Owner");
  EXPECT_EQ(names(world, sets, owner.certain(), Plane::kControl), Names{"A/write"});
  ASSERT_EQ(owner.terms().size(), 1U);
  EXPECT_EQ(names(world, sets, owner.terms()[0].actions, Plane::kControl), Names{"A/read"});
  const PermissionSet guarded = split(sets, "Guarded");
  EXPECT_TRUE(guarded.certain().empty());
  EXPECT_EQ(guarded.terms().size(), 2U) << "A/read if c, the rest of A if the block's is met";
}

// Without its patterns in the partition nothing is settled.
TEST_F(RoleSetsTest, OneMoreConditionOfUnheardPatternsHoldsEverythingBack) {
  t.assign("two", {"ann", "Reader", "/subscriptions/s", "!(ActionMatches{'Z/never'})"});
  const SmallCompiled world(t);
  const RoleSets sets = built(world);
  const ConditionId condition = *world.tenant.assignment(world.assignment("two")).condition;
  EXPECT_TRUE(sets.under(sets.of(world.role("Reader"), Plane::kControl), condition, Plane::kControl)
                  .certain()
                  .empty());
}

TEST_F(RoleSetsTest, UndefinedRolesAndThoseWithoutPartHaveNoSet) {
  const SmallCompiled world(t);
  const RoleSets sets = built(world);
  EXPECT_TRUE(sets.defined(world.role("Owner")));
  EXPECT_FALSE(sets.defined(world.role("Unheard")));
  const std::vector<RoleId> one{world.role("Reader")};
  const auto few = RoleSets::build(world.compiled, one);
  ASSERT_TRUE(few.has_value());
  EXPECT_TRUE(few->defined(world.role("Reader")));
  EXPECT_FALSE(few->defined(world.role("Owner")));
}

TEST_F(RoleSetsTest, FurtherPatternsAreSetsOfTheSamePartition) {
  const SmallCompiled world(t);
  const std::vector<FurtherPatternView> further{
      {"A/*", Plane::kControl}, {"Store/*", Plane::kData}, {" Auth/*/WRITE ", Plane::kControl}};
  const RoleSets sets = built(world, further);
  EXPECT_EQ(names(world, sets, sets.further(0), Plane::kControl), (Names{"A/read", "A/write"}));
  EXPECT_EQ(names(world, sets, sets.further(1), Plane::kData), Names{"Store/blobs/read"});
  const ActionSet contributor = sets.of(world.role("Contributor"), Plane::kControl).certain();
  EXPECT_EQ(contributor.complement(), sets.further(2));
}

// A denial names patterns that a role may spell in another way.
TEST_F(RoleSetsTest, BlocksOfOthersAreFoundByText) {
  t.deny("no", {.principals = {"everyone"},
                .blocks = {{.actions = {"*"}, .not_actions = {"auth/*/WRITE"}},
                           {.actions = {"A/*"}, .condition = "when"}}});
  const SmallCompiled world(t);
  const RoleSets sets = built(world);
  const PermissionSet denied =
      sets.of_blocks(world.tenant.denial(world.denial("no")).blocks, Plane::kControl);
  EXPECT_EQ(denied, sets.of(world.role("Contributor"), Plane::kControl));
  EXPECT_TRUE(sets.of_blocks(world.tenant.denial(world.denial("no")).blocks, Plane::kData).empty());
}

TEST_F(RoleSetsTest, BlocksWithAnUnheardPatternAreABug) {
  t.deny("no", {.principals = {"everyone"}, .blocks = {{.actions = {"never/heard"}}}});
  const SmallCompiled world(t);
  const RoleSets sets = built(world);
  const auto& blocks = world.tenant.denial(world.denial("no")).blocks;
  EXPECT_DEATH((void)sets.of_blocks(blocks, Plane::kControl), "take part in the sets");
  EXPECT_DEATH((void)sets.of(world.role("Unheard"), Plane::kData), "is defined");
}

TEST_F(RoleSetsTest, ReadsWildcardsAsTheTenantIsCompiled) {
  const std::vector<FurtherPatternView> further{{"A/*/read", Plane::kControl}};
  for (const WildcardReading reading : {WildcardReading::kAzure, WildcardReading::kLiteral}) {
    const SmallCompiled world(t, {.wildcards = reading});
    const RoleSets sets = built(world, further);
    EXPECT_EQ(sets.holds(sets.further(0), "A/read", Plane::kControl),
              reading == WildcardReading::kAzure);
  }
}

TEST_F(RoleSetsTest, MovesWithItsSets) {
  const SmallCompiled world(t);
  RoleSets first = built(world);
  const RoleSets second = std::move(first);
  EXPECT_EQ(names(world, second, second.of(world.role("Owner"), Plane::kControl).certain(),
                  Plane::kControl),
            (Names{"A/read", "A/write", "Auth/roles/write"}));
}

TEST_F(RoleSetsTest, TooManyStatesNameAPatternAndItsRole) {
  const SmallCompiled world(t);
  const auto sets = RoleSets::build(world.compiled, all_roles(world), {}, 3);
  ASSERT_FALSE(sets.has_value());
  EXPECT_EQ(sets.error().message,
            "4 wildcard patterns need an automaton of more than 3 states, most of them because of "
            "`*/read` of role `Reader`");
  // Of no role: the pattern alone is named.
  const std::vector<FurtherPatternView> further{{"x/*/y/*/z", Plane::kData}};
  const auto alone = RoleSets::build(world.compiled, {}, further, 3);
  ASSERT_FALSE(alone.has_value());
  EXPECT_EQ(alone.error().message,
            "1 wildcard patterns need an automaton of more than 3 states, most of them because of "
            "`x/*/y/*/z`");
}

TEST_F(RoleSetsTest, AFurtherPatternPastTheLimitIsAnError) {
  const SmallCompiled world(t);
  const std::string text(kMaxActionBytes + 1, 'x');
  const std::vector<FurtherPatternView> further{{text, Plane::kControl}};
  const auto sets = RoleSets::build(world.compiled, {}, further);
  ASSERT_FALSE(sets.has_value());
  EXPECT_EQ(sets.error().message, "pattern of 2049 bytes is longer than the limit of 2048");
}

}  // namespace
}  // namespace leastwise
