#include "engine/condition/operators.h"

#include <gtest/gtest.h>

#include <set>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

TEST(ComparisonOperator, IsPrintedAsItIsRead) {
  std::set<std::string> printed;
  for (const std::string_view name : base_operator_names()) {
    auto op = parse_base_operator(name);
    ASSERT_TRUE(op) << name;
    EXPECT_EQ(to_string(*op), name);
    EXPECT_EQ(parse_base_operator(folded(name)), op);
    op->quantifier = Quantifier::kAnyOfAll;
    EXPECT_EQ(to_string(*op), "ForAnyOfAllValues:" + std::string(name));
    printed.insert(to_string(*op));
  }
  EXPECT_EQ(printed.size(), 28U);
}

TEST(ComparisonOperator, HasNoNamesOfOtherLanguages) {
  for (const char* name : {"NumericGreaterThanOrEquals", "StringContains", "", "Equals"}) {
    EXPECT_FALSE(parse_base_operator(name)) << name;
  }
}

TEST(Quantifier, IsTwoQuestions) {
  EXPECT_EQ(parse_quantifier("forallofanyvalues"), Quantifier::kAllOfAny);
  EXPECT_FALSE(parse_quantifier("ForAnyValues"));
  EXPECT_TRUE(needs_all_left(Quantifier::kAllOfAny));
  EXPECT_FALSE(needs_all_right(Quantifier::kAllOfAny));
  EXPECT_FALSE(needs_all_left(Quantifier::kAnyOfAll));
  EXPECT_TRUE(needs_all_right(Quantifier::kAnyOfAll));
}

TEST(Quantifier, IsDocumentedForSomeOperatorsOnly) {
  EXPECT_TRUE(takes_quantifier(*parse_base_operator("GuidNotEquals")));
  EXPECT_TRUE(takes_quantifier(*parse_base_operator("NumericLessThan")));
  EXPECT_FALSE(takes_quantifier(*parse_base_operator("StringStartsWith")));
  EXPECT_FALSE(takes_quantifier(*parse_base_operator("BoolEquals")));
  EXPECT_FALSE(takes_quantifier(*parse_base_operator("DateTimeEquals")));
}

}  // namespace
}  // namespace leastwise
