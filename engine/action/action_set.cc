#include "engine/action/action_set.h"

#include "engine/base/check.h"

namespace leastwise {
namespace {

// Sets of partitions of different sizes are caught here; others are on the caller's word.
void check_same_partition(const ActionSet& a, const ActionSet& b) {
  check(a.atoms().size() == b.atoms().size(), "action sets are of one partition");
}

}  // namespace

// A set of no atoms still has the size of its universe, which the checks compare.
ActionSet ActionSet::none(const AtomPartition& partition) {
  return ActionSet(Bitset(partition.atom_count()));
}

ActionSet ActionSet::all(const AtomPartition& partition) { return none(partition).complement(); }

ActionSet ActionSet::of(const AtomPartition& partition, std::size_t pattern) {
  return ActionSet(partition.atoms_of(pattern));
}

// The order within a block does not matter: all that is granted first, then all that is subtracted.
ActionSet ActionSet::of_block(const AtomPartition& partition, std::span<const std::size_t> granted,
                              std::span<const std::size_t> subtracted) {
  ActionSet set = none(partition);
  for (const std::size_t pattern : granted) {
    set |= of(partition, pattern);
  }
  for (const std::size_t pattern : subtracted) {
    set -= of(partition, pattern);
  }
  return set;
}

ActionSet& ActionSet::operator|=(const ActionSet& other) {
  check_same_partition(*this, other);
  atoms_ |= other.atoms_;
  return *this;
}

ActionSet& ActionSet::operator&=(const ActionSet& other) {
  check_same_partition(*this, other);
  atoms_ &= other.atoms_;
  return *this;
}

ActionSet& ActionSet::operator-=(const ActionSet& other) {
  check_same_partition(*this, other);
  atoms_.and_not(other.atoms_);
  return *this;
}

// Within the universe of the partition, whose atoms are all its actions.
ActionSet ActionSet::complement() const {
  Bitset atoms(atoms_.size());
  atoms.set_all();
  return ActionSet(std::move(atoms.and_not(atoms_)));
}

// Atoms are not empty, so a subset of bits is a subset of actions and nothing less.
bool ActionSet::is_subset_of(const ActionSet& other) const {
  check_same_partition(*this, other);
  return atoms_.is_subset_of(other.atoms_);
}

bool ActionSet::intersects(const ActionSet& other) const {
  check_same_partition(*this, other);
  return atoms_.intersects(other.atoms_);
}

}  // namespace leastwise
