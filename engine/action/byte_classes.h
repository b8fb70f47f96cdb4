// Byte classes: bytes that no pattern tells apart, so that an automaton has few kinds of edges.
//
// The universe of action strings is fixed here: non-empty strings of the 229 bytes that are neither
// `A`..`Z` (case is folded first) nor `*` (a usage error in an asked action). A byte that some
// pattern spells out is a class of its own; all others are one class, which is missing when
// patterns spell out all 229.
//
// Classes are numbered from the byte that a person would rather read in a made-up action (letters,
// digits, `/`, ...) to the one they would rather not (blanks, then what cannot be printed). So a
// breadth-first walk that takes edges in the order of their classes meets the nicest of the
// shortest strings first: see the witnesses in atoms.h.
// Tests: tests/engine/action/byte_classes_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action/pattern.h"

namespace leastwise {

using ByteClass = std::uint8_t;

// Whether a folded byte may stand in an action string.
[[nodiscard]] constexpr bool is_action_byte(char byte) {
  return byte != '*' && (byte < 'A' || byte > 'Z');
}

// Printable ASCII, which is all that a witness is made of (SPEC section 1).
[[nodiscard]] constexpr bool is_printable(char byte) { return byte >= ' ' && byte <= '~'; }

// All bytes of the universe, the nicest to read first; printable ones before all others.
[[nodiscard]] std::string_view action_bytes();

// Immutable value.
class ByteClasses {
 public:
  // What of() gives for bytes outside the universe.
  static constexpr ByteClass kNone = 0xFF;

  explicit ByteClasses(std::span<const ActionPattern* const> patterns);

  [[nodiscard]] std::size_t count() const { return bytes_.size(); }
  [[nodiscard]] ByteClass of(char byte) const { return classes_[static_cast<unsigned char>(byte)]; }
  // The bytes of a class, the nicest first. Never empty.
  [[nodiscard]] std::string_view bytes(ByteClass c) const { return bytes_[c]; }
  // The classes below this one have a printable byte, the others have none.
  [[nodiscard]] std::size_t printable_count() const { return printable_; }

 private:
  std::array<ByteClass, 256> classes_{};
  std::vector<std::string> bytes_;
  std::size_t printable_ = 0;
};

}  // namespace leastwise
