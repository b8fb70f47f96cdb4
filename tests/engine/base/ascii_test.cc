#include "engine/base/ascii.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(Ascii, FoldChangesTheTwentySixCapitalsAndNothingElse) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool capital = byte >= 'A' && byte <= 'Z';
    EXPECT_EQ(fold(c), capital ? static_cast<char>(byte + 32) : c) << byte;
  }
}

TEST(Ascii, FoldedLeavesBytesAbove127Alone) {
  EXPECT_EQ(folded("Rg-\xC3\x84\xC3\xA4-Z"), "rg-\xC3\x84\xC3\xA4-z");
  EXPECT_EQ(folded(""), "");
}

TEST(Ascii, ComparesTheFoldedTexts) {
  EXPECT_EQ(compare_folded("ABC", "abc"), 0);
  EXPECT_LT(compare_folded("ab", "ABC"), 0);
  EXPECT_GT(compare_folded("ABC", "ab"), 0);
  // `_` stands between the capitals and the small letters: folded, `Z` is behind it.
  EXPECT_GT(compare_folded("Z", "_"), 0);
  // Bytes above 127 are compared as unsigned.
  EXPECT_GT(compare_folded("\xC3", "z"), 0);
}

TEST(Ascii, ComparisonAgreesWithFoldingFirst) {
  const std::string_view texts[] = {"", "a", "A", "b", "aB", "Ab", "[", "_", "z", "\x7F", "\xFF"};
  for (const auto a : texts) {
    for (const auto b : texts) {
      EXPECT_EQ(compare_folded(a, b) < 0, folded(a) < folded(b)) << a << " " << b;
      EXPECT_EQ(equals_folded(a, b), folded(a) == folded(b)) << a << " " << b;
      EXPECT_EQ(starts_with_folded(a, b), folded(a).starts_with(folded(b))) << a << " " << b;
      EXPECT_EQ(ends_with_folded(a, b), folded(a).ends_with(folded(b))) << a << " " << b;
    }
  }
}

TEST(Ascii, TrimBlanksTakesOnlySpacesAtTheEnds) {
  EXPECT_EQ(trim_blanks("  a b  "), "a b");
  EXPECT_EQ(trim_blanks("   "), "");
  EXPECT_EQ(trim_blanks(""), "");
  EXPECT_EQ(trim_blanks("\ta\n"), "\ta\n");
  EXPECT_EQ(trim_blanks("\xC2\xA0x"), "\xC2\xA0x");  // a no-break space is no blank
}

}  // namespace
}  // namespace leastwise
