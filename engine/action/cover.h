// Cover: a set of actions back to a short list of patterns for people to read.
//
// The terms are drawn from the partition's own patterns, and their union is exactly the set:
//
//   Contributor                     `*` minus `Microsoft.Authorization/*/Delete`, ...
//   two roles together              their widest patterns; what these take in is dropped
//   what a denial cuts out of `A/*` may need an intersection: `A/*` and `*/read`
//
// Short, not shortest: the shortest one is a minimum set cover (NP-hard). The search is greedy and
// then drops what has become superfluous; its result depends on the set only, not on the order of
// the patterns, and is exact for every input: each union of atoms has a cover, since an atom is the
// patterns that match it, minus those that do not.
// Cost: patterns squared times the words of a bitset at worst; see docs/performance.md.
// Tests: tests/engine/action/cover_test.cc, tests/property/action_laws_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/action/action_set.h"
#include "engine/action/atoms.h"

namespace leastwise {

// The actions that all patterns of `all_of` match and none of `none_of`. Positions in the
// partition; sorted by the folded text of the patterns. An empty `all_of` stands for everything.
struct CoverTerm {
  std::vector<std::uint32_t> all_of;
  std::vector<std::uint32_t> none_of;

  friend bool operator==(const CoverTerm&, const CoverTerm&) = default;
};

// Terms whose union is `set`, sorted by the text of their patterns; none for the empty set.
[[nodiscard]] std::vector<CoverTerm> cover(const AtomPartition& partition, const ActionSet& set);

// The actions of a term.
[[nodiscard]] ActionSet actions_of(const AtomPartition& partition, const CoverTerm& term);

// `A/*`, `*` minus `A/write`, `B`; an intersection as `A/*` and `*/read`. Patterns in backticks.
[[nodiscard]] std::string to_string(const AtomPartition& partition, const CoverTerm& term);

}  // namespace leastwise
