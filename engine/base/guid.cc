// One reader for both spellings: the dashed form is checked for its dashes, reduced to 32 digits
// and read like the compact one. So `1823dd4f-...` and `1823dd4f...` cannot come to differ in what
// they call a digit.
//
// The hash mixes both halves by hand and not by hash_bytes(): maps from GUIDs are asked once a
// record, and the ids of Azure are random already. GUIDs that were made up for a test share most of
// their bytes; the rotation keeps these apart too.
#include "engine/base/guid.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace leastwise {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::size_t kDashedLength = 36;
constexpr std::size_t kCompactLength = 32;

constexpr std::uint8_t kNoDigit = 0xFF;

// What each byte is worth as a hexadecimal digit.
constexpr std::array<std::uint8_t, 256> kHexValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::uint8_t i = 0; i < 16; ++i) {
    const auto digit = static_cast<unsigned char>(kHexDigits[i]);
    values[digit] = i;
    values[i < 10 ? digit : digit - 'a' + 'A'] = i;
  }
  return values;
}();

std::uint8_t hex_value(char c) { return kHexValues[static_cast<unsigned char>(c)]; }

constexpr bool is_dash_position(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

std::optional<Guid> parse_guid_compact(std::string_view text) {
  if (text.size() != kCompactLength) {
    return std::nullopt;
  }
  Guid guid;
  std::uint8_t all = 0;  // has a high bit where any was no digit
  for (std::size_t i = 0; i < guid.bytes.size(); ++i) {
    const std::uint8_t high = hex_value(text[2 * i]);
    const std::uint8_t low = hex_value(text[2 * i + 1]);
    all = static_cast<std::uint8_t>(all | high | low);
    guid.bytes[i] = static_cast<std::uint8_t>((high << 4U) | low);
  }
  return all == kNoDigit ? std::nullopt : std::optional(guid);
}

std::optional<Guid> parse_guid(std::string_view text) {
  if (text.size() != kDashedLength || text[8] != '-' || text[13] != '-' || text[18] != '-' ||
      text[23] != '-') {
    return std::nullopt;
  }
  std::array<char, kCompactLength> digits{};
  char* end = digits.data();
  for (const auto& [begin, length] :
       {std::pair{0, 8}, std::pair{9, 4}, std::pair{14, 4}, std::pair{19, 4}, std::pair{24, 12}}) {
    end = std::copy_n(text.data() + begin, length, end);
  }
  return parse_guid_compact({digits.data(), digits.size()});
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
