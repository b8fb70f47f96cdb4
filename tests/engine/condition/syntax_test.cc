#include "engine/condition/syntax.h"

#include <gtest/gtest.h>

#include "engine/condition/condition.h"

namespace leastwise {
namespace {

TEST(ConditionSyntax, HasChildrenBeforeTheirParents) {
  const Condition condition =
      Condition::parse("!(ActionMatches{'x'}) OR Exists @Resource[y] AND SubOperationMatches{'s'}");
  ASSERT_TRUE(condition.valid());
  const ConditionSyntax& syntax = condition.syntax();
  for (std::size_t i = 0; i < syntax.nodes().size(); ++i) {
    for (const ConditionNodeId child : syntax.operands(syntax.nodes()[i])) {
      EXPECT_LT(child.index(), i);
    }
  }
  EXPECT_EQ(syntax.node(syntax.root()).kind, ConditionNodeKind::kOr);
}

TEST(ConditionSyntax, KnowsWhereEverythingStands) {
  const Condition condition =
      Condition::parse("@Request[A:b] ForAnyOfAnyValues:StringEquals {'x', 'y'}");
  ASSERT_TRUE(condition.valid());
  const ConditionSyntax& syntax = condition.syntax();
  const ConditionComparison& it = syntax.comparison(syntax.node(syntax.root()));
  EXPECT_EQ(syntax.text(it.op_span), "ForAnyOfAnyValues:StringEquals");
  EXPECT_EQ(syntax.text(it.left.span), "@Request[A:b]");
  EXPECT_EQ(syntax.text(it.right.span), "{'x', 'y'}");
  ASSERT_EQ(syntax.literals(it.right).size(), 2U);
  EXPECT_EQ(syntax.text(syntax.literals(it.right)[1].span), "y");
  EXPECT_EQ(syntax.key(syntax.attribute(it.left)),
            (AttributeKey{AttributeSource::kRequest, "a:b"}));
}

}  // namespace
}  // namespace leastwise
