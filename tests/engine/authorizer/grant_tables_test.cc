// Tests of grant_table_set.h, subject_classes.h and grant_tables.h: small cases by hand, and random
// ones against the definition.
#include "engine/authorizer/grant_tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <tuple>

#include "engine/tenant/tenant_builder.h"
#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::group_scope;
using testing::Names;
using testing::SmallCompiled;
using testing::SmallTenant;

GrantTerm term(std::uint32_t role, ReasonSet doubts = {}) {
  return {.role = RoleId(role), .grantee = {}, .doubts = doubts};
}

ScopedGrant grant(std::uint32_t begin, std::uint32_t end, std::uint32_t role) {
  return {.begin = begin, .end = end, .term = term(role), .source = begin};
}

// The roles that hold at a scope, ascending.
std::vector<std::uint32_t> roles_at(const GrantTableSet& tables, GrantTable table,
                                    std::uint32_t preorder) {
  std::vector<std::uint32_t> roles;
  for (const GrantTerm& held : tables.terms_at(table, preorder)) {
    roles.push_back(held.role.value());
  }
  return roles;
}

using Roles = std::vector<std::uint32_t>;

GrantTable built(GrantTableBuilder& builder, std::vector<ScopedGrant> grants) {
  return builder.build(grants);
}

TEST(GrantTableSet, InheritsDownAndEndsWithTheScope) {
  GrantTableBuilder builder;
  // / 0 > mg 1 > sub1 2 > rg 3, sub2 4; numbers up to 6.
  const GrantTable table = built(builder, {grant(3, 4, 7), grant(2, 4, 5)});
  const GrantTableSet tables = std::move(builder).finish();
  EXPECT_EQ(roles_at(tables, table, 0), Roles{});
  EXPECT_EQ(roles_at(tables, table, 1), Roles{});
  EXPECT_EQ(roles_at(tables, table, 2), Roles{5});
  EXPECT_EQ(roles_at(tables, table, 3), (Roles{5, 7}));
  EXPECT_EQ(roles_at(tables, table, 4), Roles{});
  EXPECT_EQ(tables.grant_scopes(table), (std::vector<std::uint32_t>{2, 3}));
}

TEST(GrantTableSet, AScopeThatBeginsWhereAnotherEndsReplacesTheEnd) {
  GrantTableBuilder builder;
  const GrantTable table = built(builder, {grant(1, 3, 1), grant(3, 5, 2)});
  const GrantTableSet tables = std::move(builder).finish();
  EXPECT_EQ(roles_at(tables, table, 2), Roles{1});
  EXPECT_EQ(roles_at(tables, table, 3), Roles{2});
  EXPECT_EQ(roles_at(tables, table, 5), Roles{});
  EXPECT_EQ(tables.all().front().count, 3U);
}

TEST(GrantTableSet, WhatEnclosesHoldsOnBehindAnInnerScope) {
  GrantTableBuilder builder;
  const GrantTable table =
      built(builder, {grant(0, 10, 1), grant(2, 6, 2), grant(3, 4, 3), grant(6, 8, 4)});
  const GrantTableSet tables = std::move(builder).finish();
  EXPECT_EQ(roles_at(tables, table, 1), Roles{1});
  EXPECT_EQ(roles_at(tables, table, 3), (Roles{1, 2, 3}));
  EXPECT_EQ(roles_at(tables, table, 4), (Roles{1, 2}));
  EXPECT_EQ(roles_at(tables, table, 6), (Roles{1, 4}));
  EXPECT_EQ(roles_at(tables, table, 9), Roles{1});
  EXPECT_EQ(tables.grant_scopes(table), (std::vector<std::uint32_t>{0, 2, 3, 6}));
}

TEST(GrantTableSet, NothingGrantedIsNoTable) {
  GrantTableBuilder builder;
  EXPECT_EQ(built(builder, {}), kNoTable);
}

TEST(GrantTableSet, JoinsDoubtsOfOneRoleAndKeepsTheCertainApart) {
  GrantTableBuilder builder;
  std::vector<ScopedGrant> grants{grant(0, 9, 1), grant(0, 9, 1), grant(0, 9, 1)};
  grants[1].term.doubts = {DecisionReason::kConditionUnknown};
  grants[2].term.doubts = {DecisionReason::kHierarchyUnknown};
  const GrantTable table = builder.build(grants);
  const GrantTableSet tables = std::move(builder).finish();
  const auto held = tables.terms_at(table, 4);
  ASSERT_EQ(held.size(), 2U);
  EXPECT_EQ(held[0], term(1));
  EXPECT_EQ(held[1],
            term(1, {DecisionReason::kConditionUnknown, DecisionReason::kHierarchyUnknown}));
}

TEST(GrantTableSet, AManagementGroupDoesNotDoubtItsOwnGrant) {
  // An unplaced node 1..6 holds the possible grants made at groups 2 and 4, which hang below it.
  const ReasonSet doubt{DecisionReason::kHierarchyUnknown};
  std::vector<ScopedGrant> grants{grant(2, 4, 1), grant(4, 6, 2)};
  grants.push_back({.begin = 1, .end = 6, .term = term(1, doubt), .source = 2});
  grants.push_back({.begin = 1, .end = 6, .term = term(2, doubt), .source = 4});
  GrantTableBuilder builder;
  const GrantTable table = builder.build(grants);
  const GrantTableSet tables = std::move(builder).finish();
  const auto at_first = tables.terms_at(table, 3);
  ASSERT_EQ(at_first.size(), 2U);
  EXPECT_EQ(at_first[0], term(1));
  EXPECT_EQ(at_first[1], term(2, doubt));
  EXPECT_EQ(tables.terms_at(table, 1).size(), 2U);
}

TEST(GrantTableSet, AgreesWithTheDefinitionOnRandomNestedScopes) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    // Nested intervals of 0..40, as subtrees have them in preorder.
    std::vector<ScopedGrant> grants;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> subtrees{{0, 40}};
    for (int i = 0; i < 12; ++i) {
      const auto [begin, end] = subtrees[random() % subtrees.size()];
      if (end - begin > 1) {
        const std::uint32_t inner_begin =
            begin + 1 + static_cast<std::uint32_t>(random()) % (end - begin - 1);
        const std::uint32_t inner_end =
            inner_begin + 1 + static_cast<std::uint32_t>(random()) % (end - inner_begin);
        const bool nests = std::ranges::all_of(subtrees, [&](const auto& other) {
          const bool apart = other.second <= inner_begin || other.first >= inner_end;
          const bool around = other.first < inner_begin && other.second >= inner_end;
          const bool inside = other.first > inner_begin && other.second <= inner_end;
          return apart || around || inside;
        });
        if (nests) {
          subtrees.emplace_back(inner_begin, inner_end);
        }
      }
      const auto [from, to] = subtrees[random() % subtrees.size()];
      grants.push_back(grant(from, to, static_cast<std::uint32_t>(random()) % 5));
    }
    GrantTableBuilder builder;
    const GrantTable table = builder.build(grants);
    const GrantTableSet tables = std::move(builder).finish();
    for (std::uint32_t at = 0; at < 45; ++at) {
      std::set<std::uint32_t> expected;
      for (const ScopedGrant& one : grants) {
        if (one.begin <= at && at < one.end) {
          expected.insert(one.term.role.value());
        }
      }
      EXPECT_EQ(roles_at(tables, table, at), Roles(expected.begin(), expected.end())) << at;
    }
  }
}

// Two groups that no export places, with the same role: each may be above the other.
TEST(GrantTableSet, AScopeTakesOnlyOthersFromAnUnplacedNode) {
  const auto around = [](std::uint32_t source) {
    return ScopedGrant{.begin = 1,
                       .end = 9,
                       .term = term(3, {DecisionReason::kHierarchyUnknown}),
                       .source = source};
  };
  GrantTableBuilder builder;
  const GrantTable one = built(builder, {around(2), grant(2, 3, 3)});
  const GrantTable two = built(builder, {around(2), around(5), grant(2, 3, 3), grant(5, 6, 3)});
  const GrantTableSet tables = std::move(builder).finish();
  EXPECT_EQ(roles_at(tables, one, 2), Roles{3});
  EXPECT_EQ(roles_at(tables, one, 4), Roles{3});
  EXPECT_EQ(roles_at(tables, two, 2), (Roles{3, 3})) << "certain by itself, possible by the other";
}

TEST(SubjectClasses, PrincipalsInTheSameGroupsThatMatterShareAClass) {
  SmallTenant t;
  t.user("ann");
  t.user("bob");
  t.user("eve");
  t.group("leads", {"ann", "bob"});
  t.group("team", {"leads", "eve"});
  t.group("chess", {"ann"});
  const SmallCompiled names(t);
  const auto classes_for = [&](const Names& matter) {
    GroupSet matters;
    for (const std::string& group : matter) {
      matters.push_back(names.principal(group));
    }
    std::ranges::sort(matters);
    return SubjectClasses(names.tenant.groups(), matters);
  };
  const SubjectClasses classes = classes_for({"leads", "team"});
  const auto class_of = [&](std::string_view who) {
    return classes.class_of()[names.principal(who).index()];
  };
  EXPECT_EQ(class_of("ann"), class_of("bob")) << "chess does not matter";
  EXPECT_NE(class_of("ann"), class_of("eve"));
  EXPECT_EQ(class_of("leads"), class_of("eve"));
  EXPECT_EQ(class_of("team"), 0U);
  Names held = names.names_of(classes.groups(class_of("ann")));
  std::ranges::sort(held);
  EXPECT_EQ(held, (Names{"leads", "team"}));
  EXPECT_EQ(classes.population()[class_of("ann")], 2U);
  EXPECT_TRUE(classes.groups(0).empty());

  EXPECT_EQ(classes_for({}).classes().size(), 1U) << "no group matters: one class";
}

TEST(SubjectClasses, GroupsOfACycleAreOnePart) {
  SmallTenant t;
  t.user("ann");
  t.group("p", {"q", "ann"});
  t.group("q", {"p"});
  const SmallCompiled names(t);
  GroupSet matters{names.principal("p"), names.principal("q")};
  std::ranges::sort(matters);
  const SubjectClasses classes(names.tenant.groups(), matters);
  for (const std::string_view who : {"ann", "p", "q"}) {
    EXPECT_EQ(classes.groups(classes.class_of()[names.principal(who).index()]), matters) << who;
  }
}

TEST(SubjectClasses, AgreeWithTheGroupGraphOnRandomGroups) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    constexpr std::uint32_t kPrincipals = 12;
    std::vector<Membership> memberships;
    for (int i = 0; i < 16; ++i) {
      memberships.push_back({PrincipalId(static_cast<std::uint32_t>(random()) % 6),
                             PrincipalId(static_cast<std::uint32_t>(random()) % kPrincipals)});
    }
    const GroupGraph graph(kPrincipals, memberships, {});
    GroupSet matters;
    for (std::uint32_t id = 0; id < 6; ++id) {
      if (random() % 3 != 0) {
        matters.push_back(PrincipalId(id));
      }
    }
    const SubjectClasses classes(graph, matters);
    std::size_t people = 0;
    for (const std::size_t population : classes.population()) {
      people += population;
    }
    EXPECT_EQ(people, kPrincipals);
    for (std::uint32_t id = 0; id < kPrincipals; ++id) {
      GroupSet expected;
      std::ranges::set_intersection(graph.groups_of(PrincipalId(id)), matters,
                                    std::back_inserter(expected));
      EXPECT_EQ(classes.groups(classes.class_of()[id]), expected) << id;
    }
  }
}

Guid guid(std::uint8_t kind, std::uint32_t number) {
  Guid id;
  id.bytes[0] = kind;
  id.bytes[14] = static_cast<std::uint8_t>(number >> 8U);
  id.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

// Sixty users in random nested groups, with random grants at eight scopes.
Tenant random_tenant(std::uint32_t seed) {
  std::mt19937 random(seed);
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  const SourcePlace place{builder.add_file("random"), 1, 1};
  for (std::uint32_t group = 0; group < 10; ++group) {
    MemberListRecord list{.group = guid(2, group)};
    for (int i = 0; i < 12; ++i) {
      list.members.push_back(
          {.id = guid(1, static_cast<std::uint32_t>(random()) % 60), .type = PrincipalType::kUser});
    }
    list.members.push_back(
        {.id = guid(2, static_cast<std::uint32_t>(random()) % 10), .type = PrincipalType::kGroup});
    builder.add_principal({.id = list.group, .type = PrincipalType::kGroup}, place);
    builder.add_members(list, place);
  }
  for (std::uint32_t i = 0; i < 60; ++i) {
    const std::string scope = "/subscriptions/s" + std::to_string(random() % 2) +
                              "/resourceGroups/g" + std::to_string(random() % 4);
    const RoleAssignmentRecord record{
        .id = std::to_string(i),
        .scope = *ScopePath::parse(scope),
        .principal = guid(2, static_cast<std::uint32_t>(random()) % 10),
        .principal_type = PrincipalType::kGroup,
        .role = guid(3, static_cast<std::uint32_t>(random()) % 6)};
    builder.add_assignment(record, place);
  }
  auto tenant = builder.build();
  EXPECT_TRUE(tenant.has_value());
  return std::move(*tenant);
}

std::set<std::uint32_t> roles_of(const GrantTables& tables, PrincipalId id, std::uint32_t at) {
  std::set<std::uint32_t> roles;
  for (const GrantTable table : tables.class_tables(tables.subject(id))) {
    for (const GrantTerm& held : tables.terms_at(table, at)) {
      roles.insert(held.role.value());
    }
  }
  return roles;
}

TEST(GrantTables, MergingDoesNotChangeWhatHolds) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    const Tenant tenant = random_tenant(seed);
    std::vector<AssignmentId> all;
    for (std::size_t i = 0; i < tenant.assignments().size(); ++i) {
      all.push_back(AssignmentId::from_index(i));
    }
    const GrantTables merged(tenant, all, {});
    const GrantTables some(tenant, all, {}, 60);
    const GrantTables none(tenant, all, {}, 0);
    EXPECT_GT(merged.tables().all().size(), none.tables().all().size());
    for (std::size_t i = 0; i < tenant.directory().size(); ++i) {
      const PrincipalId id = PrincipalId::from_index(i);
      for (std::uint32_t at = 0; at < tenant.scopes().size(); ++at) {
        EXPECT_EQ(roles_of(merged, id, at), roles_of(none, id, at));
        EXPECT_EQ(roles_of(merged, id, at), roles_of(some, id, at));
      }
    }
  }
}

TEST(GrantTables, NobodyHasNothingOfAClass) {
  const Tenant tenant = random_tenant(3);
  const GrantTables tables(tenant, {}, {});
  EXPECT_TRUE(tables.class_tables(tables.nobody()).empty());
  EXPECT_EQ(tables.nobody().own_table, kNoTable);
  EXPECT_EQ(tables.open_table(), kNoTable);
}

// Three groups, ann in two of them, each granted something.
class GrantTablesTest : public ::testing::Test {
 protected:
  GrantTablesTest() {
    t.user("ann");
    t.user("bob");
    t.role("A", {{.actions = {"a/*"}}});
    t.role("B", {{.actions = {"b/*"}}});
    t.role("C", {{.actions = {"c/*"}}});
    t.group("one", {"ann"});
    t.group("two", {"ann", "bob"});
    t.group("above", {"two"});
    t.assign("1", {"one", "A", "/subscriptions/s"});
    t.assign("2", {"two", "B", "/subscriptions/s/resourceGroups/rg"});
    t.assign("3", {"above", "C", "/subscriptions/s"});
    t.assign("4", {"ann", "A", "/subscriptions/t"});
  }

  [[nodiscard]] static GrantTables tables(const SmallCompiled& names, const Names& watched,
                                          std::optional<std::size_t> bound) {
    std::vector<AssignmentId> counted;
    for (std::size_t i = 0; i < names.tenant.assignments().size(); ++i) {
      counted.push_back(AssignmentId::from_index(i));
    }
    GroupSet groups;
    for (const std::string& group : watched) {
      groups.push_back(names.principal(group));
    }
    std::ranges::sort(groups);
    return {names.tenant, counted, groups, bound};
  }

  // The roles that all tables of `who` hold at a scope, sorted.
  [[nodiscard]] static std::string roles(const GrantTables& tables, const SmallCompiled& names,
                                         std::string_view who, std::string_view scope) {
    const GrantTables::Subject subject = tables.subject(names.principal(who));
    std::vector<GrantTable> all(tables.class_tables(subject).begin(),
                                tables.class_tables(subject).end());
    if (subject.own_table != kNoTable) {
      all.push_back(subject.own_table);
    }
    std::string text;
    for (const GrantTable table : all) {
      for (const GrantTerm& term : tables.terms_at(table, names.compiled.scope(scope)->preorder)) {
        text += names.tenant.text(names.tenant.role(term.role).name);
      }
    }
    std::ranges::sort(text);
    return text;
  }

  SmallTenant t;
};

TEST_F(GrantTablesTest, MergedOrNotTheyHoldTheSame) {
  const SmallCompiled names(t);
  std::vector<std::size_t> table_counts;
  for (const std::optional<std::size_t> bound :
       {std::optional<std::size_t>(), {0U}, {1U}, {2U}, {3U}}) {
    const GrantTables made = tables(names, {}, bound);
    EXPECT_EQ(roles(made, names, "ann", "/subscriptions/s/resourceGroups/rg"), "ABC");
    EXPECT_EQ(roles(made, names, "ann", "/subscriptions/s"), "AC");
    EXPECT_EQ(roles(made, names, "ann", "/subscriptions/t"), "A");
    EXPECT_EQ(roles(made, names, "bob", "/subscriptions/s/resourceGroups/rg"), "BC");
    EXPECT_EQ(roles(made, names, "two", "/subscriptions/s/resourceGroups/rg"), "BC");
    EXPECT_EQ(roles(made, names, "above", "/subscriptions/s"), "C");
    table_counts.push_back(made.class_tables(made.subject(names.principal("ann"))).size());
  }
  EXPECT_EQ(table_counts.front(), 1U) << "merged: one table for the class";
  EXPECT_EQ(table_counts[1], 3U) << "unmerged: one for each group";
}

TEST_F(GrantTablesTest, WatchedGroupsAreThoseThatCertainlyHoldTheSubject) {
  const SmallCompiled names(t);
  for (const std::optional<std::size_t> bound : {std::optional<std::size_t>(), {0U}}) {
    const GrantTables made = tables(names, {"above", "one"}, bound);
    const auto watched = [&](std::string_view who) {
      Names held = names.names_of(made.watched_groups(made.subject(names.principal(who))));
      std::ranges::sort(held);
      return held;
    };
    EXPECT_EQ(watched("ann"), (Names{"above", "one"}));
    EXPECT_EQ(watched("bob"), Names{"above"});
    EXPECT_EQ(watched("two"), Names{"above"});
    EXPECT_EQ(watched("above"), Names{});
  }
}

TEST_F(GrantTablesTest, TheOpenTableNamesTheGroupAndDoubtsTheMembership) {
  t.group_without_list("open");
  t.group("holder", {"open"});
  t.assign("5", {"open", "A", "/subscriptions/s"});
  t.assign("6", {"holder", "B", "/subscriptions/s"});
  const SmallCompiled names(t);
  const GrantTables made = tables(names, {"open", "holder"}, {});
  ASSERT_NE(made.open_table(), kNoTable);
  Names found;
  for (const GrantTerm& term :
       made.terms_at(made.open_table(), names.compiled.scope("/subscriptions/s")->preorder)) {
    EXPECT_EQ(term.doubts, ReasonSet{DecisionReason::kMembershipUnknown});
    found.push_back(names.name_of(term.grantee));
  }
  std::ranges::sort(found);
  EXPECT_EQ(found, (Names{"holder", "open"}));
  EXPECT_EQ(roles(made, names, "open", "/subscriptions/s"), "AB") << "certainly in the holder";
}

TEST_F(GrantTablesTest, AGrantAtAGroupMayHoldForWhatNoExportPlaces) {
  t.assign("7", {"bob", "A", group_scope("m")});
  const SmallCompiled names(t);
  const GrantTables made = tables(names, {}, {});
  const GrantTable own = made.subject(names.principal("bob")).own_table;
  const auto at = made.terms_at(own, names.compiled.scope("/subscriptions/s")->preorder);
  ASSERT_EQ(at.size(), 1U);
  EXPECT_EQ(at[0].doubts, ReasonSet{DecisionReason::kHierarchyUnknown});
  const auto itself = made.terms_at(own, names.compiled.scope(group_scope("m"))->preorder);
  ASSERT_EQ(itself.size(), 1U);
  EXPECT_TRUE(itself[0].doubts.empty());
}

}  // namespace
}  // namespace leastwise
