// Comparison of two lists of permission blocks over their own patterns alone.
//
// A tenant-wide partition can pass kMaxAutomatonStates; a question about two roles still has an
// exact answer over the patterns that these two name, mostly a few dozen.
//
// Example: compare({{{`*`}, {`A/write`}}}, {{{`A/*`}, {}}}) is overlapping: `A/write` is missing on
// the left, and nearly everything on the right.
// Gives up: when the wildcard patterns of the two lists alone pass the limit; the Error names the
// pattern that takes part most.
// Tests: tests/engine/action/comparison_test.cc, tests/exhaustive/.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/action/known_operations.h"
#include "engine/action/pattern.h"
#include "engine/base/limits.h"
#include "engine/base/result.h"

namespace leastwise {

// One permission block in one plane.
struct BlockView {
  std::span<const ActionPattern* const> granted;
  std::span<const ActionPattern* const> subtracted;
};

// The first that holds, in this order.
enum class SetRelation : std::uint8_t { kEqual, kSubset, kSuperset, kDisjoint, kOverlapping };

// `equal`, `subset`, `superset`, `disjoint`, `overlapping`.
[[nodiscard]] std::string_view to_string(SetRelation relation);

[[nodiscard]] SetRelation relation(const ActionSet& a, const ActionSet& b);

struct Comparison {
  SetRelation relation = SetRelation::kEqual;
  bool left_surplus = false;   // something is in the left set only
  bool right_surplus = false;  // something is in the right set only
  // Shown where there is one to show (known_operations.h).
  std::optional<Witness> left_witness = {};
  std::optional<Witness> right_witness = {};
};

// Compares what the blocks of the left list say together with what those of the right list do.
// Conditions are no part of this: REQUIRES that the caller takes care of them.
[[nodiscard]] Result<Comparison> compare(std::span<const BlockView> left,
                                         std::span<const BlockView> right,
                                         std::span<const std::string_view> known_operations,
                                         std::size_t max_states = kMaxAutomatonStates);

}  // namespace leastwise
