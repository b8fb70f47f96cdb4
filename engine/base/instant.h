// Points in time, in the 100 ns ticks that Azure prints: `2022-06-01T23:38:32.8883645Z`.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace leastwise {

// 100 ns ticks since 1970-01-01T00:00:00Z, may be negative.
struct Instant {
  std::int64_t ticks = 0;

  friend constexpr auto operator<=>(Instant, Instant) = default;
};

inline constexpr Instant kBeginningOfTime{std::numeric_limits<std::int64_t>::min()};
inline constexpr Instant kEndOfTime{std::numeric_limits<std::int64_t>::max()};

// Reads ISO 8601 as Azure and its tools print it: date, `T` or a blank, time with optional seconds
// and up to 9 fraction digits (cut to 7), then `Z`, an offset `+hh:mm`, or nothing (read as UTC).
// A bare date is midnight UTC. The letters may be small, the colon of the offset may be missing.
// Nothing else; calendar and clock ranges are checked, and there are no leap seconds.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

// `2026-11-24T03:04:05Z`, with the fraction (no trailing zeros) where it is not zero; "always" ends
// of time print as `-` .
[[nodiscard]] std::string to_string(Instant instant);

// A closed-open span [begin, end) in which a grant counts (SPEC section 5).
struct Window {
  Instant begin = kBeginningOfTime;
  Instant end = kEndOfTime;

  [[nodiscard]] constexpr bool holds(Instant at) const { return begin <= at && at < end; }
  friend constexpr bool operator==(const Window&, const Window&) = default;
};

}  // namespace leastwise
