// The rules of SPEC sections 1 to 6, each told as a small tenant and a question. Every question is
// asked in all forms of the engine (tests/support/small_tenant.h).
#include "engine/authorizer/authorizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "engine/base/limits.h"
#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::group_scope;
using testing::kAllow;
using testing::kDenied;
using testing::kNoGrant;
using testing::SmallCompiled;
using testing::SmallTenant;

constexpr std::string_view kMembershipUnknown = "unknown: membership-unknown";
constexpr std::string_view kHierarchyUnknown = "unknown: hierarchy-unknown";
constexpr std::string_view kConditionUnknown = "unknown: condition-unknown";
constexpr std::string_view kRoleUnknown = "unknown: role-unknown";

const std::string kSub = "/subscriptions/s";
const std::string kRg = "/subscriptions/s/resourceGroups/rg";

// ann and bob are users; Reader grants `*/read` in the control plane.
class AuthorizerTest : public ::testing::Test {
 protected:
  AuthorizerTest() {
    t.user("ann");
    t.user("bob");
    t.role("Reader", {{.actions = {"*/read"}}});
  }

  // May `who` read at `scope`?
  [[nodiscard]] std::string read(const std::string& who, const std::string& scope,
                                 CompileOptions options = {}) const {
    return t.decide({who, "x/read", scope}, options);
  }
  // May ann do `action` at the subscription, by a role of these blocks?
  [[nodiscard]] std::string by_role(std::vector<BlockRecord> blocks, const std::string& action,
                                    Plane plane = Plane::kControl,
                                    WildcardReading reading = WildcardReading::kAzure) {
    SmallTenant with = t;
    with.role("Own", std::move(blocks));
    with.assign("a", {"ann", "Own", kSub});
    return with.decide({"ann", action, kSub, plane}, {.wildcards = reading});
  }

  SmallTenant t;
};

// Section 1: patterns.

using Patterns = AuthorizerTest;

TEST_F(Patterns, MatchTheWholeActionIgnoringCase) {
  EXPECT_EQ(by_role({{.actions = {"A/b/Read"}}}, "a/B/rEAD"), kAllow);
  EXPECT_EQ(by_role({{.actions = {"A/b/read"}}}, "A/b/readers"), kNoGrant);
  EXPECT_EQ(by_role({{.actions = {"A/b/read"}}}, "xA/b/read"), kNoGrant);
}

TEST_F(Patterns, LoseBlanksAndTheAskedActionDoesNot) {
  EXPECT_EQ(by_role({{.actions = {"  A/read "}}}, "A/read"), kAllow);
  EXPECT_EQ(by_role({{.actions = {"A/read"}}}, " A/read"), kNoGrant);
}

TEST_F(Patterns, AStarSegmentInTheMiddleMayBeAbsentInTheSegmentReadingOnly) {
  const std::vector<BlockRecord> blocks = {{.actions = {"A/*/B"}}};
  EXPECT_EQ(by_role(blocks, "A/B"), kAllow);
  EXPECT_EQ(by_role(blocks, "A/x/y/B"), kAllow);
  EXPECT_EQ(by_role(blocks, "A//B"), kNoGrant);
  EXPECT_EQ(by_role(blocks, "A/B", Plane::kControl, WildcardReading::kLiteral), kNoGrant);
  EXPECT_EQ(by_role(blocks, "A//B", Plane::kControl, WildcardReading::kLiteral), kAllow);
}

TEST_F(Patterns, ATrailingStarNeedsSomethingInTheSegmentReading) {
  const std::vector<BlockRecord> blocks = {{.actions = {"A/*"}}};
  EXPECT_EQ(by_role(blocks, "A/x"), kAllow);
  EXPECT_EQ(by_role(blocks, "A/"), kNoGrant);
  EXPECT_EQ(by_role(blocks, "A"), kNoGrant);
  EXPECT_EQ(by_role(blocks, "A/", Plane::kControl, WildcardReading::kLiteral), kAllow);
}

TEST_F(Patterns, AStarInsideASegmentCrossesSlashes) {
  EXPECT_EQ(by_role({{.actions = {"A/vm*/read"}}}, "A/vmss/x/read"), kAllow);
}

TEST_F(Patterns, PlanesNeverMix) {
  EXPECT_EQ(by_role({{.actions = {"*"}}}, "A/read", Plane::kData), kNoGrant);
  EXPECT_EQ(by_role({{.data_actions = {"*"}}}, "A/read"), kNoGrant);
  EXPECT_EQ(by_role({{.data_actions = {"*"}}}, "A/read", Plane::kData), kAllow);
}

TEST_F(Patterns, AnyNonEmptyStringWithoutStarMayBeAsked) {
  EXPECT_EQ(by_role({{.actions = {"*"}}}, "not an operation \x01"), kAllow);
  EXPECT_EQ(by_role({{.actions = {"*"}}}, std::string(kMaxActionBytes + 1, 'a')), kAllow);
}

TEST_F(Patterns, AnEmptyActionAStarAndABadScopeAreErrors) {
  const SmallCompiled c(t);
  const Guid ann = testing::guid_of("ann");
  const auto message = [&](std::string_view action, std::string_view scope) {
    const auto decision = c.compiled.decide({ann, action, Plane::kControl, scope});
    return decision ? std::string("decided") : decision.error().message;
  };
  EXPECT_EQ(message("", "/"), "the action is empty");
  EXPECT_EQ(message("A/*", "/"), "the asked action holds `*`");
  EXPECT_NE(message("A/b", "/subscriptions"), "decided");
  EXPECT_EQ(message("A/b", "/"), "decided");
  EXPECT_FALSE(fold_asked_action(""));
  EXPECT_FALSE(fold_asked_action("a*"));
  EXPECT_EQ(*fold_asked_action("A/B"), "a/b");
}

// Section 2: roles.

using Roles = AuthorizerTest;

TEST_F(Roles, NotActionsSubtractInsideTheirBlock) {
  EXPECT_EQ(by_role({{.actions = {"*"}, .not_actions = {"A/*"}}}, "B/read"), kAllow);
  EXPECT_EQ(by_role({{.actions = {"*"}, .not_actions = {"A/*"}}}, "A/read"), kNoGrant);
}

TEST_F(Roles, AnotherBlockGrantsWhatOneSubtracts) {
  EXPECT_EQ(
      by_role({{.actions = {"*"}, .not_actions = {"A/*"}}, {.actions = {"A/read"}}}, "A/read"),
      kAllow);
}

TEST_F(Roles, AnotherRoleGrantsWhatOneSubtracts) {
  t.role("NoA", {{.actions = {"*"}, .not_actions = {"*"}}});
  t.assign("a", {"ann", "NoA", kSub});
  EXPECT_EQ(read("ann", kSub), kNoGrant);
  t.assign("b", {"ann", "Reader", kSub});
  EXPECT_EQ(read("ann", kSub), kAllow);
}

TEST_F(Roles, ABlockWithAConditionIsUnknownUnlessAnotherBlockGrants) {
  EXPECT_EQ(by_role({{.actions = {"A/*"}, .condition = "c"}}, "A/read"), kConditionUnknown);
  EXPECT_EQ(by_role({{.actions = {"A/*"}, .condition = "c"}}, "B/read"), kNoGrant);
  EXPECT_EQ(by_role({{.actions = {"A/*"}, .condition = "c"}, {.actions = {"A/read"}}}, "A/read"),
            kAllow);
}

TEST_F(Roles, AnUndefinedRoleIsUnknownForEveryActionAndPlane) {
  t.assign("a", {"ann", "Missing", kSub});
  EXPECT_EQ(t.decide({"ann", "x/read", kSub}), kRoleUnknown);
  EXPECT_EQ(t.decide({"ann", "x/read", kSub, Plane::kData}), kRoleUnknown);
  EXPECT_EQ(t.decide({"bob", "x/read", kSub}), kNoGrant);
}

TEST_F(Roles, AKnownGrantOutweighsAnUndefinedRole) {
  t.assign("a", {"ann", "Missing", kSub});
  t.assign("b", {"ann", "Reader", kSub});
  EXPECT_EQ(read("ann", kSub), kAllow);
}

// Section 3: scopes.

using Scopes = AuthorizerTest;

TEST_F(Scopes, AGrantHoldsAtItsScopeAndBelow) {
  t.assign("a", {"ann", "Reader", kRg});
  EXPECT_EQ(read("ann", kRg), kAllow);
  EXPECT_EQ(read("ann", kRg + "/providers/N/t/x"), kAllow);
  EXPECT_EQ(read("ann", kSub), kNoGrant);
  EXPECT_EQ(read("ann", "/"), kNoGrant);
}

TEST_F(Scopes, AGrantEndsWithItsScopeAndWhatIsAboveHoldsOn) {
  t.role("Writer", {{.actions = {"*/write"}}});
  t.assign("a", {"ann", "Writer", kSub});
  t.assign("b", {"ann", "Reader", kRg});
  t.assign("c", {"bob", "Reader", kSub + "/resourceGroups/rg2"});
  EXPECT_EQ(read("ann", kRg), kAllow);
  EXPECT_EQ(read("ann", kSub + "/resourceGroups/rg2"), kNoGrant);
  EXPECT_EQ(t.decide({"ann", "x/write", kSub + "/resourceGroups/rg2"}), kAllow);
}

TEST_F(Scopes, CompareBySegmentIgnoringCaseAndTrailingSlashes) {
  t.assign("a", {"ann", "Reader", kRg});
  EXPECT_EQ(read("ann", "/SUBSCRIPTIONS/S/RESOURCEGROUPS/RG//"), kAllow);
  EXPECT_EQ(read("ann", kRg + "10"), kNoGrant);
}

TEST_F(Scopes, AScopeThatNoInputNamesHangsBelowItsNearestKnownOne) {
  t.assign("a", {"ann", "Reader", kSub});
  EXPECT_EQ(read("ann", kSub + "/resourceGroups/new/providers/N/t/x/providers/M/e/y"), kAllow);
  EXPECT_EQ(read("ann", "/subscriptions/other/resourceGroups/rg"), kNoGrant);
}

TEST_F(Scopes, AGrantAtTheRootHoldsEverywhere) {
  t.assign("a", {"ann", "Reader", "/"});
  EXPECT_EQ(read("ann", "/"), kAllow);
  EXPECT_EQ(read("ann", "/providers/N/t/x"), kAllow);
  EXPECT_EQ(read("ann", "/subscriptions/other"), kAllow);
  EXPECT_EQ(read("ann", group_scope("any")), kAllow);
}

TEST_F(Scopes, ManagementGroupsComeFromTheHierarchy) {
  t.root_group("root");
  t.place("ml", "root");
  t.place(kSub, "ml");
  t.place("/subscriptions/t", "root");
  t.assign("a", {"ann", "Reader", group_scope("ml")});
  EXPECT_EQ(read("ann", kRg), kAllow);
  EXPECT_EQ(read("ann", group_scope("ML")), kAllow);
  EXPECT_EQ(read("ann", "/subscriptions/t"), kNoGrant);
  EXPECT_EQ(read("ann", group_scope("root")), kNoGrant);
}

TEST_F(Scopes, AboveAnUnplacedSubscriptionAnyManagementGroupMayStand) {
  t.root_group("root");
  t.assign("a", {"ann", "Reader", group_scope("root")});
  EXPECT_EQ(read("ann", kSub), kHierarchyUnknown);
  EXPECT_EQ(read("ann", "/providers/N/t/x"), kNoGrant);
  EXPECT_EQ(read("ann", "/"), kNoGrant);
}

TEST_F(Scopes, AnUnplacedManagementGroupIsItselfForCertain) {
  t.assign("a", {"ann", "Reader", group_scope("lost")});
  EXPECT_EQ(read("ann", group_scope("lost")), kAllow);
  EXPECT_EQ(read("ann", group_scope("other")), kHierarchyUnknown);
}

TEST_F(Scopes, AGroupBelowAnOpenChainIsNotAboveItsTop) {
  t.place("child", "top");
  t.assign("a", {"ann", "Reader", group_scope("child")});
  EXPECT_EQ(read("ann", group_scope("top")), kNoGrant);
  EXPECT_EQ(read("ann", group_scope("child")), kAllow);
}

TEST_F(Scopes, AClosedChainRulesOutGroupsThatAreNotOnIt) {
  t.root_group("root");
  t.place(kSub, "root");
  t.assign("a", {"ann", "Reader", group_scope("lost")});
  EXPECT_EQ(read("ann", kSub), kNoGrant);
}

// Section 4: principals.

using Principals = AuthorizerTest;

TEST_F(Principals, MembersHaveWhatTheirGroupHas) {
  t.group("team", {"ann"});
  t.assign("a", {"team", "Reader", kSub});
  EXPECT_EQ(read("ann", kSub), kAllow);
  EXPECT_EQ(read("team", kSub), kAllow);
  EXPECT_EQ(read("bob", kSub), kNoGrant);
}

TEST_F(Principals, GroupsNest) {
  t.group("outer", {"inner"});
  t.group("inner", {"ann"});
  t.assign("a", {"outer", "Reader", kSub});
  EXPECT_EQ(read("ann", kSub), kAllow);
  EXPECT_EQ(read("inner", kSub), kAllow);
}

TEST_F(Principals, AMemberDoesNotGiveToItsGroup) {
  t.group("team", {"ann"});
  t.assign("a", {"ann", "Reader", kSub});
  EXPECT_EQ(read("team", kSub), kNoGrant);
}

TEST_F(Principals, AllGroupsOfACycleHaveTheSameMembers) {
  t.group("p", {"q", "ann"});
  t.group("q", {"r"});
  t.group("r", {"p", "bob"});
  t.assign("a", {"q", "Reader", kSub});
  for (const std::string who : {"ann", "bob", "p", "q", "r"}) {
    EXPECT_EQ(read(who, kSub), kAllow) << who;
  }
}

TEST_F(Principals, AGroupWithoutMemberListMayHoldAnybody) {
  t.group_without_list("open");
  t.assign("a", {"open", "Reader", kSub});
  EXPECT_EQ(read("ann", kSub), kMembershipUnknown);
  EXPECT_EQ(read("open", kSub), kAllow);
  EXPECT_EQ(read("stranger", kSub), kMembershipUnknown);
}

TEST_F(Principals, ACutOffListHoldsItsMembersAndMaybeOthers) {
  t.cut_off_group("big", {"ann"});
  t.assign("a", {"big", "Reader", kSub});
  EXPECT_EQ(read("ann", kSub), kAllow);
  EXPECT_EQ(read("bob", kSub), kMembershipUnknown);
}

TEST_F(Principals, AGroupThatHoldsAnOpenGroupIsOpen) {
  t.group("outer", {"open"});
  t.group_without_list("open");
  t.assign("a", {"outer", "Reader", kSub});
  EXPECT_EQ(read("ann", kSub), kMembershipUnknown);
  EXPECT_EQ(read("open", kSub), kAllow);
}

TEST_F(Principals, AnEmptyListIsKnownToBeEmpty) {
  t.group("empty", {});
  t.assign("a", {"empty", "Reader", kSub});
  EXPECT_EQ(read("ann", kSub), kNoGrant);
}

TEST_F(Principals, WhatMayBeAGroupMayHoldAnybody) {
  t.assign("a", {"something", "Reader", kSub, "", PrincipalType::kUnstated});
  EXPECT_EQ(read("ann", kSub), kMembershipUnknown);
  EXPECT_EQ(read("something", kSub), kAllow);
}

TEST_F(Principals, NobodyIsInADeletedPrincipalNorInAUser) {
  t.principal("gone", PrincipalType::kDeleted);
  t.assign("a", {"gone", "Reader", kSub, "", PrincipalType::kUnstated});
  t.assign("b", {"bob", "Reader", kSub});
  EXPECT_EQ(read("ann", kSub), kNoGrant);
}

TEST_F(Principals, AStrangerIsDecidedAsOneWithoutGrants) {
  t.assign("a", {"ann", "Reader", kSub});
  EXPECT_EQ(read("stranger", kSub), kNoGrant);
}

// Section 5: assignments, PIM.

using Assignments = AuthorizerTest;

constexpr Instant at(std::int64_t ticks) { return {ticks}; }

TEST_F(Assignments, AConditionMakesTheGrantUnknown) {
  t.assign("a", {"ann", "Reader", kSub, "c"});
  EXPECT_EQ(read("ann", kSub), kConditionUnknown);
  EXPECT_EQ(t.decide({"ann", "x/write", kSub}), kNoGrant);
}

TEST_F(Assignments, EligibleOnesCountOnlyWhenAsked) {
  t.eligible("e", {"ann", "Reader", kSub}, {at(10), at(20)});
  EXPECT_EQ(read("ann", kSub, {.at = at(15)}), kNoGrant);
  EXPECT_EQ(read("ann", kSub, {.at = at(15), .include_eligible = true}), kAllow);
}

TEST_F(Assignments, AWindowHoldsFromItsBeginningUpToBeforeItsEnd) {
  t.scheduled("i", {"ann", "Reader", kSub}, {at(10), at(20)});
  EXPECT_EQ(read("ann", kSub, {.at = at(9)}), kNoGrant);
  EXPECT_EQ(read("ann", kSub, {.at = at(10)}), kAllow);
  EXPECT_EQ(read("ann", kSub, {.at = at(19)}), kAllow);
  EXPECT_EQ(read("ann", kSub, {.at = at(20)}), kNoGrant);
}

// Section 5: deny assignments. ann may read everything, but for denials.

class Denials : public AuthorizerTest {
 protected:
  Denials() {
    t.assign("grant", {"ann", "Reader", "/"});
    t.group("team", {"ann"});
    t.group_without_list("open");
  }
};

TEST_F(Denials, ADenialWinsOverAGrant) {
  t.deny("d", {.principals = {"ann"}, .scope = kSub});
  EXPECT_EQ(read("ann", kSub), kDenied);
  EXPECT_EQ(read("ann", kRg), kDenied);
  EXPECT_EQ(read("ann", "/subscriptions/other"), kAllow);
}

TEST_F(Denials, ADenialIsTheReasonEvenWithoutAGrant) {
  t.deny("d", {.principals = {"bob"}, .scope = kSub});
  EXPECT_EQ(read("bob", kSub), kDenied);
}

TEST_F(Denials, DenyWhatTheirBlocksMatch) {
  t.deny("d", {.principals = {"ann"},
               .scope = kSub,
               .blocks = {{.actions = {"*"}, .not_actions = {"y/*"}}}});
  EXPECT_EQ(t.decide({"ann", "x/read", kSub}), kDenied);
  EXPECT_EQ(t.decide({"ann", "y/read", kSub}), kAllow);
}

TEST_F(Denials, NeverCrossPlanes) {
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .blocks = {{.data_actions = {"*"}}}});
  EXPECT_EQ(read("ann", kSub), kAllow);
}

TEST_F(Denials, HitMembersOfTheNamedGroup) {
  t.deny("d", {.principals = {"team"}, .scope = kSub});
  EXPECT_EQ(read("ann", kSub), kDenied);
  EXPECT_EQ(read("bob", kSub), kNoGrant);
}

TEST_F(Denials, EveryoneIsEverybodyTheStrangerToo) {
  t.assign("all", {"open", "Reader", "/"});
  t.deny("d", {.principals = {"everyone"}, .scope = kSub});
  EXPECT_EQ(read("ann", kSub), kDenied);
  EXPECT_EQ(read("stranger", kSub), kDenied);
}

TEST_F(Denials, AnExclusionWins) {
  t.deny("d", {.principals = {"everyone"}, .excluded = {"team"}, .scope = kSub});
  EXPECT_EQ(read("ann", kSub), kAllow);
  EXPECT_EQ(read("bob", kSub), kDenied);
}

TEST_F(Denials, ExcludingEveryoneHitsNobody) {
  t.deny("d", {.principals = {"ann"}, .excluded = {"everyone"}, .scope = kSub});
  EXPECT_EQ(read("ann", kSub), kAllow);
}

TEST_F(Denials, MaybeInTheNamedGroupIsUnknown) {
  t.deny("d", {.principals = {"open"}, .scope = kSub});
  EXPECT_EQ(read("ann", kSub), kMembershipUnknown);
  EXPECT_EQ(read("bob", kSub), kNoGrant) << "nothing is granted: the doubt does not matter";
}

TEST_F(Denials, MaybeInTheExcludedGroupIsUnknown) {
  t.deny("d", {.principals = {"ann"}, .excluded = {"open"}, .scope = kSub});
  EXPECT_EQ(read("ann", kSub), kMembershipUnknown);
}

TEST_F(Denials, CertainlyExcludedIsCertainThoughTheListIsCutOff) {
  t.cut_off_group("big", {"ann"});
  t.deny("d", {.principals = {"everyone"}, .excluded = {"big"}, .scope = kSub});
  EXPECT_EQ(read("ann", kSub), kAllow);
}

TEST_F(Denials, AScopeOnlyDenialHoldsAtItsVeryScope) {
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .scope_only = true});
  EXPECT_EQ(read("ann", kSub), kDenied);
  EXPECT_EQ(read("ann", kRg), kAllow) << "a scope that no input names";
  t.assign("known", {"bob", "Reader", kRg});
  EXPECT_EQ(read("ann", kRg), kAllow) << "a known scope";
}

TEST_F(Denials, AScopeOnlyDenialAtAGroupNeedsNoHierarchy) {
  t.deny("d", {.principals = {"ann"}, .scope = group_scope("m"), .scope_only = true});
  EXPECT_EQ(read("ann", group_scope("m")), kDenied);
  EXPECT_EQ(read("ann", kSub), kAllow);
}

TEST_F(Denials, AtAGroupThatMayBeAboveIsUnknown) {
  t.deny("d", {.principals = {"ann"}, .scope = group_scope("m")});
  EXPECT_EQ(read("ann", kSub), kHierarchyUnknown);
  EXPECT_EQ(read("ann", group_scope("m")), kDenied);
}

TEST_F(Denials, AuditOnesAreNotApplied) {
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .audit = true});
  EXPECT_EQ(read("ann", kSub), kAllow);
}

TEST_F(Denials, ConditionsMakeThemUnknown) {
  SmallTenant on_block = t;
  on_block.deny("d", {.principals = {"ann"}, .blocks = {{.actions = {"*"}, .condition = "c"}}});
  EXPECT_EQ(on_block.decide({"ann", "x/read", kSub}), kConditionUnknown);
  t.deny("d", {.principals = {"ann"}, .condition = "c"});
  EXPECT_EQ(read("ann", kSub), kConditionUnknown);
}

TEST_F(Denials, CertainlyExcludedLiftsADoubtfulNaming) {
  t.assign("b", {"bob", "Reader", "/"});
  t.deny("d", {.principals = {"open"}, .excluded = {"ann"}, .scope = kSub});
  EXPECT_EQ(read("ann", kSub), kAllow);
  EXPECT_EQ(read("bob", kSub), kMembershipUnknown);
}

TEST_F(Denials, SpareTheMemberThatIsExcludedFromItsGroup) {
  t.assign("b", {"team", "Reader", "/"});
  t.deny("d", {.principals = {"team"}, .excluded = {"ann"}, .scope = kSub});
  EXPECT_EQ(read("ann", kSub), kAllow);
  EXPECT_EQ(read("team", kSub), kDenied);
}

// Section 6: the decision.

using Decisions = AuthorizerTest;

TEST_F(Decisions, WithoutAGrantItIsDenied) { EXPECT_EQ(read("ann", kSub), kNoGrant); }

TEST_F(Decisions, AnUnknownDenialNeverAllows) {
  t.assign("a", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .condition = "c"});
  EXPECT_EQ(read("ann", kSub), kConditionUnknown);
}

TEST_F(Decisions, ACertainDenialSettlesAnUnknownGrant) {
  t.assign("a", {"ann", "Missing", kSub});
  t.deny("d", {.principals = {"ann"}});
  EXPECT_EQ(read("ann", kSub), kDenied);
}

TEST_F(Decisions, EveryUnknownPartGivesItsReason) {
  t.group_without_list("open");
  t.assign("a", {"open", "Missing", group_scope("m"), "c"});
  EXPECT_EQ(read("ann", kSub),
            "unknown: condition-unknown, role-unknown, hierarchy-unknown, membership-unknown");
}

TEST_F(Decisions, ReasonsOfUnknownGrantsDoNotCountWhereAnotherIsCertain) {
  t.group("team", {"ann"});
  t.assign("own", {"ann", "Missing", kSub});
  t.assign("of team", {"team", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .condition = "c"});
  EXPECT_EQ(read("ann", kSub), kConditionUnknown);
}

TEST_F(Decisions, ReasonsOfUnknownGrantsAndDenialsAreJoined) {
  t.assign("a", {"ann", "Missing", kSub});
  t.deny("d", {.principals = {"ann"}, .condition = "c"});
  EXPECT_EQ(read("ann", kSub), "unknown: condition-unknown, role-unknown");
}

TEST_F(Decisions, AnEmptyTenantRefusesEverybodyEverywhere) {
  const SmallTenant empty;
  EXPECT_EQ(empty.decide({"ann", "x/read", "/"}), kNoGrant);
  EXPECT_EQ(empty.decide({"ann", "x/read", kRg}), kNoGrant);
}

TEST_F(Decisions, AGrantThatMatchesNothingGivesNoReason) {
  t.assign("a", {"ann", "Missing", "/subscriptions/other"});
  t.assign("b", {"ann", "Reader", kSub, "c"});
  EXPECT_EQ(t.decide({"ann", "x/write", kSub}), kNoGrant);
}

// Looking up.

static_assert(noexcept(std::declval<const CompiledTenant&>().decide(
    SubjectRef(), std::declval<const ActionRef&>(), ScopeRef())));

TEST_F(AuthorizerTest, EveryPrincipalThatAnyRecordNamesIsKnown) {
  t.group("team", {"member"});
  t.assign("a", {"assignee", "Reader", "/"});
  t.deny("d", {.principals = {"denied"}, .excluded = {"excluded"}});
  const SmallCompiled c(t);
  for (const char* name : {"ann", "team", "member", "assignee", "denied", "excluded"}) {
    EXPECT_TRUE(c.compiled.subject(testing::guid_of(name)).known()) << name;
    EXPECT_EQ(c.compiled.subject(testing::guid_of(name)).value, c.subject(name).value) << name;
  }
  EXPECT_FALSE(c.compiled.subject(testing::guid_of("stranger")).known());
  EXPECT_FALSE(c.compiled.subject(kEveryone).known());
}

TEST_F(AuthorizerTest, AScopeIsExactWhereTheInputNamesIt) {
  t.assign("a", {"ann", "Reader", kSub});
  const SmallCompiled c(t);
  EXPECT_TRUE(c.compiled.scope("/")->exact);
  EXPECT_TRUE(c.compiled.scope("/SUBSCRIPTIONS/S/")->exact);
  EXPECT_FALSE(c.compiled.scope(kRg)->exact);
  EXPECT_EQ(c.compiled.scope(kRg)->preorder, c.compiled.scope(kSub)->preorder);
}

TEST_F(AuthorizerTest, AMalformedScopeIsAnErrorBelowAKnownOneToo) {
  t.assign("a", {"ann", "Reader", kSub});
  const SmallCompiled c(t);
  EXPECT_FALSE(c.compiled.scope(kSub + "/resourceGroups"));
  EXPECT_FALSE(c.compiled.scope(kSub + "//resourceGroups/g"));
  EXPECT_FALSE(c.compiled.scope(""));
}

TEST_F(AuthorizerTest, TheLimitOfAScopeIsExact) {
  const SmallCompiled c(t);
  std::string longest = "/subscriptions/";
  longest.resize(kMaxScopeBytes, 'x');
  EXPECT_TRUE(c.compiled.scope(longest));
  EXPECT_FALSE(c.compiled.scope(longest + 'x'));
}

TEST_F(AuthorizerTest, AMovedTenantDecidesAsBefore) {
  t.assign("a", {"ann", "Reader", kSub});
  const Tenant tenant = t.build();
  CompiledTenant first(tenant, {.include_eligible = true});
  const CompiledTenant second = std::move(first);
  EXPECT_TRUE(second.options().include_eligible);
  EXPECT_EQ(&second.tenant(), &tenant);
  const auto decision = second.decide({testing::guid_of("ann"), "x/read", Plane::kControl, kSub});
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->effect, Effect::kAllow);
}

// The parts that other modules ask.

TEST_F(AuthorizerTest, RolesAndDenialsAreAskedByThemselves) {
  t.role("Mixed", {{.actions = {"A/*"}}, {.actions = {"B/*"}, .condition = "c"}});
  t.assign("a", {"ann", "Missing", kSub});
  t.deny("d", {.principals = {"ann"}, .blocks = {{.actions = {"A/*"}}}});
  t.operation("a/known");
  const SmallCompiled c(t);
  const auto grants = [&](const char* role, std::string_view action) {
    return c.compiled.role_grants(c.role(role), c.compiled.action(action, Plane::kControl));
  };
  for (const std::string_view last : {"known", "unseen"}) {
    EXPECT_EQ(grants("Mixed", "a/" + std::string(last)), Truth::kYes);
    EXPECT_EQ(grants("Mixed", "b/" + std::string(last)), Truth::kUnknown);
    EXPECT_EQ(grants("Mixed", "c/" + std::string(last)), Truth::kNo);
    EXPECT_EQ(grants("Missing", "c/" + std::string(last)), Truth::kUnknown);
  }
  const DenialId denial = c.denial("d");
  EXPECT_EQ(c.compiled.denial_matches(denial, c.compiled.action("a/known", Plane::kControl)),
            Truth::kYes);
  EXPECT_EQ(c.compiled.denial_matches(denial, c.compiled.action("b/unseen", Plane::kControl)),
            Truth::kNo);
  EXPECT_EQ(c.compiled.denial_hits(denial, c.subject("ann")), Truth::kYes);
  EXPECT_EQ(c.compiled.denial_hits(denial, SubjectRef{}), Truth::kNo);
}

TEST_F(AuthorizerTest, KnownOperationsHaveTheRowOfTheirName) {
  t.operation("X/Read");
  const SmallCompiled c(t);
  const ActionRef known = c.compiled.known_action(OperationId(0), Plane::kControl);
  EXPECT_EQ(known.row, c.compiled.action("x/read", Plane::kControl).row);
  EXPECT_NE(known.row, ActionRef::kUnseen);
  EXPECT_EQ(c.compiled.action("x/other", Plane::kControl).row, ActionRef::kUnseen);
}

TEST_F(AuthorizerTest, AssignmentsAtAScopeAreThoseValidNowEligibleOnesToo) {
  t.assign("plain", {"ann", "Reader", kSub});
  t.eligible("eligible", {"ann", "Reader", kSub}, {at(0), at(10)});
  t.eligible("over", {"bob", "Reader", kSub}, {at(0), at(5)});
  t.deny("d", {.principals = {"ann"}, .scope = kSub});
  t.deny("told", {.principals = {"bob"}, .scope = kSub, .audit = true});
  const SmallCompiled c(t, {.at = at(5)});
  testing::Names ids;
  for (const AssignmentId id : c.compiled.assignments_at(c.scope(kSub))) {
    ids.push_back(c.id_of(id));
  }
  EXPECT_EQ(ids, (testing::Names{"plain", "eligible"}));
  ASSERT_EQ(c.compiled.denials_at(c.scope(kSub)).size(), 1U);
  EXPECT_EQ(c.id_of(c.compiled.denials_at(c.scope(kSub)).front()), "d");
  EXPECT_TRUE(c.compiled.assignments_at(ScopeTree::root()).empty());
}

TEST_F(AuthorizerTest, EffectiveGrantsAreInheritedOnesTooWithTheirDoubts) {
  t.group_without_list("open");
  t.role("Writer", {{.actions = {"*/write"}}});
  t.assign("a", {"ann", "Reader", kSub});
  t.assign("b", {"open", "Writer", kRg, "c"});
  t.deny("d", {.principals = {"open"}, .scope = kSub});
  const SmallCompiled c(t);
  const ScopeRef rg = *c.compiled.scope(kRg);
  const auto grants = c.compiled.effective_grants(c.subject("ann"), rg);
  ASSERT_EQ(grants.size(), 2U);
  EXPECT_EQ(grants[0].role, c.role("Reader"));
  EXPECT_TRUE(grants[0].doubts.empty());
  EXPECT_EQ(grants[1].role, c.role("Writer"));
  EXPECT_TRUE(grants[1].condition);
  EXPECT_EQ(grants[1].doubts, ReasonSet{DecisionReason::kMembershipUnknown});
  const auto denials = c.compiled.effective_denials(c.subject("ann"), rg);
  ASSERT_EQ(denials.size(), 1U);
  EXPECT_EQ(denials[0].doubts, ReasonSet{DecisionReason::kMembershipUnknown});
  EXPECT_TRUE(c.compiled.effective_denials(c.subject("ann"), *c.compiled.scope("/")).empty());
}

TEST_F(AuthorizerTest, EffectiveDenialsLeaveOutWhoIsExcludedAndOtherScopesThanTheVeryOne) {
  t.assign("a", {"ann", "Reader", group_scope("m")});
  t.deny("all", {.principals = {"everyone"}, .excluded = {"bob"}});
  t.deny("only", {.principals = {"everyone"}, .scope = kSub, .scope_only = true});
  t.deny("above", {.principals = {"ann"}, .scope = group_scope("m")});
  const SmallCompiled c(t);
  const auto denials = [&](std::string_view who, std::string_view scope) {
    testing::Names texts;
    for (const auto& denial : c.compiled.effective_denials(
             c.compiled.subject(testing::guid_of(who)), *c.compiled.scope(scope))) {
      texts.push_back(c.id_of(denial.denial) +
                      (denial.doubts.has(DecisionReason::kHierarchyUnknown) ? "?" : ""));
    }
    std::ranges::sort(texts);
    return texts;
  };
  EXPECT_EQ(denials("ann", kSub), (testing::Names{"above?", "all", "only"}));
  EXPECT_EQ(denials("ann", kRg), (testing::Names{"above?", "all"}));
  EXPECT_EQ(denials("bob", kSub), testing::Names{"only"});
  EXPECT_EQ(denials("stranger", kRg), testing::Names{"all"});
}

TEST_F(AuthorizerTest, GrantAndDenialScopesAreWhereSomethingBegins) {
  t.group("team", {"ann"});
  t.assign("a", {"ann", "Reader", kRg});
  t.assign("b", {"team", "Reader", kSub});
  t.assign("c", {"bob", "Reader", "/subscriptions/other"});
  t.deny("d", {.principals = {"bob"}, .scope = kRg});
  const SmallCompiled c(t);
  EXPECT_EQ(c.compiled.grant_scopes(c.subject("ann")),
            (std::vector<ScopeId>{c.scope(kSub), c.scope(kRg)}));
  EXPECT_TRUE(c.compiled.grant_scopes(SubjectRef{}).empty());
  EXPECT_EQ(c.compiled.denial_scopes(), std::vector<ScopeId>{c.scope(kRg)});
}

}  // namespace
}  // namespace leastwise
