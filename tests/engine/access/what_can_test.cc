#include "engine/access/what_can.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::group_scope;
using testing::Names;
using testing::SmallCompiled;
using testing::SmallTenant;

const std::string kSub = "/subscriptions/s";

// Every string of up to four segments over those that the roles below name, the empty one too: so
// `a/`, `/a` and `a//b` are among them, which the readings of wildcards tell apart.
const Names& pool() {
  static const Names actions = [] {
    const Names segments = {"a", "b", "no", "deny", "read", "write", ""};
    Names all = segments;
    for (std::size_t begin = 0, length = 2; length <= 4; ++length) {
      const std::size_t end = all.size();
      for (; begin < end; ++begin) {
        for (const std::string& segment : segments) {
          std::string longer = all[begin];
          longer += '/';
          all.push_back(longer += segment);
        }
      }
    }
    std::erase(all, "");
    return all;
  }();
  return actions;
}

class WhatCanTest : public ::testing::Test {
 protected:
  WhatCanTest() {
    t.user("ann");
    t.role("Reader", {{.actions = {"*/read"}}});
    t.role("Most", {{.actions = {"a/*"}, .not_actions = {"a/no/*"}}});
  }

  // What ann can do at the subscription. Every action of the pool is decided one by one: it must be
  // in a line where decide() allows it, and in no line else, likewise for what is unknown.
  [[nodiscard]] WhatCan what(CompileOptions options = {}) const {
    const SmallCompiled c(t, options);
    const ScopeRef scope = *c.compiled.scope(kSub);
    WhatCan answer = what_can(c.compiled, c.subject("ann"), scope);
    for (const Plane plane : kPlanes) {
      const PlaneAccess& access = plane == Plane::kControl ? answer.control : answer.data;
      EXPECT_FALSE(access.cover_error);
      for (const std::string& action : pool()) {
        const Effect effect =
            c.compiled.decide(c.subject("ann"), c.compiled.action(action, plane), scope).effect;
        EXPECT_EQ(in_lines(access.allowed, action, options.wildcards), effect == Effect::kAllow)
            << action;
        EXPECT_EQ(in_lines(access.unknown, action, options.wildcards), effect == Effect::kUnknown)
            << action;
      }
    }
    return answer;
  }

  // `a/* without a/no/*` for each line.
  [[nodiscard]] static Names texts(const std::vector<CoverLine>& lines) {
    Names texts;
    for (const CoverLine& line : lines) {
      std::string text = line.patterns.empty() ? "everything" : "";
      for (const std::string& pattern : line.patterns) {
        text += (text.empty() ? "" : " and ") + pattern;
      }
      for (const std::string& pattern : line.except) {
        text += " without " + pattern;
      }
      texts.push_back(std::move(text));
    }
    return texts;
  }

  SmallTenant t;

 private:
  [[nodiscard]] static bool in_lines(const std::vector<CoverLine>& lines, std::string_view action,
                                     WildcardReading reading) {
    const auto matches = [&](const std::string& pattern) {
      return ActionPattern::parse(pattern, reading)->matches(action);
    };
    return std::ranges::any_of(lines, [&](const CoverLine& line) {
      return std::ranges::all_of(line.patterns, matches) &&
             std::ranges::none_of(line.except, matches);
    });
  }
};

TEST_F(WhatCanTest, NothingWithoutAGrant) {
  const WhatCan answer = what();
  EXPECT_TRUE(answer.control.allowed.empty());
  EXPECT_TRUE(answer.control.unknown.empty());
  EXPECT_TRUE(answer.data.allowed.empty());
}

TEST_F(WhatCanTest, TheBlocksOfARoleAsLines) {
  t.assign("a1", {"ann", "Most", kSub});
  EXPECT_EQ(texts(what().control.allowed), Names{"a/* without a/no/*"});
}

TEST_F(WhatCanTest, RolesTogetherGrantWhatOneSubtracts) {
  t.group("team", {"ann"});
  t.assign("a1", {"ann", "Most", kSub});
  t.assign("a2", {"team", "Reader", "/"});
  EXPECT_EQ(texts(what().control.allowed), (Names{"*/read", "a/* without a/no/*"}));
}

TEST_F(WhatCanTest, WhatADenialCutsOut) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .blocks = {{.actions = {"a/deny/*"}}}});
  EXPECT_EQ(texts(what().control.allowed), Names{"*/read without a/deny/*"});
}

TEST_F(WhatCanTest, WhatADenialSparesIsAnIntersection) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"},
               .scope = kSub,
               .blocks = {{.actions = {"*"}, .not_actions = {"a/*"}}}});
  EXPECT_EQ(texts(what().control.allowed), Names{"*/read and a/*"});
}

TEST_F(WhatCanTest, AScopeOnlyDenialCutsOutAtItsVeryScope) {
  t.assign("a1", {"ann", "Reader", "/"});
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .scope_only = true});
  EXPECT_EQ(texts(what().control.allowed), Names{});
  const SmallCompiled c(t);
  const ScopeRef below = *c.compiled.scope(kSub + "/resourceGroups/rg");
  EXPECT_EQ(texts(what_can(c.compiled, c.subject("ann"), below).control.allowed), Names{"*/read"});
}

TEST_F(WhatCanTest, EligibleGrantsWhereTheyCount) {
  t.eligible("a1", {"ann", "Reader", kSub});
  EXPECT_EQ(texts(what().control.allowed), Names{});
  EXPECT_EQ(texts(what({.include_eligible = true}).control.allowed), Names{"*/read"});
}

TEST_F(WhatCanTest, GrantsAndDenialsOfEveryKindTogether) {
  t.group_without_list("open");
  t.role("Mixed", {{.actions = {"a/*/read", "b/*"}, .not_actions = {"*/no/*"}, .condition = "c"},
                   {.actions = {"*/deny/*", "no/b*"}}});
  t.assign("a1", {"ann", "Mixed", kSub});
  t.assign("a2", {"open", "Most", "/"});
  t.assign("a3", {"ann", "Reader", group_scope("m")});
  t.deny("d1", {.principals = {"ann"}, .blocks = {{.actions = {"a/deny/*"}}}});
  t.deny("d2", {.principals = {"open"}, .blocks = {{.actions = {"*/write"}}}});
  for (const WildcardReading reading : {WildcardReading::kAzure, WildcardReading::kLiteral}) {
    const WhatCan answer = what({.wildcards = reading});
    EXPECT_FALSE(answer.control.allowed.empty());
    EXPECT_FALSE(answer.control.unknown.empty());
  }
}

TEST_F(WhatCanTest, ADenialWithAConditionMovesToUnknown) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .blocks = {{.actions = {"a/*"}, .condition = "c"}}});
  const WhatCan answer = what();
  EXPECT_EQ(texts(answer.control.allowed), Names{"*/read without a/*"});
  EXPECT_EQ(texts(answer.control.unknown), Names{"*/read and a/*"});
}

TEST_F(WhatCanTest, UnknownGrantsOfEveryKind) {
  t.group_without_list("open");
  t.role("Cond", {{.actions = {"b/*"}, .condition = "c"}});
  t.assign("a1", {"ann", "Cond", kSub});
  t.assign("a2", {"open", "Most", kSub});
  t.assign("a3", {"ann", "Reader", group_scope("m")});
  const WhatCan answer = what();
  EXPECT_TRUE(answer.control.allowed.empty());
  EXPECT_EQ(texts(answer.control.unknown), (Names{"*/read", "a/* without a/no/*", "b/*"}));
}

TEST_F(WhatCanTest, AnUndefinedRoleMayGrantEverythingElse) {
  t.assign("a1", {"ann", "Missing", kSub});
  t.assign("a2", {"ann", "Reader", kSub});
  const WhatCan answer = what();
  EXPECT_EQ(texts(answer.control.allowed), Names{"*/read"});
  EXPECT_EQ(texts(answer.control.unknown), Names{"everything without */read"});
  EXPECT_EQ(texts(answer.data.unknown), Names{"everything"});
}

TEST_F(WhatCanTest, PlanesApart) {
  t.role("Data", {{.data_actions = {"b/*"}}});
  t.assign("a1", {"ann", "Data", kSub});
  EXPECT_TRUE(what().control.allowed.empty());
  EXPECT_EQ(texts(what().data.allowed), Names{"b/*"});
}

TEST_F(WhatCanTest, BothReadingsOfWildcards) {
  t.role("Middle", {{.actions = {"a/*/write", "b/*"}, .not_actions = {"b/*/read"}}});
  t.assign("a1", {"ann", "Middle", kSub});
  EXPECT_FALSE(what().control.allowed.empty());
  EXPECT_FALSE(what({.wildcards = WildcardReading::kLiteral}).control.allowed.empty());
}

TEST_F(WhatCanTest, KnownOperationsOfThePlaneByEffect) {
  t.operation("A/Read");
  t.operation("A/Deny/Read");
  t.operation("A/Write");
  t.operation("A/Blob/Read", OperationPlane::kData);
  t.operation("B/Read", OperationPlane::kUnstated);
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .blocks = {{.actions = {"a/deny/*"}}}, .condition = "c"});
  const SmallCompiled c(t);
  const WhatCan answer = what_can(c.compiled, c.subject("ann"), *c.compiled.scope(kSub));
  const auto listed = [&](const std::vector<OperationId>& ids) {
    Names names;
    for (const OperationId id : ids) {
      names.emplace_back(c.tenant.operations().name(id));
    }
    return names;
  };
  EXPECT_EQ(listed(answer.control.allowed_operations), (Names{"A/Read", "B/Read"}));
  EXPECT_EQ(listed(answer.control.unknown_operations), Names{"A/Deny/Read"});
  EXPECT_EQ(listed(answer.data.allowed_operations), Names{});
}

TEST_F(WhatCanTest, AStrangerMayBeInAnOpenGroup) {
  t.group_without_list("open");
  t.assign("a1", {"open", "Reader", kSub});
  const SmallCompiled c(t);
  const WhatCan answer = what_can(c.compiled, SubjectRef{}, *c.compiled.scope(kSub));
  EXPECT_EQ(texts(answer.control.unknown), Names{"*/read"});
  EXPECT_TRUE(answer.control.allowed.empty());
}

TEST_F(WhatCanTest, GrantedScopesAreWhereGrantsBeginUnplacedNodesAside) {
  t.group("team", {"ann"});
  t.assign("a1", {"ann", "Reader", kSub + "/resourceGroups/rg"});
  t.assign("a2", {"team", "Reader", kSub});
  t.assign("a3", {"ann", "Reader", group_scope("m")});
  t.eligible("a4", {"ann", "Reader", "/subscriptions/t"});
  t.assign("a5", {"bob", "Reader", "/subscriptions/u"});
  const SmallCompiled c(t);
  Names scopes;
  for (const ScopeId id : granted_scopes(c.compiled, c.subject("ann"))) {
    scopes.emplace_back(c.tenant.scopes().text(id));
  }
  std::ranges::sort(scopes);
  EXPECT_EQ(scopes, (Names{group_scope("m"), kSub, kSub + "/resourceGroups/rg"}));
}

}  // namespace
}  // namespace leastwise
