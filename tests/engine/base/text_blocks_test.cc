#include "engine/base/text_blocks.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace leastwise {
namespace {

std::string joined(const TextBlocks& blocks) {
  std::string bytes;
  for (const std::string_view piece : blocks.pieces()) {
    bytes += piece;
  }
  return bytes;
}

TEST(TextBlocks, AViewOfTheirBytesReadsTheSamePlaces) {
  TextBlocks blocks;
  std::vector<std::string> texts{"", "short", std::string(TextBlocks::kBlockBytes, 'b')};
  for (char c = 'a'; c <= 'z'; ++c) {
    texts.emplace_back(9'973, c);
  }
  texts.emplace_back(3 * TextBlocks::kBlockBytes + 5, 'L');
  texts.emplace_back("behind");
  std::vector<TextExtent> places;
  for (const std::string& text : texts) {
    places.push_back(blocks.add(text));
  }
  const std::string bytes = joined(blocks);
  const TextBlocks view = TextBlocks::view(bytes);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(blocks.text(places[i]), texts[i]);
    ASSERT_TRUE(view.holds(places[i]));
    EXPECT_EQ(view.text(places[i]), texts[i]);
  }
  EXPECT_EQ(joined(view), bytes);
  EXPECT_FALSE(view.holds({0, static_cast<std::uint32_t>(bytes.size()), 1}));
  EXPECT_FALSE(view.holds({0xFFFFFFFFU, 0xFFFFFFFFU, 0xFFFFFFFFU}));
}

TEST(TextBlocks, ViewsOutliveAMoveAndTheSourceBeginsAnew) {
  TextBlocks source;
  const TextExtent place = source.add("kept");
  const std::string_view text = source.text(place);
  TextBlocks target(std::move(source));
  EXPECT_EQ(target.text(place).data(), text.data());
  const TextExtent other = source.add("new");  // NOLINT(bugprone-use-after-move): it is empty
  EXPECT_EQ(source.text(other), "new");
  EXPECT_EQ(target.text(place), "kept");
}

TEST(TextBlocks, AnEmptyViewHasNoTexts) {
  const TextBlocks view = TextBlocks::view({});
  EXPECT_TRUE(view.holds({}));
  EXPECT_EQ(view.text({}), "");
  EXPECT_FALSE(view.holds({0, 0, 1}));
}

}  // namespace
}  // namespace leastwise
