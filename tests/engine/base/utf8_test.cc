#include "engine/base/utf8.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(Utf8, KnowsWhereACharacterEnds) {
  EXPECT_EQ(character_length("ab"), 1U);
  EXPECT_EQ(character_length("\xC3\xBCx"), 2U);
  EXPECT_EQ(character_length("\xE2\x80\x98"), 3U);
  EXPECT_EQ(character_length("\xF0\x9F\x98\x80!"), 4U);
}

TEST(Utf8, CountsAStrayByteAsACharacter) {
  EXPECT_EQ(character_length("\xFFx"), 1U);
  EXPECT_TRUE(continues_character('\x80'));
  EXPECT_FALSE(continues_character('\xC3'));
  EXPECT_FALSE(continues_character('a'));
}

}  // namespace
}  // namespace leastwise
