#include "engine/lattice/permission_set.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/engine/action/support.h"

namespace leastwise {
namespace {

using testing::partition_of;

const ConditionId c(0);
const ConditionId d(1);
const ConditionId e(2);

// The universe: four actions of one letter each, and everything else.
class PermissionSetTest : public ::testing::Test {
 protected:
  // `ac`: the actions `a` and `c`. `*` is everything.
  [[nodiscard]] ActionSet actions(std::string_view letters) const {
    if (letters == "*") {
      return ActionSet::all(partition);
    }
    ActionSet set = ActionSet::none(partition);
    for (const char letter : letters) {
      set |= ActionSet::of(partition, static_cast<std::size_t>(letter - 'a'));
    }
    return set;
  }

  [[nodiscard]] PermissionSet sure(std::string_view letters) const {
    return PermissionSet(actions(letters));
  }
  [[nodiscard]] PermissionSet given(std::string_view letters, ConditionSet conditions) const {
    PermissionSet set(partition);
    set.add(actions(letters), std::move(conditions));
    return set;
  }

  // `ab, c if 0, d if 1 2`.
  [[nodiscard]] std::string text(const PermissionSet& set) const {
    std::string text = letters(set.certain());
    for (const PermissionSet::Term& term : set.terms()) {
      text += ", " + letters(term.actions) + " if";
      for (const ConditionId id : term.conditions) {
        text += " " + std::to_string(id.value());
      }
    }
    return text;
  }

  [[nodiscard]] std::string letters(const ActionSet& set) const {
    std::string text;
    for (const char letter : {'a', 'b', 'c', 'd'}) {
      if (actions(std::string(1, letter)).is_subset_of(set)) {
        text += letter;
      }
    }
    return text;
  }

  const AtomPartition partition = partition_of({"a", "b", "c", "d"});
};

TEST_F(PermissionSetTest, BeginsEmpty) {
  const PermissionSet none(partition);
  EXPECT_TRUE(none.empty());
  EXPECT_FALSE(none.conditional());
  EXPECT_EQ(text(none), "");
  EXPECT_EQ(none, sure(""));
  EXPECT_EQ(none, given("", {c}));
}

TEST_F(PermissionSetTest, KeepsEachActionUnderItsSmallestConditions) {
  PermissionSet set = sure("a");
  set.add(actions("abc"), {c});
  EXPECT_EQ(text(set), "a, bc if 0");
  set.add(actions("bd"), {c, d});
  EXPECT_EQ(text(set), "a, bc if 0, d if 0 1");
  set.add(actions("b"), {});
  EXPECT_EQ(text(set), "ab, c if 0, d if 0 1");
  set.add(actions("d"), {d});
  EXPECT_EQ(text(set), "ab, c if 0, d if 1");
  EXPECT_TRUE(set.conditional());
}

// A term with fewer conditions need not come before the one that it makes superfluous.
TEST_F(PermissionSetTest, SmallerConditionsAreFoundWhereverTheySort) {
  PermissionSet set = given("a", {c, e});
  set.add(actions("a"), {e});
  EXPECT_EQ(text(set), ", a if 2");
  EXPECT_EQ(set, given("a", {e}));
}

TEST_F(PermissionSetTest, ConditionsAreASet) {
  EXPECT_EQ(given("a", {d, c, d}), given("a", {c, d}));
  EXPECT_EQ(text(given("a", {d, c, d})), ", a if 0 1");
}

TEST_F(PermissionSetTest, GrantsWhatTheMetConditionsAllow) {
  PermissionSet set = sure("a");
  set.add(actions("b"), {c});
  set.add(actions("c"), {c, d});
  EXPECT_EQ(letters(set.granted_under({})), "a");
  EXPECT_EQ(letters(set.granted_under({c})), "ab");
  EXPECT_EQ(letters(set.granted_under({d})), "a");
  EXPECT_EQ(letters(set.granted_under({c, d})), "abc");
  EXPECT_EQ(letters(set.granted_under({c, d, e})), "abc");
  EXPECT_EQ(letters(set.possible()), "abc");
}

TEST_F(PermissionSetTest, JoinGrantsWhatEitherDoes) {
  EXPECT_EQ(text(given("ab", {c}) | sure("b")), "b, a if 0");
  EXPECT_EQ(text(given("ab", {c}) | given("bc", {d})), ", ab if 0, bc if 1");
  EXPECT_EQ(text(given("a", {c}) | given("b", {c})), ", ab if 0");
}

TEST_F(PermissionSetTest, MeetGrantsWhatBothDo) {
  EXPECT_EQ(text(given("ab", {c}) & sure("bc")), ", b if 0");
  EXPECT_EQ(text(sure("bc") & given("ab", {c})), ", b if 0");
  EXPECT_EQ(text(given("ab", {c}) & given("bc", {d})), ", b if 0 1");
  EXPECT_EQ(text(given("ab", {c}) & given("bc", {c})), ", b if 0");
  EXPECT_EQ(text((sure("a") | given("b", {c})) & (sure("b") | given("a", {d}))),
            ", b if 0, a if 1");
  EXPECT_TRUE((sure("a") & sure("b")).empty());
}

TEST_F(PermissionSetTest, DifferenceTakesActionsUnderEveryCondition) {
  PermissionSet set = sure("ab");
  set.add(actions("c"), {c});
  set.add(actions("d"), {d});
  set -= actions("bc");
  EXPECT_EQ(text(set), "a, d if 1");
}

TEST_F(PermissionSetTest, OneMoreConditionGuardsEveryGrant) {
  PermissionSet set = sure("a");
  set.add(actions("b"), {c});
  set.add(actions("c"), {d});
  EXPECT_EQ(text(set.under(c)), ", ab if 0, c if 0 1");
  EXPECT_TRUE(PermissionSet(partition).under(c).empty());
}

TEST_F(PermissionSetTest, AConditionedGrantIsInsideTheUnconditionedOne) {
  EXPECT_EQ(given("a", {c}).included_in(sure("ab")), Truth::kYes);
  EXPECT_EQ(sure("a").included_in(given("ab", {c})), Truth::kUnknown);
  EXPECT_EQ(sure("a").included_in(given("b", {c})), Truth::kNo);
}

TEST_F(PermissionSetTest, ConditionedGrantsAreInsideThoseThatNeedNoMore) {
  EXPECT_EQ(given("a", {c}).included_in(given("ab", {c})), Truth::kYes);
  EXPECT_EQ(given("a", {c, d}).included_in(given("ab", {c})), Truth::kYes);
  EXPECT_EQ(given("a", {c}).included_in(given("ab", {c, d})), Truth::kUnknown);
  EXPECT_EQ(given("a", {c}).included_in(given("a", {d})), Truth::kUnknown);
  // Whether the condition is ever met for `a`, nobody knows.
  EXPECT_EQ(given("a", {c}).included_in(sure("b")), Truth::kUnknown);
  EXPECT_EQ(PermissionSet(partition).included_in(given("a", {c})), Truth::kYes);
}

TEST_F(PermissionSetTest, SaysWhatShowsTheDifference) {
  PermissionSet set = sure("abc");
  set.add(actions("d"), {d});
  const PermissionSet other = sure("a") | given("b", {c});
  EXPECT_EQ(letters(set.beyond(other)), "c");
  EXPECT_EQ(letters(set.perhaps_beyond(other)), "bcd");
  EXPECT_EQ(letters(other.beyond(set)), "");
  EXPECT_EQ(letters(other.perhaps_beyond(set)), "");
}

TEST_F(PermissionSetTest, RelationIsTheFirstThatHolds) {
  using enum PermissionRelation;
  EXPECT_EQ(relation(sure(""), sure("")), kEqual);
  EXPECT_EQ(relation(given("a", {c}), given("a", {c})), kEqual);
  EXPECT_EQ(relation(sure(""), sure("a")), kSubset);  // before disjoint
  EXPECT_EQ(relation(given("a", {c}), sure("a")), kSubset);
  EXPECT_EQ(relation(sure("a"), given("a", {c})), kSuperset);
  EXPECT_EQ(relation(sure("ab"), sure("c")), kDisjoint);
  EXPECT_EQ(relation(given("a", {c}), given("b", {d})), kDisjoint);
  EXPECT_EQ(relation(sure("ab"), sure("bc")), kOverlapping);
}

TEST_F(PermissionSetTest, RelationIsUndeterminedWhereConditionsDecide) {
  using enum PermissionRelation;
  EXPECT_EQ(relation(given("a", {c}), given("a", {d})), kUndetermined);
  // Perhaps the first includes the second.
  EXPECT_EQ(relation(given("ab", {c}), sure("b")), kUndetermined);
  // Perhaps they are disjoint.
  EXPECT_EQ(relation(sure("a") | given("b", {c}), sure("bd")), kUndetermined);
  // One condition, but perhaps it is never met.
  EXPECT_EQ(relation(given("ab", {c}), given("bd", {c})), kUndetermined);
  // Certain parts show all that an overlap needs, whatever the rest.
  EXPECT_EQ(relation(sure("ab") | given("d", {c}), sure("bc")), kOverlapping);
}

TEST(PermissionRelation, HasStableNames) {
  std::vector<std::string_view> names;
  for (const auto relation :
       {PermissionRelation::kEqual, PermissionRelation::kSubset, PermissionRelation::kSuperset,
        PermissionRelation::kDisjoint, PermissionRelation::kOverlapping,
        PermissionRelation::kUndetermined}) {
    names.push_back(to_string(relation));
  }
  EXPECT_EQ(names, (std::vector<std::string_view>{"equal", "subset", "superset", "disjoint",
                                                  "overlapping", "undetermined"}));
}

}  // namespace
}  // namespace leastwise
