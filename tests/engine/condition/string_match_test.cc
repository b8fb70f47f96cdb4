#include "engine/condition/string_match.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(Like, MatchesTheWholeString) {
  EXPECT_TRUE(matches_like("abcd", "a*c?", false));
  EXPECT_FALSE(matches_like("abcd", "A*C?", false));
  EXPECT_FALSE(matches_like("abcd", "a*c", false));
  EXPECT_TRUE(matches_like("abcd", "A*C?", true));
  EXPECT_TRUE(matches_like("", "*", false));
  EXPECT_TRUE(matches_like("", "", false));
  EXPECT_FALSE(matches_like("a", "", false));
  EXPECT_FALSE(matches_like("", "?", false));
}

TEST(Like, CrossesSlashes) { EXPECT_TRUE(matches_like("logs/a/b.txt", "logs*", false)); }

TEST(Like, GoesBackToItsLastStar) {
  EXPECT_TRUE(matches_like("aXbXc", "a*X?", false));
  EXPECT_TRUE(matches_like("mississippi", "*iss*pp?", false));
  EXPECT_FALSE(matches_like("mississippi", "*iss*pp", false));
}

TEST(Like, TakesEscapedWildcardsLiterally) {
  EXPECT_TRUE(matches_like("a*b", R"(a\*b)", false));
  EXPECT_FALSE(matches_like("axb", R"(a\*b)", false));
  EXPECT_TRUE(matches_like("a?", R"(a\?)", false));
  EXPECT_TRUE(matches_like(R"(a\b)", R"(a\b)", false));
  EXPECT_TRUE(matches_like(R"(a\)", R"(a\)", false));
}

TEST(Like, CountsCharactersAndNotBytes) {
  EXPECT_TRUE(matches_like("M\xC3\xBCller", "M?ller", false));
  EXPECT_FALSE(matches_like("M\xC3\xBCller", "M??ller", false));
  EXPECT_TRUE(matches_like("\xC3\xBC", "*?", false));
  EXPECT_FALSE(matches_like("\xC3\xBC", "*??", false));
}

TEST(Term, StandsAloneInTheValue) {
  EXPECT_TRUE(holds_term("user CEO@contoso.com signed in", "CEO@contoso.com", false));
  EXPECT_TRUE(holds_term("a-term", "term", false));
  EXPECT_FALSE(holds_term("aterm", "term", false));
  EXPECT_FALSE(holds_term("terms", "term", false));
  EXPECT_FALSE(holds_term("Term", "term", false));
  EXPECT_TRUE(holds_term("Term", "term", true));
  EXPECT_TRUE(holds_term("xterm term", "term", false));
}

TEST(LikeMeaning, IsKqlForRowsOfLogAnalytics) {
  const auto key = [](std::string_view name) {
    return AttributeKey{AttributeSource::kResource, normal_attribute_name(name)};
  };
  EXPECT_EQ(like_meaning(key("Microsoft.OperationalInsights/workspaces/tables/record:User"
                             "<$key_case_sensitive$>")),
            LikeMeaning::kWholeTerm);
  EXPECT_EQ(like_meaning(key("Microsoft.OperationalInsights/workspaces/tables:name")),
            LikeMeaning::kPattern);
}

}  // namespace
}  // namespace leastwise
