// "Did you mean": the known word that a mistyped one is closest to.
// Tests: tests/engine/base/suggestion_test.cc.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace leastwise {

// The number of letters to insert, delete, replace or swap with their neighbour that make one word
// of the other, ignoring ASCII case. Cost: the product of the lengths.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// The closest of `known`, the first of equals; empty where none is close: at most one edit for
// every three letters (`chek` gives `check`, `frobnicate` nothing).
[[nodiscard]] std::string_view closest(std::string_view word,
                                       std::span<const std::string_view> known);

// "did you mean `check`?" or the empty text.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string_view> known);

}  // namespace leastwise
