#include "engine/action/known_operations.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "tests/engine/action/support.h"

namespace leastwise {
namespace {

using testing::partition_of;

const std::vector<std::string_view> kNames = {
    "A/disks/read", "A/vms/Start", "", "B/read", "A/vms/read", "a/*", "A/zones/read"};

TEST(KnownOperations, CountsWhatASetHolds) {
  const AtomPartition partition = partition_of({"a/*/read", "a/*", "b/*"});
  const KnownOperationsView known(partition, kNames);
  EXPECT_EQ(known.count(ActionSet::of(partition, 0)), 3U);
  EXPECT_EQ(known.count(ActionSet::of(partition, 1)), 4U);
  EXPECT_EQ(known.count(ActionSet::all(partition)), 5U);  // what is no action is left out
  EXPECT_EQ(known.count(ActionSet::none(partition)), 0U);
  EXPECT_EQ(known.in(ActionSet::of(partition, 0)), (std::vector<std::uint32_t>{0, 4, 6}));
  EXPECT_EQ(known.in(ActionSet::all(partition)), (std::vector<std::uint32_t>{0, 1, 3, 4, 6}));
}

TEST(KnownOperations, OccupiedActionsShareAnAtomWithOne) {
  const AtomPartition partition = partition_of({"a/*/read", "a/*", "b/*", "c/*", "b/write"});
  const KnownOperationsView known(partition, kNames);
  const ActionSet occupied = known.occupied();
  EXPECT_TRUE(occupied.holds(partition.atom_of("b/other")));
  EXPECT_FALSE(occupied.holds(partition.atom_of("b/write")));
  EXPECT_FALSE(occupied.intersects(ActionSet::of(partition, 3)));
  EXPECT_EQ(known.count(occupied), known.count(ActionSet::all(partition)));
}

TEST(KnownOperations, WitnessIsAKnownOperationWhereOneServes) {
  const AtomPartition partition = partition_of({"a/*/read", "a/*", "b/*", "c/*"});
  const KnownOperationsView known(partition, kNames);
  // The shortest, in its own spelling.
  EXPECT_EQ(known.witness(ActionSet::of(partition, 0)), (Witness{"A/vms/read", true}));
  EXPECT_EQ(known.witness(ActionSet::of(partition, 1) - ActionSet::of(partition, 0)),
            (Witness{"A/vms/Start", true}));
  EXPECT_EQ(known.witness(ActionSet::all(partition)), (Witness{"B/read", true}));
  EXPECT_EQ(known.witness(ActionSet::of(partition, 3)), (Witness{"c/a", false}));
  EXPECT_EQ(known.witness(ActionSet::none(partition)), std::nullopt);
}

TEST(KnownOperations, EqualLengthsGoByText) {
  const AtomPartition partition = partition_of({"m/*", "M/bb", "m/cc"});
  const std::vector<std::string_view> names = {"M/CC", "m/Bb"};
  EXPECT_EQ(KnownOperationsView(partition, names).witness(ActionSet::of(partition, 0)),
            (Witness{"m/Bb", true}));
}

TEST(KnownOperations, MadeUpWitnessIsAShortestOne) {
  const AtomPartition partition = partition_of({"m/*", "m/a", "mm/*", "m\x01*"});
  const ActionSet set = ActionSet::of(partition, 0) | ActionSet::of(partition, 2);
  EXPECT_EQ(made_up_witness(partition, set), "m/a");
  EXPECT_EQ(made_up_witness(partition, set - ActionSet::of(partition, 1)), "m/b");
  EXPECT_EQ(made_up_witness(partition, ActionSet::none(partition)), std::nullopt);
  // Not empty, but nothing to show.
  EXPECT_FALSE(ActionSet::of(partition, 3).empty());
  EXPECT_EQ(made_up_witness(partition, ActionSet::of(partition, 3)), std::nullopt);
}

}  // namespace
}  // namespace leastwise
