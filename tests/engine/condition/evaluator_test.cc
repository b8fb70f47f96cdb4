#include "engine/condition/evaluator.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/condition/condition.h"

namespace leastwise {
namespace {

struct Given {
  AttributeSource source;
  std::string name;
  std::vector<std::string> values;
};

ConditionOutcome evaluate(const std::string& text, const std::vector<Given>& given,
                          CompleteSources complete = {},
                          const std::vector<std::string>& suboperations = {},
                          std::string_view action = "a") {
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  ConditionRequest request;
  for (const Given& one : given) {
    request.add_attribute(one.source, one.name, one.values);
  }
  for (const std::string& name : suboperations) {
    request.add_suboperation(name);
  }
  request.set_complete(complete);
  return condition.evaluate(action, request);
}

// With `x` of the request.
Truth with(const std::string& text, const std::vector<std::string>& x) {
  return evaluate(text, {{AttributeSource::kRequest, "x", x}}).truth();
}

constexpr CompleteSources kAll = {true, true, true, true};

TEST(ConditionEvaluator, ReproducesTheDocumentedQuantifiers) {
  const auto constant = [](const std::string& text) { return evaluate(text, {}).truth(); };
  EXPECT_EQ(constant("{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'blue', 'green'}"),
            Truth::kYes);
  EXPECT_EQ(constant("{'red', 'blue'} ForAllOfAnyValues:StringEquals {'orange', 'red', 'blue'}"),
            Truth::kYes);
  EXPECT_EQ(constant("{'red', 'blue'} ForAllOfAnyValues:StringEquals {'orange', 'red'}"),
            Truth::kNo);
  EXPECT_EQ(constant("{10, 20} ForAnyOfAllValues:NumericLessThan {15, 18}"), Truth::kYes);
  EXPECT_EQ(constant("{10, 20} ForAllOfAllValues:NumericLessThan {25, 30}"), Truth::kYes);
  EXPECT_EQ(constant("{10, 20} ForAllOfAllValues:NumericLessThan {15, 25, 30}"), Truth::kNo);
}

TEST(ConditionEvaluator, ComparesEachType) {
  EXPECT_EQ(with("@Request[x] StringEquals 'a'", {"a"}), Truth::kYes);
  EXPECT_EQ(with("@Request[x] StringEquals 'a'", {"A"}), Truth::kNo);
  EXPECT_EQ(with("@Request[x] StringNotEqualsIgnoreCase 'a'", {"A"}), Truth::kNo);
  EXPECT_EQ(with("@Request[x] StringStartsWithIgnoreCase 'Ab'", {"aBc"}), Truth::kYes);
  EXPECT_EQ(with("@Request[x] StringNotLike 'dev-*'", {"dev-1"}), Truth::kNo);
  EXPECT_EQ(with("@Request[x] NumericGreaterThanEquals 3", {"3"}), Truth::kYes);
  EXPECT_EQ(with("@Request[x] NumericGreaterThan 3", {"3"}), Truth::kNo);
  EXPECT_EQ(with("@Request[x] BoolNotEquals true", {"False"}), Truth::kYes);
  EXPECT_EQ(
      with("@Request[x] DateTimeLessThan '2022-06-01T00:00:00Z'", {"2022-05-31T23:59:59.9999999Z"}),
      Truth::kYes);
  EXPECT_EQ(with("@Request[x] GuidEquals 8b9dfcab4b774632a6df94bd07820648",
                 {"8B9DFCAB-4B77-4632-A6DF-94BD07820648"}),
            Truth::kYes);
}

TEST(ConditionEvaluator, LeavesAWrongTypeUnknown) {
  EXPECT_EQ(with("@Request[x] NumericEquals 3", {"three"}), Truth::kUnknown);
  EXPECT_EQ(with("@Request[x] GuidNotEquals 8b9dfcab4b774632a6df94bd07820648", {"x"}),
            Truth::kUnknown);
  // One value that settles it is enough.
  EXPECT_EQ(with("@Request[x] ForAnyOfAnyValues:NumericEquals {3}", {"three", "3"}), Truth::kYes);
}

TEST(ConditionEvaluator, WantsOneValueWithoutAQuantifier) {
  EXPECT_EQ(with("@Request[x] StringEquals 'a'", {"a", "a"}), Truth::kUnknown);
  EXPECT_EQ(with("@Request[x] StringEquals 'a'", {}), Truth::kUnknown);
}

TEST(ConditionEvaluator, DecidesEmptyListsByDefinition) {
  EXPECT_EQ(with("@Request[x] ForAnyOfAnyValues:StringEquals {'a'}", {}), Truth::kNo);
  EXPECT_EQ(with("@Request[x] ForAllOfAnyValues:StringEquals {'a'}", {}), Truth::kYes);
  EXPECT_EQ(with("@Request[x] ForAnyOfAnyValues:StringEquals {}", {"a"}), Truth::kNo);
  EXPECT_EQ(with("@Request[x] ForAnyOfAllValues:StringNotEquals {}", {"a"}), Truth::kYes);
}

TEST(ConditionEvaluator, TellsMissingFromNotGiven) {
  const std::string text = "@Request[x] StringNotEquals 'a'";
  EXPECT_EQ(evaluate(text, {}), ConditionOutcome::anything());
  EXPECT_EQ(evaluate(text, {}, kAll), ConditionOutcome::missing());
  EXPECT_EQ(evaluate("!(" + text + ")", {}, kAll), ConditionOutcome::missing());
  EXPECT_EQ(evaluate("@Request[x] StringEquals @Resource[y]", {}, {true, false, false, false}),
            ConditionOutcome::missing());
}

TEST(ConditionEvaluator, KnowsWhatExistsWhereTheSourceIsComplete) {
  const std::string text = "Exists @Request[x]";
  EXPECT_EQ(evaluate(text, {}), ConditionOutcome::anything());
  EXPECT_EQ(evaluate(text, {}, kAll), ConditionOutcome(Truth::kNo));
  EXPECT_EQ(evaluate("NOT " + text, {}, kAll), ConditionOutcome(Truth::kYes));
  EXPECT_EQ(evaluate(text, {{AttributeSource::kRequest, "X", {"1"}}}),
            ConditionOutcome(Truth::kYes));
}

TEST(ConditionEvaluator, MatchesSuboperationsIgnoringCase) {
  EXPECT_EQ(evaluate("SubOperationMatches{'Blob.List'}", {}, {}, {"x", "blob.LIST"}).truth(),
            Truth::kYes);
  EXPECT_EQ(evaluate("SubOperationMatches{'Blob.List'}", {}).truth(), Truth::kNo);
  EXPECT_EQ(evaluate("SubOperationMatches{'Blob.*'}", {}, {}, {"Blob.List"}).truth(),
            Truth::kUnknown);
  EXPECT_EQ(evaluate("SubOperationMatches{'Blob.*'}", {}, {}, {"File.List"}).truth(), Truth::kNo);
}

TEST(ConditionEvaluator, TakesSuboperationsForTheLegacyAttribute) {
  const std::string text =
      "@Request[subOperation] ForAnyOfAnyValues:StringEqualsIgnoreCase {'Blob.List'}";
  EXPECT_EQ(evaluate(text, {}).truth(), Truth::kNo);
  EXPECT_EQ(evaluate(text, {}, {}, {"blob.list"}).truth(), Truth::kYes);
  EXPECT_EQ(evaluate(text, {{AttributeSource::kRequest, "suboperation", {"x"}}}, {}, {"blob.list"})
                .truth(),
            Truth::kNo);
  EXPECT_EQ(evaluate("Exists @Request[subOperation]", {}).truth(), Truth::kNo);
}

// A question about a grant in general leaves the kind of call open.
TEST(ConditionEvaluator, KnowsNoSuboperationsWithoutARequest) {
  const ConditionRequest nothing = ConditionRequest::nothing_known();
  for (const char* text : {"SubOperationMatches{'Blob.List'}", "Exists @Request[subOperation]",
                           "@Request[subOperation] ForAnyOfAnyValues:StringEquals {'Blob.List'}"}) {
    EXPECT_EQ(Condition::parse(text).evaluate("a", nothing), ConditionOutcome::anything()) << text;
  }
}

TEST(ConditionEvaluator, ComparesAttributesWithAttributes) {
  const std::string text = "@Resource[y] ForAnyOfAnyValues:StringEquals @Principal[x]";
  const Given resource{AttributeSource::kResource, "y", {"Cascade"}};
  EXPECT_EQ(
      evaluate(text, {resource, {AttributeSource::kPrincipal, "x", {"Baker", "Cascade"}}}).truth(),
      Truth::kYes);
  EXPECT_EQ(evaluate(text, {resource, {AttributeSource::kPrincipal, "x", {"Baker"}}}).truth(),
            Truth::kNo);
}

TEST(ConditionEvaluator, ComparesRowsOfLogAnalyticsAsKqlDoes) {
  const std::string name =
      "Microsoft.OperationalInsights/workspaces/tables/record:User<$key_case_sensitive$>";
  const std::string text = "@Resource[" + name + "] StringLike 'contoso'";
  EXPECT_EQ(evaluate(text, {{AttributeSource::kResource, name, {"ann@contoso.com"}}}).truth(),
            Truth::kYes);
  EXPECT_EQ(evaluate(text, {{AttributeSource::kResource, name, {"ann@contosox.com"}}}).truth(),
            Truth::kNo);
}

}  // namespace
}  // namespace leastwise
