#include "engine/action/byte_classes.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/engine/action/support.h"

namespace leastwise {
namespace {

ByteClasses classes_of(const std::vector<std::string_view>& texts) {
  const auto patterns = testing::parse_all(texts);
  return ByteClasses(testing::pointers(patterns));
}

TEST(ByteClasses, UniverseIsFoldedAndHasNoWildcard) {
  EXPECT_EQ(action_bytes().size(), 256U - 26U - 1U);
  EXPECT_EQ(action_bytes().find('*'), std::string_view::npos);
  EXPECT_EQ(action_bytes().find('Q'), std::string_view::npos);
  EXPECT_NE(action_bytes().find('\0'), std::string_view::npos);
  const ByteClasses classes = classes_of({"a/*"});
  EXPECT_EQ(classes.of('*'), ByteClasses::kNone);
  EXPECT_EQ(classes.of('Q'), ByteClasses::kNone);
}

TEST(ByteClasses, NicestBytesFirst) {
  EXPECT_TRUE(action_bytes().starts_with("abc"));
  EXPECT_LT(action_bytes().find('z'), action_bytes().find('0'));
  EXPECT_LT(action_bytes().find('9'), action_bytes().find('/'));
  EXPECT_LT(action_bytes().find('/'), action_bytes().find('?'));
  EXPECT_LT(action_bytes().find('~'), action_bytes().find(' '));
  EXPECT_LT(action_bytes().find(' '), action_bytes().find('\x01'));
}

TEST(ByteClasses, SpelledBytesAreClassesOfTheirOwn) {
  const ByteClasses classes = classes_of({"ab*", "/*"});
  EXPECT_EQ(classes.count(), 4U);
  EXPECT_EQ(classes.bytes(0), "a");
  EXPECT_EQ(classes.bytes(1), "b");
  EXPECT_EQ(classes.of('c'), 2U);
  EXPECT_EQ(classes.of('\x01'), 2U);
  EXPECT_EQ(classes.bytes(2).front(), 'c');
  EXPECT_EQ(classes.bytes(3), "/");
  EXPECT_EQ(classes.printable_count(), 4U);
}

TEST(ByteClasses, UnprintableClassesComeLast) {
  const ByteClasses classes = classes_of({"\x01z\x80*"});
  EXPECT_EQ(classes.count(), 4U);
  EXPECT_EQ(classes.printable_count(), 2U);
  EXPECT_EQ(classes.of('\x01'), 2U);
  EXPECT_EQ(classes.of('\x80'), 3U);
}

// When patterns spell out all bytes there are no other ones, and no class for them.
TEST(ByteClasses, NoClassWithoutBytes) {
  std::string all(action_bytes());
  std::erase(all, ' ');  // would be trimmed at an end
  const ByteClasses classes = classes_of({all + "*", "a *"});
  EXPECT_EQ(classes.count(), 229U);
  for (std::size_t c = 0; c < classes.count(); ++c) {
    EXPECT_EQ(classes.bytes(static_cast<ByteClass>(c)).size(), 1U);
  }
}

}  // namespace
}  // namespace leastwise
