// Atoms: the finitely many cells into which patterns cut the infinite set of action strings.
//
// Two strings are in one **atom** when exactly the same patterns match both. Whatever these
// patterns can say (what a role grants, what is left after a denial) is a union of atoms, so sets
// of actions become bitsets (action_set.h) and "for every action there is or will ever be" is
// decided exactly. Source: Yang and Lam, "Real-time Verification of Network Properties using Atomic
// Predicates", ICNP 2013, carried over from packet headers to action strings.
//
// Two kinds of atoms:
//   literal atoms   one string each, for every distinct pattern without a wildcard
//   region atoms    the strings that one set of wildcard patterns matches (automaton.h), less the
//                   literals among them
// A region may hold nothing but literals; then it has no atom of its own, or "is A inside B" would
// be answered by strings that do not exist. That is decided by counting the strings of the region.
//
// Example: `a/*`, `a/b` give three atoms: {a/b}; all other `a/...`; everything else.
// Counter-example: `a/**` (any run behind `a/`), `a/*` (a non-empty one) and `a/` give no atom for
// "the first but not the second": its only string is `a/`, which is a literal.
//
// The order of atoms depends on what the patterns say only, not on the order in which they come.
// Cost: see automaton.h; a literal costs a hash entry and one walk. Measured: docs/performance.md.
// Thread safety: immutable. Tests: tests/engine/action/atoms_test.cc, tests/exhaustive/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action/automaton.h"
#include "engine/action/pattern.h"
#include "engine/base/bitset.h"
#include "engine/base/id.h"
#include "engine/base/limits.h"
#include "engine/base/result.h"
#include "engine/base/string_table.h"

namespace leastwise {

using AtomId = Id<struct AtomTag>;  // index of an atom in its AtomPartition

// A move-only, immutable value; keeps no view of the patterns that it was built from.
class AtomPartition {
 public:
  // Patterns are named by their position in `patterns` from here on. Several may be equal.
  // REQUIRES: all of one reading.
  // Error: the automaton passes `max_states`; the message names a pattern.
  [[nodiscard]] static Result<AtomPartition> build(std::span<const ActionPattern* const> patterns,
                                                   std::size_t max_states = kMaxAutomatonStates);
  [[nodiscard]] static Result<AtomPartition> build(std::span<const ActionPattern> patterns,
                                                   std::size_t max_states = kMaxAutomatonStates);

  // At least 1: the universe is not empty.
  [[nodiscard]] std::size_t atom_count() const { return witnesses_.size(); }
  // Positions count up to here.
  [[nodiscard]] std::size_t pattern_count() const { return distinct_of_.size(); }
  // States of the automaton of the wildcard patterns, for those who measure.
  [[nodiscard]] std::size_t state_count() const { return automaton_.state_count(); }

  // The atoms that a pattern is the union of; none for the empty pattern.
  // REQUIRES: pattern < pattern_count().
  [[nodiscard]] Bitset atoms_of(std::size_t pattern) const;

  // The atom that holds `folded_action`, total on the universe.
  // REQUIRES: not empty, folded, without `*`. Cost: one hash lookup; a walk for what is no literal.
  [[nodiscard]] AtomId atom_of(std::string_view folded_action) const;

  // A shortest printable string of the atom, among these the nicest to read (byte_classes.h);
  // empty where every string of the atom holds a byte that cannot be printed.
  [[nodiscard]] const std::optional<std::string>& witness(AtomId atom) const {
    return witnesses_[atom.index()];
  }

  // The text of a pattern as it was written.
  [[nodiscard]] std::string_view pattern_text(std::size_t pattern) const;
  [[nodiscard]] bool is_literal(std::size_t pattern) const;
  // Each pattern once: the first of those with the same folded text, ascending.
  [[nodiscard]] std::span<const std::uint32_t> distinct_patterns() const { return firsts_; }

 private:
  friend class PartitionBuilder;

  // The atoms of one accept set, which lie together: its own one first, if it has one, then the
  // literals in it, by text.
  struct Region {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool has_own = false;
  };
  // A distinct pattern, by its folded text.
  struct Distinct {
    std::string text;  // as written first
    bool literal = false;
    AtomId atom = {};                         // of a literal; the empty one has none
    std::vector<std::uint32_t> regions = {};  // of a wildcard pattern: accept ids, ascending
  };

  AtomPartition() = default;

  Automaton automaton_;
  StringTable texts_;                                  // the folded texts of distinct_
  std::vector<Distinct> distinct_;                     // by StringId of texts_
  std::vector<std::uint32_t> distinct_of_;             // by position
  std::vector<std::uint32_t> firsts_;                  // by distinct pattern: its first position
  std::vector<Region> regions_;                        // by accept id
  std::vector<std::optional<std::string>> witnesses_;  // by atom
};

}  // namespace leastwise
