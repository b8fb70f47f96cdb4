#include "engine/scope/scope_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>

namespace leastwise {
namespace {

ScopeId add(ScopeTreeBuilder& builder, std::string_view text) {
  return builder.add(*ScopePath::parse(text));
}

ScopeId add_group(ScopeTreeBuilder& builder, std::string_view name) {
  return builder.add(ScopePath::management_group(name));
}

TEST(ScopeTree, AddsEveryScopeThatTheStringNamesOnce) {
  ScopeTreeBuilder builder;
  const ScopeId resource = add(builder, "/subscriptions/s/resourceGroups/g/providers/NS/t/n");
  const ScopeId group = add(builder, "/subscriptions/S/RESOURCEGROUPS/G");
  const ScopeId subscription = add(builder, "/subscriptions/s/");
  EXPECT_EQ(add(builder, "/"), ScopeTree::root());
  const ScopeTree tree = builder.build();
  EXPECT_EQ(tree.size(), 5U);  // root, unplaced, subscription, group, resource
  EXPECT_EQ(tree.parent(resource), group);
  EXPECT_EQ(tree.parent(group), subscription);
  EXPECT_EQ(tree.parent(subscription), ScopeTree::unplaced());
  EXPECT_EQ(tree.parent(ScopeTree::root()), ScopeTree::root());
  EXPECT_EQ(tree.text(group), "/subscriptions/s/resourceGroups/g");  // as first written
  EXPECT_EQ(tree.kind(resource), ScopeKind::kResource);
  EXPECT_EQ(tree.depth(ScopeTree::root()), 0U);
  EXPECT_EQ(tree.depth(resource), 4U);
}

TEST(ScopeTree, FindsByTextIgnoringCaseAndTrailingSlashes) {
  ScopeTreeBuilder builder;
  const ScopeId subscription = add(builder, "/subscriptions/s");
  const ScopeTree tree = builder.build();
  EXPECT_EQ(tree.find("/SUBSCRIPTIONS/S//"), subscription);
  EXPECT_EQ(tree.find("/"), ScopeTree::root());
  EXPECT_FALSE(tree.find("/subscriptions/t"));
  EXPECT_FALSE(tree.find(""));
  EXPECT_EQ(tree.text(ScopeTree::unplaced()), "");
}

TEST(ScopeTree, SegmentsAreComparedWhole) {
  ScopeTreeBuilder builder;
  const ScopeId one = add(builder, "/subscriptions/s/resourceGroups/rg1");
  const ScopeId ten = add(builder, "/subscriptions/s/resourceGroups/rg10");
  const ScopeTree tree = builder.build();
  EXPECT_FALSE(tree.contains(one, ten));
  EXPECT_EQ(tree.covers(one, ten), Truth::kNo);
  EXPECT_FALSE(tree.nearest(*ScopePath::parse("/subscriptions/s/resourceGroups/rg100")).exact);
}

TEST(ScopeTree, NearestWalksUpToAKnownScope) {
  ScopeTreeBuilder builder;
  const ScopeId group = add(builder, "/subscriptions/s/resourceGroups/g");
  const ScopeId provider = add(builder, "/providers/NS");
  const ScopeTree tree = builder.build();
  const auto nearest = [&tree](std::string_view text) {
    return tree.nearest(*ScopePath::parse(text));
  };
  EXPECT_EQ(nearest("/subscriptions/S/resourcegroups/g").node, group);
  EXPECT_TRUE(nearest("/subscriptions/S/resourcegroups/g").exact);
  EXPECT_EQ(nearest("/subscriptions/s/resourceGroups/g/providers/NS/t/n/c/m").node, group);
  EXPECT_FALSE(nearest("/subscriptions/s/resourceGroups/g/providers/NS/t/n/c/m").exact);
  EXPECT_EQ(nearest("/providers/ns/t/n").node, provider);
  // Nothing is known of these, not even what is above them.
  EXPECT_EQ(nearest("/subscriptions/other/resourceGroups/g").node, ScopeTree::unplaced());
  EXPECT_EQ(nearest("/providers/Microsoft.Management/managementGroups/x").node,
            ScopeTree::unplaced());
  // Above a tenant-level provider there is only the root.
  EXPECT_EQ(nearest("/providers/Other/t/n").node, ScopeTree::root());
  EXPECT_FALSE(nearest("/providers/Other/t/n").exact);
  EXPECT_TRUE(nearest("/").exact);
}

// The picture at the top of scope_tree.h.
TEST(ScopeTree, PlacedScopesAreCertainAndOthersUnknown) {
  ScopeTreeBuilder builder;
  const ScopeId root_group = add_group(builder, "root");
  const ScopeId ml = add_group(builder, "ml");
  const ScopeId other = add_group(builder, "other");
  const ScopeId a = add(builder, "/subscriptions/a");
  const ScopeId b = add(builder, "/subscriptions/b/resourceGroups/g");
  builder.place(root_group, ScopeTree::root());
  builder.place(ml, root_group);
  builder.place(a, ml);
  const ScopeTree tree = builder.build();
  EXPECT_EQ(tree.covers(root_group, a), Truth::kYes);
  EXPECT_EQ(tree.covers(ml, a), Truth::kYes);
  EXPECT_EQ(tree.covers(ScopeTree::root(), a), Truth::kYes);
  EXPECT_EQ(tree.covers(a, ml), Truth::kNo);
  // The ancestors of a are all known, so a group that nobody placed is not among them.
  EXPECT_EQ(tree.covers(other, a), Truth::kNo);
  EXPECT_EQ(tree.covers(root_group, b), Truth::kUnknown);
  EXPECT_EQ(tree.covers(ml, b), Truth::kUnknown);
  EXPECT_EQ(tree.covers(other, b), Truth::kUnknown);
  EXPECT_EQ(tree.covers(a, b), Truth::kNo);  // a subscription is above no other
  EXPECT_EQ(tree.covers(ScopeTree::root(), b), Truth::kYes);
  EXPECT_EQ(tree.covers(root_group, other), Truth::kUnknown);
  EXPECT_FALSE(tree.unplaced_above(a));
  EXPECT_EQ(tree.unplaced_above(b), ScopeTree::unplaced());
}

TEST(ScopeTree, AGroupWithoutAKnownParentGetsItsOwnUnplacedNode) {
  ScopeTreeBuilder builder;
  const ScopeId top = add_group(builder, "top");    // its parent is not known
  const ScopeId low = add_group(builder, "low");    // below top
  const ScopeId free = add_group(builder, "free");  // could be above top
  const ScopeId a = add(builder, "/subscriptions/a");
  builder.place(low, top);
  builder.place(a, top);
  const ScopeTree tree = builder.build();
  ASSERT_EQ(tree.unplaced_nodes().size(), 2U);
  EXPECT_EQ(tree.unplaced_nodes().front(), ScopeTree::unplaced());
  const ScopeId gap = tree.unplaced_nodes().back();
  EXPECT_EQ(tree.parent(top), gap);
  EXPECT_EQ(tree.unplaced_above(a), gap);
  EXPECT_EQ(tree.covers(top, a), Truth::kYes);
  EXPECT_EQ(tree.covers(free, a), Truth::kUnknown);
  // low is below top, so it is not above it, nor above its other child.
  EXPECT_EQ(tree.covers(low, a), Truth::kNo);
  EXPECT_EQ(tree.covers(low, top), Truth::kNo);
  EXPECT_TRUE(tree.may_stand_for(gap, free));
  EXPECT_FALSE(tree.may_stand_for(gap, low));
  EXPECT_FALSE(tree.may_stand_for(gap, a));
  EXPECT_TRUE(tree.may_stand_for(ScopeTree::unplaced(), low));
  EXPECT_DEATH(static_cast<void>(tree.may_stand_for(top, free)), "unplaced");
}

TEST(ScopeTree, ALaterPlaceReplacesAnEarlierOne) {
  ScopeTreeBuilder builder;
  const ScopeId x = add_group(builder, "x");
  const ScopeId y = add_group(builder, "y");
  const ScopeId a = add(builder, "/subscriptions/a");
  EXPECT_FALSE(builder.placed_below(a));
  builder.place(a, x);
  builder.place(a, y);
  EXPECT_EQ(builder.placed_below(a), y);
  const ScopeTree tree = builder.build();
  EXPECT_EQ(tree.parent(a), y);
}

TEST(ScopeTree, PlacingWhatHasItsParentInItsStringIsABug) {
  ScopeTreeBuilder builder;
  const ScopeId x = add_group(builder, "x");
  const ScopeId group = add(builder, "/subscriptions/s/resourceGroups/g");
  const ScopeId subscription = add(builder, "/subscriptions/s");
  EXPECT_DEATH(builder.place(group, x), "are placed");
  EXPECT_DEATH(builder.place(x, subscription), "a parent in the hierarchy");
}

TEST(ScopeTree, CyclesAreFoundOnceEachFromChildToParent) {
  ScopeTreeBuilder builder;
  std::vector<ScopeId> groups;
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
    groups.push_back(add_group(builder, name));
  }
  builder.place(groups[0], groups[1]);
  builder.place(groups[1], groups[2]);
  builder.place(groups[2], groups[0]);
  builder.place(groups[3], groups[0]);  // leads into the cycle, is not in it
  builder.place(groups[4], groups[4]);
  builder.place(groups[5], ScopeTree::root());
  const auto cycles = builder.cycles();
  ASSERT_EQ(cycles.size(), 2U);
  EXPECT_EQ(cycles[0], (std::vector<ScopeId>{groups[0], groups[1], groups[2]}));
  EXPECT_EQ(cycles[1], (std::vector<ScopeId>{groups[4]}));
  EXPECT_DEATH(static_cast<void>(builder.build()), "no cycle");
}

TEST(ScopeTree, ABuilderCanBeUsedAgain) {
  ScopeTreeBuilder builder;
  add(builder, "/subscriptions/a");
  EXPECT_EQ(builder.build().size(), 3U);
  add(builder, "/subscriptions/b");
  const ScopeTree tree = builder.build();
  EXPECT_EQ(tree.size(), 3U);
  EXPECT_FALSE(tree.find("/subscriptions/a"));
  EXPECT_TRUE(tree.find("/subscriptions/b"));
}

// A chain of management groups as deep as an input can make it.
TEST(ScopeTree, DepthOfTheInputIsNoRecursion) {
  ScopeTreeBuilder builder;
  constexpr std::size_t kDepth = 100'000;
  ScopeId above = add_group(builder, "0");
  builder.place(above, ScopeTree::root());
  for (std::size_t i = 1; i < kDepth; ++i) {
    const ScopeId group = add_group(builder, std::to_string(i));
    builder.place(group, above);
    above = group;
  }
  const ScopeTree tree = builder.build();
  EXPECT_EQ(tree.depth(above), kDepth);
  EXPECT_EQ(tree.covers(*tree.find(ScopePath::management_group("0").text()), above), Truth::kYes);
}

// A random hierarchy and what is known of it, answered the slow way: `above` covers `scope` in no,
// some, or all of the worlds that the statements allow.
class RandomHierarchy {
 public:
  explicit RandomHierarchy(std::mt19937& random) {
    const std::size_t count = 2 + random() % 8;
    for (std::size_t i = 0; i < count; ++i) {
      ids.push_back(i % 3 == 2 ? add(builder, "/subscriptions/" + std::to_string(i))
                               : add_group(builder, std::to_string(i)));
      parent.emplace_back();
      const bool is_top = i == 0 && random() % 2 == 0;
      if (is_top) {
        builder.place(ids[0], ScopeTree::root());
        knows_top = true;
      } else if (i > 0 && random() % 3 != 0) {
        const std::size_t above = random() % i;
        if (builder.kind(ids[above]) == ScopeKind::kManagementGroup) {
          parent[i] = above;
          builder.place(ids[i], ids[above]);
        }
      }
    }
  }

  // Whether `above` is on the known chain of `at`; and where that chain ends.
  std::pair<bool, std::size_t> chain(std::size_t above, std::size_t at) const {
    bool found = above == at;
    while (parent[at]) {
      at = *parent[at];
      found = found || at == above;
    }
    return {found, at};
  }

  Truth covers(std::size_t above, std::size_t at) const {
    const auto [found, top] = chain(above, at);
    if (found) {
      return Truth::kYes;
    }
    const bool complete = knows_top && top == 0;
    const bool is_group = builder_kind(above) == ScopeKind::kManagementGroup;
    // What is certainly below the top of the chain is not above it.
    const bool below_top = chain(top, above).first;
    return truth_and(truth_of(!complete && is_group && !below_top), Truth::kUnknown);
  }

  ScopeKind builder_kind(std::size_t i) const {
    return i % 3 == 2 ? ScopeKind::kSubscription : ScopeKind::kManagementGroup;
  }

  ScopeTreeBuilder builder;
  std::vector<ScopeId> ids;
  std::vector<std::optional<std::size_t>> parent;
  bool knows_top = false;
};

TEST(ScopeTree, CoversEqualsTheNaiveReadingOnRandomHierarchies) {
  std::mt19937 random(99);
  for (int round = 0; round < 2000; ++round) {
    RandomHierarchy hierarchy(random);
    const ScopeTree tree = hierarchy.builder.build();
    for (std::size_t above = 0; above < hierarchy.ids.size(); ++above) {
      for (std::size_t at = 0; at < hierarchy.ids.size(); ++at) {
        ASSERT_EQ(tree.covers(hierarchy.ids[above], hierarchy.ids[at]), hierarchy.covers(above, at))
            << "round " << round << ": " << above << " above " << at;
      }
    }
  }
}

TEST(ScopeTree, PreorderNumbersEnclosePreciselyWhatIsBelow) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    RandomHierarchy hierarchy(random);
    add(hierarchy.builder, "/subscriptions/2/resourceGroups/g/providers/NS/t/n");
    const ScopeTree tree = hierarchy.builder.build();
    ASSERT_EQ(tree.in_preorder().size(), tree.size());
    for (std::size_t i = 0; i < tree.size(); ++i) {
      const ScopeId at = ScopeId::from_index(i);
      ASSERT_EQ(tree.in_preorder()[tree.preorder(at)], at);
      for (std::size_t j = 0; j < tree.size(); ++j) {
        const ScopeId above = ScopeId::from_index(j);
        bool is_above = above == at;
        for (ScopeId up = at; up != ScopeTree::root(); up = tree.parent(up)) {
          is_above = is_above || tree.parent(up) == above;
        }
        ASSERT_EQ(tree.contains(above, at), is_above);
      }
    }
  }
}

}  // namespace
}  // namespace leastwise
