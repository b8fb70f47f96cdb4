// What may be shown is decided by code points and not by bytes: a C1 control character is two
// harmless looking bytes in UTF-8, and U+202E turns the rest of a line around (CVE-2021-42574).
// Malformed bytes are shown as such, since a terminal may take them for controls of its own. Widths
// follow Unicode's East Asian Width in broad ranges; a rare character that is judged wrong moves a
// column by one and nothing else.
#include "engine/report/text_style.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

// The eight colours of every terminal; bold carries what colour-blind readers need: the words do
// too.
std::string_view escape_of(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return "";
    case Tone::kStrong:
      return "\x1b[1m";
    case Tone::kDim:
      return "\x1b[2m";
    case Tone::kGood:
      return "\x1b[1;32m";
    case Tone::kBad:
      return "\x1b[1;31m";
    case Tone::kUnsure:
      return "\x1b[1;33m";
    case Tone::kHeading:
      return "\x1b[1;36m";
  }
  return "";
}

// One character of a text: its code point and length in bytes; length 1 and no code point where the
// bytes are not UTF-8.
struct Character {
  static constexpr char32_t kMalformed = 0xFFFFFFFF;
  char32_t code = kMalformed;
  std::size_t length = 1;
};

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// How many bytes a character takes by its first one; 0 where that cannot begin a character.
std::size_t length_by_first_byte(unsigned first) {
  if (first < 0x80) {
    return 1;
  }
  if (first >= 0xC2 && first < 0xE0) {
    return 2;
  }
  if (first >= 0xE0 && first < 0xF0) {
    return 3;
  }
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

// Overlong forms, surrogates and values above U+10FFFF are malformed (RFC 3629).
Character character_at(std::string_view text, std::size_t i) {
  const unsigned first = byte_at(text, i);
  const std::size_t length = length_by_first_byte(first);
  if (length == 1) {
    return {first, 1};
  }
  if (length == 0 || i + length > text.size()) {
    return {};
  }
  char32_t code = first & (0xFFU >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) {
    const unsigned next = byte_at(text, i + k);
    if ((next & 0xC0U) != 0x80U) {
      return {};
    }
    code = (code << 6U) | (next & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[length] || surrogate || code > 0x10FFFF) {
    return {};
  }
  return {code, length};
}

struct Range {
  char32_t first;
  char32_t last;
};

// A walk over a few ranges; texts are short.
bool in_any(char32_t code, const auto& ranges) {
  for (const Range& range : ranges) {
    if (code >= range.first && code <= range.last) {
      return true;
    }
  }
  return false;
}

// C0, DEL and C1 controls, line and paragraph separators, and bidirectional formatting: the
// "Trojan Source" characters (CVE-2021-42574).
bool steers_the_terminal(char32_t code) {
  constexpr std::array<Range, 5> kRanges = {
      {{0, 0x1F}, {0x7F, 0x9F}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}}};
  return in_any(code, kRanges);
}

// Zero-width marks first: some lie inside the wide ranges.
std::size_t width_of(char32_t code) {
  constexpr std::array<Range, 4> kCombining = {
      {{0x0300, 0x036F}, {0x200B, 0x200D}, {0xFE00, 0xFE0F}, {0x20D0, 0x20FF}}};
  constexpr std::array<Range, 8> kWide = {{{0x1100, 0x115F},
                                           {0x2E80, 0xA4CF},
                                           {0xAC00, 0xD7A3},
                                           {0xF900, 0xFAFF},
                                           {0xFE30, 0xFE6F},
                                           {0xFF00, 0xFF60},
                                           {0x1F300, 0x1FAFF},
                                           {0x20000, 0x3FFFD}}};
  if (in_any(code, kCombining)) {
    return 0;
  }
  return in_any(code, kWide) ? 2 : 1;
}

}  // namespace

std::string TextStyle::paint(Tone tone, std::string_view text) const {
  if (!colour_ || tone == Tone::kPlain || text.empty()) {
    return std::string(text);
  }
  return fmt::format("{}{}\x1b[0m", escape_of(tone), text);
}

std::string_view TextStyle::sign(Sign sign) const {
  switch (sign) {
    case Sign::kArrow:
      return utf8_ ? "→" : "->";
    case Sign::kBullet:
      return utf8_ ? "•" : "*";
    case Sign::kDash:
      return utf8_ ? "–" : "-";
    case Sign::kEllipsis:
      return utf8_ ? "…" : "...";
    case Sign::kNone:
      return "-";
  }
  return "";
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    if (c.code == Character::kMalformed || (c.code < 0x80 && steers_the_terminal(c.code))) {
      shown += fmt::format("\\x{:02x}", byte_at(text, i));
    } else if (steers_the_terminal(c.code)) {
      shown += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c.code));
    } else {
      shown += text.substr(i, c.length);
    }
    i += c.length;
  }
  return without_ci_commands(std::move(shown), "\\x5b");
}

// Ignoring case, to be on the safe side of what an agent may do one day.
std::string without_ci_commands(std::string text, std::string_view bracket) {
  constexpr std::array<std::string_view, 2> kBefore = {"##", "##vso"};
  for (std::size_t at = text.find('['); at != std::string::npos; at = text.find('[', at)) {
    const std::string_view before = std::string_view(text).substr(0, at);
    const bool begins_command = std::ranges::any_of(
        kBefore, [&](std::string_view command) { return ends_with_folded(before, command); });
    if (begins_command) {
      text.replace(at, 1, bracket);
    }
    at += 1;
  }
  return text;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    width += c.code == Character::kMalformed ? 1 : width_of(c.code);
    i += c.length;
  }
  return width;
}

// Counts of operations go beyond ten thousand.
std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) {
    digits.insert(i - 3, 1, ',');
  }
  return digits;
}

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", grouped(number), noun, number == 1 ? "" : "s");
}

}  // namespace leastwise
