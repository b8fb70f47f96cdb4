#include "engine/base/suggestion.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace leastwise {
namespace {

constexpr std::array<std::string_view, 4> kWords = {"check", "explain", "who-can", "what-can"};

TEST(EditDistance, CountsInsertedDeletedReplacedAndSwappedLetters) {
  EXPECT_EQ(edit_distance("check", "check"), 0U);
  EXPECT_EQ(edit_distance("CHECK", "check"), 0U);
  EXPECT_EQ(edit_distance("chek", "check"), 1U);
  EXPECT_EQ(edit_distance("chheck", "check"), 1U);
  EXPECT_EQ(edit_distance("chock", "check"), 1U);
  EXPECT_EQ(edit_distance("hceck", "check"), 1U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(Closest, FindsTheWordThatIsMeant) {
  EXPECT_EQ(closest("chek", kWords), "check");
  EXPECT_EQ(closest("explian", kWords), "explain");
  EXPECT_EQ(closest("whocan", kWords), "who-can");
}

TEST(Closest, IsSilentWhereNothingIsClose) {
  EXPECT_EQ(closest("frobnicate", kWords), "");
  EXPECT_EQ(closest("ab", kWords), "");
  EXPECT_EQ(closest("check", {}), "");
}

TEST(Closest, ComparesLongWordsByTheirBeginning) {
  const std::string long_word(1'000'000, 'x');
  EXPECT_EQ(closest(long_word, kWords), "");
}

TEST(DidYouMean, AsksOnlyWithAGuess) {
  EXPECT_EQ(did_you_mean("chek", kWords), "did you mean `check`?");
  EXPECT_EQ(did_you_mean("frobnicate", kWords), "");
}

}  // namespace
}  // namespace leastwise
