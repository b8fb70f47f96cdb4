#include "engine/ingest/text_window.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace leastwise {
namespace {

std::string numbers(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; text.size() < size; ++i) {
    text += std::to_string(i) + " ";
  }
  return text;
}

TEST(TextWindow, ShowsTheTextPieceByPiece) {
  const std::string text = numbers(3 * TextWindow::kPieceBytes);
  TextWindow window{std::string_view(text)};
  EXPECT_EQ(window.text(), "");
  std::size_t dropped = 0;
  while (window.extend()) {
    EXPECT_EQ(window.offset(), dropped);
    EXPECT_EQ(window.text(), std::string_view(text).substr(dropped, window.text().size()));
    const std::size_t most = window.text().size() - 10;  // some of it is kept
    window.drop(most);
    dropped += most;
  }
  EXPECT_EQ(window.text(), std::string_view(text).substr(dropped));
  EXPECT_FALSE(window.extend());
}

TEST(TextWindow, GrowsWhereNothingIsDropped) {
  const std::string text = numbers(5 * TextWindow::kPieceBytes);
  TextWindow window{std::string_view(text)};
  while (window.extend()) {
  }
  EXPECT_EQ(window.text(), text);
}

TEST(TextWindow, MayBeReadBehindItsEnd) {
  TextWindow window(std::string_view("abc"));
  ASSERT_TRUE(window.extend());
  char sum = 0;
  for (std::size_t i = 0; i < TextWindow::kPadding; ++i) {
    sum = static_cast<char>(sum | *(window.text().data() + window.text().size() + i));
  }
  EXPECT_EQ(window.text(), "abc") << sum;
}

TEST(TextWindow, AnEmptySourceGivesNothing) {
  TextWindow window(std::string_view(""));
  EXPECT_FALSE(window.extend());
  EXPECT_EQ(window.text(), "");
}

}  // namespace
}  // namespace leastwise
