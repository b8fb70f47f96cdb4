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
      : names_(sketch), rows_(names_.tenant, reading) {}

  [[nodiscard]] const ActionRows& operator*() const { return rows_; }
  [[nodiscard]] bool known(std::string_view action, Plane plane = kControl) const {
    return rows_.find(action, plane) != ActionRows::kUnseen;
  }
  // By the row where there is one, else pattern by pattern.
  [[nodiscard]] Truth role(std::string_view name, std::string_view action,
                           Plane plane = kControl) const {
    const RoleId id = names_.role(name);
    return known(action) ? rows_.role(rows_.find(action, plane), id)
                         : rows_.unseen_role(action, plane, id);
  }
  [[nodiscard]] Truth denial(std::string_view name, std::string_view action,
                             Plane plane = kControl) const {
    const DenialId id = names_.denial(name);
    return known(action) ? rows_.denial(rows_.find(action, plane), id)
                         : rows_.unseen_denial(action, plane, id);
  }

 private:
  SmallCompiled names_;
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
  EXPECT_EQ((*rows).row_of(OperationId(0), kControl), (*rows).find("a/op", kControl));
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
  EXPECT_NE((*rows).find("a/x", kControl), (*rows).find("a/x", kData));
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

TEST(ActionRows, ADenialIsUnknownUnderItsConditionOrThatOfItsBlock) {
  SmallTenant t;
  t.operation("A/x");
  t.deny("plain", {.blocks = {{.actions = {"A/*"}}}});
  t.deny("whole", {.blocks = {{.actions = {"A/*"}}}, .condition = "c"});
  t.deny("block", {.blocks = {{.actions = {"A/*"}, .condition = "c"}}});
  const Rows rows(t);
  for (const std::string_view action : {"a/x", "a/unseen"}) {
    EXPECT_EQ(rows.denial("plain", action), Truth::kYes);
    EXPECT_EQ(rows.denial("whole", action), Truth::kUnknown);
    EXPECT_EQ(rows.denial("block", action), Truth::kUnknown);
    EXPECT_EQ(rows.denial("plain", "b/x"), Truth::kNo);
  }
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
