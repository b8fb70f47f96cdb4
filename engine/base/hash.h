// The one hash of the program: XXH3 of bytes (libxxhash behind it, kept out of this header).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace leastwise {

// 64-bit XXH3. Names can be chosen by an attacker, so a hash only finds a slot: bytes are compared
// before an answer counts. Cost: about 10 ns for 60 bytes.
[[nodiscard]] std::uint64_t hash_bytes(std::string_view bytes);

// hash_bytes() of the pieces, one behind the other.
[[nodiscard]] std::uint64_t hash_pieces(std::span<const std::string_view> pieces);

// The hash of the ASCII-case-folded text: equal for texts that equals_folded() calls equal. Does
// not allocate. It is not hash_bytes(folded(text)) for long texts.
[[nodiscard]] std::uint64_t hash_folded(std::string_view text);

// 128-bit XXH3 as 32 lower-case hex digits: names a catalogue or an input in an answer.
[[nodiscard]] std::string hash_text(std::string_view bytes);

}  // namespace leastwise
