#include "engine/ingest/text_encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace leastwise {
namespace {

using std::string_view_literals::operator""sv;

std::string utf16(std::u16string_view text, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char16_t unit : text) {
    const auto high = static_cast<char>(static_cast<unsigned char>(unit >> 8U));
    const auto low = static_cast<char>(static_cast<unsigned char>(unit & 0xFFU));
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

std::string decoded(std::string_view bytes) {
  const auto text = decode_text(bytes);
  return text ? std::string(text->text()) : "problem: " + text.error().message;
}

TEST(TextEncoding, Utf8IsPassedOnWithoutACopy) {
  constexpr std::string_view kText = "[\"\xC3\xA4\"]";
  const auto text = decode_text(kText);
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(text->text().data(), kText.data());
}

TEST(TextEncoding, ByteOrderMarkOfUtf8IsDropped) { EXPECT_EQ(decoded("\xEF\xBB\xBF[]"), "[]"); }

TEST(TextEncoding, Utf16OfBothOrdersIsConverted) {
  // One, two, three and four bytes in UTF-8.
  constexpr std::u16string_view kText = u"a\u00E4\u20AC\U0001F600";
  constexpr std::string_view kUtf8 = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80";
  EXPECT_EQ(decoded(utf16(kText, false)), kUtf8);
  EXPECT_EQ(decoded(utf16(kText, true)), kUtf8);
  EXPECT_EQ(decoded(utf16(u"", true)), "");
}

TEST(TextEncoding, HalfOfASurrogatePairIsFoundWithItsPlace) {
  for (const char16_t half : {char16_t{0xD800}, char16_t{0xDC00}}) {
    const std::u16string text = std::u16string(u"a\nb") + half + u"c";
    const auto result = decode_text(utf16(text, false));
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, "invalid-text");
    EXPECT_EQ(result.error().place, (TextPlace{.line = 2, .column = 2}));
  }
}

TEST(TextEncoding, MoveKeepsOwnedText) {
  auto first = decode_text(utf16(u"[]", false));  // short enough to stand inside the string object
  ASSERT_TRUE(first.has_value());
  const DecodedTextView second = *std::move(first);
  EXPECT_EQ(second.text(), "[]");
}

TEST(TextEncoding, OtherEncodingsAreNamed) {
  EXPECT_EQ(decoded("[\0]\0"sv), "problem: text in UTF-16 without a byte order mark");
  EXPECT_EQ(decoded("\0[\0]"sv), "problem: text in UTF-16 without a byte order mark");
  EXPECT_EQ(decoded("\xFF\xFE\0\0[\0\0\0"sv), "problem: text in UTF-32");
  EXPECT_EQ(decoded("\0\0\xFE\xFF"sv), "problem: text in UTF-32");
  EXPECT_EQ(decoded("\xFF\xFE[\0]"sv), "problem: UTF-16 text ends in the middle of a character");
}

TEST(TextEncoding, ArchivesAreNamed) {
  EXPECT_EQ(decoded("PK\x03\x04rest"), "problem: a zip archive, not a text");
  EXPECT_EQ(decoded("\x1F\x8B\x08"), "problem: a gzip archive, not a text");
}

TEST(TextEncoding, PlacesCountFromOne) {
  EXPECT_EQ(place_of("ab\ncd", 0), (TextPlace{.line = 1, .column = 1}));
  EXPECT_EQ(place_of("ab\ncd", 2), (TextPlace{.line = 1, .column = 3}));
  EXPECT_EQ(place_of("ab\ncd", 3), (TextPlace{.line = 2, .column = 1}));
  EXPECT_EQ(place_of("ab\ncd", 5), (TextPlace{.line = 2, .column = 3}));
}

}  // namespace
}  // namespace leastwise
