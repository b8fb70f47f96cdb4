#include "engine/condition_analysis/request_search.h"

#include <gtest/gtest.h>

#include <array>

namespace leastwise {
namespace {

SearchAnswer find_met(const std::string& text, const RequestSpace& space = {}) {
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  const RequestSearch search(std::array{&condition}, space);
  return search.find(std::array{search.formula(0)}, met(0));
}

TEST(RequestSearch, FindsARequestThatMeets) {
  const SearchAnswer answer = find_met(
      "ActionMatches{'A/write'} AND SubOperationMatches{'S'} AND @Resource[ Name ] StringEquals "
      "'x' AND NOT Exists @Request[y]");
  ASSERT_EQ(answer.found, Truth::kYes);
  EXPECT_EQ(*answer.request,
            (ShownRequest{"a/write", {"S"}, {{AttributeSource::kResource, "Name", {"x"}}}}));
}

TEST(RequestSearch, ProvesThatThereIsNone) {
  EXPECT_EQ(find_met("@Request[r] StringEquals 'a' AND @Request[r] StringEquals 'b'").found,
            Truth::kNo);
  EXPECT_EQ(find_met("ActionMatches{'a/*'} AND ActionMatches{'b/*'}").found, Truth::kNo);
  EXPECT_EQ(find_met("@Request[n] NumericGreaterThan 3 AND @Request[n] NumericLessThan 4").found,
            Truth::kNo);
  EXPECT_EQ(find_met("@Request[n] NumericGreaterThan 3 AND @Request[n] NumericLessThan 5").found,
            Truth::kYes);
}

// One list can hold both; one value cannot be both.
TEST(RequestSearch, KnowsListsFromSingleValues) {
  const std::string both =
      "@Request[r] ForAnyOfAnyValues:StringEquals {'a'} AND "
      "@Request[r] ForAnyOfAnyValues:StringEquals {'b'}";
  EXPECT_EQ(find_met(both).found, Truth::kYes);
  EXPECT_EQ(find_met(both + " AND @Request[r] StringNotEquals 'c'").found, Truth::kNo);
}

TEST(RequestSearch, LooksAtTheActionsOfTheSpaceAlone) {
  const std::array<std::string_view, 2> actions = {"a/read", "b/read"};
  const RequestSpace space{.actions = actions, .only_these = true};
  EXPECT_EQ(find_met("ActionMatches{'a/write'}", space).found, Truth::kNo);
  EXPECT_EQ(find_met("ActionMatches{'*/read'}", space).request->action, "a/read");
  EXPECT_EQ(find_met("ActionMatches{'a/write'}").request->action, "a/write");
}

TEST(RequestSearch, TriesTwoAttributesThatAreComparedOut) {
  const SearchAnswer equal =
      find_met("@Principal[p] StringEquals @Resource[r] AND @Resource[r] StringLike 'a*'");
  ASSERT_EQ(equal.found, Truth::kYes);
  EXPECT_EQ(equal.request->attributes[0].values, equal.request->attributes[1].values);
  EXPECT_EQ(find_met("@Principal[p] StringNotEquals @Resource[r]").found, Truth::kYes);
  EXPECT_EQ(find_met("@Principal[p] StringEquals @Resource[r] AND "
                     "!(@Principal[p] StringEquals @Resource[r])")
                .found,
            Truth::kNo)
      << "one comparison cannot turn out in two ways";
  EXPECT_EQ(find_met("@Principal[p] StringEquals @Resource[r] AND @Principal[p] StringEquals 'a' "
                     "AND @Resource[r] StringEquals 'b'")
                .found,
            Truth::kUnknown)
      << "nobody looks into what equality of two attributes entails";
}

TEST(RequestSearch, LeavesAWildcardInASuboperationUndecided) {
  EXPECT_EQ(find_met("SubOperationMatches{'S.*'}").found, Truth::kYes) << "`S.*` itself";
  const Condition condition = Condition::parse("SubOperationMatches{'S.*'}");
  const RequestSearch search(std::array{&condition}, {});
  const auto only_one = [&](std::span<const ConditionOutcome> outcomes) {
    return outcomes[0].is(Truth::kNo) ? Truth::kNo : truth_not(met(0)(outcomes));
  };
  EXPECT_EQ(search.find(std::array{search.formula(0)}, only_one).found, Truth::kUnknown);
}

TEST(RequestSearch, CountsOnlyRequestsThatGiveEverything) {
  const Condition condition = Condition::parse("@Request[r] ForAllOfAllValues:StringLike {'*'}");
  const RequestSearch search(std::array{&condition}, {});
  const std::array formulas = {search.formula(0)};
  EXPECT_EQ(search.find(formulas, not_met(0)).found, Truth::kYes);
  EXPECT_EQ(search.find(formulas, not_met(0), Given::kEverything).found, Truth::kNo);
}

// Forty clauses over as many attributes: the search goes where the goal is, not everywhere.
TEST(RequestSearch, DoesNotTryWhatCannotMatter) {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    text += (i > 0 ? " AND " : "") + ("(!(ActionMatches{'a/" + n + "'}) OR @Resource[x" + n) +
            "] StringEquals 'v')";
  }
  EXPECT_EQ(find_met(text).found, Truth::kYes);
  EXPECT_EQ(find_met(text + " AND ActionMatches{'b'} AND ActionMatches{'c'}").found, Truth::kNo);
}

}  // namespace
}  // namespace leastwise
