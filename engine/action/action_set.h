// Action sets: what patterns can say, computed.
//
// A set of actions is the bitset of its atoms in one AtomPartition. `or`, `and`, `and-not`, the
// complement, inclusion, equality and emptiness are exact, for every action that there is or will
// ever be.
//
// Example: Contributor is `*` less its notActions; `contributor.is_subset_of(owner)` is one pass
// over some 70 words.
// Counter-example: two sets of different partitions have nothing to say to each other. For a
// question about roles of two tenants build one partition of the patterns of both.
//
// A set carries no pointer to its partition, which has one owner elsewhere; what needs both takes
// both. Witnesses and counts: known_operations.h. Back to patterns: cover.h. Without a tenant-wide
// partition: lattice/role_comparison.h.
// Tests: tests/engine/action/action_set_test.cc, tests/property/action_laws_test.cc.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <utility>

#include "engine/action/atoms.h"
#include "engine/base/bitset.h"

namespace leastwise {

// REQUIRES of every operation on two sets: they are of one partition.
class ActionSet {
 public:
  [[nodiscard]] static ActionSet none(const AtomPartition& partition);
  [[nodiscard]] static ActionSet all(const AtomPartition& partition);
  // What one pattern matches. REQUIRES: pattern < partition.pattern_count().
  [[nodiscard]] static ActionSet of(const AtomPartition& partition, std::size_t pattern);
  // What one permission block says in one plane: what a granted pattern matches and no subtracted
  // one. Both hold positions of patterns in `partition`.
  [[nodiscard]] static ActionSet of_block(const AtomPartition& partition,
                                          std::span<const std::size_t> granted,
                                          std::span<const std::size_t> subtracted);
  // The set of these atoms. REQUIRES: atoms.size() is the partition's atom count.
  [[nodiscard]] static ActionSet of_atoms(Bitset atoms) { return ActionSet(std::move(atoms)); }

  ActionSet& operator|=(const ActionSet& other);
  ActionSet& operator&=(const ActionSet& other);
  // And-not.
  ActionSet& operator-=(const ActionSet& other);
  [[nodiscard]] ActionSet complement() const;

  [[nodiscard]] bool empty() const { return atoms_.none(); }
  [[nodiscard]] bool is_subset_of(const ActionSet& other) const;
  [[nodiscard]] bool intersects(const ActionSet& other) const;
  [[nodiscard]] bool holds(AtomId atom) const { return atoms_.test(atom.index()); }
  [[nodiscard]] const Bitset& atoms() const { return atoms_; }

  friend ActionSet operator|(ActionSet a, const ActionSet& b) { return std::move(a |= b); }
  friend ActionSet operator&(ActionSet a, const ActionSet& b) { return std::move(a &= b); }
  friend ActionSet operator-(ActionSet a, const ActionSet& b) { return std::move(a -= b); }
  friend bool operator==(const ActionSet&, const ActionSet&) = default;

 private:
  explicit ActionSet(Bitset atoms) : atoms_(std::move(atoms)) {}

  Bitset atoms_;
};

}  // namespace leastwise

template <>
struct std::hash<leastwise::ActionSet> {
  std::size_t operator()(const leastwise::ActionSet& set) const noexcept {
    return std::hash<leastwise::Bitset>{}(set.atoms());
  }
};
