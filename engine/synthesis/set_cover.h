// Minimum set cover: the fewest columns that together hold every row, with a proof.
//
// The problem is NP-hard; instances of real life shrink to nothing under three reductions, which
// run before anything is searched and again in every branch:
//   essential column    a row that one column alone holds: that column is chosen
//   row dominance       a row whose columns all hold a second row: the second one is dropped
//   column dominance    a column whose rows another one holds too: it is dropped
// What is left falls apart into components, and each is searched by branch and bound: the row with
// the fewest columns is branched on, a greedy cover is the upper bound, and the lower bound is the
// better of two: rows of which no two share a column, and a feasible solution of the dual of the
// linear relaxation, in integers. Nothing depends on time or chance: the same input gives the same
// cover.
//
// Example: rows {1,2}, {2,3}, {3,1} as columns over three rows need two columns; the dual is 3/2,
// rounded up, so two is proven without a branch.
// Counter-example: past `max_nodes` branches the cover is only the best that was found, and
// lower_bound says how far from the minimum it may be.
// Cost: the reductions are about the sum of the sizes times the columns of a row.
// Source: Beasley, "An algorithm for set covering problem", EJOR 31 (1987).
// Tests: tests/engine/synthesis/set_cover_test.cc (against every subset of the columns).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/bitset.h"
#include "engine/base/limits.h"

namespace leastwise {

struct SetCover {
  std::vector<std::uint32_t> columns;  // positions, ascending; their union is every row
  std::size_t lower_bound = 0;         // no cover has fewer columns: proven
  std::size_t nodes = 0;               // branches that were looked at

  [[nodiscard]] bool is_minimum() const { return columns.size() == lower_bound; }
};

// Of columns that hold the same rows the first one counts, so the order of `columns` is an order of
// preference. REQUIRES: each column has `rows` bits; every row is in a column.
[[nodiscard]] SetCover minimum_set_cover(std::size_t rows, std::span<const Bitset> columns,
                                         std::size_t max_nodes = kMaxCoverNodes);

}  // namespace leastwise
