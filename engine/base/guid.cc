// One reader for both spellings: the dashed form is checked for its dashes, reduced to 32 digits
// and read like the compact one. So `1823dd4f-...` and `1823dd4f...` cannot come to differ in what
// they call a digit.
//
// The hash mixes both halves by hand and not by hash_bytes(): maps from GUIDs are asked once a
// record, and the ids of Azure are random already. GUIDs that were made up for a test share most of
// their bytes; the rotation keeps these apart too.
#include "engine/base/guid.h"

#include <bit>
#include <cstring>

namespace leastwise {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::size_t kDashedLength = 36;
constexpr std::size_t kCompactLength = 32;

std::optional<std::uint8_t> hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<std::uint8_t>(c - '0');
  }
  if (c >= 'a' && c <= 'f') {
    return static_cast<std::uint8_t>(c - 'a' + 10);
  }
  if (c >= 'A' && c <= 'F') {
    return static_cast<std::uint8_t>(c - 'A' + 10);
  }
  return std::nullopt;
}

constexpr bool is_dash_position(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

std::optional<Guid> parse_guid_compact(std::string_view text) {
  if (text.size() != kCompactLength) {
    return std::nullopt;
  }
  Guid guid;
  for (std::size_t i = 0; i < guid.bytes.size(); ++i) {
    const auto high = hex_value(text[2 * i]);
    const auto low = hex_value(text[2 * i + 1]);
    if (!high || !low) {
      return std::nullopt;
    }
    guid.bytes[i] = static_cast<std::uint8_t>((*high << 4U) | *low);
  }
  return guid;
}

std::optional<Guid> parse_guid(std::string_view text) {
  if (text.size() != kDashedLength) {
    return std::nullopt;
  }
  std::array<char, kCompactLength> digits{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_dash_position(i) != (text[i] == '-')) {
      return std::nullopt;
    }
    if (!is_dash_position(i)) {
      digits[count++] = text[i];
    }
  }
  return parse_guid_compact(std::string_view(digits.data(), digits.size()));
}

std::string to_string(const Guid& guid) {
  std::string text;
  text.reserve(kDashedLength);
  for (const std::uint8_t byte : guid.bytes) {
    if (is_dash_position(text.size())) {
      text += '-';
    }
    text += kHexDigits[byte >> 4U];
    text += kHexDigits[byte & 0x0FU];
  }
  return text;
}

std::optional<Guid> trailing_guid(std::string_view id) {
  while (!id.empty() && id.back() == '/') {
    id.remove_suffix(1);
  }
  const std::size_t slash = id.rfind('/');
  return parse_guid(slash == std::string_view::npos ? id : id.substr(slash + 1));
}

}  // namespace leastwise

std::size_t std::hash<leastwise::Guid>::operator()(const leastwise::Guid& guid) const noexcept {
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), guid.bytes.data(), sizeof halves);
  const std::uint64_t mixed = (halves[0] ^ std::rotl(halves[1], 29)) * 0x9E3779B97F4A7C15ULL;
  return mixed ^ (mixed >> 32U);
}
