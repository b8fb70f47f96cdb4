// The forms of constants: which kind a bare word is, and what a text is worth as a value of a type.
// Private to engine/condition. Tests: tests/engine/condition/literal_text_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/guid.h"
#include "engine/condition/syntax.h"

namespace leastwise {

// By its form alone: `true` and `false`, a GUID, digits; anything else is kString, which no bare
// word may be. 32 digits are a GUID.
[[nodiscard]] LiteralKind bare_literal_kind(std::string_view word);

// A GUID with dashes or without, in any letter case.
[[nodiscard]] std::optional<Guid> guid_value(std::string_view text);
// Decimal digits with an optional minus; nothing beyond 64 bits.
[[nodiscard]] std::optional<std::int64_t> integer_value(std::string_view text);
// `true`, `false` in any letter case.
[[nodiscard]] std::optional<bool> boolean_value(std::string_view text);

}  // namespace leastwise
