#include "engine/condition/literal_text.h"

#include <gtest/gtest.h>

#include "engine/base/instant.h"

namespace leastwise {
namespace {

TEST(LiteralText, TellsBareWordsApart) {
  EXPECT_EQ(bare_literal_kind("5e467623-bb1f-42f4-a55d-6e525e11384b"), LiteralKind::kGuid);
  EXPECT_EQ(bare_literal_kind("6670B86EA3F74917AC9B5D6AB1BE4567"), LiteralKind::kGuid);
  EXPECT_EQ(bare_literal_kind("10"), LiteralKind::kInteger);
  EXPECT_EQ(bare_literal_kind("-3"), LiteralKind::kInteger);
  EXPECT_EQ(bare_literal_kind("True"), LiteralKind::kBoolean);
  EXPECT_EQ(bare_literal_kind("1.5"), LiteralKind::kString);
  EXPECT_EQ(bare_literal_kind("bogus"), LiteralKind::kString);
}

// 32 digits are no number that anything could be compared with.
TEST(LiteralText, TakesThirtyTwoDigitsForAGuid) {
  EXPECT_EQ(bare_literal_kind("43000000250074714937800025900005"), LiteralKind::kGuid);
}

TEST(LiteralText, ReadsBothSpellingsOfAGuid) {
  EXPECT_EQ(guid_value("8b9dfcab-4b77-4632-a6df-94bd07820648"),
            guid_value("8B9DFCAB4B774632A6DF94BD07820648"));
  EXPECT_FALSE(guid_value("8b9dfcab-4b77-4632-a6df"));
  EXPECT_FALSE(guid_value("{8b9dfcab-4b77-4632-a6df-94bd07820648}"));
}

TEST(LiteralText, BoundsIntegersAt64Bits) {
  EXPECT_EQ(integer_value("9223372036854775807"), INT64_MAX);
  EXPECT_FALSE(integer_value("9223372036854775808"));
  EXPECT_FALSE(integer_value(""));
  EXPECT_FALSE(integer_value("+1"));
  EXPECT_FALSE(integer_value("1 "));
}

TEST(LiteralText, KeepsTicksOfDates) {
  const auto a = parse_instant("2022-06-01T23:38:32.8883645Z");
  const auto b = parse_instant("2022-06-01T23:38:32.8883646Z");
  ASSERT_TRUE(a && b);
  EXPECT_EQ(b->ticks - a->ticks, 1);
  EXPECT_EQ(parse_instant("2022-06-01T00:00:00.0Z"), parse_instant("2022-06-01T00:00:00Z"));
  EXPECT_FALSE(parse_instant("yesterday"));
}

TEST(LiteralText, ReadsBooleansInAnyLetterCase) {
  EXPECT_EQ(boolean_value("TRUE"), true);
  EXPECT_EQ(boolean_value("false"), false);
  EXPECT_FALSE(boolean_value("1"));
}

}  // namespace
}  // namespace leastwise
