#include "engine/action/cover.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/engine/action/support.h"

namespace leastwise {
namespace {

using testing::partition_of;
using Positions = std::vector<std::size_t>;
using Texts = std::vector<std::string>;

Texts cover_texts(const AtomPartition& partition, const ActionSet& set) {
  Texts texts;
  ActionSet sum = ActionSet::none(partition);
  for (const CoverTerm& term : cover(partition, set)) {
    texts.push_back(to_string(partition, term));
    sum |= actions_of(partition, term);
  }
  EXPECT_EQ(sum, set);
  return texts;
}

ActionSet block(const AtomPartition& partition, const Positions& granted,
                const Positions& subtracted = {}) {
  return ActionSet::of_block(partition, granted, subtracted);
}

TEST(Cover, NothingNeedsNoTerm) {
  const AtomPartition partition = partition_of({"A/*"});
  EXPECT_EQ(cover_texts(partition, ActionSet::none(partition)), Texts{});
}

TEST(Cover, EverythingNeedsNoPattern) {
  const AtomPartition partition = partition_of({"A/*"});
  EXPECT_EQ(cover_texts(partition, ActionSet::all(partition)), Texts{"`*`"});
  EXPECT_EQ(cover_texts(partition, ActionSet::of(partition, 0).complement()),
            Texts{"`*` minus `A/*`"});
}

TEST(Cover, ContributorIsEverythingLessItsNotActions) {
  const AtomPartition partition =
      partition_of({"*", "Auth/*/Write", "Auth/*/Delete", "Compute/galleries/share/action",
                    "Compute/*", "Network/*", "*/read", "Auth/*/read", "Storage/a/write",
                    "Compute/vms/start/action", "Network/*/write", "Auth/elevate/action"});
  EXPECT_EQ(cover_texts(partition, block(partition, {0}, {1, 2, 3})),
            Texts{"`*` minus `Auth/*/Delete`, `Auth/*/Write`, `Compute/galleries/share/action`"});
}

TEST(Cover, UnionOfOwnPatternsGivesTheWidest) {
  const AtomPartition partition =
      partition_of({"A/*", "A/*/read", "A/x/read", "B/*", "*/read", "C/one", "B/y"});
  EXPECT_EQ(cover_texts(partition, block(partition, {0, 1, 2, 5})), (Texts{"`A/*`", "`C/one`"}));
  EXPECT_EQ(cover_texts(partition, block(partition, {0, 3, 6, 4})),
            (Texts{"`*/read`", "`A/*`", "`B/*`"}));
  EXPECT_EQ(cover_texts(partition, block(partition, {2, 5})), (Texts{"`A/x/read`", "`C/one`"}));
}

TEST(Cover, PatternsThatSayTheSameAreNamedOnce) {
  const AtomPartition partition = partition_of({"a/*/*", "A/*", "a/*"});
  EXPECT_EQ(cover_texts(partition, block(partition, {0, 1, 2})), Texts{"`A/*`"});
}

TEST(Cover, IntersectionIsNamedAsSuch) {
  const AtomPartition partition = partition_of({"A/*", "*/read", "*"});
  const ActionSet both = ActionSet::of(partition, 0) & ActionSet::of(partition, 1);
  EXPECT_EQ(cover_texts(partition, both), Texts{"`*/read` and `A/*`"});
}

TEST(Cover, WhatADenialLeavesIsExact) {
  const AtomPartition partition = partition_of({"A/*", "*/write", "A/keys/write", "A/x/write"});
  // Granted A/*, denied */write but for A/keys/write.
  const ActionSet left = block(partition, {0}) - block(partition, {1}, {2});
  EXPECT_EQ(cover_texts(partition, left), (Texts{"`A/*` minus `*/write`", "`A/keys/write`"}));
}

TEST(Cover, DoesNotDependOnTheOrderOfPatterns) {
  const AtomPartition one = partition_of({"*", "A/*/write", "B/*", "B/x", "*/read"});
  const AtomPartition two = partition_of({"*/read", "B/x", "B/*", "A/*/write", "*"});
  EXPECT_EQ(cover_texts(one, block(one, {0}, {1, 2}) | block(one, {3})),
            cover_texts(two, block(two, {4}, {3, 2}) | block(two, {1})));
}

TEST(Cover, EveryAtomCanBeNamed) {
  const AtomPartition partition = partition_of(
      {"a/*", "*/b", "a/*/b", "**b", "a/b", "*/c/*", "c", "a/c/*", "x/**", "x/*", "x/"});
  for (std::size_t a = 0; a < partition.atom_count(); ++a) {
    Bitset atoms(partition.atom_count());
    atoms.set(a);
    EXPECT_EQ(cover_texts(partition, ActionSet::of_atoms(atoms)).size(), 1U) << a;
  }
}

}  // namespace
}  // namespace leastwise
