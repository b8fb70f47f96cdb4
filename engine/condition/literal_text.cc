#include "engine/condition/literal_text.h"

#include <charconv>

#include "engine/base/ascii.h"

namespace leastwise {

LiteralKind bare_literal_kind(std::string_view word) {
  if (guid_value(word)) {
    return LiteralKind::kGuid;
  }
  if (integer_value(word)) {
    return LiteralKind::kInteger;
  }
  return boolean_value(word) ? LiteralKind::kBoolean : LiteralKind::kString;
}

std::optional<Guid> guid_value(std::string_view text) {
  return text.size() == 32 ? parse_guid_compact(text) : parse_guid(text);
}

std::optional<std::int64_t> integer_value(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

std::optional<bool> boolean_value(std::string_view text) {
  if (equals_folded(text, "true")) {
    return true;
  }
  return equals_folded(text, "false") ? std::optional(false) : std::nullopt;
}

}  // namespace leastwise
