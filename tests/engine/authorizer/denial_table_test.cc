#include "engine/authorizer/denial_table.h"

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
const std::string kRg = "/subscriptions/s/resourceGroups/rg";

// What stands at a scope: ids, `?` behind those whose scope is not known to be above it.
class Table {
 public:
  explicit Table(const SmallTenant& sketch) : names_(sketch), table_(names_.tenant) {}

  [[nodiscard]] const DenialTable& operator*() const { return table_; }
  [[nodiscard]] const SmallCompiled& names() const { return names_; }
  [[nodiscard]] DenialTable::At at(std::string_view scope) const {
    const ScopeRef ref = *names_.compiled.scope(scope);
    return table_.at(ref.preorder, ref.exact);
  }
  [[nodiscard]] Names inherited(std::string_view scope) const { return ids(at(scope).inherited); }
  [[nodiscard]] Names here_only(std::string_view scope) const { return ids(at(scope).here_only); }

 private:
  [[nodiscard]] Names ids(std::span<const DenialTerm> terms) const {
    Names ids;
    for (const DenialTerm& term : terms) {
      ids.push_back(names_.id_of(term.denial) + (term.hierarchy_unknown ? "?" : ""));
    }
    return ids;
  }

  SmallCompiled names_;
  DenialTable table_;
};

TEST(DenialTable, DenialsAreInheritedDownwards) {
  SmallTenant t;
  t.deny("root", {.principals = {"ann"}});
  t.deny("rg", {.principals = {"ann"}, .scope = kRg});
  t.deny("other", {.principals = {"ann"}, .scope = "/subscriptions/t"});
  const Table table(t);
  EXPECT_EQ(table.inherited("/"), Names{"root"});
  EXPECT_EQ(table.inherited(kSub), Names{"root"});
  EXPECT_EQ(table.inherited(kRg), (Names{"root", "rg"}));
  EXPECT_EQ(table.inherited(kRg + "/providers/N/t/x"), (Names{"root", "rg"}));
  EXPECT_EQ(table.inherited("/subscriptions/t"), (Names{"root", "other"}));
  EXPECT_EQ(table.inherited("/subscriptions/u"), Names{"root"});
}

TEST(DenialTable, ScopeOnlyOnesStandAtTheirVeryScope) {
  SmallTenant t;
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .scope_only = true});
  t.assign("known", {"ann", "Reader", kRg});
  const Table table(t);
  EXPECT_EQ(table.here_only(kSub), Names{"d"});
  EXPECT_EQ(table.here_only(kRg), Names{}) << "a known child";
  EXPECT_EQ(table.here_only(kSub + "/resourceGroups/new"), Names{}) << "an unknown child";
  EXPECT_EQ(table.inherited(kSub), Names{});
}

TEST(DenialTable, AuditOnesAreLeftOut) {
  SmallTenant t;
  t.deny("d", {.principals = {"ann"}, .scope = kSub, .audit = true});
  EXPECT_EQ(Table(t).inherited(kSub), Names{});
}

TEST(DenialTable, AGroupMayBeAboveWhatNoExportPlaces) {
  SmallTenant t;
  t.deny("d", {.principals = {"ann"}, .scope = group_scope("m")});
  t.deny("only", {.principals = {"ann"}, .scope = group_scope("m"), .scope_only = true});
  t.root_group("root");
  t.place("/subscriptions/placed", "root");
  const Table table(t);
  EXPECT_EQ(table.inherited(kSub), Names{"d?"});
  EXPECT_EQ(table.here_only(kSub), Names{});
  EXPECT_EQ(table.inherited("/subscriptions/placed"), Names{});
  EXPECT_EQ(table.inherited(group_scope("m")), Names{"d"}) << "certain, and not possible besides";
  EXPECT_EQ(table.here_only(group_scope("m")), Names{"only"});
  EXPECT_EQ(table.inherited("/"), Names{});
}

TEST(DenialTable, NothingStandsWhereNothingWasDenied) {
  const Table table{SmallTenant()};
  EXPECT_EQ(table.inherited("/"), Names{});
  EXPECT_TRUE((*table).entry_scopes().empty());
}

TEST(DenialTable, EntriesAreTheScopesWhereSomethingBegins) {
  SmallTenant t;
  t.deny("a", {.principals = {"ann"}, .scope = kSub});
  t.deny("b", {.principals = {"ann"}, .scope = kSub, .scope_only = true});
  t.deny("c", {.principals = {"ann"}, .scope = kRg});
  const Table table(t);
  EXPECT_EQ((*table).entry_scopes().size(), 2U);
}

TEST(DenialTable, NamesTheGroupsThatMustBeWatched) {
  SmallTenant t;
  t.user("ann");
  t.group("team", {"ann"});
  t.group("empty", {});
  t.group("unnamed", {"ann"});
  t.group_without_list("open");
  t.deny("d", {.principals = {"ann", "team", "empty"}, .excluded = {"open"}});
  const Table table(t);
  Names named = table.names().names_of((*table).named_groups());
  std::ranges::sort(named);
  EXPECT_EQ(named, (Names{"open", "team"})) << "nobody is in an empty group or in a user";
}

// Whom a denial hits, by the groups that certainly hold the subject.
class DenialHits : public ::testing::Test {
 protected:
  DenialHits() {
    t.user("ann");
    t.group("team", {"ann"});
    t.group_without_list("open");
  }

  [[nodiscard]] Truth hits(const SmallTenant::Denial& denial, std::string_view who,
                           const Names& groups = {}) {
    SmallTenant with = t;
    with.deny("d", denial);
    const Table table(with);
    std::vector<PrincipalId> held;
    for (const std::string& group : groups) {
      held.push_back(table.names().principal(group));
    }
    std::ranges::sort(held);
    const auto subject = table.names().tenant.directory().find(testing::guid_of(who));
    return (*table).hits(DenialId(0), subject ? &*subject : nullptr, held);
  }

  SmallTenant t;
};

TEST_F(DenialHits, ThePrincipalItsGroupsAndEveryone) {
  EXPECT_EQ(hits({.principals = {"ann"}}, "ann"), Truth::kYes);
  EXPECT_EQ(hits({.principals = {"team"}}, "ann", {"team"}), Truth::kYes);
  EXPECT_EQ(hits({.principals = {"team"}}, "ann"), Truth::kNo);
  EXPECT_EQ(hits({.principals = {"everyone"}}, "ann"), Truth::kYes);
  EXPECT_EQ(hits({.principals = {"everyone"}}, "stranger"), Truth::kYes);
  EXPECT_EQ(hits({.principals = {"ann"}}, "stranger"), Truth::kNo);
}

TEST_F(DenialHits, AnOpenGroupMayHoldAnybody) {
  EXPECT_EQ(hits({.principals = {"open"}}, "ann"), Truth::kUnknown);
  EXPECT_EQ(hits({.principals = {"open"}}, "stranger"), Truth::kUnknown);
  EXPECT_EQ(hits({.principals = {"open", "ann"}}, "ann"), Truth::kYes);
}

TEST_F(DenialHits, ExclusionsWin) {
  EXPECT_EQ(hits({.principals = {"everyone"}, .excluded = {"ann"}}, "ann"), Truth::kNo);
  EXPECT_EQ(hits({.principals = {"ann"}, .excluded = {"open"}}, "ann"), Truth::kUnknown);
  EXPECT_EQ(hits({.principals = {"open"}, .excluded = {"team"}}, "ann", {"team"}), Truth::kNo);
  EXPECT_EQ(hits({.principals = {"ann"}, .excluded = {"everyone"}}, "ann"), Truth::kNo);
}

}  // namespace
}  // namespace leastwise
