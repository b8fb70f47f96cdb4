// The laws of the lattice of permission sets, one law a test: over random partitions, any union of
// their atoms, and grants under any of three conditions.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <vector>

#include "engine/lattice/permission_set.h"
#include "tests/property/check_property.h"

namespace leastwise {
namespace {

using property::check_property;

constexpr int kCases = 5000;
constexpr std::uint32_t kConditions = 3;

// Every set of conditions that may be met.
std::vector<ConditionSet> all_valuations() {
  std::vector<ConditionSet> all;
  for (std::uint32_t bits = 0; bits < (1U << kConditions); ++bits) {
    ConditionSet met;
    for (std::uint32_t i = 0; i < kConditions; ++i) {
      if (((bits >> i) & 1U) != 0) {
        met.push_back(ConditionId(i));
      }
    }
    all.push_back(std::move(met));
  }
  return all;
}

// A random partition, and permission sets over it.
class World {
 public:
  World() : partition_(*AtomPartition::build(draw_patterns())) {}

  [[nodiscard]] ActionSet any_actions() const {
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

  [[nodiscard]] PermissionSet any_set() const {
    PermissionSet set(any_actions());
    const std::size_t terms = *rc::gen::inRange<std::size_t>(0, 4);
    for (std::size_t i = 0; i < terms; ++i) {
      set.add(any_actions(), *rc::gen::elementOf(all_valuations()));
    }
    return set;
  }

  [[nodiscard]] PermissionSet none() const { return PermissionSet(partition_); }
  [[nodiscard]] PermissionSet all() const { return PermissionSet(ActionSet::all(partition_)); }

 private:
  static std::vector<ActionPattern> draw_patterns() {
    const auto texts = *rc::gen::resize(
        5, rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
               "a/read", "a/write", "a/*", "*/read", "b/*", "b/a/read", "*", "*/a/*", "a/b")));
    std::vector<ActionPattern> patterns;
    for (const std::string& text : texts) {
      patterns.push_back(*ActionPattern::parse(text, WildcardReading::kAzure));
    }
    return patterns;
  }

  AtomPartition partition_;
};

bool within(const PermissionSet& a, const PermissionSet& b) {
  return a.included_in(b) == Truth::kYes;
}

TEST(PermissionLaws, Idempotent) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    RC_ASSERT((a | a) == a);
    RC_ASSERT((a & a) == a);
  });
}

TEST(PermissionLaws, Commutative) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    const PermissionSet b = world.any_set();
    RC_ASSERT((a | b) == (b | a));
    RC_ASSERT((a & b) == (b & a));
  });
}

TEST(PermissionLaws, Associative) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    const PermissionSet b = world.any_set();
    const PermissionSet c = world.any_set();
    RC_ASSERT(((a | b) | c) == (a | (b | c)));
    RC_ASSERT(((a & b) & c) == (a & (b & c)));
  });
}

TEST(PermissionLaws, Absorptive) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    const PermissionSet b = world.any_set();
    RC_ASSERT((a | (a & b)) == a);
    RC_ASSERT((a & (a | b)) == a);
  });
}

TEST(PermissionLaws, Distributive) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    const PermissionSet b = world.any_set();
    const PermissionSet c = world.any_set();
    RC_ASSERT((a & (b | c)) == ((a & b) | (a & c)));
    RC_ASSERT((a | (b & c)) == ((a | b) & (a | c)));
  });
}

TEST(PermissionLaws, Bounded) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    RC_ASSERT((a | world.none()) == a);
    RC_ASSERT((a & world.none()) == world.none());
    RC_ASSERT((a | world.all()) == world.all());
    RC_ASSERT((a & world.all()) == a);
  });
}

TEST(PermissionLaws, OrderIsJoinAndMeet) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    // Independent sets are hardly ever one inside the other.
    const PermissionSet b = *rc::gen::arbitrary<bool>() ? world.any_set() : a | world.any_set();
    RC_ASSERT(within(a, b) == ((a | b) == b));
    RC_ASSERT(within(a, b) == ((a & b) == a));
  });
}

TEST(PermissionLaws, OrderIsReflexiveAndAntisymmetric) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    const PermissionSet b = *rc::gen::arbitrary<bool>() ? world.any_set() : a | world.any_set();
    RC_ASSERT(within(a, a));
    RC_ASSERT((within(a, b) && within(b, a)) == (a == b));
  });
}

TEST(PermissionLaws, OrderIsTransitive) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    const PermissionSet b = a | world.any_set();
    const PermissionSet c = b | world.any_set();
    RC_ASSERT(within(a, b));
    RC_ASSERT(within(b, c));
    RC_ASSERT(within(a, c));
  });
}

// Join and meet are those of the actions, whatever conditions turn out to be met.
TEST(PermissionLaws, PointByPoint) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    const PermissionSet b = world.any_set();
    bool always_inside = true;
    for (const ConditionSet& met : all_valuations()) {
      const ActionSet first = a.granted_under(met);
      const ActionSet second = b.granted_under(met);
      RC_ASSERT((a | b).granted_under(met) == (first | second));
      RC_ASSERT((a & b).granted_under(met) == (first & second));
      always_inside = always_inside && first.is_subset_of(second);
    }
    RC_ASSERT(within(a, b) == always_inside);
  });
}

// What is said to be not inside is shown by actions that are granted whatever happens, to which the
// other set never comes.
TEST(PermissionLaws, NotInsideIsShown) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    const PermissionSet b = world.any_set();
    const ActionSet beyond = a.beyond(b);
    RC_ASSERT((a.included_in(b) == Truth::kNo) == !beyond.empty());
    RC_ASSERT(beyond.is_subset_of(a.certain()));
    RC_ASSERT(!beyond.intersects(b.possible()));
    RC_ASSERT(within(a, b) == a.perhaps_beyond(b).empty());
  });
}

TEST(PermissionLaws, AConditionedGrantIsInsideTheUnconditionedOneNeverTheReverse) {
  check_property(kCases, [] {
    const World world;
    const PermissionSet a = world.any_set();
    const ConditionId condition(*rc::gen::inRange<std::uint32_t>(0, kConditions));
    const PermissionSet guarded = a.under(condition);
    RC_ASSERT(within(guarded, a));
    // Only where every grant needs that condition anyhow is it the same.
    RC_ASSERT(within(a, guarded) == (a == guarded));
    RC_ASSERT(guarded.certain().empty());
  });
}

// Nothing is known of how two conditions relate.
TEST(PermissionLaws, TwoConditionsAreNeverCompared) {
  check_property(kCases, [] {
    const World world;
    const ActionSet actions = world.any_actions();
    const PermissionSet first = PermissionSet(actions).under(ConditionId(0));
    const PermissionSet second = PermissionSet(actions).under(ConditionId(1));
    const Truth expected = actions.empty() ? Truth::kYes : Truth::kUnknown;
    RC_ASSERT(first.included_in(second) == expected);
    RC_ASSERT(second.included_in(first) == expected);
    RC_ASSERT(first.included_in(PermissionSet(actions).under(ConditionId(0))) == Truth::kYes);
  });
}

}  // namespace
}  // namespace leastwise
