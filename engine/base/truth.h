// Three-valued (Kleene) logic: the algebra of every decision (SPEC section 6).
//
// kNo < kUnknown < kYes, so that `and` is the minimum and `or` the maximum. An unknown never turns
// into a yes by itself: there is no conversion to bool.
// Example: a grant by a group whose members were not exported is unknown; `or` a certain grant it
// is yes, `or` nothing else it stays unknown. Tests: tests/engine/base/truth_test.cc shows the laws
// of the lattice and of De Morgan.
#pragma once

#include <cstdint>
#include <string_view>

namespace leastwise {

// The order of the values is used: see truth_and, truth_or.
enum class Truth : std::uint8_t { kNo = 0, kUnknown = 1, kYes = 2 };

[[nodiscard]] constexpr Truth truth_and(Truth a, Truth b) { return a < b ? a : b; }
[[nodiscard]] constexpr Truth truth_or(Truth a, Truth b) { return a < b ? b : a; }
// Swaps yes and no; what is unknown stays so.
[[nodiscard]] constexpr Truth truth_not(Truth a) {
  return static_cast<Truth>(2U - static_cast<unsigned>(a));
}
[[nodiscard]] constexpr Truth truth_of(bool value) { return value ? Truth::kYes : Truth::kNo; }

[[nodiscard]] constexpr std::string_view to_string(Truth value) {
  switch (value) {
    case Truth::kNo:
      return "no";
    case Truth::kUnknown:
      return "unknown";
    case Truth::kYes:
      return "yes";
  }
  return "unknown";
}

}  // namespace leastwise
