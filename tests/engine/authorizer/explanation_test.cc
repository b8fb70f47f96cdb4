#include "engine/authorizer/explanation.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::group_scope;
using testing::Names;
using testing::SmallCompiled;
using testing::SmallTenant;

const std::string kSub = "/subscriptions/s";
const std::string kRg = "/subscriptions/s/resourceGroups/rg";

constexpr Instant at(std::int64_t ticks) { return {ticks}; }

// An explanation together with the tenant that it speaks of, and its parts as text.
class Explained {
 public:
  Explained(const SmallTenant& sketch, const SmallTenant::Question& question,
            CompileOptions options = {})
      : names_(sketch, options) {
    auto explanation = explain(names_.compiled, {testing::guid_of(question.principal),
                                                 question.action, question.plane, question.scope});
    EXPECT_TRUE(explanation);
    explanation_ = explanation ? *std::move(explanation) : Explanation{};
  }

  const Explanation* operator->() const { return &explanation_; }
  [[nodiscard]] const SmallCompiled& names() const { return names_; }

  // `a1 by ann > team` for each route.
  [[nodiscard]] Names routes(const std::vector<GrantRoute>& routes) const {
    Names texts;
    for (const GrantRoute& route : routes) {
      texts.push_back(names_.id_of(route.assignment) + " by " + path(route.path));
    }
    return texts;
  }
  // `a1: other-scope` for each nearest miss.
  [[nodiscard]] Names misses() const {
    Names texts;
    for (const GrantRoute& route : explanation_.nearest_misses) {
      texts.push_back(names_.id_of(route.assignment) + ": " + std::string(to_string(route.miss)));
    }
    return texts;
  }
  [[nodiscard]] Names denials() const {
    Names texts;
    for (const DenialRoute& route : explanation_.denials) {
      texts.push_back(names_.id_of(route.denial) + ": " + std::string(to_string(route.denies)));
    }
    return texts;
  }
  [[nodiscard]] std::string path(std::span<const PrincipalId> ids) const {
    std::string text;
    for (const PrincipalId id : ids) {
      text += (text.empty() ? "" : " > ") + names_.name_of(id);
    }
    return text;
  }
  [[nodiscard]] std::string pattern(std::optional<PatternId> id) const {
    return id ? std::string(names_.tenant.pattern(*id)) : "none";
  }

 private:
  SmallCompiled names_;
  Explanation explanation_;
};

class ExplanationTest : public ::testing::Test {
 protected:
  ExplanationTest() {
    t.user("ann");
    t.user("bob");
    t.role("Reader", {{.actions = {"*/read"}}});
  }

  [[nodiscard]] Explained read(CompileOptions options = {}) const {
    return {t, {"ann", "x/read", kSub}, options};
  }

  SmallTenant t;
};

// Routes that grant.

using Routes = ExplanationTest;

TEST_F(Routes, NameTheAssignmentThePathTheBlockAndThePattern) {
  t.role("Two", {{.actions = {"y/*"}}, {.actions = {"z/*", "x/*"}}});
  t.group("team", {"ann"});
  t.assign("a1", {"team", "Two", kSub});
  const Explained e = read();
  ASSERT_EQ(e.routes(e->grants), Names{"a1 by ann > team"});
  const GrantRoute& route = e->grants.front();
  EXPECT_EQ(route.block.block, 1U);
  EXPECT_EQ(e.pattern(route.block.matched), "x/*");
  EXPECT_EQ(e.pattern(route.block.subtracted), "none");
  EXPECT_TRUE(route.block.applies());
  EXPECT_EQ(route.grants, Truth::kYes);
  EXPECT_EQ(route.miss, Miss::kNone);
  EXPECT_TRUE(e->principal_known);
  EXPECT_TRUE(e->nearest_misses.empty());
}

TEST_F(Routes, ThePathIsAShortestOne) {
  t.group("top", {"mid", "shortcut"});
  t.group("mid", {"low"});
  t.group("low", {"ann"});
  t.group("shortcut", {"ann"});
  t.assign("a1", {"top", "Reader", kSub});
  const Explained e = read();
  EXPECT_EQ(e.routes(e->grants), Names{"a1 by ann > shortcut > top"});
}

TEST_F(Routes, ShortestPathsComeFirst) {
  t.group("team", {"ann"});
  t.assign("a1", {"team", "Reader", kSub});
  t.assign("a2", {"ann", "Reader", kSub});
  const Explained e = read();
  EXPECT_EQ(e.routes(e->grants), (Names{"a2 by ann", "a1 by ann > team"}));
}

TEST_F(Routes, PossibleOnesStandApartWithWhatIsUnknown) {
  t.group_without_list("open");
  t.assign("sure", {"ann", "Reader", kSub});
  t.assign("maybe", {"open", "Missing", group_scope("m"), "c"});
  const Explained e = read();
  EXPECT_EQ(e.routes(e->grants), Names{"sure by ann"});
  ASSERT_EQ(e.routes(e->possible), Names{"maybe by ann > open"});
  EXPECT_EQ(e->possible[0].unknown_because,
            (ReasonSet{DecisionReason::kMembershipUnknown, DecisionReason::kHierarchyUnknown,
                       DecisionReason::kRoleUnknown, DecisionReason::kConditionUnknown}));
  EXPECT_EQ(e->possible[0].membership, Truth::kUnknown);
  EXPECT_EQ(e->possible[0].covers, Truth::kUnknown);
  EXPECT_EQ(e->decision.effect, Effect::kAllow);
}

TEST_F(Routes, ABlockWithoutConditionDecidesBeforeOneWith) {
  t.role("Both", {{.actions = {"*"}, .condition = "c"}, {.actions = {"x/*"}}});
  t.assign("a1", {"ann", "Both", kSub});
  const Explained sure = read();
  ASSERT_EQ(sure->grants.size(), 1U);
  EXPECT_EQ(sure->grants[0].block.block, 1U);

  SmallTenant only = t;
  only.role("Cond",
            {{.actions = {"*"}, .not_actions = {"x/*"}}, {.actions = {"*"}, .condition = "c"}});
  only.assign("a2", {"bob", "Cond", kSub});
  const Explained maybe(only, {"bob", "x/read", kSub});
  ASSERT_EQ(maybe->possible.size(), 1U);
  EXPECT_EQ(maybe->possible[0].block.block, 1U);
  EXPECT_TRUE(maybe->possible[0].block.condition);
  EXPECT_EQ(maybe->possible[0].unknown_because, ReasonSet{DecisionReason::kConditionUnknown});
}

TEST_F(Routes, ThePathLeavesACycleWithoutGoingRound) {
  t.group("p", {"ann", "r"});
  t.group("q", {"p"});
  t.group("r", {"q"});
  t.assign("a1", {"r", "Reader", kSub});
  const Explained e = read();
  EXPECT_EQ(e.routes(e->grants), Names{"a1 by ann > p > q > r"});
}

TEST_F(Routes, PossibleOnesAreToldBesideACertainOne) {
  t.group_without_list("open");
  t.assign("a1", {"open", "Reader", kSub});
  t.assign("a2", {"ann", "Reader", kSub});
  const Explained e = read();
  EXPECT_EQ(e->decision.effect, Effect::kAllow);
  EXPECT_EQ(e.routes(e->grants), Names{"a2 by ann"});
  EXPECT_EQ(e.routes(e->possible), Names{"a1 by ann > open"});
}

TEST_F(Routes, AStrangersPathIsTheAssigneeAlone) {
  t.group_without_list("open");
  t.assign("a1", {"open", "Reader", kSub});
  const Explained e(t, {"stranger", "x/read", kSub});
  EXPECT_FALSE(e->principal_known);
  EXPECT_EQ(e.routes(e->possible), Names{"a1 by open"});
}

TEST_F(Routes, ThePlaceIsTheNearestKnownScope) {
  t.assign("a1", {"ann", "Reader", kSub});
  const Explained e(t, {"ann", "x/read", kRg});
  EXPECT_EQ(e->place.node, e.names().scope(kSub));
  EXPECT_FALSE(e->place.exact);
}

// Nearest misses: one respect only.

using Misses = ExplanationTest;

TEST_F(Misses, OtherScope) {
  t.assign("a1", {"ann", "Reader", "/subscriptions/t"});
  EXPECT_EQ(read().misses(), Names{"a1: other-scope"});
}

TEST_F(Misses, NotActionWithThePatternThatTookItAway) {
  t.role("Most", {{.actions = {"*"}, .not_actions = {"y/*", "x/*"}}});
  t.assign("a1", {"ann", "Most", kSub});
  const Explained e = read();
  ASSERT_EQ(e.misses(), Names{"a1: not-action"});
  EXPECT_EQ(e.pattern(e->nearest_misses[0].block.matched), "*");
  EXPECT_EQ(e.pattern(e->nearest_misses[0].block.subtracted), "x/*");
  EXPECT_FALSE(e->nearest_misses[0].block.applies());
}

TEST_F(Misses, EligibleButNotActive) {
  t.eligible("a1", {"ann", "Reader", kSub});
  EXPECT_EQ(read().misses(), Names{"a1: eligible"});
  EXPECT_EQ(read({.include_eligible = true}).misses(), Names{});
}

TEST_F(Misses, OutsideOfItsWindow) {
  t.scheduled("a1", {"ann", "Reader", kSub}, {at(10), at(20)});
  EXPECT_EQ(read({.at = at(20)}).misses(), Names{"a1: not-in-window"});
  EXPECT_EQ(read({.at = at(9)}).misses(), Names{"a1: not-in-window"});
}

TEST_F(Misses, OtherPlane) {
  t.role("Data", {{.actions = {"z/*"}}, {.data_actions = {"*/read"}}});
  t.assign("a1", {"ann", "Data", kSub});
  const Explained e = read();
  ASSERT_EQ(e.misses(), Names{"a1: other-plane"});
  EXPECT_EQ(e->nearest_misses[0].block.block, 1U) << "the block that grants it there";
}

TEST_F(Misses, TwoRespectsAreTooFar) {
  t.eligible("a1", {"ann", "Reader", "/subscriptions/t"});
  t.scheduled("a2", {"ann", "Reader", "/subscriptions/t"}, {at(10), at(20)});
  EXPECT_EQ(read().misses(), Names{});
}

TEST_F(Misses, ARoleThatHasNothingToDoWithTheActionIsNone) {
  t.role("Writer", {{.actions = {"*/write"}}});
  t.assign("a1", {"ann", "Writer", kSub});
  EXPECT_EQ(read().misses(), Names{});
}

TEST_F(Misses, OthersGrantsAndPossibleMembershipsAreNone) {
  t.group_without_list("open");
  t.assign("a1", {"bob", "Reader", "/subscriptions/t"});
  t.assign("a2", {"open", "Reader", "/subscriptions/t"});
  EXPECT_EQ(read().misses(), Names{});
}

TEST_F(Misses, OneChangeAtTheRightScopeComesBeforeOtherScopesAndTheClosestOfThoseFirst) {
  t.role("Most", {{.actions = {"*"}, .not_actions = {"x/*"}}});
  t.role("Data", {{.data_actions = {"*"}}});
  t.assign("far", {"ann", "Reader", "/subscriptions/t"});
  t.assign("near", {"ann", "Reader", kRg + "/providers/N/t/a"});
  t.assign("mid", {"ann", "Reader", "/subscriptions/s/resourceGroups/rg2"});
  t.assign("plane", {"ann", "Data", kSub});
  t.scheduled("late", {"ann", "Reader", kSub}, {at(10), at(20)});
  t.eligible("pim", {"ann", "Reader", kSub});
  t.assign("not", {"ann", "Most", kSub});
  const Explained e(t, {"ann", "x/read", kRg + "/providers/N/t/b"});
  EXPECT_EQ(e.misses(),
            (Names{"not: not-action", "pim: eligible", "late: not-in-window", "plane: other-plane",
                   "near: other-scope", "mid: other-scope", "far: other-scope"}));
}

TEST_F(Misses, OfEqualOnesTheShortestPathComesFirst) {
  t.group("team", {"ann"});
  t.eligible("a1", {"team", "Reader", kSub});
  t.eligible("a2", {"ann", "Reader", kSub});
  EXPECT_EQ(read().misses(), (Names{"a2: eligible", "a1: eligible"}));
}

TEST_F(Misses, ByTheWindowWhateverIsEligibleWhenThoseCount) {
  t.eligible("a1", {"ann", "Reader", kSub}, {at(10), at(20)});
  EXPECT_EQ(read({.at = at(5)}).misses(), Names{}) << "two respects";
  EXPECT_EQ(read({.at = at(5), .include_eligible = true}).misses(), Names{"a1: not-in-window"});
  EXPECT_EQ(read({.at = at(15), .include_eligible = true}).misses(), Names{});
}

TEST_F(Misses, AreCutOff) {
  for (std::size_t i = 0; i < kMaxNearestMisses + 5; ++i) {
    t.assign("a" + std::to_string(i), {"ann", "Reader", "/subscriptions/t" + std::to_string(i)});
  }
  EXPECT_EQ(read().misses().size(), kMaxNearestMisses);
}

TEST(Miss, EachHasATextOfItsOwn) {
  std::set<std::string_view> texts;
  for (unsigned i = 0; i <= static_cast<unsigned>(Miss::kOtherPlane); ++i) {
    texts.insert(to_string(static_cast<Miss>(i)));
  }
  EXPECT_EQ(texts.size(), static_cast<std::size_t>(Miss::kOtherPlane) + 1);
}

// Denials.

class DenialRoutes : public ExplanationTest {
 protected:
  DenialRoutes() {
    t.group("team", {"ann"});
    t.assign("grant", {"ann", "Reader", "/"});
  }
};

TEST_F(DenialRoutes, NameTheBlockAndWhomTheyHitBy) {
  t.deny("d", {.principals = {"team", "bob"},
               .scope = kSub,
               .blocks = {{.actions = {"y/*"}}, {.actions = {"x/*"}}}});
  const Explained e = read();
  ASSERT_EQ(e.denials(), Names{"d: yes"});
  EXPECT_EQ(e.path(e->denials[0].path), "ann > team");
  EXPECT_EQ(e->denials[0].block.block, 1U);
  EXPECT_EQ(e.pattern(e->denials[0].block.matched), "x/*");
  EXPECT_FALSE(e->denials[0].by_everyone);
}

TEST_F(DenialRoutes, ThePathIsToTheNearestOfThoseNamed) {
  t.group("far", {"near"});
  t.group("near", {"ann"});
  t.deny("d", {.principals = {"far", "near"}, .scope = kSub});
  const Explained e = read();
  ASSERT_EQ(e.denials(), Names{"d: yes"});
  EXPECT_EQ(e.path(e->denials[0].path), "ann > near");
}

TEST_F(DenialRoutes, ByEveryoneNeedsNoPath) {
  t.deny("d", {.principals = {"everyone"}, .scope = kSub});
  const Explained e = read();
  ASSERT_EQ(e.denials(), Names{"d: yes"});
  EXPECT_TRUE(e->denials[0].by_everyone);
  EXPECT_TRUE(e->denials[0].path.empty());
}

TEST_F(DenialRoutes, LiftedByAnExclusionAreListedWithTheWayToIt) {
  t.deny("d", {.principals = {"everyone"}, .excluded = {"team"}, .scope = kSub});
  const Explained e = read();
  ASSERT_EQ(e.denials(), Names{"d: no"});
  EXPECT_EQ(e.path(e->denials[0].exclusion_path), "ann > team");
  EXPECT_EQ(e->denials[0].hits, Truth::kNo);
  EXPECT_FALSE(e->denials[0].audit_only);
  EXPECT_EQ(e->decision.effect, Effect::kAllow);
}

TEST_F(DenialRoutes, AuditOnesAreToldAndDoNotDeny) {
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .audit = true});
  const Explained e = read();
  ASSERT_EQ(e.denials(), Names{"d: no"});
  EXPECT_TRUE(e->denials[0].audit_only);
  EXPECT_EQ(e->decision.effect, Effect::kAllow);
}

// A denial that is audit only and lifted besides would not deny if it were enforced.
TEST_F(DenialRoutes, AuditOnesThatAnExclusionLiftsAreNoMoreThanLifted) {
  t.deny("d", {.principals = {"everyone"}, .excluded = {"ann"}, .scope = kSub, .audit = true});
  const Explained e = read();
  ASSERT_EQ(e.denials(), Names{"d: no"});
  EXPECT_FALSE(e->denials[0].audit_only);
}

TEST_F(DenialRoutes, UnknownOnesSayWhy) {
  t.group_without_list("open");
  t.deny("d", {.principals = {"open"}, .scope = group_scope("m"), .condition = "c"});
  const Explained e = read();
  ASSERT_EQ(e.denials(), Names{"d: unknown"});
  EXPECT_EQ(e->denials[0].unknown_because,
            (ReasonSet{DecisionReason::kMembershipUnknown, DecisionReason::kHierarchyUnknown,
                       DecisionReason::kConditionUnknown}));
}

TEST_F(DenialRoutes, ThatHaveNothingToDoWithTheQuestionAreLeftOut) {
  t.deny("scope", {.principals = {"ann"}, .scope = kRg});
  t.deny("action", {.principals = {"ann"}, .blocks = {{.actions = {"y/*"}}}});
  t.deny("person", {.principals = {"bob"}});
  t.deny("child", {.principals = {"ann"}, .scope = "/", .scope_only = true});
  EXPECT_EQ(read().denials(), Names{});
}

TEST_F(DenialRoutes, ComeInTheOrderOfWhatTheyDo) {
  t.deny("lifted", {.principals = {"everyone"}, .excluded = {"ann"}});
  t.deny("audit", {.principals = {"ann"}, .audit = true});
  t.deny("maybe", {.principals = {"ann"}, .condition = "c"});
  t.deny("applies", {.principals = {"ann"}});
  EXPECT_EQ(read().denials(), (Names{"applies: yes", "maybe: unknown", "audit: no", "lifted: no"}));
}

TEST_F(ExplanationTest, RefusesWhatDecideRefuses) {
  const SmallCompiled c(t);
  const auto error = [&](std::string_view action, std::string_view scope) {
    const auto e = explain(c.compiled, {testing::guid_of("ann"), action, Plane::kControl, scope});
    return e ? std::string() : e.error().message;
  };
  EXPECT_EQ(error("x/*", "/"), "the asked action holds `*`");
  EXPECT_NE(error("x/read", "/subscriptions//"), "");
  EXPECT_EQ(error("x/read", "/"), "");
}

}  // namespace
}  // namespace leastwise
