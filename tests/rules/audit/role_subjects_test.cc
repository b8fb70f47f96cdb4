#include "rules/audit/role_subjects.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";
constexpr const char* kReader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

Names names_of(const AuditContext& context, const std::vector<RoleId>& roles) {
  Names names;
  for (const RoleId role : roles) {
    names.emplace_back(context.tenant().text(context.tenant().role(role).name));
  }
  return names;
}

class RoleSubjectsTest : public ::testing::Test {
 protected:
  RoleSubjectsTest() {
    t.user("ann");
    t.user("bob");
    t.role("Mine", {{.actions = {"p/a/read"}}});
    t.role("Used", {{.actions = {"p/b/read"}}});
    t.built_in("Reader", kReader, {{.actions = {"*/read"}}});
    t.catalogue_role("Known", {{.actions = {"*"}}});
    t.assign("a1", {"ann", "Used", kSub});
    t.assign("a2", {"ann", "Known", kSub});
    t.assign("a3", {"bob", "Missing", kSub});
  }

  SmallTenant t;
};

TEST_F(RoleSubjectsTest, CustomRolesAreOfTheInputAndNotBuiltIn) {
  SmallAudit audit(t);
  const AuditContext& context = audit.context();
  EXPECT_EQ(names_of(context, custom_roles(context)), (Names{"Mine", "Used"}));
  EXPECT_EQ(names_of(context, custom_or_assigned_roles(context)), (Names{"Mine", "Used", "Known"}));
}

TEST_F(RoleSubjectsTest, AFilterLeavesThoseThatAreAssigned) {
  SmallAudit audit(t);
  audit.only_principal("ann");
  EXPECT_EQ(names_of(audit.context(), custom_roles(audit.context())), Names{"Used"});
  EXPECT_EQ(names_of(audit.context(), custom_or_assigned_roles(audit.context())),
            (Names{"Used", "Known"}));
  audit.only_principal("bob");
  EXPECT_EQ(names_of(audit.context(), custom_or_assigned_roles(audit.context())), Names{})
      << "nothing defines what he holds";
}

TEST_F(RoleSubjectsTest, PatternsEachOnceForAList) {
  t.role("Many", {{.actions = {"b/*", "a/*", "b/*"}, .not_actions = {"a/*"}},
                  {.actions = {"b/*"}, .data_actions = {"b/*"}, .not_data_actions = {"c/*"}}});
  SmallAudit audit(t);
  const Tenant& tenant = audit.context().tenant();
  Names found;
  for (const RolePattern& pattern : patterns_of(tenant.role(audit.world().role("Many")))) {
    found.push_back(std::string(list_name(pattern)) + " " +
                    std::string(tenant.pattern(pattern.id)));
  }
  EXPECT_EQ(found, (Names{"actions b/*", "actions a/*", "notActions a/*", "dataActions b/*",
                          "notDataActions c/*"}));
}

TEST_F(RoleSubjectsTest, WhatOnePatternGrants) {
  t.role("Many", {{.actions = {"a/*", "b/*"}, .not_actions = {"*/write"}},
                  {.actions = {"a/*"}, .not_actions = {"*/read"}, .condition = "c"},
                  {.actions = {"*"}}});
  SmallAudit audit(t);
  const AuditContext& context = audit.context();
  const RoleId role = audit.world().role("Many");
  const PermissionSet set = granted_by(context, role, patterns_of(context.tenant().role(role))[0]);
  const auto holds = [&](const ActionSet& actions, std::string_view action) {
    return context.sets().holds(actions, action, Plane::kControl);
  };
  EXPECT_TRUE(holds(set.certain(), "a/x/read"));
  EXPECT_FALSE(holds(set.possible(), "b/x/read")) << "by another pattern";
  EXPECT_FALSE(holds(set.certain(), "a/x/write"));
  EXPECT_TRUE(holds(set.possible(), "a/x/write")) << "under a condition";
}

TEST_F(RoleSubjectsTest, FindingsAboutARole) {
  t.draft({.name = "Draft", .blocks = {{.actions = {"p/a/read"}}}});
  SmallAudit audit(t);
  const AuditContext& context = audit.context();
  const Finding mine =
      role_finding(context, audit.world().role("Mine"), {FindingSeverity::kLow, "m", "d"});
  EXPECT_EQ(mine.subject.role, "4d696e65-0000-0000-0000-000000000000");
  EXPECT_EQ(mine.subject.detail, "d");
  EXPECT_EQ(mine.chain.size(), 1U);
  EXPECT_TRUE(mine.place.known());
  const Finding known =
      role_finding(context, audit.world().role("Known"), {FindingSeverity::kLow, "m"});
  EXPECT_EQ(known.place, context.tenant().assignment(audit.world().assignment("a2")).place);
  const auto draft = context.tenant().resolve_role("Draft");
  ASSERT_TRUE(draft.has_value());
  const Finding drafted = role_finding(context, *draft, {FindingSeverity::kLow, "m", "d"});
  EXPECT_EQ(drafted.subject.role, "");
  EXPECT_EQ(drafted.subject.detail, "Draft: d");
}

TEST_F(RoleSubjectsTest, NamesAndCommands) {
  t.draft({.name = "My Draft", .blocks = {{.actions = {"p/a/read"}}}});
  SmallAudit audit(t);
  const Tenant& tenant = audit.context().tenant();
  EXPECT_EQ(role_text(tenant, audit.world().role("Mine")), "custom role `Mine`");
  EXPECT_EQ(role_text(tenant, audit.world().role("Reader")), "role `Reader`");
  EXPECT_EQ(list_assignments_command(tenant, audit.world().role("Reader")),
            "az role assignment list --all --role acdd72a7-3385-48ef-bd42-f606fba81ae7");
  EXPECT_EQ(delete_role_command(tenant, *tenant.resolve_role("My Draft")),
            "az role definition delete --custom-role-only --name 'My Draft'");
}

TEST_F(RoleSubjectsTest, AssignmentsThatAreNotOver) {
  t.scheduled("over", {"ann", "Mine", kSub}, {{1}, {10}});
  t.scheduled("later", {"ann", "Mine", kSub}, {{20}, {30}});
  SmallAudit audit(t, {.at = {15}});
  audit.only_principal("bob");
  const auto uses = lasting_assignments(audit.context());
  EXPECT_EQ(uses[audit.world().role("Mine").index()],
            std::vector{audit.world().assignment("later")});
  EXPECT_EQ(uses[audit.world().role("Used").index()].size(), 1U) << "whatever the filter";
}

TEST_F(RoleSubjectsTest, WhyAssignmentsMayBeMissing) {
  EXPECT_EQ(missing_assignments(t.build()), "no PIM schedule instances were exported");
  EXPECT_EQ(missing_assignments(SmallTenant().build()), "no role assignments were exported");
  t.eligible("e1", {"ann", "Mine", kSub});
  EXPECT_EQ(missing_assignments(t.build()), "");
  t.cut_off();
  EXPECT_EQ(missing_assignments(t.build()), "`small tenant` is one page of a longer export");
}

TEST_F(RoleSubjectsTest, Reads) {
  t.operation("p/a/read");
  t.operation("P/B/Read");
  t.operation("q/c/write");
  SmallAudit audit(t);
  const AuditContext& context = audit.context();
  const auto set = [&](std::string_view role) {
    return context.sets().of(audit.world().role(role), Plane::kControl).certain();
  };
  EXPECT_TRUE(only_reads(context, set("Reader"), Plane::kControl));
  EXPECT_FALSE(only_reads(context, set("Known"), Plane::kControl));
  EXPECT_EQ(verb_of("p/a/read"), "read");
  EXPECT_EQ(verb_of("read"), "read");
  const Evidence evidence = operations_evidence(
      context, "l", context.sets().operations(set("Known"), Plane::kControl), Plane::kControl);
  EXPECT_EQ(evidence.items, (Names{"q/c/write", "p/a/read", "P/B/Read"})) << "the worst first";
}

}  // namespace
}  // namespace leastwise
