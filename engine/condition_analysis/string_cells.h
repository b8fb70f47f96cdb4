// The finitely many cells into which string tests cut the infinite set of strings, and one string
// of each.
//
// Two strings are in one **cell** when exactly the same constants match both: as an equal string,
// as a prefix, as a pattern of StringLike or as a whole term, with or without letter case. All
// constants together are one nondeterministic automaton over characters; the sets of its states
// that some string reaches are found breadth first, so each cell's string is a shortest one.
// Example: equals 'a' and like 'a*' cut into {a}, {a...} and the rest: `a`, `ax` and `x`.
// Counter-example: like 'a*' and starts with 'a' never differ: two cells, not three.
//
// It is the idea of engine/action/atoms.h for another language of patterns: characters and not
// bytes, letter case per constant, `?`, and terms.
// Cost: states times the constants that are alive in them; a set of strings is about as many states
// as it has characters. Several patterns with `*` inside can multiply; so there is a limit.
// Source: CONDITIONS section 7. Tests: tests/engine/condition_analysis/string_cells_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace leastwise {

enum class StringMatch : std::uint8_t { kEquals, kStartsWith, kLike, kHoldsTerm };

// A constant and how it is compared.
struct StringShape {
  std::string_view text;
  StringMatch match = StringMatch::kEquals;
  bool ignore_case = false;
};

// One string of each cell, none of them empty where the cell has another one; in an order that
// depends on the shapes alone. Empty where the automaton passes `max_states`, or states are so
// large that fewer would be too many.
[[nodiscard]] std::optional<std::vector<std::string>> string_cells(
    std::span<const StringShape> shapes, std::size_t max_states);

}  // namespace leastwise
