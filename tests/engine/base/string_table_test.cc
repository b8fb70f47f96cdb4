#include "engine/base/string_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

std::string random_text(std::mt19937& random) {
  std::string text;
  const std::size_t length = random() % 7;
  for (std::size_t i = 0; i < length; ++i) {
    text += "aAbB/"[random() % 5];
  }
  return text;
}

// Against std::map, over thousands of texts, so that the table grows many times.
void compare_with_map(CaseRule rule) {
  std::mt19937 random(11);
  StringTable table(rule);
  std::map<std::string, StringId> ids;
  std::vector<std::string> first_spelling;
  for (int round = 0; round < 60'000; ++round) {
    const std::string text = random_text(random);
    const std::string key = rule == CaseRule::kExact ? text : folded(text);
    const auto known = ids.find(key);
    ASSERT_EQ(table.find(text).has_value(), known != ids.end()) << text;
    const StringId id = table.intern(text);
    if (known == ids.end()) {
      ASSERT_EQ(id.index(), first_spelling.size());  // ids count up from 0
      ids.emplace(key, id);
      first_spelling.push_back(text);
    } else {
      ASSERT_EQ(id, known->second);
    }
    ASSERT_EQ(table.find(text), id);
    ASSERT_EQ(table.text(id), first_spelling[id.index()]);
  }
  EXPECT_EQ(table.size(), ids.size());
  for (const auto& [key, id] : ids) {
    EXPECT_EQ(table.find(key), id);
  }
}

TEST(StringTable, ExactEqualsAMap) { compare_with_map(CaseRule::kExact); }

TEST(StringTable, FoldedEqualsAMapOfFoldedTextsAndKeepsTheFirstSpelling) {
  compare_with_map(CaseRule::kFolded);
}

TEST(StringTable, ViewsStayValidWhileTheTableGrowsAndMoves) {
  StringTable table;
  const StringId first = table.intern("the first text");
  const std::string_view view = table.text(first);
  const char* const bytes = view.data();
  for (int i = 0; i < 100'000; ++i) {
    table.intern(std::to_string(i));
  }
  EXPECT_EQ(table.text(first).data(), bytes);
  const StringTable moved = std::move(table);
  EXPECT_EQ(moved.text(first).data(), bytes);
  EXPECT_EQ(view, "the first text");
  EXPECT_EQ(moved.find("99999"), StringId(100'000));
}

TEST(StringTable, HoldsTextsOfEveryLength) {
  StringTable table(CaseRule::kFolded);
  std::vector<StringId> ids;
  std::vector<std::string> texts;
  for (const std::size_t length :
       {0U, 1U, 255U, 256U, 257U, 512U, 65'535U, 65'536U, 65'537U, 200'000U, 3U}) {
    texts.emplace_back(length, 'x');
    ids.push_back(table.intern(texts.back()));
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(table.text(ids[i]), texts[i]);
    EXPECT_EQ(table.find(std::string(texts[i].size(), 'X')), ids[i]);
  }
}

TEST(StringTable, KeepsZeroBytes) {
  StringTable table;
  const std::string_view with_zero("a\0b", 3);
  const StringId id = table.intern(with_zero);
  EXPECT_NE(table.intern("a"), id);
  EXPECT_EQ(table.text(id), with_zero);
}

TEST(StringTable, FindDoesNotAdd) {
  const StringTable table;
  EXPECT_FALSE(table.find("x"));
  EXPECT_FALSE(table.find(""));
  EXPECT_EQ(table.size(), 0U);
}

// A table that was moved from is an empty one, not a trap.
TEST(StringTable, CanBeUsedAfterAMove) {
  StringTable table;
  table.intern("a");
  table.intern("b");
  const StringTable moved = std::move(table);
  EXPECT_EQ(moved.size(), 2U);
  // NOLINTBEGIN(bugprone-use-after-move): that is what is tested
  EXPECT_EQ(table.size(), 0U);
  EXPECT_FALSE(table.find("a"));
  EXPECT_EQ(table.intern("c"), StringId(0));
  EXPECT_EQ(table.text(StringId(0)), "c");
  // NOLINTEND(bugprone-use-after-move)
}

}  // namespace
}  // namespace leastwise
