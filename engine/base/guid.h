// GUIDs of principals, role definitions and conditions: 16 bytes, compared as values.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace leastwise {

// A GUID as 16 bytes in the order in which its hex digits are written.
struct Guid {
  std::array<std::uint8_t, 16> bytes = {};

  friend constexpr auto operator<=>(const Guid&, const Guid&) = default;
};

// The all-zero GUID, which names everyone in a deny assignment (SPEC section 5).
inline constexpr Guid kEveryone = {};

// Reads `8-4-4-4-12` hex digits in any case; nothing else is accepted (no braces, no blanks).
[[nodiscard]] std::optional<Guid> parse_guid(std::string_view text);

// Reads a GUID without dashes (32 hex digits), as conditions may spell it.
[[nodiscard]] std::optional<Guid> parse_guid_compact(std::string_view text);

// Lower-case `8-4-4-4-12` text.
[[nodiscard]] std::string to_string(const Guid& guid);

// The GUID behind the last `/` of a resource id, or of the whole text where it has none: roles are
// compared by it (SPEC section 2). Trailing slashes are dropped.
[[nodiscard]] std::optional<Guid> trailing_guid(std::string_view id);

}  // namespace leastwise

template <>
struct std::hash<leastwise::Guid> {
  // Mixes both halves: real GUIDs are random, but names of a test tenant are often not.
  std::size_t operator()(const leastwise::Guid& guid) const noexcept;
};
