// UTF-8, as far as texts have to be cut and counted by characters and not by bytes.
// A byte that is no part of a well-formed sequence counts as a character of its own.
// Tests: tests/engine/base/utf8_test.cc.
#pragma once

#include <cstddef>
#include <string_view>

namespace leastwise {

// Whether the byte belongs to the character that began before it.
[[nodiscard]] constexpr bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// The bytes of the character at the front. REQUIRES: not empty.
[[nodiscard]] constexpr std::size_t character_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && continues_character(text[length])) {
    ++length;
  }
  return length;
}

}  // namespace leastwise
