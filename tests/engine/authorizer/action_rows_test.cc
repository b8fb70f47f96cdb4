#include "engine/authorizer/action_rows.h"

#include <gtest/gtest.h>

#include "tests/engine/authorizer/hash_collision.h"
#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::SmallCompiled;
using testing::SmallTenant;

constexpr Plane kControl = Plane::kControl;
constexpr Plane kData = Plane::kData;

// The rows of a small tenant, asked by names.
class Rows {
 public:
  explicit Rows(const SmallTenant& sketch, WildcardReading reading = WildcardReading::kAzure)
      : names_(sketch),
        conditions_(names_.tenant, reading),
        patterns_(patterns(names_.tenant, reading)),
        rows_(names_.tenant, conditions_, patterns_) {}

  [[nodiscard]] const ActionRows& operator*() const { return rows_; }
  [[nodiscard]] std::uint32_t row(std::string_view action, Plane plane = kControl) const {
    return rows_.find(action, plane).row;
  }
  [[nodiscard]] bool known(std::string_view action, Plane plane = kControl) const {
    return row(action, plane) != ActionRows::kUnseen;
  }
  [[nodiscard]] RoleId role_id(std::string_view name) const { return names_.role(name); }
  [[nodiscard]] DenialId denial_id(std::string_view name) const { return names_.denial(name); }
  // By the row where there is one, else pattern by pattern.
  [[nodiscard]] Truth role(std::string_view name, std::string_view action,
                           Plane plane = kControl) const {
    const RoleId id = names_.role(name);
    return known(action) ? rows_.role(row(action, plane), id)
                         : rows_.unseen_role(action, plane, id);
  }
  [[nodiscard]] Truth denial(std::string_view name, std::string_view action,
                             Plane plane = kControl) const {
    const DenialId id = names_.denial(name);
    return known(action) ? rows_.denial(row(action, plane), id)
                         : rows_.unseen_denial(action, plane, id);
  }

 private:
  SmallCompiled names_;
  [[nodiscard]] static std::vector<ActionPattern> patterns(const Tenant& tenant,
                                                           WildcardReading reading) {
    std::vector<ActionPattern> patterns;
    for (std::size_t i = 0; i < tenant.pattern_count(); ++i) {
      patterns.push_back(*ActionPattern::parse(tenant.pattern(PatternId::from_index(i)), reading));
    }
    return patterns;
  }

  ConditionTable conditions_;
  std::vector<ActionPattern> patterns_;
  ActionRows rows_;
};

TEST(ActionRows, KnowOperationsAndPatternsWithoutWildcard) {
  SmallTenant t;
  t.operation("A/op");
  t.role("R", {{.actions = {"B/Literal", "C/*/read"}, .not_actions = {"D/not"}}});
  const Rows rows(t);
  EXPECT_TRUE(rows.known("a/op"));
  EXPECT_TRUE(rows.known("b/literal"));
  EXPECT_TRUE(rows.known("d/not"));
  EXPECT_FALSE(rows.known("c/read"));
  EXPECT_EQ((*rows).known_count(), 3U);
  EXPECT_EQ((*rows).row_of(OperationId(0), kControl), rows.row("a/op"));
  EXPECT_EQ((*rows).text_of(OperationId(0)), "a/op");
}

TEST(ActionRows, SayTheSameOfKnownAndUnseenActions) {
  SmallTenant t;
  t.role("R", {{.actions = {"A/*"}, .not_actions = {"A/no/*"}},
               {.actions = {"A/no/maybe/*"}, .condition = "c"},
               {.actions = {"A/no/yes/*"}}});
  for (const std::string_view known : {"", "A/x", "A/no/x", "A/no/maybe/x", "A/no/yes/x", "B/x"}) {
    SmallTenant with = t;
    with.operation(known.empty() ? "other" : known);
    const Rows rows(with);
    EXPECT_EQ(rows.role("R", "a/x"), Truth::kYes) << known;
    EXPECT_EQ(rows.role("R", "a/no/x"), Truth::kNo) << known;
    EXPECT_EQ(rows.role("R", "a/no/maybe/x"), Truth::kUnknown) << known;
    EXPECT_EQ(rows.role("R", "a/no/yes/x"), Truth::kYes) << known;
    EXPECT_EQ(rows.role("R", "b/x"), Truth::kNo) << known;
  }
}

TEST(ActionRows, LiteralNotActionsDoNotTouchUnseenActions) {
  SmallTenant t;
  t.role("R", {{.actions = {"*"}, .not_actions = {"A/no"}}});
  const Rows rows(t);
  EXPECT_EQ(rows.role("R", "a/no"), Truth::kNo);
  EXPECT_EQ(rows.role("R", "a/no/more"), Truth::kYes);
}

TEST(ActionRows, KeepThePlanesApart) {
  SmallTenant t;
  t.operation("A/x");
  t.role("R", {{.actions = {"*"}, .not_data_actions = {"*"}}, {.data_actions = {"B/*"}}});
  const Rows rows(t);
  EXPECT_EQ(rows.role("R", "a/x", kControl), Truth::kYes);
  EXPECT_EQ(rows.role("R", "a/x", kData), Truth::kNo);
  EXPECT_EQ(rows.role("R", "b/unseen", kData), Truth::kYes);
  EXPECT_NE(rows.row("a/x", kControl), rows.row("a/x", kData));
}

TEST(ActionRows, AnUndefinedRoleMayGrantEverything) {
  SmallTenant t;
  t.operation("A/x");
  t.assign("a", {"ann", "Missing", "/"});
  const Rows rows(t);
  for (const Plane plane : kPlanes) {
    EXPECT_EQ(rows.role("Missing", "a/x", plane), Truth::kUnknown);
    EXPECT_EQ(rows.role("Missing", "a/unseen", plane), Truth::kUnknown);
  }
}

// The condition of the whole denial is no affair of the rows.
TEST(ActionRows, ADenialIsUnknownUnderTheConditionOfItsBlock) {
  SmallTenant t;
  t.operation("A/x");
  t.deny("plain", {.blocks = {{.actions = {"A/*"}}}});
  t.deny("whole", {.blocks = {{.actions = {"A/*"}}}, .condition = "c"});
  t.deny("block", {.blocks = {{.actions = {"A/*"}, .condition = "c"}}});
  const Rows rows(t);
  for (const std::string_view action : {"a/x", "a/unseen"}) {
    EXPECT_EQ(rows.denial("plain", action), Truth::kYes);
    EXPECT_EQ(rows.denial("whole", action), Truth::kYes);
    EXPECT_EQ(rows.denial("block", action), Truth::kUnknown);
    EXPECT_EQ(rows.denial("plain", "b/x"), Truth::kNo);
  }
}

TEST(ActionRows, TellWhichBlocksWithConditionsMatch) {
  SmallTenant t;
  t.operation("A/x");
  t.operation("B/x");
  t.role("R", {{.actions = {"*"}, .not_actions = {"B/*"}, .condition = "c"},
               {.actions = {"B/*"}},
               {.actions = {"B/*"}, .condition = "d"}});
  t.deny("block", {.blocks = {{.actions = {"A/*"}, .condition = "c"}}});
  const Rows rows(t);
  const auto of_role = (*rows).conditional_blocks(rows.role_id("R"));
  ASSERT_EQ(of_role.size(), 2U);
  EXPECT_TRUE((*rows).matches(rows.row("a/x"), of_role[0]));
  EXPECT_FALSE((*rows).matches(rows.row("b/x"), of_role[0]));
  EXPECT_TRUE((*rows).matches(rows.row("b/x"), of_role[1]));
  EXPECT_TRUE((*rows).unseen_matches("a/unseen", kControl, of_role[0]));
  EXPECT_FALSE((*rows).unseen_matches("b/unseen", kControl, of_role[0]));
  ASSERT_EQ((*rows).conditional_blocks(rows.denial_id("block")).size(), 1U);
}

// A condition may tell two actions apart that every role grants alike.
TEST(ActionRows, ActionsThatAConditionTellsApartHaveRowsOfTheirOwn) {
  SmallTenant t;
  t.operation("A/read");
  t.operation("A/write");
  t.role("R", {{.actions = {"*"}, .condition = "ActionMatches{'A/read'}"}});
  const Rows rows(t);
  EXPECT_NE(rows.row("a/read"), rows.row("a/write"));
}

TEST(ActionRows, FollowTheReadingOfWildcards) {
  SmallTenant t;
  t.operation("A/B");
  t.role("R", {{.actions = {"A/*/B"}}});
  EXPECT_EQ(Rows(t).role("R", "a/b"), Truth::kYes);
  EXPECT_EQ(Rows(t, WildcardReading::kLiteral).role("R", "a/b"), Truth::kNo);
}

TEST(ActionRows, AnEmptyPatternAndAnEmptyBlockGrantNothing) {
  SmallTenant t;
  t.operation("A/x");
  t.role("R", {{.actions = {""}}, {.not_actions = {"*"}}, {}});
  const Rows rows(t);
  EXPECT_EQ(rows.role("R", "a/x"), Truth::kNo);
  EXPECT_EQ(rows.role("R", "unseen"), Truth::kNo);
}

TEST(ActionRows, EqualRowsAreStoredOnce) {
  SmallTenant t;
  t.role("R", {{.actions = {"A/*"}}});
  for (int i = 0; i < 50; ++i) {
    t.operation("A/x" + std::to_string(i));
    t.operation("B/x" + std::to_string(i));
  }
  EXPECT_EQ((*Rows(t)).distinct_row_count(), 2U) << "granted, and not granted";
}

TEST(ActionRows, CompareTheTextBehindAnEqualHash) {
  const auto [known, other] = testing::colliding_texts("a/");
  SmallTenant t;
  t.operation(known);
  const Rows rows(t);
  EXPECT_TRUE(rows.known(known));
  EXPECT_FALSE(rows.known(other));
}

// More definitions than a word has bits, so that roles and denials share no word.
TEST(ActionRows, DefinitionsBeyondAWordKeepTheirOwnBits) {
  SmallTenant t;
  for (int i = 0; i < 70; ++i) {
    const std::string n = std::to_string(i);
    t.operation("A/x" + n);
    t.role("R" + n, {{.actions = {"A/x" + n, "B/" + n + "/*"}}});
    t.deny("d" + n, {.blocks = {{.actions = {"A/x" + n, "B/" + n + "/*"}}}});
  }
  const Rows rows(t);
  for (int i = 0; i < 70; ++i) {
    const std::string n = std::to_string(i);
    for (int j = 0; j < 70; ++j) {
      const Truth same = truth_of(i == j);
      EXPECT_EQ(rows.role("R" + n, "a/x" + std::to_string(j)), same) << i << ' ' << j;
      EXPECT_EQ(rows.denial("d" + n, "a/x" + std::to_string(j)), same) << i << ' ' << j;
      EXPECT_EQ(rows.role("R" + n, "b/" + std::to_string(j) + "/x"), same) << i << ' ' << j;
      EXPECT_EQ(rows.denial("d" + n, "b/" + std::to_string(j) + "/x"), same) << i << ' ' << j;
    }
  }
}

}  // namespace
}  // namespace leastwise
