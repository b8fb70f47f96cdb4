#include "engine/condition_analysis/requirement.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

// `t0`, `!t1`, `all(t0 any(t1 !t2))`, `nothing`, `impossible`.
std::string shown(const Requirement& requirement) {
  switch (requirement.kind) {
    case Requirement::Kind::kNothing:
      return "nothing";
    case Requirement::Kind::kImpossible:
      return "impossible";
    case Requirement::Kind::kTest:
      return (requirement.negated ? "!t" : "t") + std::to_string(requirement.test);
    case Requirement::Kind::kAll:
    case Requirement::Kind::kAny:
      break;
  }
  std::string text = requirement.kind == Requirement::Kind::kAll ? "all(" : "any(";
  for (const Requirement& part : requirement.parts) {
    text += (text.back() == '(' ? "" : " ") + shown(part);
  }
  return text + ")";
}

std::string asks(const std::string& text, const std::string& action,
                 const std::vector<std::string>& suboperations = {}) {
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  return shown(requirement_of(condition, action, suboperations));
}

TEST(ConditionRequirement, IsWhatActionAndSuboperationLeave) {
  const std::string text =
      "!(ActionMatches{'w'} AND NOT SubOperationMatches{'S'}) OR Exists @Request[x]";
  EXPECT_EQ(asks(text, "r"), "nothing");
  EXPECT_EQ(asks(text, "w"), "t2");
  EXPECT_EQ(asks(text, "w", {"s"}), "nothing");
  EXPECT_EQ(asks("ActionMatches{'w'} AND Exists @Request[x]", "r"), "impossible");
}

TEST(ConditionRequirement, PushesNotDownToTheTests) {
  const std::string x = "Exists @Request[x]";
  const std::string y = "Exists @Request[y]";
  EXPECT_EQ(asks("!(" + x + " AND !(" + y + "))", "a"), "any(!t0 t1)");
  EXPECT_EQ(asks("!(!(" + x + ") OR " + y + ")", "a"), "all(t0 !t1)");
  EXPECT_EQ(asks("!(ActionMatches{'a'} AND " + x + ")", "a"), "!t1");
}

TEST(ConditionRequirement, HasNoListInAListOfItsKind) {
  const auto x = [](int i) { return "Exists @Request[x" + std::to_string(i) + "]"; };
  EXPECT_EQ(
      asks("(" + x(0) + " AND " + x(1) + ") AND (" + x(2) + " OR (" + x(3) + " OR " + x(4) + "))",
           "a"),
      "all(t0 t1 any(t2 t3 t4))");
  const Condition condition = Condition::parse("(" + x(0) + " OR " + x(1) + ") AND " + x(2));
  EXPECT_EQ(tests_of(requirement_of(condition, "a", {})), (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST(ConditionRequirement, AsksTheSameThingOnce) {
  const std::string x = "Exists @Request[x]";
  EXPECT_EQ(asks(x + " AND Exists @request[ X ]", "a"), "t0");
  EXPECT_EQ(asks("(" + x + " OR ActionMatches{'b'}) AND (" + x + " OR Exists @Request[y])", "a"),
            "all(t0 any(t0 t3))");
}

TEST(ConditionRequirement, KindsOfCallsAreEachActionWithEachSuboperation) {
  const Condition condition = Condition::parse(
      "!(ActionMatches{'w'} AND SubOperationMatches{'S'}) OR "
      "@Request[subOperation] ForAnyOfAnyValues:StringEquals {'T', 's'}");
  EXPECT_EQ(named_suboperations(condition), (std::vector<std::string>{"S", "T"}));
  EXPECT_EQ(kinds_of_calls(condition, {}).value().size(), 6U)
      << "w and another action, with none, S, T";
}

}  // namespace
}  // namespace leastwise
