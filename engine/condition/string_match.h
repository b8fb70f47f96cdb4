// How strings compare: letter case, patterns with `*` and `?`, and whole terms.
//
// `StringLike` matches the whole string; `*` is any run of characters, `/` among them, `?` exactly
// one character (one UTF-8 sequence), `\*` and `\?` stand for themselves, and any other backslash
// for itself.
// Log Analytics gives StringLike another meaning (KQL `has`): the value holds the constant as a
// whole term, with no letter or digit on either side of it.
// Source: CONDITIONS section 7. Tests: tests/engine/condition/string_match_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/condition/attribute.h"

namespace leastwise {

// What StringLike asks of a value.
enum class LikeMeaning : std::uint8_t { kPattern, kWholeTerm };

// The meaning for an attribute: the one table of what providers define in their own way.
[[nodiscard]] LikeMeaning like_meaning(const AttributeKey& attribute);

// One element of a pattern at its front: how many bytes it takes, and what it stands for.
struct LikeElement {
  enum class Kind : std::uint8_t { kByte, kAnyCharacter, kAnyRun };
  Kind kind = Kind::kByte;
  char byte = '\0';
  std::size_t length = 1;
};
// REQUIRES: not empty.
[[nodiscard]] LikeElement like_element(std::string_view pattern);
// Whether the byte belongs to a term: an ASCII letter or digit.
[[nodiscard]] bool is_term_character(char c);

[[nodiscard]] bool strings_equal(std::string_view a, std::string_view b, bool ignore_case) noexcept;
[[nodiscard]] bool string_starts_with(std::string_view text, std::string_view prefix,
                                      bool ignore_case) noexcept;
// Cost: length of the text times that of the pattern, at worst; linear for the usual ones.
[[nodiscard]] bool matches_like(std::string_view text, std::string_view pattern,
                                bool ignore_case) noexcept;
[[nodiscard]] bool holds_term(std::string_view text, std::string_view term,
                              bool ignore_case) noexcept;

}  // namespace leastwise
