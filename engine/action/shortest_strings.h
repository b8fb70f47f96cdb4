// Shortest strings: for every accept set of an automaton one string that a person can read.
//
// A breadth-first walk of the automaton that takes bytes in the order of action_bytes() meets
// strings by length and then by how nice they are to read; the first one in an accept set is its
// witness. Strings that are spoken for (the literals of a region, atoms.h) must not be given: as
// long as the string so far begins one of them, it is kept apart from the other strings that lead
// to the same state, because how it may go on depends on them. Once it begins none, its state is
// all that matters.
//
// Example: `a/*` without exceptions gives "a/a"; except "a/a" it gives "a/b".
// Counter-example: to skip the walk's first string and take the next one of that state would miss
// "a/b", which leads to the same state and is never walked a second time.
// Cost: one visit a state and one a byte of the exceptions.
// Tests: tests/engine/action/shortest_strings_test.cc.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action/automaton.h"

namespace leastwise {

// By accept id: the nicest of the shortest printable strings that have this accept set and are not
// among `except`; empty where there is none.
// REQUIRES: `except` holds folded, non-empty actions, ascending and each once.
[[nodiscard]] std::vector<std::optional<std::string>> shortest_strings(
    const Automaton& automaton, std::span<const std::string_view> except);

}  // namespace leastwise
