#include "engine/access/who_can.h"

#include <gtest/gtest.h>

#include <algorithm>
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

class WhoCanTest : public ::testing::Test {
 protected:
  WhoCanTest() {
    t.user("ann");
    t.user("bob");
    t.role("Reader", {{.actions = {"*/read"}}});
  }

  struct Answer {
    Names holders;  // `ann allow: a1 active, a2 eligible`, sorted
    Names open_groups;
    Names allowed;  // the fast form
  };

  // Who can read at `scope`.
  [[nodiscard]] Answer who(const std::string& scope = kSub, CompileOptions options = {}) const {
    const SmallCompiled c(t, options);
    const ActionRef action = c.compiled.action("x/read", Plane::kControl);
    const ScopeRef at = *c.compiled.scope(scope);
    const WhoCan found = who_can(c.compiled, action, at);
    EXPECT_TRUE(std::ranges::is_sorted(found.holders, {}, &Holder::principal));
    Answer answer;
    for (const Holder& holder : found.holders) {
      EXPECT_EQ(holder.decision,
                c.compiled.decide(CompiledTenant::subject(holder.principal), action, at));
      answer.holders.push_back(text(c, holder));
    }
    answer.open_groups = c.names_of(found.open_groups);
    answer.allowed = c.names_of(allowed_principals(c.compiled, action, at));
    std::ranges::sort(answer.holders);
    std::ranges::sort(answer.allowed);
    std::ranges::sort(answer.open_groups);
    return answer;
  }

  SmallTenant t;

 private:
  [[nodiscard]] static std::string text(const SmallCompiled& c, const Holder& holder) {
    std::string text =
        c.name_of(holder.principal) + " " + std::string(to_string(holder.decision.effect));
    const char* separator = ": ";
    for (const AccessRoute& route : holder.routes) {
      text += separator + c.id_of(route.assignment) + " " + std::string(to_string(route.state));
      separator = ", ";
    }
    return text;
  }
};

TEST_F(WhoCanTest, WhoeverWasGrantedItHereOrAbove) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.assign("a2", {"bob", "Reader", kRg});
  EXPECT_EQ(who(kSub).holders, Names{"ann allow: a1 active"});
  EXPECT_EQ(who(kRg).holders, (Names{"ann allow: a1 active", "bob allow: a2 active"}));
  EXPECT_EQ(who(kRg).allowed, (Names{"ann", "bob"}));
  EXPECT_EQ(who("/").holders, Names{});
}

TEST_F(WhoCanTest, GroupsAndAllTheirMembers) {
  t.group("outer", {"inner"});
  t.group("inner", {"ann"});
  t.assign("a1", {"outer", "Reader", kSub});
  const Names all = {"ann allow: a1 active", "inner allow: a1 active", "outer allow: a1 active"};
  EXPECT_EQ(who().holders, all);
  EXPECT_EQ(who().allowed, (Names{"ann", "inner", "outer"}));
}

TEST_F(WhoCanTest, MembersOfACycleAreListedOnce) {
  t.group("p", {"q", "ann"});
  t.group("q", {"p"});
  t.assign("a1", {"p", "Reader", kSub});
  EXPECT_EQ(who().holders,
            (Names{"ann allow: a1 active", "p allow: a1 active", "q allow: a1 active"}));
  EXPECT_EQ(who().allowed, (Names{"ann", "p", "q"}));
}

TEST_F(WhoCanTest, OnlyByRolesThatGrantTheAction) {
  t.role("Writer", {{.actions = {"*/write"}}, {.data_actions = {"*"}}});
  t.assign("a1", {"ann", "Writer", kSub});
  EXPECT_EQ(who().holders, Names{});
}

TEST_F(WhoCanTest, AllRoutesTheBestFirst) {
  t.group("team", {"ann"});
  t.assign("a1", {"ann", "Reader", kSub, "c"});
  t.eligible("a2", {"ann", "Reader", kSub});
  t.assign("a3", {"team", "Reader", kRg});
  EXPECT_EQ(who(kRg).holders[0], "ann allow: a3 active, a2 eligible, a1 conditional");
}

TEST_F(WhoCanTest, EligibleOnesAreListedAndCountWhenAsked) {
  t.eligible("a1", {"ann", "Reader", kSub}, {{10}, {20}});
  EXPECT_EQ(who(kSub, {.at = {15}}).holders, Names{"ann deny: a1 eligible"});
  EXPECT_EQ(who(kSub, {.at = {15}}).allowed, Names{});
  const CompileOptions counted{.at = {15}, .include_eligible = true};
  EXPECT_EQ(who(kSub, counted).holders, Names{"ann allow: a1 eligible"});
  EXPECT_EQ(who(kSub, counted).allowed, Names{"ann"});
  EXPECT_EQ(who(kSub, {.at = {20}}).holders, Names{}) << "over";
}

TEST_F(WhoCanTest, EligibleOnesUnderAConditionAreNotAllowed) {
  t.role("Cond", {{.actions = {"*/read"}, .condition = "c"}});
  t.eligible("a1", {"ann", "Reader", kSub, "c"});
  t.eligible("a2", {"bob", "Cond", kSub});
  const Answer answer = who(kSub, {.include_eligible = true});
  EXPECT_EQ(answer.holders, (Names{"ann unknown: a1 eligible", "bob unknown: a2 eligible"}));
  EXPECT_EQ(answer.allowed, Names{});
}

TEST_F(WhoCanTest, ConditionsOfTheAssignmentAndOfTheBlock) {
  t.role("Cond", {{.actions = {"*/read"}, .condition = "c"}});
  t.assign("a1", {"ann", "Reader", kSub, "c"});
  t.assign("a2", {"bob", "Cond", kSub});
  EXPECT_EQ(who().holders, (Names{"ann unknown: a1 conditional", "bob unknown: a2 conditional"}));
  EXPECT_EQ(who().allowed, Names{});
}

TEST_F(WhoCanTest, UndefinedRolesAndUnknownHierarchy) {
  t.assign("a1", {"ann", "Missing", kSub});
  t.assign("a2", {"bob", "Reader", group_scope("m")});
  EXPECT_EQ(who().holders, (Names{"ann unknown: a1 unknown", "bob unknown: a2 unknown"}));
}

TEST_F(WhoCanTest, TheDeniedAreListedAsDenied) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.assign("a2", {"bob", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .scope = kSub});
  EXPECT_EQ(who().holders, (Names{"ann deny: a1 denied", "bob allow: a2 active"}));
  EXPECT_EQ(who().allowed, Names{"bob"});
}

TEST_F(WhoCanTest, AMemberMayBeDeniedAndAnotherNot) {
  t.group("team", {"ann", "bob"});
  t.assign("a1", {"team", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .scope = kSub});
  EXPECT_EQ(who().allowed, (Names{"bob", "team"}));
}

TEST_F(WhoCanTest, TheExcludedMemberOfADeniedGroup) {
  t.group("team", {"ann", "bob"});
  t.assign("a1", {"team", "Reader", kSub});
  t.deny("d", {.principals = {"team"}, .excluded = {"ann"}, .scope = kSub});
  EXPECT_EQ(who().holders,
            (Names{"ann allow: a1 active", "bob deny: a1 denied", "team deny: a1 denied"}));
  EXPECT_EQ(who().allowed, Names{"ann"});
}

TEST_F(WhoCanTest, BelowAScopeOnlyDenialAtAScopeThatNoInputNames) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .scope_only = true});
  EXPECT_EQ(who(kSub).holders, Names{"ann deny: a1 denied"});
  EXPECT_EQ(who(kRg).holders, Names{"ann allow: a1 active"});
}

TEST_F(WhoCanTest, AnUnknownDenialLeavesItUnknown) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .condition = "c"});
  EXPECT_EQ(who().holders, Names{"ann unknown: a1 active"});
  EXPECT_EQ(who().allowed, Names{});
}

TEST_F(WhoCanTest, OpenGroupsAreNamedInsteadOfEverybody) {
  t.cut_off_group("open", {"ann"});
  t.assign("a1", {"open", "Reader", kSub});
  EXPECT_EQ(who().holders, (Names{"ann allow: a1 active", "open allow: a1 active"}));
  EXPECT_EQ(who().open_groups, Names{"open"});
}

TEST_F(WhoCanTest, AGroupThatHoldsAnOpenGroupIsNamedToo) {
  t.group("outer", {"inner"});
  t.group_without_list("inner");
  t.assign("a1", {"outer", "Reader", kSub});
  t.assign("a2", {"outer", "Reader", "/"});
  EXPECT_EQ(who().open_groups, Names{"outer"}) << "once, and not `inner`, which has no grant";
  EXPECT_EQ(who().allowed, (Names{"inner", "outer"}));
}

TEST_F(WhoCanTest, AnOpenGroupThatIsOnlyEligibleIsNotNamed) {
  t.group_without_list("open");
  t.eligible("a1", {"open", "Reader", kSub});
  EXPECT_EQ(who().open_groups, Names{});
}

// At the group itself its own grant is certain; it is not possible besides.
TEST_F(WhoCanTest, AnUnplacedGroupsOwnGrantIsOneRoute) {
  t.assign("a1", {"ann", "Reader", group_scope("m")});
  EXPECT_EQ(who(group_scope("m")).holders, Names{"ann allow: a1 active"});
  EXPECT_EQ(who(group_scope("n")).holders, Names{"ann unknown: a1 unknown"});
}

TEST(AccessState, EachHasATextOfItsOwn) {
  std::set<std::string_view> texts;
  for (unsigned i = 0; i <= static_cast<unsigned>(AccessState::kDenied); ++i) {
    texts.insert(to_string(static_cast<AccessState>(i)));
  }
  EXPECT_EQ(texts.size(), static_cast<std::size_t>(AccessState::kDenied) + 1);
}

}  // namespace
}  // namespace leastwise
