#include "engine/authorizer/conditional_actions.h"

#include <gtest/gtest.h>

#include <string>

namespace leastwise {
namespace {

// Which of the actions a, b and c a condition is met for (`A`), may be met for (`?`), or is not.
std::string sorted(const std::string& text, ConditionUse use = ConditionUse::kGrants,
                   const ConditionRequest& request = {}) {
  const Condition condition = Condition::parse(text);
  std::vector<ActionPattern> letters;
  for (const char* letter : {"a", "b", "c"}) {
    letters.push_back(*ActionPattern::parse(letter, WildcardReading::kAzure));
  }
  std::vector<const ActionPattern*> patterns = action_patterns(condition);
  const std::size_t own = patterns.size();
  for (const ActionPattern& letter : letters) {
    patterns.push_back(&letter);
  }
  const auto partition = AtomPartition::build(patterns);
  ActionSet all = ActionSet::none(*partition);
  for (std::size_t i = own; i < patterns.size(); ++i) {
    all |= ActionSet::of(*partition, i);
  }
  std::size_t next = 0;
  const ActionsByTruth result = sort_by_condition(
      condition, use, all,
      [&](const ActionPattern& /*pattern*/) { return ActionSet::of(*partition, next++); }, request);
  std::string told;
  for (const ActionPattern& letter : letters) {
    const AtomId atom = partition->atom_of(letter.folded());
    told += result.yes.holds(atom) ? 'A' : result.unknown.holds(atom) ? '?' : '-';
  }
  return told;
}

TEST(ConditionalActions, AreSettledWhereTheGuardSettlesThem) {
  EXPECT_EQ(sorted("!(ActionMatches{'a'}) OR Exists @Request[x]"), "?AA");
  EXPECT_EQ(sorted("ActionMatches{'a'} AND Exists @Request[x]"), "?--");
  EXPECT_EQ(sorted("ActionMatches{'*'} AND !(ActionMatches{'b'})"), "A-A");
  EXPECT_EQ(sorted("Exists @Request[x]"), "???");
}

TEST(ConditionalActions, DependOnWhatARequestGives) {
  ConditionRequest complete;
  complete.set_complete({true, true, true, true});
  const std::string text = "!(ActionMatches{'a'}) OR @Request[x] StringEquals 'y'";
  EXPECT_EQ(sorted(text, ConditionUse::kGrants, complete), "-AA");
  EXPECT_EQ(sorted(text, ConditionUse::kDenies, complete), "?AA");
}

TEST(ConditionalActions, AreAllUnknownUnderAnInvalidCondition) {
  EXPECT_EQ(sorted("nonsense"), "???");
}

}  // namespace
}  // namespace leastwise
