#include "engine/base/text_list.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace leastwise {
namespace {

TEST(TextList, GivesTextsBackByNumber) {
  TextList list;
  EXPECT_EQ(list.add(""), StringId(0));
  EXPECT_EQ(list.add("a"), StringId(1));
  const std::string long_text(100'000, 'x');
  EXPECT_EQ(list.add(long_text), StringId(2));
  EXPECT_EQ(list.add("a"), StringId(3));  // a list does not look for what it has
  EXPECT_EQ(list.size(), 4U);
  EXPECT_TRUE(list.is_sound());
  const std::string_view view = list.text(StringId(2));
  const TextList moved = std::move(list);
  EXPECT_EQ(moved.text(StringId(0)), "");
  EXPECT_EQ(moved.text(StringId(3)), "a");
  EXPECT_EQ(view, long_text);
}

}  // namespace
}  // namespace leastwise
