#include "engine/principal/group_graph.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>

namespace leastwise {
namespace {

using Ids = std::vector<PrincipalId>;

Ids ids(std::initializer_list<std::uint32_t> values) {
  Ids result;
  for (const std::uint32_t value : values) {
    result.emplace_back(value);
  }
  return result;
}

Membership in(std::uint32_t group, std::uint32_t member) {
  return {PrincipalId(group), PrincipalId(member)};
}

Ids list(std::span<const PrincipalId> span) { return {span.begin(), span.end()}; }

TEST(GroupGraph, MayBeEmpty) {
  const GroupGraph none(0, {}, {});
  EXPECT_EQ(none.principal_count(), 0U);
  EXPECT_TRUE(none.open_groups().empty());
  const GroupGraph alone(1, {}, {});
  EXPECT_TRUE(alone.groups_of(PrincipalId(0)).empty());
  EXPECT_EQ(alone.membership(PrincipalId(0), PrincipalId(0)), Truth::kYes);
}

// The example at the top of group_graph.h: ann 0, bob 1, ml-team 2, ml-leads 3, vendors 4.
TEST(GroupGraph, FollowsNestingAndLeavesUnexportedGroupsOpen) {
  const Membership memberships[] = {in(2, 0), in(2, 3), in(3, 1)};
  const PrincipalId incomplete[] = {PrincipalId(4)};
  const GroupGraph graph(5, memberships, incomplete);
  EXPECT_EQ(graph.groups_of(PrincipalId(1)), ids({2, 3}));
  EXPECT_EQ(graph.members_of(PrincipalId(2)), ids({0, 1, 3}));
  EXPECT_EQ(list(graph.direct_groups(PrincipalId(1))), ids({3}));
  EXPECT_EQ(list(graph.direct_members(PrincipalId(2))), ids({0, 3}));
  EXPECT_EQ(graph.membership(PrincipalId(0), PrincipalId(2)), Truth::kYes);
  EXPECT_EQ(graph.membership(PrincipalId(0), PrincipalId(3)), Truth::kNo);
  EXPECT_EQ(graph.membership(PrincipalId(0), PrincipalId(4)), Truth::kUnknown);
  EXPECT_EQ(graph.membership(PrincipalId(4), PrincipalId(4)), Truth::kYes);
  EXPECT_EQ(graph.path(PrincipalId(1), PrincipalId(2)), ids({1, 3, 2}));
  EXPECT_EQ(graph.path(PrincipalId(1), PrincipalId(1)), ids({1}));
  EXPECT_TRUE(graph.path(PrincipalId(0), PrincipalId(3)).empty());
}

TEST(GroupGraph, EveryoneMayBeInAGroupThatHoldsAnOpenOne) {
  // 3 holds 2 holds 1, and the list of 1 is cut off after 0.
  const Membership memberships[] = {in(1, 0), in(2, 1), in(3, 2)};
  const PrincipalId incomplete[] = {PrincipalId(1), PrincipalId(1)};
  const GroupGraph graph(6, memberships, incomplete);
  EXPECT_EQ(list(graph.open_groups()), ids({1, 2, 3}));
  EXPECT_TRUE(graph.is_open(PrincipalId(3)));
  EXPECT_FALSE(graph.is_open(PrincipalId(4)));
  EXPECT_TRUE(graph.is_incomplete(PrincipalId(1)));
  EXPECT_FALSE(graph.is_incomplete(PrincipalId(2)));
  EXPECT_EQ(graph.membership(PrincipalId(0), PrincipalId(3)), Truth::kYes);
  EXPECT_EQ(graph.membership(PrincipalId(5), PrincipalId(3)), Truth::kUnknown);
}

TEST(GroupGraph, InACycleEverythingHoldsItself) {
  const Membership memberships[] = {in(1, 0), in(2, 1), in(1, 2), in(1, 2), in(3, 3)};
  const GroupGraph graph(5, memberships, {});
  EXPECT_EQ(graph.groups_of(PrincipalId(0)), ids({1, 2}));
  EXPECT_EQ(graph.groups_of(PrincipalId(1)), ids({1, 2}));
  EXPECT_EQ(graph.members_of(PrincipalId(2)), ids({0, 1, 2}));
  EXPECT_EQ(graph.groups_of(PrincipalId(3)), ids({3}));
  EXPECT_EQ(list(graph.direct_members(PrincipalId(1))), ids({0, 2}));  // the copy does no harm
  EXPECT_EQ(graph.component(PrincipalId(1)), graph.component(PrincipalId(2)));
  EXPECT_NE(graph.component(PrincipalId(0)), graph.component(PrincipalId(1)));
  EXPECT_LT(graph.component(PrincipalId(1)), graph.component(PrincipalId(0)));
}

TEST(GroupGraph, IdsOutsideOfTheDirectoryAreABug) {
  const Membership memberships[] = {in(1, 5)};
  EXPECT_DEATH(GroupGraph(5, memberships, {}), "known principals");
  const PrincipalId incomplete[] = {PrincipalId(5)};
  EXPECT_DEATH(GroupGraph(5, {}, incomplete), "known principals");
}

// Reachability the slow way: Warshall's closure of member -> group.
class Closure {
 public:
  Closure(std::size_t count, std::span<const Membership> memberships)
      : reach_(count, std::vector<bool>(count)), distance_(count, std::vector<std::size_t>(count)) {
    for (const Membership& membership : memberships) {
      reach_[membership.member.index()][membership.group.index()] = true;
      distance_[membership.member.index()][membership.group.index()] = 1;
    }
    for (std::size_t via = 0; via < count; ++via) {
      for (std::size_t from = 0; from < count; ++from) {
        for (std::size_t to = 0; to < count; ++to) {
          if (!reach_[from][via] || !reach_[via][to]) {
            continue;
          }
          const std::size_t length = distance_[from][via] + distance_[via][to];
          if (!reach_[from][to] || length < distance_[from][to]) {
            reach_[from][to] = true;
            distance_[from][to] = length;
          }
        }
      }
    }
  }

  bool holds(std::size_t group, std::size_t member) const { return reach_[member][group]; }
  std::size_t distance(std::size_t member, std::size_t group) const {
    return distance_[member][group];
  }

 private:
  std::vector<std::vector<bool>> reach_;
  std::vector<std::vector<std::size_t>> distance_;
};

struct RandomGroups {
  explicit RandomGroups(std::mt19937& random) : count(1 + random() % 12) {
    const std::size_t edges = random() % (2 * count + 1);
    for (std::size_t i = 0; i < edges; ++i) {
      memberships.push_back(in(static_cast<std::uint32_t>(random() % count),
                               static_cast<std::uint32_t>(random() % count)));
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (random() % 6 == 0) {
        incomplete.push_back(PrincipalId::from_index(i));
      }
    }
  }

  std::size_t count;
  std::vector<Membership> memberships;
  std::vector<PrincipalId> incomplete;
};

void expect_path(const GroupGraph& graph, const Closure& closure, PrincipalId from,
                 PrincipalId to) {
  const Ids path = graph.path(from, to);
  if (from == to) {
    ASSERT_EQ(path, Ids{from});
    return;
  }
  if (!closure.holds(to.index(), from.index())) {
    ASSERT_TRUE(path.empty());
    return;
  }
  ASSERT_EQ(path.size(), closure.distance(from.index(), to.index()) + 1);  // a shortest one
  ASSERT_EQ(path.front(), from);
  ASSERT_EQ(path.back(), to);
  for (std::size_t i = 1; i < path.size(); ++i) {
    ASSERT_TRUE(std::ranges::binary_search(graph.direct_groups(path[i - 1]), path[i]));
  }
}

TEST(GroupGraph, EqualsTheNaiveClosureOnRandomGraphsWithCycles) {
  std::mt19937 random(42);
  for (int round = 0; round < 1500; ++round) {
    const RandomGroups groups(random);
    const Closure closure(groups.count, groups.memberships);
    const GroupGraph graph(groups.count, groups.memberships, groups.incomplete);
    for (std::size_t i = 0; i < groups.count; ++i) {
      const PrincipalId at = PrincipalId::from_index(i);
      Ids above;
      Ids below;
      bool open = false;
      for (std::size_t j = 0; j < groups.count; ++j) {
        const PrincipalId other = PrincipalId::from_index(j);
        const bool is_member = closure.holds(j, i);
        const bool is_holder = closure.holds(i, j);
        if (is_member) {
          above.push_back(other);
        }
        if (is_holder) {
          below.push_back(other);
        }
        open = open || ((is_holder || i == j) && std::ranges::count(groups.incomplete, other) > 0);
        ASSERT_EQ(graph.component(at) == graph.component(other),
                  i == j || (is_member && is_holder));
        ASSERT_TRUE(!is_member || graph.component(other) <= graph.component(at));
        expect_path(graph, closure, at, other);
      }
      ASSERT_EQ(graph.groups_of(at), above) << "round " << round;
      ASSERT_EQ(graph.members_of(at), below) << "round " << round;
      ASSERT_EQ(graph.is_open(at), open) << "round " << round;
      for (std::size_t j = 0; j < groups.count; ++j) {
        const bool yes = i == j || closure.holds(j, i);
        const PrincipalId group = PrincipalId::from_index(j);
        const Truth expected = yes                    ? Truth::kYes
                               : graph.is_open(group) ? Truth::kUnknown
                                                      : Truth::kNo;
        ASSERT_EQ(graph.membership(at, group), expected);
      }
    }
  }
}

// A chain of groups, every list of which is cut off: nothing may be quadratic in it.
TEST(GroupGraph, LongChainsOfIncompleteGroupsAreLinear) {
  constexpr std::uint32_t kLength = 400'000;
  std::vector<Membership> memberships;
  Ids incomplete;
  for (std::uint32_t i = 0; i < kLength; ++i) {
    if (i + 1 < kLength) {
      memberships.push_back(in(i + 1, i));
    }
    incomplete.emplace_back(i);
  }
  const auto begin = std::chrono::steady_clock::now();
  const GroupGraph graph(kLength, memberships, incomplete);
  EXPECT_EQ(graph.open_groups().size(), kLength);
  EXPECT_EQ(graph.groups_of(PrincipalId(0)).size(), kLength - 1);
  EXPECT_EQ(graph.members_of(PrincipalId(kLength - 1)).size(), kLength - 1);
  EXPECT_EQ(graph.path(PrincipalId(0), PrincipalId(kLength - 1)).size(), kLength);
  // About 0.3 s; the quadratic way takes minutes.
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

// Many groups of one member: a wide frontier.
TEST(GroupGraph, WideGraphsAreLinear) {
  constexpr std::uint32_t kWidth = 200'000;
  std::vector<Membership> memberships;
  for (std::uint32_t i = 1; i <= kWidth; ++i) {
    memberships.push_back(in(i, 0));
    memberships.push_back(in(kWidth + 1, i));
  }
  const auto begin = std::chrono::steady_clock::now();
  const GroupGraph graph(kWidth + 2, memberships, {});
  EXPECT_EQ(graph.groups_of(PrincipalId(0)).size(), kWidth + 1);
  EXPECT_EQ(graph.path(PrincipalId(0), PrincipalId(kWidth + 1)).size(), 3U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

}  // namespace
}  // namespace leastwise
