#include "engine/condition_analysis/condition_analysis.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "engine/base/limits.h"

namespace leastwise {
namespace {

const std::string kA = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const std::string kB = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";

Condition read(const std::string& text) {
  Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  return condition;
}

// always, whenever given, never
std::string extent(const std::string& text) {
  const ConditionExtent found = extent_of(read(text), {});
  std::string shown;
  for (const Truth value : {found.always, found.whenever_given, found.never}) {
    shown += std::string(to_string(value)) + " ";
  }
  return shown;
}

TEST(ConditionAnalysis, ExtentOfTheNegatedAnyOfSeveral) {
  const std::string set = "{" + kA + ", " + kB + "}";
  EXPECT_EQ(extent("@Request[r] ForAnyOfAnyValues:GuidNotEquals " + set), "no yes no ");
  EXPECT_EQ(extent("@Request[r] ForAnyOfAllValues:GuidNotEquals " + set), "no no no ");
}

TEST(ConditionAnalysis, ExtentOfGuards) {
  EXPECT_EQ(extent("ActionMatches{'a'} OR !(ActionMatches{'a'})"), "yes yes no ");
  EXPECT_EQ(extent("ActionMatches{'a/*'} AND !(ActionMatches{'*'})"), "no no yes ");
  EXPECT_EQ(extent("Exists @Resource[x] OR NOT Exists @Resource[x]"), "yes yes no ");
  EXPECT_EQ(extent("@Resource[x] StringEquals 'a' OR @Resource[x] StringNotEquals 'a'"),
            "no yes no ");
}

TEST(ConditionAnalysis, ComparesTwoConditions) {
  const auto compare = [](const std::string& first, const std::string& second) {
    return compare_conditions(read(first), read(second), {});
  };
  const std::string small = "@Request[r] ForAnyOfAnyValues:GuidEquals {" + kA + "}";
  const std::string large = "@Request[r] ForAnyOfAnyValues:GuidEquals {" + kA + ", " + kB + "}";
  const ConditionComparisonResult result = compare(small, large);
  EXPECT_EQ(result.forward.holds, Truth::kYes);
  EXPECT_EQ(result.backward.holds, Truth::kNo);
  EXPECT_EQ(result.equivalent(), Truth::kNo);
  ASSERT_TRUE(result.backward.counterexample);
  EXPECT_EQ(result.backward.counterexample->attributes[0].values, std::vector<std::string>{kB});
  EXPECT_EQ(compare(large, "!(!(" + large + "))").equivalent(), Truth::kYes);
  EXPECT_EQ(compare("@Resource[p] StringLike 'logs/*'", "@Resource[P] StringStartsWith 'logs/'")
                .equivalent(),
            Truth::kYes);
}

TEST(ConditionAnalysis, SaysWhyTwoConditionsAreNotCompared) {
  const auto result = compare_conditions(read("@Principal[p] StringEquals @Resource[r]"),
                                         read("@Resource[r] StringEquals @Principal[p]"), {});
  EXPECT_EQ(result.equivalent(), Truth::kUnknown);
  EXPECT_EQ(result.reason, "it compares two attributes with each other");
}

TEST(ConditionAnalysis, NamesOperandsWithoutEffect) {
  const auto without_effect = [](const std::string& text) {
    const Condition condition = read(text);
    std::vector<std::string> parts;
    for (const ConditionNodeId id : operands_without_effect(condition, {}).operands) {
      parts.emplace_back(condition.syntax().text(condition.syntax().node(id).span));
    }
    return parts;
  };
  using Strings = std::vector<std::string>;
  EXPECT_EQ(without_effect("@Resource[x] StringEquals 'a' AND @Resource[x] StringLike 'a*'"),
            Strings{"@Resource[x] StringLike 'a*'"});
  EXPECT_EQ(without_effect("Exists @Resource[x] AND Exists @Resource[x]"),
            Strings{"Exists @Resource[x]"});
  EXPECT_TRUE(without_effect("Exists @Resource[x] AND Exists @Resource[y]").empty());
  EXPECT_EQ(without_effect("(ActionMatches{'a'} AND ActionMatches{'b'}) OR Exists @Resource[x]"),
            Strings{"(ActionMatches{'a'} AND ActionMatches{'b'})"})
      << "what stands inside is not named again";
}

// With more attributes than a search takes, nothing was looked at, and that is said.
TEST(ConditionAnalysis, SaysWhereNotAllOperandsWereLookedAt) {
  std::string text = "Exists @Resource[x] AND Exists @Resource[x]";
  EXPECT_TRUE(operands_without_effect(read(text), {}).complete);
  for (std::size_t i = 0; i <= kMaxSearchVariables; ++i) {
    text += " AND Exists @Resource[a" + std::to_string(i) + "]";
  }
  const OperandsWithoutEffect found = operands_without_effect(read(text), {});
  EXPECT_TRUE(found.operands.empty());
  EXPECT_FALSE(found.complete);
}

// Index 195 of CONDITIONS section 3: what happens without parentheses.
TEST(ConditionAnalysis, ShowsWhereTheReadingsDiffer) {
  const auto answer = difference_of_readings(
      read("!(ActionMatches{'w'}) OR Exists @Request[x] AND Exists @Request[y]"), {});
  ASSERT_EQ(answer.found, Truth::kYes);
  EXPECT_NE(answer.request->action, "w");
  EXPECT_EQ(difference_of_readings(read("ActionMatches{'w'} OR (Exists @Request[x] AND "
                                        "Exists @Request[y])"),
                                   {})
                .found,
            Truth::kNo);
}

}  // namespace
}  // namespace leastwise
