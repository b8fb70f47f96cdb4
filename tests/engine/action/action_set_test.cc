#include "engine/action/action_set.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "tests/engine/action/support.h"

namespace leastwise {
namespace {

using testing::partition_of;
using Positions = std::vector<std::size_t>;

TEST(ActionSet, BlockIsGrantedLessSubtracted) {
  const AtomPartition partition = partition_of({"*", "a/write", "a/*", "b"});
  const ActionSet block = ActionSet::of_block(partition, Positions{0}, Positions{1});
  EXPECT_FALSE(block.holds(partition.atom_of("a/write")));
  EXPECT_TRUE(block.holds(partition.atom_of("a/read")));
  EXPECT_TRUE(block.holds(partition.atom_of("b")));
  // Blocks are kept apart: another block grants what this one subtracts.
  const ActionSet both = block | ActionSet::of_block(partition, Positions{2}, Positions{});
  EXPECT_EQ(both, ActionSet::all(partition));
}

TEST(ActionSet, SubtractionDoesNotDependOnOrderWithinABlock) {
  const AtomPartition partition = partition_of({"a/*", "b/*", "*/x"});
  EXPECT_EQ(ActionSet::of_block(partition, Positions{0, 1}, Positions{2}),
            ActionSet::of_block(partition, Positions{1, 0}, Positions{2}));
}

TEST(ActionSet, NothingAndEverything) {
  const AtomPartition partition = partition_of({"a/*"});
  EXPECT_TRUE(ActionSet::none(partition).empty());
  EXPECT_FALSE(ActionSet::all(partition).empty());
  EXPECT_EQ(ActionSet::all(partition).complement(), ActionSet::none(partition));
  EXPECT_TRUE(ActionSet::of_block(partition, Positions{}, Positions{0}).empty());
}

TEST(ActionSet, InclusionHoldsForEveryActionThatThereWillEverBe) {
  const AtomPartition partition = partition_of({"a/*/read", "a/*", "*/read"});
  const ActionSet narrow = ActionSet::of(partition, 0);
  EXPECT_TRUE(narrow.is_subset_of(ActionSet::of(partition, 1)));
  EXPECT_TRUE(narrow.is_subset_of(ActionSet::of(partition, 2)));
  EXPECT_FALSE(ActionSet::of(partition, 1).is_subset_of(narrow));
  // `a/*/read` is not quite what both of the others hold: the run may be no more than a slash.
  const ActionSet both = ActionSet::of(partition, 1) & ActionSet::of(partition, 2);
  EXPECT_TRUE((both - narrow).holds(partition.atom_of("a//read")));
  EXPECT_EQ((both - narrow).atoms().count(), 1U);
  EXPECT_TRUE(narrow.intersects(ActionSet::of(partition, 2)));
  EXPECT_FALSE((narrow - narrow).intersects(narrow));
}

// In the literal reading `a/*/read` leaves out "a/read", which both of the others hold.
TEST(ActionSet, ReadingDecidesInclusion) {
  const AtomPartition partition =
      partition_of({"a/*/read", "a/*", "*/read"}, WildcardReading::kLiteral);
  const ActionSet both = ActionSet::of(partition, 1) & ActionSet::of(partition, 2);
  const ActionSet surplus = both - ActionSet::of(partition, 0);
  EXPECT_TRUE(surplus.holds(partition.atom_of("a/read")));
  EXPECT_FALSE(surplus.holds(partition.atom_of("a//read")));
}

TEST(ActionSet, EqualSetsHashAlike) {
  const AtomPartition partition = partition_of({"a/*", "b"});
  const ActionSet one = ActionSet::of(partition, 0) | ActionSet::of(partition, 1);
  const ActionSet two = ActionSet::of(partition, 1) | ActionSet::of(partition, 0);
  EXPECT_EQ(std::hash<ActionSet>{}(one), std::hash<ActionSet>{}(two));
}

TEST(ActionSetDeathTest, SetsOfDifferentPartitionsDoNotMix) {
  const AtomPartition one = partition_of({"a/*"});
  const AtomPartition two = partition_of({"a/*", "b/*"});
  EXPECT_DEATH(
      { [[maybe_unused]] auto set = ActionSet::all(one) | ActionSet::all(two); }, "one partition");
}

}  // namespace
}  // namespace leastwise
