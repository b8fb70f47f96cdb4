#include "engine/authorizer/text_index.h"

#include <gtest/gtest.h>

#include "tests/engine/authorizer/hash_collision.h"

namespace leastwise {
namespace {

TEST(TextIndex, FindsWhatWasAddedAndNothingElse) {
  constexpr std::uint32_t kCount = 1000;
  TextIndex<std::uint64_t> index(kCount);
  for (std::uint32_t i = 0; i < kCount; ++i) {
    index.add("text " + std::to_string(i), i);
  }
  for (std::uint32_t i = 0; i < kCount; ++i) {
    const std::string text = "text " + std::to_string(i);
    const auto found = index.find(text);
    ASSERT_NE(found.payload, nullptr) << text;
    EXPECT_EQ(*found.payload, i);
    EXPECT_EQ(found.text, text);
    EXPECT_NE(found.text.data(), text.data()) << "as it is kept";
  }
  EXPECT_EQ(index.find("text 1000").payload, nullptr);
  EXPECT_EQ(index.find("").payload, nullptr);
  EXPECT_EQ(TextIndex<std::uint64_t>(0).find("x").payload, nullptr);
}

TEST(TextIndex, AnEmptyTextIsATextToo) {
  TextIndex<std::uint64_t> index(1);
  index.add("", 7);
  EXPECT_EQ(*index.find("").payload, 7U);
}

// A fingerprint only finds the slot.
TEST(TextIndex, ComparesTheTextBehindAnEqualHash) {
  const auto [known, other] = testing::colliding_texts("text");
  TextIndex<std::uint64_t> index(2);
  index.add(known, 1);
  EXPECT_EQ(index.find(other).payload, nullptr);
  index.add(other, 2);
  EXPECT_EQ(*index.find(known).payload, 1U);
  EXPECT_EQ(*index.find(other).payload, 2U);
}

}  // namespace
}  // namespace leastwise
