// Byte order marks and the first bytes of archives decide; nothing is guessed from what follows.
// Source: RFC 8259 section 8.1, RFC 2781.
#include "engine/ingest/text_encoding.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace leastwise {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16LittleMark = "\xFF\xFE";
constexpr std::string_view kUtf16BigMark = "\xFE\xFF";
constexpr std::string_view kUtf32LittleMark = "\xFF\xFE\0\0"sv;
constexpr std::string_view kUtf32BigMark = "\0\0\xFE\xFF"sv;
constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::string_view kGzip = "\x1F\x8B";

constexpr std::string_view kConvert = "convert the file to UTF-8 and read it again";

// A character beyond U+FFFF is two units in UTF-16, a high and a low surrogate; either alone is
// none.
constexpr bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
constexpr bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

std::unexpected<TextProblem> invalid_text(std::string message, TextPlace place) {
  return std::unexpected(TextProblem{.code = "invalid-text",
                                     .message = std::move(message),
                                     .help = std::string(kConvert),
                                     .place = place});
}

// REQUIRES: `c` is a Unicode character, no surrogate.
void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

// `bytes` without the mark; `low` is the index of the low byte in a unit.
std::expected<DecodedTextView, TextProblem> decode_utf16(std::string_view bytes, std::size_t low) {
  const auto unit_at = [bytes, low](std::size_t i) {
    const auto low_byte = static_cast<unsigned char>(bytes[2 * i + low]);
    const auto high_byte = static_cast<unsigned char>(bytes[2 * i + 1 - low]);
    return static_cast<char32_t>(low_byte | (high_byte << 8U));
  };
  std::string text;
  text.reserve(bytes.size() / 2 + bytes.size() / 8);
  const std::size_t units = bytes.size() / 2;
  for (std::size_t i = 0; i < units; ++i) {
    char32_t c = unit_at(i);
    if (is_high_surrogate(c) && i + 1 < units && is_low_surrogate(unit_at(i + 1))) {
      c = 0x10000 + ((c - 0xD800) << 10U) + (unit_at(i + 1) - 0xDC00);
      ++i;
    } else if (is_high_surrogate(c) || is_low_surrogate(c)) {
      return invalid_text("half of a surrogate pair in UTF-16 text", place_of(text, text.size()));
    }
    append_utf8(text, c);
  }
  if (bytes.size() % 2 != 0) {
    return invalid_text("UTF-16 text ends in the middle of a character",
                        place_of(text, text.size()));
  }
  return DecodedTextView(std::move(text));
}

// What may follow the first byte of a character: how many bytes, and the range of the first of them
// (the others are 80..BF). Source: RFC 3629 section 4. REQUIRES: `first` is 80 or above.
struct Utf8Tail {
  std::size_t count = 0;  // 0: no character begins with `first`
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

constexpr Utf8Tail utf8_tail(unsigned char first) {
  if (first >= 0xC2 && first <= 0xDF) {
    return {.count = 1};
  }
  if (first >= 0xE0 && first <= 0xEF) {
    return {.count = 2,
            .low = static_cast<unsigned char>(first == 0xE0 ? 0xA0 : 0x80),
            .high = static_cast<unsigned char>(first == 0xED ? 0x9F : 0xBF)};
  }
  if (first >= 0xF0 && first <= 0xF4) {
    return {.count = 3,
            .low = static_cast<unsigned char>(first == 0xF0 ? 0x90 : 0x80),
            .high = static_cast<unsigned char>(first == 0xF4 ? 0x8F : 0xBF)};
  }
  return {};
}

// Portals and mail like to pack downloads; the parser would only say "invalid literal".
std::optional<std::string_view> archive_kind(std::string_view bytes) {
  if (bytes.starts_with(kZip)) {
    return "zip";
  }
  if (bytes.starts_with(kGzip)) {
    return "gzip";
  }
  return std::nullopt;
}

// JSON begins with an ASCII character, so a zero byte among the first two is UTF-16 or UTF-32.
bool looks_like_unmarked_utf16(std::string_view bytes) {
  return bytes.size() >= 2 && (bytes[0] == '\0') != (bytes[1] == '\0');
}

}  // namespace

// The marks are asked longest first: that of UTF-32 begins with that of UTF-16.
std::expected<DecodedTextView, TextProblem> decode_text(std::string_view bytes) {
  if (const auto archive = archive_kind(bytes)) {
    return std::unexpected(TextProblem{.code = "not-text",
                                       .message = fmt::format("a {} archive, not a text", *archive),
                                       .help = "unpack it and read the files in it"});
  }
  if (bytes.starts_with(kUtf32LittleMark) || bytes.starts_with(kUtf32BigMark)) {
    return invalid_text("text in UTF-32", {});
  }
  if (bytes.starts_with(kUtf8Mark)) {
    return DecodedTextView(bytes.substr(kUtf8Mark.size()));
  }
  if (bytes.starts_with(kUtf16LittleMark)) {
    return decode_utf16(bytes.substr(kUtf16LittleMark.size()), 0);
  }
  if (bytes.starts_with(kUtf16BigMark)) {
    return decode_utf16(bytes.substr(kUtf16BigMark.size()), 1);
  }
  if (looks_like_unmarked_utf16(bytes)) {
    return invalid_text("text in UTF-16 without a byte order mark", {});
  }
  return DecodedTextView(bytes);
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) {
      ++at;
      continue;
    }
    const Utf8Tail tail = utf8_tail(first);
    if (tail.count == 0 || text.size() - at <= tail.count) {
      return at;
    }
    for (std::size_t i = 1; i <= tail.count; ++i) {
      const auto byte = static_cast<unsigned char>(text[at + i]);
      const unsigned char low = i == 1 ? tail.low : 0x80;
      const unsigned char high = i == 1 ? tail.high : 0xBF;
      if (byte < low || byte > high) {
        return at;
      }
    }
    at += tail.count + 1;
  }
  return std::nullopt;
}

// Lines end with a line feed; a carriage return before it counts as a column of its line.
TextPlace place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  return text_place(lines + 1, before.size() - line_start + 1);
}

}  // namespace leastwise
