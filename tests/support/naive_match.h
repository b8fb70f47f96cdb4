// SPEC section 1 as naive code: the matcher that the engine's is compared with.
//
// Written from the sentences of the specification alone, segment by segment and by trying every
// length of every run; it shares no code with engine/action. Exponential in the wildcards.
// Tests: tests/support/naive_match_test.cc, by hand-worked cases.
#pragma once

#include <string_view>

namespace leastwise::testing {

enum class NaiveReading { kSegment, kLiteral };

// Whether `pattern` matches the whole of `action`. Both in any case; no blanks are dropped.
[[nodiscard]] bool naive_match(std::string_view pattern, std::string_view action,
                               NaiveReading reading);

}  // namespace leastwise::testing
