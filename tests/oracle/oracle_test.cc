// The oracle on cases whose answers were worked out by hand from docs/semantics.md: who guards the
// guard. Each test is one paragraph of that text.
#include "tests/oracle/oracle.h"

#include <gtest/gtest.h>

namespace leastwise::oracle {
namespace {

using enum DecisionReason;

const std::string kAnn = "00000000-0000-4000-8000-00000000000a";
const std::string kBob = "00000000-0000-4000-8000-00000000000b";
const std::string kTeam = "00000000-0000-4000-8000-0000000000a1";
const std::string kRing = "00000000-0000-4000-8000-0000000000a2";
const std::string kReader = "00000000-0000-4000-8000-0000000000f1";
const std::string kSub = "/subscriptions/s";
const std::string kRg = "/subscriptions/s/resourceGroups/g";
const std::string kGroupScope = "/providers/Microsoft.Management/managementGroups/m";
const std::string kTopScope = "/providers/Microsoft.Management/managementGroups/top";

Block block(std::vector<std::string> actions, std::vector<std::string> not_actions = {},
            std::string condition = {}) {
  Block result;
  result.actions = std::move(actions);
  result.not_actions = std::move(not_actions);
  result.condition = std::move(condition);
  return result;
}

// ann reads at the subscription; kTeam holds ann.
Model small() {
  Model m;
  m.principals = {{kAnn, "User"}, {kBob, "User"}, {kTeam, "Group"}};
  m.lists = {{kTeam, {kAnn}, true}};
  m.roles = {{kReader, {block({"*/read"})}}};
  m.grants = {{.id = "g1", .principal = kTeam, .role = kReader, .scope = kSub}};
  return m;
}

AccessDecision ask(const Model& m, const std::string& who, const std::string& action,
                   const std::string& scope, const View& view = {}) {
  return decide(m, view, {who, action, Plane::kControl, scope});
}

const AccessDecision kAllowed{Effect::kAllow, {kGrantedByRoleAssignment}};
const AccessDecision kNoGrant{Effect::kDeny, {kNoMatchingGrant}};
const AccessDecision kDenied{Effect::kDeny, {kDeniedByDenyAssignment}};

AccessDecision unknown(std::initializer_list<DecisionReason> reasons) {
  return {Effect::kUnknown, reasons};
}

TEST(Oracle, SegmentReading) {
  const auto azure = [](std::string_view p, std::string_view a) {
    return matches(p, a, WildcardReading::kAzure);
  };
  EXPECT_TRUE(azure("A/*/B", "a/b"));
  EXPECT_TRUE(azure("A/*/B", "a/x/b"));
  EXPECT_TRUE(azure("A/*/B", "a/x/y/b"));
  EXPECT_FALSE(azure("A/*/B", "a//b"));
  EXPECT_FALSE(azure("A/*/B", "a/xb"));
  EXPECT_TRUE(azure("A/*", "a/x"));
  EXPECT_TRUE(azure("A/*", "a//"));
  EXPECT_FALSE(azure("A/*", "a"));
  EXPECT_FALSE(azure("A/*", "a/"));
  EXPECT_TRUE(azure("*/read", "a/b/read"));
  EXPECT_FALSE(azure("*/read", "read"));
  EXPECT_FALSE(azure("*/read", "/read"));
  EXPECT_TRUE(azure("*", "x"));
  EXPECT_TRUE(azure("a/vm*", "a/vm/read"));
  EXPECT_TRUE(azure(" a/read ", "A/READ"));
  EXPECT_FALSE(azure("a/read", " a/read"));
}

TEST(Oracle, LiteralReading) {
  const auto literal = [](std::string_view p, std::string_view a) {
    return matches(p, a, WildcardReading::kLiteral);
  };
  EXPECT_FALSE(literal("A/*/B", "a/b"));
  EXPECT_TRUE(literal("A/*/B", "a//b"));
  EXPECT_TRUE(literal("A/*", "a/"));
  EXPECT_FALSE(literal("A/*", "a"));
}

TEST(Oracle, GrantThroughGroupReachesBelowItsScopeOnly) {
  const Model m = small();
  EXPECT_EQ(ask(m, kAnn, "x/read", kRg), kAllowed);
  EXPECT_EQ(ask(m, kAnn, "x/read", "/subscriptions/s2"), kNoGrant);
  EXPECT_EQ(ask(m, kAnn, "x/write", kRg), kNoGrant);
  EXPECT_EQ(ask(m, kBob, "x/read", kRg), kNoGrant);
}

TEST(Oracle, NotActionsSubtractInsideTheirBlock) {
  Model m = small();
  m.roles = {{kReader, {block({"*"}, {"a/*"}), block({"a/b/read"})}}};
  EXPECT_EQ(ask(m, kAnn, "a/b/read", kSub), kAllowed);
  EXPECT_EQ(ask(m, kAnn, "a/b/write", kSub), kNoGrant);
}

TEST(Oracle, ConditionsAreUnknownAndNeverDenyWhatAnotherBlockGrants) {
  Model m = small();
  m.roles = {{kReader, {block({"*/read"}, {}, "c")}}};
  EXPECT_EQ(ask(m, kAnn, "a/read", kSub), unknown({kConditionUnknown}));
  m.roles[0].blocks.push_back(block({"a/*"}));
  EXPECT_EQ(ask(m, kAnn, "a/read", kSub), kAllowed);
}

TEST(Oracle, UndefinedRoleIsUnknownForEveryAction) {
  Model m = small();
  m.roles.clear();
  EXPECT_EQ(ask(m, kAnn, "anything", kSub), unknown({kRoleUnknown}));
  m.roles = {{kReader, {block({"a"})}, Telling::kCatalogue},
             {kReader, {block({"b"})}, Telling::kLossyInput}};
  EXPECT_EQ(ask(m, kAnn, "a", kSub), kAllowed);  // the catalogue wins over a lossy definition
  EXPECT_EQ(ask(m, kAnn, "b", kSub), kNoGrant);
  m.roles.push_back({kReader, {block({"c"})}});
  EXPECT_EQ(ask(m, kAnn, "a", kSub), kNoGrant);  // and a full one over the catalogue
  EXPECT_EQ(ask(m, kAnn, "c", kSub), kAllowed);
}

TEST(Oracle, MissingMemberListIsUnknownAlsoForGroupsAbove) {
  Model m = small();
  m.lists = {{kTeam, {kRing}, true}};
  m.principals.push_back({kRing, "Group"});
  EXPECT_EQ(ask(m, kBob, "a/read", kSub), unknown({kMembershipUnknown}));
  EXPECT_EQ(ask(m, kRing, "a/read", kSub), kAllowed);
  m.lists.push_back({kRing, {kTeam}, true});  // a cycle, complete
  EXPECT_EQ(ask(m, kBob, "a/read", kSub), kNoGrant);
  m.lists.push_back({kRing, {kBob}, false});
  EXPECT_EQ(ask(m, kBob, "a/read", kSub), kAllowed);
}

TEST(Oracle, UnstatedTypeMayBeAGroupAndDeletedHoldsNobody) {
  Model m = small();
  m.lists = {};
  m.principals[2].type = "";
  EXPECT_EQ(ask(m, kBob, "a/read", kSub), unknown({kMembershipUnknown}));
  m.principals[2].type = "Unknown";
  EXPECT_EQ(ask(m, kBob, "a/read", kSub), kNoGrant);
}

TEST(Oracle, Hierarchy) {
  Model m = small();
  m.grants[0].scope = kGroupScope;
  EXPECT_EQ(ask(m, kAnn, "a/read", kRg), unknown({kHierarchyUnknown}));  // not placed
  m.placements = {{kSub, kTopScope}};
  EXPECT_EQ(ask(m, kAnn, "a/read", kRg), unknown({kHierarchyUnknown}));  // above the top
  m.placements.push_back({kGroupScope, kTopScope});
  EXPECT_EQ(ask(m, kAnn, "a/read", kRg), kNoGrant);  // below the top, beside the chain
  m.placements = {{kSub, kGroupScope}};
  EXPECT_EQ(ask(m, kAnn, "a/read", kRg), kAllowed);
  m.placements = {{kSub, kTopScope}, {kTopScope, "/"}};
  EXPECT_EQ(ask(m, kAnn, "a/read", kRg), kNoGrant);  // certain up to the tenant root group
  m.grants[0].scope = "/";
  EXPECT_EQ(ask(m, kAnn, "a/read", kRg), kAllowed);
}

TEST(Oracle, DenialsAndExclusions) {
  Model m = small();
  m.denials = {{.id = "d", .scope = kSub, .blocks = {block({"*"})}}};
  m.denials[0].principals = {std::string(kEveryoneId)};
  EXPECT_EQ(ask(m, kAnn, "a/read", kRg), kDenied);
  m.denials[0].scope_only = true;
  EXPECT_EQ(ask(m, kAnn, "a/read", kRg), kAllowed);
  EXPECT_EQ(ask(m, kAnn, "a/read", kSub), kDenied);
  m.denials[0].audit = true;
  EXPECT_EQ(ask(m, kAnn, "a/read", kSub), kAllowed);
  m.denials[0].audit = false;
  m.denials[0].excluded = {kTeam};
  EXPECT_EQ(ask(m, kAnn, "a/read", kSub), kAllowed);
  m.principals.push_back({kRing, "Group"});
  m.denials[0].excluded = {kRing};  // who is in it was not exported
  EXPECT_EQ(ask(m, kAnn, "a/read", kSub), unknown({kMembershipUnknown}));
  EXPECT_EQ(ask(m, kBob, "a/read", kSub), kNoGrant);
}

TEST(Oracle, ReasonsOfBothSidesOfAnUnknown) {
  Model m = small();
  m.grants[0].condition = "c";
  m.denials = {{.id = "d", .scope = kGroupScope, .blocks = {block({"*"})}}};
  m.denials[0].principals = {kAnn};
  EXPECT_EQ(ask(m, kAnn, "a/read", kSub), unknown({kConditionUnknown, kHierarchyUnknown}));
}

TEST(Oracle, EligibleGrantsWindowsAndMirrors) {
  Model m = small();
  m.grants[0].instance = true;
  m.grants[0].eligible = true;
  m.grants[0].begin = 10;
  m.grants[0].end = 20;
  const auto at = [&m](std::int64_t time, bool eligible) {
    return ask(m, kAnn, "a/read", kSub, {.at = time, .include_eligible = eligible}).effect;
  };
  EXPECT_EQ(at(15, false), Effect::kDeny);
  EXPECT_EQ(at(15, true), Effect::kAllow);
  EXPECT_EQ(at(10, true), Effect::kAllow);
  EXPECT_EQ(at(20, true), Effect::kDeny);
  m.grants[0].status = "Revoked";
  EXPECT_EQ(at(15, true), Effect::kDeny);

  m = small();
  m.grants.push_back(m.grants[0]);
  m.grants[1].instance = true;
  m.grants[1].id = "i1";
  m.grants[1].mirrors = "G1";
  m.grants[1].end = 20;
  EXPECT_EQ(at(15, false), Effect::kAllow);
  EXPECT_EQ(at(25, false), Effect::kDeny);
  m.grants.push_back(m.grants[1]);
  m.grants[2].id = "i2";
  m.grants[2].begin = 24;
  m.grants[2].end = 30;
  EXPECT_EQ(at(25, false), Effect::kAllow);  // a second window
  EXPECT_EQ(at(22, false), Effect::kDeny);
  m.grants.pop_back();
  m.grants[1].condition = "another";  // then it is a grant of its own
  EXPECT_EQ(at(25, false), Effect::kAllow);
}

TEST(Oracle, StrangerMayBeInAnOpenGroupOnly) {
  const std::string stranger = "00000000-0000-4000-8000-0000000000ff";
  Model m = small();
  EXPECT_EQ(ask(m, stranger, "a/read", kSub), kNoGrant);
  m.lists[0].complete = false;
  EXPECT_EQ(ask(m, stranger, "a/read", kSub), unknown({kMembershipUnknown}));
}

}  // namespace
}  // namespace leastwise::oracle
