#include "engine/authorizer/wild_patterns.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/base/array_list.h"

namespace leastwise {
namespace {

ActionPattern pattern(std::string_view text, WildcardReading reading = WildcardReading::kAzure) {
  return *ActionPattern::parse(text, reading);
}

TEST(WildPatterns, MatchAsThePatternDoes) {
  const std::vector<std::string> texts{"A/*", "*/read", "A/*/read", "*", "a*b*c", "A/*/b/*/c"};
  const std::vector<std::string> actions{"a/read", "a/x/read",  "axbxc", "abc",
                                         "a/b/c",  "a/x/b/y/c", "a/",    ""};
  for (const WildcardReading reading : {WildcardReading::kAzure, WildcardReading::kLiteral}) {
    WildPatterns patterns;
    for (const std::string& text : texts) {
      const std::uint32_t number = patterns.add(pattern(text, reading));
      for (const std::string& action : actions) {
        EXPECT_EQ(patterns.matches(number, action), pattern(text, reading).matches(action))
            << text << " " << action;
      }
    }
    EXPECT_TRUE(patterns.is_sound(reading));
    EXPECT_FALSE(patterns.is_sound(reading == WildcardReading::kAzure ? WildcardReading::kLiteral
                                                                      : WildcardReading::kAzure));
  }
}

TEST(WildPatterns, KeepEqualTextsOnce) {
  WildPatterns patterns;
  EXPECT_EQ(patterns.add(pattern("A/*")), patterns.add(pattern(" a/* ")));
  EXPECT_NE(patterns.add(pattern("A/*")), patterns.add(pattern("B/*")));
  EXPECT_EQ(patterns.size(), 2U);
}

}  // namespace
}  // namespace leastwise
