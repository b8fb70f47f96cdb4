// The deterministic automaton of many wildcard patterns: one walk tells all patterns that match.
//
// Every pattern is a small nondeterministic automaton (ActionPattern::states). Subset construction
// runs all of them at once: a state is the set of their states that the bytes read so far lead to.
// The patterns whose accepting state is in that set match; they are the state's **accept set**.
// Two strings with one accept set cannot be told apart by these patterns: the regions of atoms.h.
//
// Example: `a/*` and `*/b`. "a/b" leads to a state that accepts both, "a/c" to one that accepts the
// first only, "c/b" the second only, "c" to one that accepts none.
// Counter-example: patterns without a wildcard do not belong here. Each of the 3,173 literals of
// the built-in roles would split states all along its length; a hash table does their work.
//
// Rows are sparse: most states tell two or three bytes apart, so a row is one target for all other
// bytes and a few edges. State 0 stands for the empty string, which is no action: nothing leads
// back to it, and what it accepts does not count.
//
// Not minimised: the construction is linear in the states that it makes, a walk costs the same in a
// small automaton as in a large one, and minimising takes longer than what later steps would save.
//
// Cost: the 709 wildcard patterns of the built-in roles' control plane give some 13,000 states, in
// about 3 ms. 5,000 custom patterns more give 42,000; with 60 of the form `*/x` on top of these,
// 122,000. Patterns of the form `*/x/*` double the states each: see kMaxAutomatonStates.
// Thread safety: immutable. Tests: tests/engine/action/automaton_test.cc, tests/exhaustive/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/action/byte_classes.h"
#include "engine/action/list_table.h"
#include "engine/action/pattern.h"
#include "engine/base/limits.h"
#include "engine/base/result.h"

namespace leastwise {

class Automaton {
 public:
  using State = std::uint32_t;

  static constexpr State kStart = 0;
  static constexpr State kNoState = 0xFFFFFFFFU;

  struct Edge {
    ByteClass byte_class = 0;
    State target = 0;

    friend bool operator==(const Edge&, const Edge&) = default;
  };

  // The automaton of no pattern.
  Automaton();

  // Error: more than `max_states` states, or subsets that would fill the memory; the message names
  // the pattern that takes part in most of them.
  [[nodiscard]] static Result<Automaton> build(std::span<const ActionPattern* const> patterns,
                                               std::size_t max_states = kMaxAutomatonStates);

  [[nodiscard]] std::size_t state_count() const { return accepts_.size(); }
  [[nodiscard]] const ByteClasses& classes() const { return classes_; }

  // Where the classes without an edge of their own lead; kNoState where there are no such classes.
  [[nodiscard]] State other_target(State state) const { return others_[state]; }
  // The classes that lead elsewhere than other_target, ascending.
  [[nodiscard]] std::span<const Edge> edges(State state) const {
    return std::span(edges_).subspan(begins_[state], begins_[state + 1] - begins_[state]);
  }
  [[nodiscard]] State step(State state, ByteClass byte_class) const;

  // The state behind `folded_action`.
  // REQUIRES: all its bytes are action bytes (byte_classes.h). Cost: linear.
  [[nodiscard]] State walk(std::string_view folded_action) const;

  // Accept sets are numbered; 0 is the empty one. Numbers do not depend on the order of patterns,
  // only on what they match.
  [[nodiscard]] std::uint32_t accept_id(State state) const { return accepts_[state]; }
  [[nodiscard]] std::size_t accept_set_count() const { return accept_sets_.size(); }
  // Positions in the span given to build(), ascending.
  [[nodiscard]] std::span<const std::uint32_t> accept_set(std::uint32_t accept_id) const {
    return accept_sets_.list(accept_id);
  }

 private:
  friend class SubsetConstruction;

  explicit Automaton(ByteClasses classes) : classes_(std::move(classes)) {}

  ByteClasses classes_;
  std::vector<State> others_;           // by state
  std::vector<std::size_t> begins_;     // INVARIANT: one more than there are states
  std::vector<Edge> edges_;             // by state, then by class
  std::vector<std::uint32_t> accepts_;  // by state
  ListTable accept_sets_;
};

}  // namespace leastwise
