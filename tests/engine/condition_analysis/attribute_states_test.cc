#include "engine/condition_analysis/attribute_states.h"

#include <gtest/gtest.h>

#include "engine/condition/condition.h"

namespace leastwise {
namespace {

// The states of the one attribute of a condition, as `values: outcomes`: y, n, u, or ? where open.
std::vector<std::string> states(const std::string& text, ValueCount count = ValueCount::kOne,
                                bool* exact = nullptr) {
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  std::vector<const ConditionTest*> tests;
  AttributeKey key;
  for (const ConditionTest& test : condition.program().tests()) {
    tests.push_back(&test);
    key = test.left.is_attribute ? test.left.key : test.right.key;
  }
  const auto found = attribute_states(key, tests, count, 1000);
  std::vector<std::string> shown;
  for (const AttributeState& state : found->states) {
    std::string line = state.values ? "" : "none";
    for (const std::string& value : state.values.value_or(std::vector<std::string>())) {
      line += (line.empty() ? "" : ",") + value;
    }
    line += ":";
    for (const ConditionOutcome outcome : state.outcomes) {
      line += outcome.is(Truth::kYes)       ? "y"
              : outcome.is(Truth::kNo)      ? "n"
              : outcome.is(Truth::kUnknown) ? "u"
                                            : "?";
    }
    shown.push_back(line);
  }
  if (exact != nullptr) {
    *exact = found->exact;
  }
  return shown;
}

using Strings = std::vector<std::string>;

TEST(AttributeStates, AreOneForEachWayTheTestsTurnOut) {
  EXPECT_EQ(states("@Resource[x] StringEquals 'a' OR @Resource[x] StringLike 'a*'"),
            (Strings{"x:nn", "a:yy", "ax:ny", "none:uu"}));
}

TEST(AttributeStates, KnowTheNeighboursOfNumbersAndDates) {
  EXPECT_EQ(states("@Request[n] NumericGreaterThan 3 OR @Request[n] NumericEquals 5"),
            (Strings{"-1:nn", "4:yn", "5:yy", "none:uu"}));
  EXPECT_EQ(states("@Environment[UtcNow] DateTimeLessThan '2022-06-01T00:00:00Z'").size(), 3U);
}

TEST(AttributeStates, KnowAnotherGuidAndBothBooleans) {
  EXPECT_EQ(states("@Request[g] GuidEquals 8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
            (Strings{"8e3af657-a8ff-443c-a75c-2fe8c4bcb635:y",
                     "00000000-0000-0000-0000-000000000001:n", "none:u"}));
  EXPECT_EQ(states("@Resource[b] BoolEquals true"), (Strings{"true:y", "false:n", "none:u"}));
}

TEST(AttributeStates, OfAListAreWhatItsValuesSettleTogether) {
  EXPECT_EQ(states("@Request[l] ForAnyOfAnyValues:StringEquals {'a'} AND "
                   "@Request[l] ForAnyOfAnyValues:StringEquals {'b'}",
                   ValueCount::kAny),
            (Strings{"x:nn", "b:ny", "a:yn", "b,a:yy", "none:uu"}));
  EXPECT_EQ(states("@Request[l] ForAllOfAnyValues:StringEquals {'a'}", ValueCount::kAny),
            (Strings{"x:n", "a:y", "none:u"}));
  EXPECT_EQ(states("Exists @Request[l] AND @Request[l] ForAllOfAnyValues:StringEquals {'a'}",
                   ValueCount::kAny),
            (Strings{"x:yn", "a:yy", "none:nu"}));
}

// The constants ask one by one: two values can each be right for one of them.
TEST(AttributeStates, OfAListOnTheRight) {
  EXPECT_EQ(states("{'a', 'b'} ForAllOfAnyValues:StringEquals @Request[l]", ValueCount::kAny),
            (Strings{"x:n", "b,a:y", "none:u"}));
}

TEST(AttributeStates, OfSuboperationsAreAlwaysTold) {
  EXPECT_EQ(states("SubOperationMatches{'S.One'}", ValueCount::kAnyGiven),
            (Strings{":n", "S.One:y"}));
  const Strings open = states("SubOperationMatches{'S.*'}", ValueCount::kAnyGiven);
  EXPECT_EQ(open.size(), 3U) << "none, `S.*` itself, and where the wildcard would decide";
}

TEST(AttributeStates, OfTwoTypesAreCombinedFreelyAndSaidToBe) {
  bool exact = true;
  const std::string guid = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
  EXPECT_EQ(states("@Request[g] GuidEquals " + guid + " OR @Request[g] StringEquals 'a'",
                   ValueCount::kOne, &exact)
                .size(),
            5U);
  EXPECT_FALSE(exact);
  (void)states("@Request[g] StringEquals 'a'", ValueCount::kOne, &exact);
  EXPECT_TRUE(exact);
  (void)states("{'a'} ForAnyOfAnyValues:StringLike @Request[g]", ValueCount::kOne, &exact);
  EXPECT_FALSE(exact) << "the attribute is the pattern";
}

TEST(AttributeStates, GiveUpAtTheLimit) {
  const Condition condition = Condition::parse(
      "@Request[l] ForAnyOfAnyValues:StringEquals {'a'} OR "
      "@Request[l] ForAnyOfAnyValues:StringEquals {'b'}");
  std::vector<const ConditionTest*> tests;
  for (const ConditionTest& test : condition.program().tests()) {
    tests.push_back(&test);
  }
  EXPECT_FALSE(attribute_states(tests[0]->left.key, tests, ValueCount::kAny, 3));
}

}  // namespace
}  // namespace leastwise
