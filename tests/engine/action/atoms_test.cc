#include "engine/action/atoms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/engine/action/support.h"

namespace leastwise {
namespace {

using testing::parse_all;
using testing::partition_of;

// The atoms of a pattern, each by its witness.
std::vector<std::string> witnesses(const AtomPartition& partition, std::size_t pattern) {
  const Bitset atoms = partition.atoms_of(pattern);
  std::vector<std::string> texts;
  for (std::size_t a = atoms.find_next(0); a < atoms.size(); a = atoms.find_next(a + 1)) {
    texts.push_back(partition.witness(AtomId::from_index(a)).value_or("(none)"));
  }
  std::ranges::sort(texts);
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Atoms, NoPatternLeavesOneAtom) {
  const AtomPartition partition = partition_of({});
  EXPECT_EQ(partition.atom_count(), 1U);
  EXPECT_EQ(partition.atom_of("anything").index(), 0U);
  EXPECT_EQ(partition.witness(AtomId(0)), "a");
}

TEST(Atoms, LiteralIsCutOutOfItsRegion) {
  const AtomPartition partition = partition_of({"a/*", "a/b"});
  EXPECT_EQ(partition.atom_count(), 3U);
  EXPECT_EQ(witnesses(partition, 0), (Texts{"a/a", "a/b"}));
  EXPECT_EQ(witnesses(partition, 1), (Texts{"a/b"}));
  EXPECT_NE(partition.atom_of("a/b"), partition.atom_of("a/c"));
  EXPECT_EQ(partition.atom_of("a/x/y"), partition.atom_of("a/c"));
  EXPECT_EQ(partition.atom_of("a/"), partition.atom_of("zzz"));
}

// `x/**` holds one string more than `x/*`, and that one is the literal `x/`: there is no atom for
// "the first and neither of the others".
TEST(Atoms, RegionOfLiteralsOnlyIsNoAtom) {
  EXPECT_EQ(partition_of({"x/**", "x/*"}).atom_count(), 3U);
  const AtomPartition partition = partition_of({"x/**", "x/*", "x/"});
  EXPECT_EQ(partition.atom_count(), 3U);
  EXPECT_EQ(witnesses(partition, 0), (Texts{"x/", "x/a"}));
  EXPECT_EQ(witnesses(partition, 2), (Texts{"x/"}));
  Bitset both = partition.atoms_of(1);
  both |= partition.atoms_of(2);
  EXPECT_EQ(both, partition.atoms_of(0));
}

// Everything that begins with "q", and patterns for all of that but "q", "qa" and "qb". So the
// first pattern alone matches these three strings and no other: a region that vanishes with the
// third literal. The count decides; no sample would.
TEST(Atoms, FiniteRegionIsCountedExactly) {
  std::vector<std::string> texts = {"q**"};
  for (const char byte : action_bytes()) {
    for (const std::string_view head : {"q", "qa", "qb"}) {
      if (head != "q" || (byte != 'a' && byte != 'b')) {
        texts.push_back(std::string(head) + byte + "**");
      }
    }
  }
  const std::vector<std::string_view> wildcards(texts.begin(), texts.end());
  const std::size_t others = 3 * 229U - 2U;  // a region for each of the other patterns
  for (std::size_t literals = 0; literals <= 3; ++literals) {
    std::vector<std::string_view> all = wildcards;
    for (const std::string_view literal : {"q", "qb", "qa"}) {
      if (all.size() < wildcards.size() + literals) {
        all.push_back(literal);
      }
    }
    const AtomPartition partition = partition_of(all);
    const std::size_t own = literals < 3 ? 1 : 0;
    EXPECT_EQ(partition.atoms_of(0).count(), others + own + literals);
    const Texts expected[] = {{"q"}, {"qa"}, {"qa"}, {"qa"}};
    const std::string last = expected[literals].front();
    EXPECT_TRUE(partition.atoms_of(0).test(partition.atom_of(last).index()));
    EXPECT_EQ(partition.witness(partition.atom_of(last)), last);
  }
}

TEST(Atoms, UniverseOfLiteralsAndEverythingHasTheRest) {
  const AtomPartition partition = partition_of({"*", "a"});
  EXPECT_EQ(partition.atom_count(), 2U);  // no atom for "not even `*` matches"
  EXPECT_EQ(witnesses(partition, 0), (Texts{"a", "b"}));
}

TEST(Atoms, EmptyPatternHoldsNoAtom) {
  const AtomPartition partition = partition_of({"", "a"});
  EXPECT_TRUE(partition.atoms_of(0).none());
  EXPECT_EQ(partition.atom_count(), 2U);
}

TEST(Atoms, EqualPatternsHaveEqualAtoms) {
  const AtomPartition partition = partition_of({"A/*", "a/b", "a/*", "A/B", "a/*/*"});
  EXPECT_EQ(partition.atoms_of(0), partition.atoms_of(2));
  EXPECT_EQ(partition.atoms_of(1), partition.atoms_of(3));
  EXPECT_EQ(partition.atoms_of(0), partition.atoms_of(4));
  EXPECT_EQ(partition.pattern_count(), 5U);
  EXPECT_TRUE(std::ranges::equal(partition.distinct_patterns(), std::vector<unsigned>{0, 1, 4}));
  EXPECT_EQ(partition.pattern_text(2), "A/*");  // as written first
  EXPECT_TRUE(partition.is_literal(3));
  EXPECT_FALSE(partition.is_literal(4));
}

TEST(Atoms, OrderDoesNotDependOnTheOrderOfPatterns) {
  const AtomPartition one = partition_of({"a/*", "*/b", "a/b", "c"});
  const AtomPartition two = partition_of({"c", "*/b", "a/b", "a/*"});
  ASSERT_EQ(one.atom_count(), two.atom_count());
  for (std::uint32_t a = 0; a < one.atom_count(); ++a) {
    EXPECT_EQ(one.witness(AtomId(a)), two.witness(AtomId(a)));
  }
  EXPECT_EQ(one.atoms_of(0), two.atoms_of(3));
}

TEST(Atoms, WitnessStepsAsideForLiterals) {
  const AtomPartition partition = partition_of({"m/*", "m/a", "m/b"});
  EXPECT_EQ(witnesses(partition, 0), (Texts{"m/a", "m/b", "m/c"}));
}

TEST(Atoms, AtomWithoutPrintableStringHasNoWitness) {
  const AtomPartition partition = partition_of({"a\x01", "a\x02*"});
  EXPECT_EQ(witnesses(partition, 0), (Texts{"(none)"}));
  EXPECT_EQ(witnesses(partition, 1), (Texts{"(none)"}));
  EXPECT_NE(partition.atom_of("a\x01"), partition.atom_of("a\x02"));
}

TEST(Atoms, GivesUpWithTheNameOfAPattern) {
  const auto patterns = parse_all({"*/one/*", "*/two/*", "*/three/*"});
  const auto partition = AtomPartition::build(patterns, 50);
  ASSERT_FALSE(partition.has_value());
  EXPECT_NE(partition.error().message.find("`*/"), std::string::npos);
}

}  // namespace
}  // namespace leastwise
