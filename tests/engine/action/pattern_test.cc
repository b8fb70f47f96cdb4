// Every sentence of SPEC section 1 that speaks of patterns, in both readings.
#include "engine/action/pattern.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"

namespace leastwise {
namespace {

constexpr WildcardReading kReadings[] = {WildcardReading::kAzure, WildcardReading::kLiteral};

ActionPattern parse(std::string_view text, WildcardReading reading) {
  auto pattern = ActionPattern::parse(text, reading);
  EXPECT_TRUE(pattern.has_value()) << text;
  return *pattern;
}

bool azure(std::string_view pattern, std::string_view action) {
  return parse(pattern, WildcardReading::kAzure).matches(folded(action));
}

bool literal(std::string_view pattern, std::string_view action) {
  return parse(pattern, WildcardReading::kLiteral).matches(folded(action));
}

TEST(ActionPattern, MatchesTheWholeString) {
  for (const WildcardReading reading : kReadings) {
    const ActionPattern pattern = parse("A/read", reading);
    EXPECT_TRUE(pattern.matches("a/read"));
    EXPECT_FALSE(pattern.matches("a/read/"));
    EXPECT_FALSE(pattern.matches("a/rea"));
    EXPECT_FALSE(pattern.matches("xa/read"));
    EXPECT_FALSE(pattern.matches(""));
  }
}

TEST(ActionPattern, IgnoresAsciiCase) {
  for (const WildcardReading reading : kReadings) {
    EXPECT_TRUE(parse("Microsoft.Compute/*/READ", reading).matches("microsoft.compute/x/read"));
    EXPECT_FALSE(parse("\xC3\x84/*", reading).matches("\xC3\xA4/x"));  // only ASCII
  }
}

TEST(ActionPattern, DropsBlanksAroundAPatternAndReportsThem) {
  for (const WildcardReading reading : kReadings) {
    const ActionPattern pattern = parse("  A/read ", reading);
    EXPECT_TRUE(pattern.matches("a/read"));
    EXPECT_FALSE(pattern.matches(" a/read"));  // an asked action is not trimmed
    EXPECT_EQ(pattern.text(), "A/read");
    EXPECT_TRUE(pattern.has(PatternIssue::kSurroundingBlanks));
    EXPECT_FALSE(parse("A/read", reading).has(PatternIssue::kSurroundingBlanks));
    EXPECT_FALSE(parse("\tA/read", reading).has(PatternIssue::kSurroundingBlanks));  // U+0020 only
    EXPECT_FALSE(parse("\tA/read", reading).matches("a/read"));
    EXPECT_TRUE(parse(" * ", reading).matches("anything"));
  }
}

TEST(ActionPattern, AnActionNeedNotLookLikeAnOperation) {
  for (const WildcardReading reading : kReadings) {
    EXPECT_TRUE(parse("*", reading).matches("?"));
    EXPECT_TRUE(parse("*", reading).matches("//"));
    EXPECT_TRUE(parse("read", reading).matches("read"));
  }
}

TEST(ActionPattern, WildcardCrossesSlashes) {
  EXPECT_TRUE(azure("A/*", "A/x/y/z"));
  EXPECT_TRUE(azure("A/*/B", "A/x/y/B"));
  EXPECT_TRUE(azure("*/B", "A/x/B"));
  EXPECT_TRUE(literal("A/*", "A/x/y/z"));
  EXPECT_TRUE(literal("A/*/B", "A/x/y/B"));
}

TEST(ActionPattern, WildcardInTheMiddleIsZeroOrMoreSegments) {
  EXPECT_TRUE(azure("A/*/B", "A/B"));
  EXPECT_TRUE(azure("A/*/B", "A/x/B"));
  EXPECT_TRUE(azure("A/*/B", "A///B"));  // the run is "/"
  EXPECT_FALSE(azure("A/*/B", "A//B"));
  EXPECT_FALSE(azure("A/*/B", "A/xB"));
  EXPECT_FALSE(azure("A/*/B", "AB"));
  EXPECT_FALSE(azure("A/*/B", "A/x/BB"));
}

TEST(ActionPattern, TrailingWildcardNeedsASegment) {
  EXPECT_TRUE(azure("A/*", "A/x"));
  EXPECT_TRUE(azure("A/*", "A//"));
  EXPECT_FALSE(azure("A/*", "A"));
  EXPECT_FALSE(azure("A/*", "A/"));
}

TEST(ActionPattern, LeadingWildcardNeedsASegment) {
  EXPECT_TRUE(azure("*/B", "A/B"));
  EXPECT_TRUE(azure("*/B", "//B"));
  EXPECT_FALSE(azure("*/B", "/B"));
  EXPECT_FALSE(azure("*/B", "B"));
}

TEST(ActionPattern, BareWildcardMatchesEverything) {
  for (const WildcardReading reading : kReadings) {
    EXPECT_TRUE(parse("*", reading).matches("a"));
    EXPECT_TRUE(parse("*", reading).matches("a/b/c"));
    EXPECT_TRUE(parse("*", reading).matches("\x01"));
  }
}

TEST(ActionPattern, ManagedIdentityOperatorCanAssignInTheSegmentReadingOnly) {
  constexpr std::string_view kPattern =
      "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action";
  constexpr std::string_view kAction =
      "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";
  EXPECT_TRUE(azure(kPattern, kAction));
  EXPECT_FALSE(literal(kPattern, kAction));
}

TEST(ActionPattern, LiteralReadingIsAnyRunAndNothingElse) {
  EXPECT_TRUE(literal("A/*", "A/"));
  EXPECT_FALSE(literal("A/*", "A"));
  EXPECT_TRUE(literal("*/B", "/B"));
  EXPECT_FALSE(literal("*/B", "B"));
  EXPECT_TRUE(literal("A/*/B", "A//B"));
  EXPECT_FALSE(literal("A/*/B", "A/B"));
}

TEST(ActionPattern, WildcardInsideASegmentIsAnyRun) {
  for (const WildcardReading reading : kReadings) {
    const ActionPattern pattern = parse("A/vm*", reading);
    EXPECT_TRUE(pattern.matches("a/vm"));
    EXPECT_TRUE(pattern.matches("a/vmss"));
    EXPECT_TRUE(pattern.matches("a/vm/start"));
    EXPECT_FALSE(pattern.matches("a/v"));
    EXPECT_TRUE(pattern.has(PatternIssue::kPartialWildcard));
    EXPECT_TRUE(parse("A/**", reading).matches("a/"));
    EXPECT_TRUE(parse("A/**/B", reading).matches("a//b"));
    EXPECT_FALSE(parse("A/**/B", reading).matches("a/b"));
    EXPECT_TRUE(parse("A/**", reading).has(PatternIssue::kPartialWildcard));
    EXPECT_FALSE(parse("A/*", reading).has(PatternIssue::kPartialWildcard));
  }
}

TEST(ActionPattern, SeveralWildcardsAreExactAndReported) {
  EXPECT_TRUE(azure("A/*/B/*/C", "A/B/C"));
  EXPECT_TRUE(azure("A/*/B/*/C", "A/x/B/y/z/C"));
  EXPECT_FALSE(azure("A/*/B/*/C", "A/x/y/C"));
  EXPECT_TRUE(azure("A/*/*", "A/x"));  // the first may stand for nothing
  EXPECT_FALSE(azure("A/*/*", "A/"));
  EXPECT_TRUE(azure("*/*", "a/b"));
  EXPECT_FALSE(azure("*/*", "a"));
  EXPECT_TRUE(azure("A/*/*/B", "A/B"));
  EXPECT_FALSE(azure("A/*/*/B", "A//B"));
  EXPECT_TRUE(azure("*/*/B", "x/B"));
  EXPECT_TRUE(azure("A/*/x*y*/B", "A/xyy/B"));
  EXPECT_TRUE(literal("a*b*c", "a1b2c"));
  EXPECT_FALSE(literal("a*b*c", "a1c2b"));
  for (const WildcardReading reading : kReadings) {
    EXPECT_TRUE(parse("A/*/B/*", reading).has(PatternIssue::kSeveralWildcards));
    EXPECT_FALSE(parse("A/*/B", reading).has(PatternIssue::kSeveralWildcards));
  }
}

TEST(ActionPattern, OddPatternsMatchAsWrittenAndAreReported) {
  for (const WildcardReading reading : kReadings) {
    EXPECT_TRUE(parse("", reading).has(PatternIssue::kEmpty));
    EXPECT_TRUE(parse("   ", reading).has(PatternIssue::kEmpty));
    EXPECT_FALSE(parse("", reading).matches("a"));
    EXPECT_TRUE(parse("A/", reading).has(PatternIssue::kTrailingSlash));
    EXPECT_TRUE(parse("A/", reading).matches("a/"));
    EXPECT_FALSE(parse("A/", reading).matches("a"));
    EXPECT_TRUE(parse("A/\x01", reading).has(PatternIssue::kControlCharacter));
    EXPECT_TRUE(parse("A/\x7F", reading).has(PatternIssue::kControlCharacter));
    EXPECT_TRUE(parse("A/\x01", reading).matches("a/\x01"));
    EXPECT_FALSE(parse("A/ b", reading).has(PatternIssue::kControlCharacter));
  }
  EXPECT_TRUE(azure("A/*/", "A/x/"));
  EXPECT_TRUE(azure("A/*/", "A/"));
  EXPECT_TRUE(azure("/*/B", "/B"));
}

TEST(ActionPattern, TooLongAPatternIsAnError) {
  const std::string longest(kMaxActionBytes, 'a');
  for (const WildcardReading reading : kReadings) {
    EXPECT_TRUE(parse(longest, reading).matches(longest));
    EXPECT_TRUE(ActionPattern::parse(" " + longest, reading).has_value());
    const auto error = ActionPattern::parse(longest + "a", reading);
    ASSERT_FALSE(error.has_value());
    EXPECT_NE(error.error().message.find("2049"), std::string::npos);
  }
}

// Most states that a pattern can have: two for every `*` that is not followed by another.
TEST(ActionPattern, TheLongestWildcardPatternFitsTheMatcher) {
  std::string text;
  std::string action;
  while (text.size() + 2 <= kMaxActionBytes) {
    text += "*a";
    action += "xa";
  }
  for (const WildcardReading reading : kReadings) {
    EXPECT_TRUE(parse(text, reading).matches(action));
    EXPECT_FALSE(parse(text, reading).matches(action + "b"));
  }
}

TEST(ActionPattern, SaysWhatItIs) {
  for (const WildcardReading reading : kReadings) {
    const ActionPattern pattern = parse("Microsoft.X/*/Read", reading);
    EXPECT_FALSE(pattern.is_literal());
    EXPECT_EQ(pattern.wildcard_count(), 1U);
    EXPECT_EQ(pattern.folded(), "microsoft.x/*/read");
    EXPECT_EQ(pattern.literal_prefix(), "microsoft.x/");
    EXPECT_TRUE(parse("A/read", reading).is_literal());
    EXPECT_EQ(parse("A/read", reading).literal_prefix(), "a/read");
  }
  EXPECT_EQ(to_string(WildcardReading::kAzure), "azure");
  EXPECT_EQ(to_string(WildcardReading::kLiteral), "literal");
}

}  // namespace
}  // namespace leastwise
