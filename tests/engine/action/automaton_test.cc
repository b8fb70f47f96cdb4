#include "engine/action/automaton.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/engine/action/support.h"

namespace leastwise {
namespace {

using testing::parse_all;
using testing::pointers;

Automaton build(const std::vector<std::string_view>& texts) {
  const auto patterns = parse_all(texts);
  auto automaton = Automaton::build(pointers(patterns));
  EXPECT_TRUE(automaton.has_value());
  return *std::move(automaton);
}

std::vector<std::uint32_t> matching(const Automaton& automaton, std::string_view action) {
  const auto set = automaton.accept_set(automaton.accept_id(automaton.walk(action)));
  return {set.begin(), set.end()};
}

using Matches = std::vector<std::uint32_t>;

TEST(Automaton, OneWalkTellsAllPatternsThatMatch) {
  const Automaton automaton = build({"a/*", "*/b"});
  EXPECT_EQ(matching(automaton, "a/b"), (Matches{0, 1}));
  EXPECT_EQ(matching(automaton, "a/c"), (Matches{0}));
  EXPECT_EQ(matching(automaton, "c/b"), (Matches{1}));
  EXPECT_EQ(matching(automaton, "c"), (Matches{}));
  EXPECT_EQ(matching(automaton, "a/"), (Matches{}));
}

TEST(Automaton, TakesPatternsWithoutWildcardToo) {
  const Automaton automaton = build({"a/b", "a/*"});
  EXPECT_EQ(matching(automaton, "a/b"), (Matches{0, 1}));
  EXPECT_EQ(matching(automaton, "a/bb"), (Matches{1}));
}

TEST(Automaton, NothingLeadsBackToTheEmptyString) {
  for (const auto& texts : std::vector<std::vector<std::string_view>>{{"*"}, {"*/b"}, {}}) {
    const Automaton automaton = build(texts);
    for (Automaton::State s = 0; s < automaton.state_count(); ++s) {
      EXPECT_NE(automaton.other_target(s), Automaton::kStart);
      for (const Automaton::Edge& edge : automaton.edges(s)) {
        EXPECT_NE(edge.target, Automaton::kStart);
      }
    }
  }
}

TEST(Automaton, NoPatternMatchesNothing) {
  const Automaton automaton = build({});
  EXPECT_EQ(matching(automaton, "anything"), (Matches{}));
  EXPECT_EQ(automaton.accept_set_count(), 1U);
  EXPECT_EQ(Automaton().accept_set_count(), 1U);
}

TEST(Automaton, RowsHoldOnlyWhatDiffers) {
  const Automaton automaton = build({"a/*", "b/*"});
  EXPECT_EQ(automaton.edges(Automaton::kStart).size(), 2U);
  for (Automaton::State s = 0; s < automaton.state_count(); ++s) {
    const auto edges = automaton.edges(s);
    EXPECT_TRUE(std::ranges::is_sorted(edges, {}, &Automaton::Edge::byte_class));
    for (const Automaton::Edge& edge : edges) {
      EXPECT_NE(edge.target, automaton.other_target(s));
    }
  }
}

TEST(Automaton, NumbersDoNotDependOnTheOrderOfPatterns) {
  const Automaton one = build({"a/*", "*/b", "a/*/b"});
  const Automaton two = build({"a/*/b", "*/b", "a/*"});
  ASSERT_EQ(one.state_count(), two.state_count());
  for (Automaton::State s = 0; s < one.state_count(); ++s) {
    EXPECT_EQ(one.accept_id(s), two.accept_id(s));
    EXPECT_EQ(one.other_target(s), two.other_target(s));
    EXPECT_TRUE(std::ranges::equal(one.edges(s), two.edges(s)));
  }
}

// Every byte is spelled out by some pattern, so a row may have no other bytes at all.
TEST(Automaton, WorksWithoutOtherBytes) {
  std::vector<std::string> texts;
  for (const char byte : action_bytes()) {
    texts.push_back("x" + std::string(1, byte) + "*");
  }
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const Automaton automaton = build(views);
  EXPECT_EQ(automaton.other_target(automaton.walk("x")), Automaton::kNoState);
  EXPECT_EQ(matching(automaton, "xa"), (Matches{0}));
}

TEST(Automaton, GivesUpWithTheNameOfAPattern) {
  std::vector<std::string> texts;
  for (int i = 0; i < 20; ++i) {
    texts.push_back("*/word" + std::to_string(i) + "/*");
  }
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const auto patterns = parse_all(views);
  const auto automaton = Automaton::build(pointers(patterns), 10'000);
  ASSERT_FALSE(automaton.has_value());
  EXPECT_NE(automaton.error().message.find("20 wildcard patterns"), std::string::npos);
  EXPECT_NE(automaton.error().message.find("`*/word"), std::string::npos);
  EXPECT_FALSE(automaton.error().help.empty());
}

}  // namespace
}  // namespace leastwise
