// Permission sets: what a role grants, with its conditions, as elements of a lattice.
//
// A set of actions that is granted for certain, and sets that are granted where conditions are met.
// A condition is opaque here: for each action and request it may be met or not, and nothing is
// known of how two conditions relate. So a conditioned grant is proven inside the unconditioned one
// and never the other way round, and two conditioned ones are compared only where the one needs no
// condition that the other does not need.
//
// Example: {`A/*`} includes {`A/read` if c}. {`A/*` if c} includes {`A/read` if c and d}.
// Counter-example: {`A/read` if c} and {`A/read` if d} say nothing about each other, even where a
// person sees that d implies c: their relation is undetermined, never guessed.
//
// Formally a set maps each set of conditions that may be met to the actions that it then grants,
// monotone; order, join and meet are those of the actions, point by point. So the laws of a
// distributive lattice hold (tests/property/permission_laws_test.cc, one test a law).
// REQUIRES of every operation on two sets: they are of one partition and one tenant.
// Cost: words of a bitset times the terms; all built-in roles have two terms at most.
// Tests: tests/engine/lattice/permission_set_test.cc.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/action/action_set.h"
#include "engine/base/id.h"
#include "engine/base/truth.h"

namespace leastwise {

// Conditions that must all be met; ascending, each once.
using ConditionSet = std::vector<ConditionId>;

class PermissionSet {
 public:
  // Actions that are granted where every one of `conditions` is met.
  struct Term {
    ConditionSet conditions;  // INVARIANT: not empty
    ActionSet actions;        // INVARIANT: not empty

    friend bool operator==(const Term&, const Term&) = default;
  };

  // The empty set.
  explicit PermissionSet(const AtomPartition& partition);
  // `actions` without a condition.
  explicit PermissionSet(ActionSet actions);

  // Joins `actions`, granted where all of `conditions` are met; for certain where there are none.
  void add(const ActionSet& actions, ConditionSet conditions);

  [[nodiscard]] const ActionSet& certain() const { return certain_; }
  // Canonical: by conditions, ascending; no action that a term with fewer conditions grants, or
  // that is granted for certain. So two sets are equal exactly where they are the same value.
  [[nodiscard]] const std::vector<Term>& terms() const { return terms_; }
  // What is granted if every condition is met.
  [[nodiscard]] ActionSet possible() const;
  // What is granted if all of `conditions` are met and no other. REQUIRES: ascending, each once.
  [[nodiscard]] ActionSet granted_under(const ConditionSet& conditions) const;

  [[nodiscard]] bool empty() const { return certain_.empty() && terms_.empty(); }
  [[nodiscard]] bool conditional() const { return !terms_.empty(); }

  // Join and meet.
  PermissionSet& operator|=(const PermissionSet& other);
  PermissionSet& operator&=(const PermissionSet& other);
  // Without these actions, under whatever condition.
  PermissionSet& operator-=(const ActionSet& actions);
  // The same grants with one more condition in front.
  [[nodiscard]] PermissionSet under(ConditionId condition) const;

  // Whether this set is inside `other`: yes; no, where an action shows it whatever the conditions;
  // unknown, where conditions keep it from being proven either way.
  [[nodiscard]] Truth included_in(const PermissionSet& other) const;
  // What shows "no": the actions that this set grants for certain, and `other` not even if every
  // condition is met. Empty for the other two.
  [[nodiscard]] ActionSet beyond(const PermissionSet& other) const;
  // What this set grants and `other` does not, if conditions turn out in one set's favour and
  // against the other one: all that can be only here. Empty exactly where included_in() is yes.
  [[nodiscard]] ActionSet perhaps_beyond(const PermissionSet& other) const;

  friend PermissionSet operator|(PermissionSet a, const PermissionSet& b) { return a |= b; }
  friend PermissionSet operator&(PermissionSet a, const PermissionSet& b) { return a &= b; }
  friend bool operator==(const PermissionSet&, const PermissionSet&) = default;

 private:
  void normalise();

  ActionSet certain_;
  std::vector<Term> terms_;
};

// The first that holds, in this order; the last where none can be proven.
enum class PermissionRelation : std::uint8_t {
  kEqual,
  kSubset,    // the first within the second
  kSuperset,  // the second within the first
  kDisjoint,
  kOverlapping,
  kUndetermined,  // conditions keep it from being proven
};

// `equal`, `subset`, `superset`, `disjoint`, `overlapping`, `undetermined`.
[[nodiscard]] std::string_view to_string(PermissionRelation relation);

// What a relation is read off: whether the first set is within the second, the second within the
// first, and whether they share an action. Each is yes or no only where that is proven.
struct RelationFacts {
  Truth within = Truth::kUnknown;
  Truth around = Truth::kUnknown;
  Truth share = Truth::kUnknown;

  friend bool operator==(const RelationFacts&, const RelationFacts&) = default;
};

[[nodiscard]] RelationFacts relation_facts(const PermissionSet& a, const PermissionSet& b);
// Of the sets of two planes taken together, which share no action with each other.
[[nodiscard]] RelationFacts together(const RelationFacts& a, const RelationFacts& b);

[[nodiscard]] PermissionRelation relation(const RelationFacts& facts);
[[nodiscard]] inline PermissionRelation relation(const PermissionSet& a, const PermissionSet& b) {
  return relation(relation_facts(a, b));
}

}  // namespace leastwise
