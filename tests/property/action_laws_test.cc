// The laws of the lattice of action sets, one law a test: over random patterns in both readings,
// and over any union of their atoms, not only what blocks can say.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <optional>
#include <string>
#include <vector>

#include "engine/action/action_set.h"
#include "engine/action/cover.h"
#include "engine/action/known_operations.h"
#include "tests/property/check_property.h"
#include "tests/support/naive_match.h"

namespace leastwise {
namespace {

using property::check_property;

constexpr int kCases = 1000;

// Segments that meet each other: the same words, wildcards whole and partial, and none at all.
rc::Gen<std::string> any_pattern() {
  const auto segment = rc::gen::element<std::string>("a", "a", "b", "ab", "*", "*", "*", "a*", "*b",
                                                     "**", "", "read");
  return rc::gen::map(
      rc::gen::resize(4, rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(segment))),
      [](const std::vector<std::string>& segments) {
        std::string text;
        for (const std::string& s : segments) {
          text += (text.empty() ? "" : "/") + s;
        }
        return text;
      });
}

rc::Gen<std::string> any_action() {
  return rc::gen::resize(
      9, rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::element('a', 'b', '/', 'x'))));
}

std::string text_of(const std::vector<ActionPattern>& patterns) {
  std::string text;
  for (const ActionPattern& pattern : patterns) {
    text += " `" + pattern.text() + "`";
  }
  return text;
}

// A random partition; every draw of a set is any union of its atoms.
class World {
 public:
  World()
      : reading_(*rc::gen::element(WildcardReading::kAzure, WildcardReading::kLiteral)),
        patterns_(draw_patterns(reading_)),
        partition_(*AtomPartition::build(patterns_)) {
    RC_LOG() << to_string(reading_) << text_of(patterns_) << "\n";
  }

  [[nodiscard]] ActionSet any_set() const {
    Bitset atoms(partition_.atom_count());
    const auto bits =
        *rc::gen::container<std::vector<bool>>(partition_.atom_count(), rc::gen::arbitrary<bool>());
    for (std::size_t a = 0; a < bits.size(); ++a) {
      if (bits[a]) {
        atoms.set(a);
      }
    }
    return ActionSet::of_atoms(atoms);
  }
  [[nodiscard]] ActionSet all() const { return ActionSet::all(partition_); }
  [[nodiscard]] ActionSet none() const { return ActionSet::none(partition_); }
  [[nodiscard]] const AtomPartition& partition() const { return partition_; }
  [[nodiscard]] const std::vector<ActionPattern>& patterns() const { return patterns_; }
  [[nodiscard]] testing::NaiveReading naive_reading() const {
    return reading_ == WildcardReading::kAzure ? testing::NaiveReading::kSegment
                                               : testing::NaiveReading::kLiteral;
  }

 private:
  static std::vector<ActionPattern> draw_patterns(WildcardReading reading) {
    std::vector<ActionPattern> patterns;
    for (const std::string& text :
         *rc::gen::resize(7, rc::gen::container<std::vector<std::string>>(any_pattern()))) {
      patterns.push_back(*ActionPattern::parse(text, reading));
    }
    return patterns;
  }

  WildcardReading reading_;
  std::vector<ActionPattern> patterns_;
  AtomPartition partition_;
};

TEST(ActionLaws, Idempotent) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    RC_ASSERT((a | a) == a);
    RC_ASSERT((a & a) == a);
  });
}

TEST(ActionLaws, Commutative) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    const ActionSet b = world.any_set();
    RC_ASSERT((a | b) == (b | a));
    RC_ASSERT((a & b) == (b & a));
  });
}

TEST(ActionLaws, Associative) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    const ActionSet b = world.any_set();
    const ActionSet c = world.any_set();
    RC_ASSERT(((a | b) | c) == (a | (b | c)));
    RC_ASSERT(((a & b) & c) == (a & (b & c)));
  });
}

TEST(ActionLaws, Absorptive) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    const ActionSet b = world.any_set();
    RC_ASSERT((a | (a & b)) == a);
    RC_ASSERT((a & (a | b)) == a);
  });
}

TEST(ActionLaws, Distributive) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    const ActionSet b = world.any_set();
    const ActionSet c = world.any_set();
    RC_ASSERT((a & (b | c)) == ((a & b) | (a & c)));
    RC_ASSERT((a | (b & c)) == ((a | b) & (a | c)));
  });
}

TEST(ActionLaws, DeMorgan) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    const ActionSet b = world.any_set();
    RC_ASSERT((a | b).complement() == (a.complement() & b.complement()));
    RC_ASSERT((a & b).complement() == (a.complement() | b.complement()));
  });
}

TEST(ActionLaws, ComplementedAndBounded) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    RC_ASSERT((a | a.complement()) == world.all());
    RC_ASSERT((a & a.complement()) == world.none());
    RC_ASSERT((a | world.none()) == a);
    RC_ASSERT((a & world.all()) == a);
    RC_ASSERT(a.complement().complement() == a);
  });
}

TEST(ActionLaws, DifferenceIsAndNot) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    const ActionSet b = world.any_set();
    RC_ASSERT((a - b) == (a & b.complement()));
  });
}

TEST(ActionLaws, OrderIsSubset) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    const ActionSet b = world.any_set();
    RC_ASSERT(a.is_subset_of(b) == ((a | b) == b));
    RC_ASSERT(a.is_subset_of(b) == ((a & b) == a));
    RC_ASSERT(a.is_subset_of(b) == (a - b).empty());
    RC_ASSERT(a.intersects(b) == !(a & b).empty());
    RC_ASSERT((a & b).is_subset_of(a));
  });
}

// Which patterns match decides the atom, and the atom decides which patterns match.
TEST(ActionLaws, AtomsAreWhatPatternsTellApart) {
  check_property(kCases, [] {
    const World world;
    const std::string one = *any_action();
    const std::string two = *any_action();
    bool alike = true;
    for (std::size_t p = 0; p < world.patterns().size(); ++p) {
      const std::string& text = world.patterns()[p].text();
      const bool matches_one = testing::naive_match(text, one, world.naive_reading());
      alike = alike && matches_one == testing::naive_match(text, two, world.naive_reading());
      RC_ASSERT(ActionSet::of(world.partition(), p).holds(world.partition().atom_of(one)) ==
                matches_one);
      RC_ASSERT(world.patterns()[p].matches(one) == matches_one);
    }
    RC_ASSERT((world.partition().atom_of(one) == world.partition().atom_of(two)) == alike);
  });
}

TEST(ActionLaws, CoverSaysTheSet) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    ActionSet sum = world.none();
    for (const CoverTerm& term : cover(world.partition(), a)) {
      const ActionSet actions = actions_of(world.partition(), term);
      RC_ASSERT(!actions.is_subset_of(sum));  // no term is for nothing
      RC_ASSERT(actions.is_subset_of(a));
      sum |= actions;
    }
    RC_ASSERT(sum == a);
  });
}

TEST(ActionLaws, CoverOfPatternsNamesNoMoreThanThese) {
  check_property(kCases, [] {
    const World world;
    ActionSet sum = world.none();
    std::size_t named = 0;
    for (std::size_t p = 0; p < world.patterns().size(); ++p) {
      if (*rc::gen::arbitrary<bool>()) {
        sum |= ActionSet::of(world.partition(), p);
        ++named;
      }
    }
    std::size_t in_cover = 0;
    for (const CoverTerm& term : cover(world.partition(), sum)) {
      in_cover += std::max<std::size_t>(1, term.all_of.size()) + term.none_of.size();
    }
    RC_ASSERT(in_cover <= named);
  });
}

TEST(ActionLaws, WitnessIsAMember) {
  check_property(kCases, [] {
    const World world;
    const ActionSet a = world.any_set();
    const std::optional<std::string> witness = made_up_witness(world.partition(), a);
    RC_ASSERT(witness.has_value() == !a.empty());
    if (witness) {
      RC_ASSERT(a.holds(world.partition().atom_of(*witness)));
    }
    const std::string other = *any_action();
    if (a.holds(world.partition().atom_of(other))) {
      RC_ASSERT(witness->size() <= other.size());
    }
  });
}

}  // namespace
}  // namespace leastwise
