#include "engine/report/text_style.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(TextStyle, PaintsOnlyWhereColourIsOn) {
  const TextStyle plain(false, true);
  const TextStyle coloured(true, true);
  EXPECT_EQ(plain.paint(Tone::kBad, "DENY"), "DENY");
  EXPECT_EQ(coloured.paint(Tone::kBad, "DENY"), "\x1b[1;31mDENY\x1b[0m");
  EXPECT_EQ(coloured.paint(Tone::kPlain, "x"), "x");
  EXPECT_EQ(coloured.paint(Tone::kGood, ""), "");
}

TEST(TextStyle, EveryToneButPlainLooksDifferent) {
  const TextStyle style(true, true);
  const Tone tones[] = {Tone::kStrong, Tone::kDim,    Tone::kGood,
                        Tone::kBad,    Tone::kUnsure, Tone::kHeading};
  for (const Tone a : tones) {
    for (const Tone b : tones) {
      EXPECT_EQ(a == b, style.paint(a, "x") == style.paint(b, "x"));
    }
  }
}

TEST(TextStyle, SignsFallBackToAscii) {
  const TextStyle ascii(false, false);
  for (const Sign sign : {Sign::kArrow, Sign::kBullet, Sign::kDash, Sign::kEllipsis, Sign::kNone}) {
    for (const char c : ascii.sign(sign)) {
      EXPECT_LT(static_cast<unsigned char>(c), 0x80U);
    }
  }
  EXPECT_EQ(TextStyle(false, true).sign(Sign::kArrow), "→");
}

TEST(Printable, KeepsTextAndShowsWhatSteersTheTerminal) {
  EXPECT_EQ(printable("Tomás → 名前"), "Tomás → 名前");
  EXPECT_EQ(printable("a\x1b[31mb"), "a\\x1b[31mb");
  EXPECT_EQ(printable("a\nb\tc\x7f"), "a\\x0ab\\x09c\\x7f");
  EXPECT_EQ(printable("\xc2\x9b"), "\\u009b");          // a C1 control
  EXPECT_EQ(printable("x\xe2\x80\xaey"), "x\\u202ey");  // right-to-left override
  EXPECT_EQ(printable("\xe2\x81\xa6"), "\\u2066");      // isolate
}

TEST(Printable, ShowsMalformedBytes) {
  EXPECT_EQ(printable("\xff"), "\\xff");
  EXPECT_EQ(printable("a\xc3"), "a\\xc3");                  // cut off
  EXPECT_EQ(printable("\xc0\xaf"), "\\xc0\\xaf");           // overlong
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // a surrogate
  EXPECT_EQ(printable("\xf5\x80\x80\x80"), "\\xf5\\x80\\x80\\x80");
}

TEST(Printable, HoldsNoCommandOfACiSystem) {
  EXPECT_EQ(printable("a ##vso[task.setvariable]b ##[group]"),
            "a ##vso\\x5btask.setvariable]b ##\\x5bgroup]");
  EXPECT_EQ(printable("##VSO[x"), "##VSO\\x5bx");
  EXPECT_EQ(printable("#[a] vso[b] ##"), "#[a] vso[b] ##");
}

TEST(DisplayWidth, CountsColumnsAndNotBytes) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("Tomás"), 5U);
  EXPECT_EQ(display_width("名前"), 4U);
  EXPECT_EQ(display_width("e\xcc\x81"), 1U);  // a combining accent
  EXPECT_EQ(display_width(""), 0U);
}

TEST(Grouped, PutsCommasBetweenThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

TEST(Counted, TakesAnSButForOne) {
  EXPECT_EQ(counted(0, "group"), "0 groups");
  EXPECT_EQ(counted(1, "group"), "1 group");
  EXPECT_EQ(counted(1200, "group"), "1,200 groups");
}

}  // namespace
}  // namespace leastwise
