#include "engine/condition_analysis/string_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "engine/condition/string_match.h"

namespace leastwise {
namespace {

bool matches(const StringShape& shape, std::string_view text) {
  switch (shape.match) {
    case StringMatch::kEquals:
      return strings_equal(text, shape.text, shape.ignore_case);
    case StringMatch::kStartsWith:
      return string_starts_with(text, shape.text, shape.ignore_case);
    case StringMatch::kLike:
      return matches_like(text, shape.text, shape.ignore_case);
    case StringMatch::kHoldsTerm:
      return holds_term(text, shape.text, shape.ignore_case);
  }
  return false;
}

using Vector = std::vector<bool>;

Vector vector_of(const std::vector<StringShape>& shapes, std::string_view text) {
  Vector vector;
  for (const StringShape& shape : shapes) {
    vector.push_back(matches(shape, text));
  }
  return vector;
}

std::vector<std::string> cells(const std::vector<StringShape>& shapes) {
  auto found = string_cells(shapes, 10'000);
  EXPECT_TRUE(found.has_value());
  return found.value_or(std::vector<std::string>());
}

TEST(StringCells, ShowAStringOfEachCell) {
  EXPECT_EQ(cells({}), std::vector<std::string>{"x"});
  EXPECT_EQ(cells({{"a", StringMatch::kEquals}}), (std::vector<std::string>{"x", "a"}));
  EXPECT_EQ(cells({{"a", StringMatch::kEquals}, {"a*", StringMatch::kLike}}),
            (std::vector<std::string>{"x", "a", "ax"}));
  EXPECT_EQ(cells({{"a*", StringMatch::kLike}, {"a", StringMatch::kStartsWith}}).size(), 2U);
}

TEST(StringCells, AnEmptyStringIsShownOnlyWhereTheCellHasNoOther) {
  EXPECT_EQ(cells({{"", StringMatch::kEquals}}), (std::vector<std::string>{"", "x"}));
}

TEST(StringCells, LetterCaseIsOneConstantsMatter) {
  const auto found = cells({{"Ab", StringMatch::kEquals, true}, {"ab", StringMatch::kEquals}});
  EXPECT_EQ(found.size(), 3U) << "ab, another spelling of it, the rest";
}

// A pattern and what it overlaps: intersections of wildcards have strings of their own.
TEST(StringCells, FindTheStringThatTwoPatternsShare) {
  const auto found = cells({{"*ab*", StringMatch::kLike}, {"*ba", StringMatch::kLike}});
  EXPECT_TRUE(std::ranges::any_of(found, [](const std::string& text) {
    return matches_like(text, "*ab*", false) && matches_like(text, "*ba", false);
  }));
}

TEST(StringCells, CharactersBeyondAsciiAreOne) {
  const auto found = cells({{"\xC3\xA9?", StringMatch::kLike}});
  EXPECT_EQ(found, (std::vector<std::string>{"x", "\xC3\xA9x"}));
}

TEST(StringCells, GiveUpAtTheLimit) {
  EXPECT_FALSE(string_cells(std::vector<StringShape>{{"abcdefghij", StringMatch::kEquals}}, 5));
}

// The strings of up to four characters that the constants tell apart are all in some cell, no two
// cells are alike, and every cell is that of its string.
TEST(StringCells, AreAllThereAre) {
  const std::vector<std::string> constants = {"",    "a",     "A",  "b",  "ab",   "aB",
                                              "a b", "a*",    "*a", "?b", "*ab*", "a?b",
                                              "-",   R"(\*)", "?",  "**", "a*b",  "x1"};
  const std::string letters = "aAbB1*- ";
  std::vector<std::string> strings = {""};
  for (std::size_t i = 0; i < strings.size() && strings[i].size() < 4; ++i) {
    for (const char c : letters) {
      strings.push_back(strings[i] + c);
    }
  }
  std::mt19937 random(7);  // NOLINT(*-msc51-cpp): the same cases every time
  const auto below = [&](std::size_t bound) { return random() % bound; };
  for (int round = 0; round < 150; ++round) {
    std::vector<StringShape> shapes;
    for (std::size_t count = 1 + below(4); count > 0; --count) {
      shapes.push_back(
          {constants[below(constants.size())], static_cast<StringMatch>(below(4)), below(2) == 0});
    }
    std::set<Vector> known;
    for (const std::string& text : cells(shapes)) {
      EXPECT_TRUE(known.insert(vector_of(shapes, text)).second) << text << " twice";
    }
    for (const std::string& text : strings) {
      ASSERT_TRUE(known.contains(vector_of(shapes, text))) << text << " in no cell";
    }
  }
}

}  // namespace
}  // namespace leastwise
