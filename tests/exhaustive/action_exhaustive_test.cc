// The small spaces without a gap: every pattern of up to 4 symbols over {a, b, /, *} (340 of them)
// against every string of up to 6 bytes over {a, b, /, x} (5,460), in both readings. `x` stands for
// the bytes that no pattern spells out.
//
// Match, inclusion and emptiness of differences and intersections must equal brute force, which is
// tests/support/naive_match.h. It decides by trying all strings, so it would be wrong about a pair
// whose first string in question is longer than 6. There is none: over all strings of up to 8
// bytes, in both readings, brute force finds the first string that one of two of these patterns
// matches and the other does not among those of up to 4 bytes, and that of an intersection among
// those of up to 6; (p less q) less r has its first among those of up to 4, in a sample of 300,000.
// Up to 8 shows that there is nothing for a while behind; and a shortest string never has to put
// more than two bytes where a `*` stands, since a run of `x` or of `x/` is as good as any longer
// one.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action/action_set.h"
#include "engine/action/atoms.h"
#include "engine/action/known_operations.h"
#include "engine/action/pattern.h"
#include "engine/base/bitset.h"
#include "engine/lattice/role_comparison.h"
#include "tests/support/naive_match.h"

namespace leastwise {
namespace {

constexpr std::size_t kPatternSymbols = 4;
constexpr std::size_t kStringBytes = 6;

std::vector<std::string> all_words(std::string_view alphabet, std::size_t longest) {
  std::vector<std::string> words = {""};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() < longest) {
      for (const char c : alphabet) {
        words.push_back(words[i] + c);
      }
    }
  }
  words.erase(words.begin());  // neither the empty pattern nor the empty string
  return words;
}

// All patterns and strings of one reading, with what brute force says of them.
struct Space {
  explicit Space(WildcardReading reading)
      : texts(all_words("ab/*", kPatternSymbols)), strings(all_words("ab/x", kStringBytes)) {
    const auto naive = reading == WildcardReading::kAzure ? testing::NaiveReading::kSegment
                                                          : testing::NaiveReading::kLiteral;
    for (const std::string& text : texts) {
      patterns.push_back(*ActionPattern::parse(text, reading));
      Bitset& row = matches.emplace_back(strings.size());
      for (std::size_t s = 0; s < strings.size(); ++s) {
        if (testing::naive_match(text, strings[s], naive)) {
          row.set(s);
        }
      }
    }
  }

  std::vector<std::string> texts;
  std::vector<std::string> strings;
  std::vector<ActionPattern> patterns;
  std::vector<Bitset> matches;  // by pattern: which strings
};

const Space& space(WildcardReading reading) {
  static std::map<WildcardReading, Space> spaces;
  return spaces.try_emplace(reading, reading).first->second;
}

class ActionExhaustive : public ::testing::TestWithParam<WildcardReading> {};

TEST_P(ActionExhaustive, MatchEqualsBruteForce) {
  const Space& all = space(GetParam());
  ASSERT_EQ(all.patterns.size(), 340U);
  ASSERT_EQ(all.strings.size(), 5460U);
  for (std::size_t p = 0; p < all.patterns.size(); ++p) {
    for (std::size_t s = 0; s < all.strings.size(); ++s) {
      ASSERT_EQ(all.patterns[p].matches(all.strings[s]), all.matches[p].test(s))
          << all.texts[p] << " against " << all.strings[s];
    }
  }
}

// Whether a partition of these patterns puts every string where brute force puts it, and invents no
// atom: each one has a string to show that is in it.
void expect_exact_partition(const Space& all, const std::vector<std::size_t>& chosen) {
  std::vector<const ActionPattern*> patterns;
  for (const std::size_t p : chosen) {
    patterns.push_back(&all.patterns[p]);
  }
  const auto partition = AtomPartition::build(patterns);
  ASSERT_TRUE(partition.has_value()) << partition.error().message;
  std::vector<std::size_t> atom_of;
  for (const std::string& string : all.strings) {
    atom_of.push_back(partition->atom_of(string).index());
  }
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Bitset atoms = partition->atoms_of(i);
    for (std::size_t s = 0; s < all.strings.size(); ++s) {
      ASSERT_EQ(atoms.test(atom_of[s]), all.matches[chosen[i]].test(s))
          << all.texts[chosen[i]] << " against " << all.strings[s];
    }
    for (std::size_t a = 0; a < partition->atom_count(); ++a) {
      const auto& witness = partition->witness(AtomId::from_index(a));
      ASSERT_TRUE(witness.has_value());
      ASSERT_EQ(partition->atom_of(*witness).index(), a);
      ASSERT_EQ(patterns[i]->matches(*witness), atoms.test(a)) << *witness;
    }
  }
}

// All patterns of up to 2 symbols, all of up to 3 in which `b` does not occur, and then 40 slices
// of the 340, so that each pattern is in company. (All 340 at once would pass the limit of states:
// they look for every short text anywhere.)
TEST_P(ActionExhaustive, PartitionsOfManyEqualBruteForce) {
  const Space& all = space(GetParam());
  std::vector<std::size_t> two_symbols;
  std::vector<std::size_t> without_b;
  for (std::size_t p = 0; p < all.texts.size(); ++p) {
    if (all.texts[p].size() <= 2) {
      two_symbols.push_back(p);
    }
    if (all.texts[p].size() <= 3 && !all.texts[p].contains('b')) {
      without_b.push_back(p);
    }
  }
  expect_exact_partition(all, two_symbols);
  expect_exact_partition(all, without_b);
  constexpr std::size_t kSlices = 40;
  for (std::size_t first = 0; first < kSlices; ++first) {
    std::vector<std::size_t> slice;
    for (std::size_t p = first; p < all.texts.size(); p += kSlices) {
      slice.push_back(p);
    }
    expect_exact_partition(all, slice);
  }
}

TEST_P(ActionExhaustive, PairsCompareAsBruteForceSays) {
  const Space& all = space(GetParam());
  for (std::size_t p = 0; p < all.patterns.size(); ++p) {
    for (std::size_t q = p; q < all.patterns.size(); ++q) {
      const ActionPattern* const pair[] = {&all.patterns[p], &all.patterns[q]};
      const auto partition = AtomPartition::build(pair);
      ASSERT_TRUE(partition.has_value());
      const ActionSet a = ActionSet::of(*partition, 0);
      const ActionSet b = ActionSet::of(*partition, 1);
      const Bitset& x = all.matches[p];
      const Bitset& y = all.matches[q];
      const auto names = [&] { return all.texts[p] + " and " + all.texts[q]; };
      ASSERT_EQ(a.is_subset_of(b), x.is_subset_of(y)) << names();
      ASSERT_EQ(b.is_subset_of(a), y.is_subset_of(x)) << names();
      ASSERT_EQ((a - b).empty(), x.is_subset_of(y)) << names();
      ASSERT_EQ((b - a).empty(), y.is_subset_of(x)) << names();
      ASSERT_EQ(a.intersects(b), x.intersects(y)) << names();
      ASSERT_EQ(a == b, x == y) << names();
      ASSERT_EQ(a.empty(), x.none()) << names();
    }
  }
}

// The witness of a difference is in it, and no string is in it that is shorter.
TEST_P(ActionExhaustive, WitnessesAreShortest) {
  const Space& all = space(GetParam());
  for (std::size_t p = 0; p < all.patterns.size(); ++p) {
    for (std::size_t q = 0; q < all.patterns.size(); q += 3) {
      const ActionPattern* const pair[] = {&all.patterns[p], &all.patterns[q]};
      const auto partition = AtomPartition::build(pair);
      ASSERT_TRUE(partition.has_value());
      const auto witness =
          made_up_witness(*partition, ActionSet::of(*partition, 0) - ActionSet::of(*partition, 1));
      Bitset difference = all.matches[p];
      difference.and_not(all.matches[q]);
      const std::size_t first = difference.find_next(0);  // strings come by length
      ASSERT_EQ(witness.has_value(), first < difference.size());
      if (witness) {
        ASSERT_EQ(witness->size(), all.strings[first].size()) << *witness;
        ASSERT_TRUE(all.patterns[p].matches(*witness) && !all.patterns[q].matches(*witness));
      }
    }
  }
}

// Blocks: (p less q) in r, for a sample of triples that is the same in every run.
TEST_P(ActionExhaustive, BlocksCompareAsBruteForceSays) {
  const Space& all = space(GetParam());
  const std::size_t count = all.patterns.size();
  std::size_t included = 0;
  for (std::size_t i = 0; i < 60'000; ++i) {
    const std::size_t p = i * 7 % count;
    const std::size_t q = i * 31 / 5 % count;
    const std::size_t r = i * 101 / 3 % count;
    const ActionPattern* const granted[] = {&all.patterns[p]};
    const ActionPattern* const subtracted[] = {&all.patterns[q]};
    const ActionPattern* const other[] = {&all.patterns[r]};
    const BlockView left[] = {{granted, subtracted, {}}};
    const BlockView right[] = {{other, {}, {}}};
    const auto comparison = compare(left, right, {});
    ASSERT_TRUE(comparison.has_value());
    Bitset x = all.matches[p];
    x.and_not(all.matches[q]);
    const Bitset& y = all.matches[r];
    const auto names = [&] { return all.texts[p] + " less " + all.texts[q] + ", " + all.texts[r]; };
    ASSERT_EQ(comparison->only_in_first.any, !x.is_subset_of(y)) << names();
    ASSERT_EQ(comparison->only_in_second.any, !y.is_subset_of(x)) << names();
    included += comparison->only_in_first.any ? 0U : 1U;
  }
  EXPECT_GT(included, 1000U);  // the sample holds both answers
}

INSTANTIATE_TEST_SUITE_P(Readings, ActionExhaustive,
                         ::testing::Values(WildcardReading::kAzure, WildcardReading::kLiteral),
                         [](const auto& reading) { return std::string(to_string(reading.param)); });

}  // namespace
}  // namespace leastwise
