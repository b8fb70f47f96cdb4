#include "engine/access/where_can.h"

#include <gtest/gtest.h>

#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::group_scope;
using testing::Names;
using testing::SmallCompiled;
using testing::SmallTenant;

const std::string kSub = "/subscriptions/s";
const std::string kRg = "/subscriptions/s/resourceGroups/rg";
const std::string kVm = kRg + "/providers/N/t/x";

class WhereCanTest : public ::testing::Test {
 protected:
  WhereCanTest() {
    t.user("ann");
    t.user("bob");
    t.role("Reader", {{.actions = {"*/read"}}});
  }

  struct Answer {
    Names allowed;  // `/subscriptions/s but not /subscriptions/s/... (deny)`
    Names unknown;
  };

  // Where ann can read.
  [[nodiscard]] Answer where(CompileOptions options = {}) const {
    const SmallCompiled c(t, options);
    const WhereCan found =
        where_can(c.compiled, c.subject("ann"), c.compiled.action("x/read", Plane::kControl));
    return {texts(c, found.allowed), texts(c, found.unknown)};
  }

  SmallTenant t;

 private:
  [[nodiscard]] static Names texts(const SmallCompiled& c, const std::vector<Region>& regions) {
    const auto name = [&](ScopeId id) { return std::string(c.tenant.scopes().text(id)); };
    Names texts;
    for (const Region& region : regions) {
      std::string text = name(region.scope);
      for (const Exception& exception : region.exceptions) {
        text += " but not " + name(exception.scope) + " (" +
                std::string(to_string(exception.decision.effect)) +
                (exception.children_allowed ? ", below it again)" : ")");
      }
      texts.push_back(std::move(text));
    }
    return texts;
  }
};

TEST_F(WhereCanTest, NowhereWithoutAGrant) {
  EXPECT_EQ(where().allowed, Names{});
  EXPECT_EQ(where().unknown, Names{});
}

TEST_F(WhereCanTest, TheTopmostScopesOnly) {
  t.assign("a1", {"ann", "Reader", kRg});
  t.assign("a2", {"ann", "Reader", kVm});
  t.assign("a3", {"ann", "Reader", "/subscriptions/t"});
  EXPECT_EQ(where().allowed, (Names{kRg, "/subscriptions/t"}));
}

TEST_F(WhereCanTest, ThroughGroups) {
  t.group("team", {"ann"});
  t.assign("a1", {"team", "Reader", kSub});
  EXPECT_EQ(where().allowed, Names{kSub});
}

TEST_F(WhereCanTest, ADenialBelowIsAnException) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .scope = kRg});
  EXPECT_EQ(where().allowed, Names{kSub + " but not " + kRg + " (deny)"});
}

TEST_F(WhereCanTest, OnlyTheTopmostExceptionIsListed) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d1", {.principals = {"ann"}, .scope = kRg});
  t.deny("d2", {.principals = {"ann"}, .scope = kVm});
  EXPECT_EQ(where().allowed, Names{kSub + " but not " + kRg + " (deny)"});
}

TEST_F(WhereCanTest, AnUncertainDenialIsAnExceptionToo) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .scope = kRg, .condition = "c"});
  EXPECT_EQ(where().allowed, Names{kSub + " but not " + kRg + " (unknown)"});
  EXPECT_EQ(where().unknown, Names{});
}

TEST_F(WhereCanTest, DenialsOfOthersAreNoExceptions) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"bob"}, .scope = kRg});
  EXPECT_EQ(where().allowed, Names{kSub});
}

TEST_F(WhereCanTest, AScopeOnlyDenialIsAnExceptionThatItsChildrenDoNotShare) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .scope = kRg, .scope_only = true});
  EXPECT_EQ(where().allowed, Names{kSub + " but not " + kRg + " (deny, below it again)"});
}

TEST_F(WhereCanTest, AScopeOnlyDenialAtTheTopOfTheRegion) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .scope_only = true});
  EXPECT_EQ(where().allowed, Names{kSub + " but not " + kSub + " (deny, below it again)"});
}

TEST_F(WhereCanTest, UnknownRegionsStandApart) {
  t.assign("a1", {"ann", "Reader", kSub, "c"});
  t.assign("a2", {"ann", "Reader", kRg});
  const Answer answer = where();
  EXPECT_EQ(answer.unknown, Names{kSub});
  EXPECT_EQ(answer.allowed, Names{kRg});
}

TEST_F(WhereCanTest, BelowAnUnplacedNodeItsChildrenAreNamed) {
  t.assign("a1", {"ann", "Reader", group_scope("m")});
  t.assign("a2", {"bob", "Reader", kRg});
  t.root_group("root");
  t.place("/subscriptions/placed", "root");
  const Answer answer = where();
  EXPECT_EQ(answer.allowed, Names{group_scope("m")});
  EXPECT_EQ(answer.unknown, Names{kSub}) << "and not the placed subscription";
}

TEST_F(WhereCanTest, GrantsThatDoNotCountMakeNoRegion) {
  t.eligible("a1", {"ann", "Reader", kSub});
  EXPECT_EQ(where().allowed, Names{});
  EXPECT_EQ(where({.include_eligible = true}).allowed, Names{kSub});
}

TEST_F(WhereCanTest, AnOpenGroupMakesItUnknownForEverybody) {
  t.group_without_list("open");
  t.assign("a1", {"open", "Reader", kSub});
  EXPECT_EQ(where().unknown, Names{kSub});
  EXPECT_EQ(where().allowed, Names{});
}

TEST_F(WhereCanTest, ActionsThatTheTenantKnowsAndOthersHaveTheSameRegions) {
  t.role("Most", {{.actions = {"*"}, .not_actions = {"*/read"}}});
  t.assign("a1", {"ann", "Most", kSub});
  t.assign("a2", {"ann", "Reader", kRg});
  EXPECT_EQ(where().allowed, Names{kRg});
  t.operation("x/read");
  EXPECT_EQ(where().allowed, Names{kRg});
}

TEST_F(WhereCanTest, ManagementGroupsHoldTheirSubscriptions) {
  t.root_group("root");
  t.place("ml", "root");
  t.place(kSub, "ml");
  t.assign("a1", {"ann", "Reader", group_scope("root")});
  t.deny("d", {.principals = {"ann"}, .scope = group_scope("ml")});
  EXPECT_EQ(where().allowed,
            Names{group_scope("root") + " but not " + group_scope("ml") + " (deny)"});
}

TEST_F(WhereCanTest, ADenialEverywhereLeavesNothing) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.deny("d", {.principals = {"everyone"}});
  EXPECT_EQ(where().allowed, Names{});
  EXPECT_EQ(where().unknown, Names{});
}

}  // namespace
}  // namespace leastwise
