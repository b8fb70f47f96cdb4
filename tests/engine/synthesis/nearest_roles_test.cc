// The laws, against every role and every pair of roles tried: the roles that are told cover the
// need, nothing covering is strictly inside one of them, none is missing; the pair is the lightest
// there is, and is told exactly where it should be.
#include "engine/synthesis/nearest_roles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::Names;
using testing::SmallCompiled;
using testing::SmallTenant;

// Reads weigh 1, writes 10; `Auth/write` weighs 1000.
DangerTable weights() {
  return DangerTable({{"Auth/write", Plane::kControl, DangerGroup::kSelfGrant, "GrantsAny", "all"}},
                     {.read = 1, .write = 10, .remove = 10, .action = 5, .other = 5},
                     {1000, 500, 200, 100, 50});
}

// A need asked of all roles of a small tenant.
class Asked {
 public:
  Asked(const SmallTenant& sketch, std::vector<NeededAction> needed)
      : world(sketch), need(std::move(needed)) {
    for (std::size_t i = 0; i < world.tenant.roles().size(); ++i) {
      roles.push_back(RoleId::from_index(i));
    }
    auto built = RoleSets::build(world.compiled, roles, further_patterns(need));
    EXPECT_TRUE(built.has_value());
    sets.emplace(*std::move(built));
    nearest = nearest_roles(*sets, roles, need, 0, weights());
  }

  [[nodiscard]] std::string name(RoleId role) const {
    return std::string(world.tenant.text(world.tenant.role(role).name));
  }
  // `Reader=Reader again: A/b/read` a role: equal ones, then the surplus over known operations.
  [[nodiscard]] std::string text(const EqualRoles& equal) const {
    std::string text;
    for (const RoleId role : equal) {
      text += (text.empty() ? "" : "=") + name(role);
    }
    return text;
  }
  [[nodiscard]] std::string text(const RoleSurplus& surplus) const {
    std::string text;
    for (const Plane plane : kPlanes) {
      for (const OperationId id : surplus.plane(plane).operations) {
        text += (text.empty() ? "" : " ") + std::string(world.tenant.operations().name(id));
      }
    }
    return text;
  }
  [[nodiscard]] Names told() const {
    Names lines;
    for (const CoveringRole& role : nearest.roles) {
      lines.push_back(text(role.roles) + ": " + text(role.surplus));
    }
    if (nearest.pair) {
      lines.push_back(text(nearest.pair->first) + " + " + text(nearest.pair->second) + ": " +
                      text(nearest.pair->surplus));
    }
    return lines;
  }

  SmallCompiled world;
  std::vector<NeededAction> need;
  std::vector<RoleId> roles;
  std::optional<RoleSets> sets;
  NearestRoles nearest;
};

SmallTenant small() {
  SmallTenant t;
  for (const char* name : {"A/b/read", "A/b/write", "A/c/read", "A/c/write", "Auth/write"}) {
    t.operation(name);
  }
  t.operation("A/b/peek/action", OperationPlane::kData);
  return t;
}

TEST(NearestRoles, KeepsWhatIsMinimalAndRanksByDanger) {
  SmallTenant t = small();
  t.role("Everything", {{.actions = {"*"}}});
  t.role("Reads", {{.actions = {"*/read"}}});
  t.role("Writes b", {{.actions = {"A/b/*"}}});
  t.role("Grants", {{.actions = {"A/b/read", "Auth/*"}}});
  t.role("Other", {{.actions = {"A/c/*"}}});
  const Asked asked(t, {{"A/b/read"}});
  EXPECT_EQ(asked.told(), (Names{"Reads: A/c/read", "Writes b: A/b/write", "Grants: Auth/write"}));
  EXPECT_EQ(asked.nearest.covering, 4U);
  EXPECT_EQ(asked.nearest.roles[2].surplus.weight, 1000U);
}

TEST(NearestRoles, MergesEqualRoles) {
  SmallTenant t = small();
  t.role("Two", {{.actions = {"A/b/read"}}, {.actions = {"A/b/write"}}});
  t.role("One", {{.actions = {"a/B/write", "A/b/read"}}});
  const Asked asked(t, {{"A/b/read"}});
  EXPECT_EQ(asked.told(), Names{"One=Two: A/b/write"});
}

// The need of a pattern is every action that it matches, known or not.
TEST(NearestRoles, APatternIsCoveredByWhatGrantsAllOfIt) {
  SmallTenant t = small();
  t.role("Known ones", {{.actions = {"A/b/read", "A/b/write"}}});
  t.role("All", {{.actions = {"A/b/*"}}});
  const Asked asked(t, {{"A/b/*"}});
  EXPECT_EQ(asked.told(), Names{"All: "});
  EXPECT_TRUE(asked.nearest.roles.front().surplus.empty());
}

TEST(NearestRoles, ASurplusOfNothingKnownIsNotEmpty) {
  SmallTenant t = small();
  t.role("All", {{.actions = {"A/b/*"}}});
  const Asked asked(t, {{"A/b/read"}, {"A/b/write"}});
  ASSERT_EQ(asked.nearest.roles.size(), 1U);
  const RoleSurplus& surplus = asked.nearest.roles.front().surplus;
  EXPECT_EQ(surplus.operation_count(), 0U);
  EXPECT_FALSE(surplus.empty());
  ASSERT_TRUE(surplus.plane(Plane::kControl).witness.has_value());
  EXPECT_FALSE(surplus.plane(Plane::kControl).witness->known);
}

TEST(NearestRoles, AConditionCoversNothingAndCountsAsSurplus) {
  SmallTenant t = small();
  t.role("Conditioned", {{.actions = {"A/b/read"}, .condition = "when"}});
  t.role("Half", {{.actions = {"A/b/read"}}, {.actions = {"A/*/write"}, .condition = "when"}});
  const Asked asked(t, {{"A/b/read"}});
  EXPECT_EQ(asked.told(), Names{"Half: A/b/write A/c/write"});
  EXPECT_EQ(asked.nearest.roles.front().surplus.plane(Plane::kControl).on_condition.size(), 2U);
}

TEST(NearestRoles, BothPlanesMustBeCovered) {
  SmallTenant t = small();
  t.role("Control", {{.actions = {"A/b/*"}}});
  t.role("Data", {{.data_actions = {"A/b/peek/action"}}});
  t.role("Both", {{.actions = {"*"}, .data_actions = {"*"}}});
  const Asked asked(t, {{"A/b/read"}, {"A/b/peek/action", Plane::kData}});
  EXPECT_EQ(asked.told(),
            (Names{"Both: Auth/write A/b/write A/c/write A/c/read", "Control + Data: A/b/write"}));
}

TEST(NearestRoles, APairIsToldWhereNoRoleCovers) {
  SmallTenant t = small();
  t.role("B", {{.actions = {"A/b/*"}}});
  t.role("C", {{.actions = {"A/c/*"}}});
  t.role("C alone", {{.actions = {"A/c/read"}}});
  const Asked asked(t, {{"A/b/read"}, {"A/c/read"}});
  EXPECT_EQ(asked.told(), Names{"B + C alone: A/b/write"});
  EXPECT_TRUE(asked.nearest.granted_by_none.empty());
}

TEST(NearestRoles, APairMustWeighLessThanTheBestRole) {
  SmallTenant t = small();
  t.role("B", {{.actions = {"A/b/*"}}});
  t.role("C", {{.actions = {"A/c/*"}}});
  t.role("A", {{.actions = {"A/*"}}});
  const Asked asked(t, {{"A/b/read"}, {"A/c/read"}});
  EXPECT_EQ(asked.told(), Names{"A: A/b/write A/c/write"});
}

TEST(NearestRoles, SaysWhatNoRoleGrants) {
  SmallTenant t = small();
  t.role("B", {{.actions = {"A/b/*"}}});
  t.role("Conditioned", {{.actions = {"A/c/*"}, .condition = "when"}});
  const Asked asked(t, {{"A/b/read"}, {"A/c/read"}, {"A/b/peek/action", Plane::kData}});
  EXPECT_TRUE(asked.told().empty());
  EXPECT_EQ(asked.nearest.granted_by_none, (std::vector<std::size_t>{1, 2}));
}

TEST(NearestRoles, UndefinedRolesArePassedOver) {
  SmallTenant t = small();
  t.user("ann");
  t.role("B", {{.actions = {"A/b/*"}}});
  t.assign("one", {"ann", "Unheard", "/subscriptions/s"});
  EXPECT_EQ(Asked(t, {{"A/b/read"}}).told(), Names{"B: A/b/write"});
}

// ---- every role and every pair, tried -------------------------------------------------------

const Names kOperations = {"A/b/read", "A/b/write", "A/c/read",  "A/c/write",
                           "B/b/read", "B/write",   "Auth/write"};

std::string random_pattern(std::mt19937& random) {
  static const Names kPatterns = {"*", "*/read", "A/*", "A/b/*", "A/*/write", "B/*", "Auth/*"};
  return random() % 3 == 0 ? kPatterns[random() % kPatterns.size()]
                           : kOperations[random() % kOperations.size()];
}

SmallTenant random_tenant(std::mt19937& random) {
  SmallTenant t;
  for (const std::string& name : kOperations) {
    t.operation(name, random() % 4 == 0 ? OperationPlane::kBoth : OperationPlane::kControl);
  }
  for (char role = 'a'; role < 'a' + 7; ++role) {
    std::vector<BlockRecord> blocks;
    for (std::size_t i = 0; i < 1 + random() % 2; ++i) {
      BlockRecord block;
      for (std::size_t k = 0; k < 1 + random() % 3; ++k) {
        (random() % 4 == 0 ? block.data_actions : block.actions).push_back(random_pattern(random));
      }
      if (random() % 3 == 0) {
        block.not_actions.push_back(random_pattern(random));
      }
      if (random() % 5 == 0) {
        block.condition = random() % 2 == 0 ? "c" : "d";
      }
      blocks.push_back(block);
    }
    t.role(std::string("role ") + role, blocks);
  }
  return t;
}

// The same in few lines and many steps.
class Naive {
 public:
  explicit Naive(const Asked& asked) : asked_(asked) {}

  [[nodiscard]] PermissionSet granted(const std::vector<RoleId>& roles, Plane plane) const {
    PermissionSet all(asked_.sets->partition(plane));
    for (const RoleId role : roles) {
      all |= asked_.sets->of(role, plane);
    }
    return all;
  }

  [[nodiscard]] bool covers(const std::vector<RoleId>& roles) const {
    for (std::size_t i = 0; i < asked_.need.size(); ++i) {
      const Plane plane = asked_.need[i].plane;
      if (!asked_.sets->further(i).is_subset_of(granted(roles, plane).certain())) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] std::uint64_t weight(const std::vector<RoleId>& roles) const {
    std::uint64_t total = 0;
    for (const Plane plane : kPlanes) {
      ActionSet beyond = granted(roles, plane).possible();
      for (std::size_t i = 0; i < asked_.need.size(); ++i) {
        if (asked_.need[i].plane == plane) {
          beyond -= asked_.sets->further(i);
        }
      }
      for (const OperationId id : asked_.sets->operations(beyond, plane)) {
        total += weights().weight(asked_.world.tenant.operations().name(id), plane);
      }
    }
    return total;
  }

  [[nodiscard]] bool within(RoleId a, RoleId b) const {
    return std::ranges::all_of(kPlanes, [&](Plane plane) {
      return asked_.sets->of(a, plane).included_in(asked_.sets->of(b, plane)) == Truth::kYes;
    });
  }

  [[nodiscard]] std::set<RoleId> minimal() const {
    std::set<RoleId> found;
    for (const RoleId role : asked_.roles) {
      const bool has_smaller = std::ranges::any_of(asked_.roles, [&](RoleId other) {
        return covers({other}) && within(other, role) && !within(role, other);
      });
      if (covers({role}) && !has_smaller) {
        found.insert(role);
      }
    }
    return found;
  }

  // The weight of the lightest pair of which neither covers alone.
  [[nodiscard]] std::optional<std::uint64_t> lightest_pair() const {
    std::optional<std::uint64_t> least;
    for (const RoleId a : asked_.roles) {
      for (const RoleId b : asked_.roles) {
        if (!covers({a}) && !covers({b}) && covers({a, b})) {
          least = std::min(least.value_or(weight({a, b})), weight({a, b}));
        }
      }
    }
    return least;
  }

 private:
  const Asked& asked_;
};

void expect_nearest(const Asked& asked) {
  const Naive naive(asked);
  std::set<RoleId> told;
  std::optional<std::uint64_t> lightest;
  for (const CoveringRole& covering : asked.nearest.roles) {
    told.insert(covering.roles.begin(), covering.roles.end());
    EXPECT_EQ(covering.surplus.weight, naive.weight({covering.roles.front()}));
    EXPECT_LE(lightest.value_or(0), covering.surplus.weight);
    lightest = lightest.value_or(covering.surplus.weight);
  }
  EXPECT_EQ(told, naive.minimal());
  const std::optional<std::uint64_t> pair = naive.lightest_pair();
  const bool expected = pair && (!lightest || *pair < *lightest);
  ASSERT_EQ(asked.nearest.pair.has_value(), expected);
  if (expected) {
    EXPECT_EQ(asked.nearest.pair->surplus.weight, *pair);
    EXPECT_TRUE(
        naive.covers({asked.nearest.pair->first.front(), asked.nearest.pair->second.front()}));
  }
}

TEST(NearestRoles, EqualEveryRoleAndEveryPairTried) {
  std::mt19937 random(3);
  std::size_t pairs = 0;
  std::size_t singles = 0;
  for (int i = 0; i < 1500 && !HasFailure(); ++i) {
    const SmallTenant tenant = random_tenant(random);
    std::vector<NeededAction> need;
    for (std::size_t k = 0; k < 1 + random() % 3; ++k) {
      need.push_back({random_pattern(random), random() % 5 == 0 ? Plane::kData : Plane::kControl});
    }
    const Asked asked(tenant, need);
    SCOPED_TRACE(i);
    expect_nearest(asked);
    pairs += asked.nearest.pair ? 1U : 0U;
    singles += asked.nearest.roles.empty() ? 0U : 1U;
  }
  EXPECT_GT(pairs, 100U);
  EXPECT_GT(singles, 100U);
}

}  // namespace
}  // namespace leastwise
