#include "engine/tenant/tenant_builder.h"

#include <algorithm>
#include <chrono>
#include <functional>

#include "tests/engine/tenant/tenant_fixture.h"

namespace leastwise {
namespace {

using testing::assignment;
using testing::below;
using testing::block;
using testing::denial;
using testing::group_scope;
using testing::guid;
using testing::members;
using testing::role;
using testing::root_group;
using testing::scope;
using testing::user;

using TenantBuilderTest = testing::TenantTest;

TEST_F(TenantBuilderTest, NothingIsATenant) {
  const Tenant tenant = built();
  EXPECT_EQ(tenant.scopes().size(), 2U);  // the root and the unplaced node
  EXPECT_EQ(tenant.directory().size(), 0U);
  EXPECT_EQ(tenant.groups().principal_count(), 0U);
  EXPECT_TRUE(tenant.assignments().empty());
  EXPECT_EQ(tenant.text(StringId(0)), "");
}

TEST_F(TenantBuilderTest, ErrorsOfOthersStopItToo) {
  diagnostics.report({.severity = Severity::kError, .code = "broken", .message = "x"});
  EXPECT_FALSE(builder.build());
}

TEST_F(TenantBuilderTest, WarningsDoNotStopIt) {
  diagnostics.report({.severity = Severity::kWarning, .code = "odd", .message = "x"});
  EXPECT_TRUE(builder.build());
}

TEST_F(TenantBuilderTest, GoesOnAfterAnErrorAndReportsEverything) {
  builder.add_role(role(100, {block({"a"})}), place(1));
  builder.add_role(role(100, {block({"b"})}), place(2));
  builder.add_denial(denial("d"), place(3));
  DenyAssignmentRecord other = denial("d");
  other.audit_only = true;
  builder.add_denial(other, place(4));
  builder.add_hierarchy(below(scope("/subscriptions/s"), "a"), place(5));
  builder.add_hierarchy(below(scope("/subscriptions/s"), "b"), place(6));
  builder.add_hierarchy(below(group_scope("c"), "c"), place(7));
  EXPECT_FALSE(builder.build());
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    codes.push_back(diagnostic.code);
  }
  EXPECT_EQ(codes, (std::vector<std::string>{"conflicting-duplicate", "conflicting-duplicate",
                                             "conflicting-parents", "cyclic-management-groups"}));
}

TEST_F(TenantBuilderTest, BuildLeavesItEmptyButForTheFiles) {
  builder.add_assignment(assignment("a"), place(1));
  EXPECT_EQ(built().assignments().size(), 1U);
  EXPECT_EQ(builder.files().name(file), "input.json");
  EXPECT_TRUE(built().assignments().empty());
  // After a failure too: the errors must still be rendered with names.
  builder.add_hierarchy(below(group_scope("c"), "c"), place(7));
  EXPECT_FALSE(builder.build());
  EXPECT_NE(problems().find("input.json:7:1"), std::string::npos);
}

TEST_F(TenantBuilderTest, AnAssignmentIntroducesItsPrincipal) {
  struct Case {
    PrincipalType type;
    std::string name;
    std::string display_name, principal_name;
    bool is_app = false;
  };
  const Case cases[] = {
      {PrincipalType::kUser, "ann@example.org", "", "ann@example.org"},
      {PrincipalType::kUser, "Ann", "Ann", ""},
      {PrincipalType::kGroup, "ml@team", "ml@team", ""},
      {PrincipalType::kServicePrincipal, to_string(guid(77)), "", "", true},
      {PrincipalType::kGroup, to_string(guid(77)), "", ""},
      {PrincipalType::kUser, "", "", ""},
  };
  for (const Case& one : cases) {
    RoleAssignmentRecord record = assignment("a");
    record.principal_type = one.type;
    record.principal_name = one.name;
    builder.add_assignment(record, place(1));
    const Tenant tenant = built();
    const Directory& directory = tenant.directory();
    ASSERT_EQ(directory.size(), 1U);
    const Principal& principal = directory[PrincipalId(0)];
    EXPECT_EQ(principal.type, one.type);
    EXPECT_EQ(directory.text(principal.display_name), one.display_name) << one.name;
    EXPECT_EQ(directory.text(principal.user_principal_name), one.principal_name) << one.name;
    EXPECT_EQ(principal.app_id, one.is_app ? guid(77) : Guid()) << one.name;
  }
}

TEST_F(TenantBuilderTest, ADirectoryExportDescribesBetterThanAnAssignment) {
  for (const bool export_first : {true, false}) {
    RoleAssignmentRecord record = assignment("a");
    record.principal_name = "stale@example.org";
    DirectoryRecord described = user(1);
    described.user_principal_name = "ann@example.org";
    described.guest = true;
    if (export_first) {
      builder.add_principal(described, place(2));
    }
    builder.add_assignment(record, place(1));
    if (!export_first) {
      builder.add_principal(described, place(2));
    }
    const Tenant tenant = built();
    EXPECT_EQ(tenant.directory().label(PrincipalId(0)), "ann@example.org");
    EXPECT_EQ(tenant.directory()[PrincipalId(0)].place, place(2));
    EXPECT_EQ(tenant.directory()[PrincipalId(0)].guest, true);
  }
}

TEST_F(TenantBuilderTest, ExportsThatDisagreeOnATypeAreAWarningAndItMayBeAGroup) {
  for (const bool user_first : {true, false}) {
    const DirectoryRecord a = user(1);
    const DirectoryRecord b{.id = guid(1), .type = PrincipalType::kGroup};
    builder.add_principal(user_first ? a : b, place(1));
    builder.add_principal(user_first ? b : a, place(2));
    const Tenant tenant = built();
    EXPECT_EQ(tenant.directory()[PrincipalId(0)].type, PrincipalType::kGroup);
    EXPECT_TRUE(tenant.groups().is_open(PrincipalId(0)));
  }
  ASSERT_EQ(diagnostics.all().size(), 2U) << problems();
  EXPECT_EQ(diagnostics.all()[0].code, "conflicting-principal-type");
  EXPECT_EQ(diagnostics.all()[0].severity, Severity::kWarning);
}

TEST_F(TenantBuilderTest, MemberListsAreJoinedIntoTheGroupGraph) {
  builder.add_members(members(10, {1, 2}), place(1));
  builder.add_members(members(10, {2, 3}), place(2));
  MemberListRecord nested{.group = guid(11), .members = {{.id = guid(10)}}};
  builder.add_members(nested, place(3));
  const Tenant tenant = built();
  const auto id = [&tenant](std::uint32_t n) { return *tenant.directory().find(guid(n)); };
  EXPECT_EQ(tenant.directory()[id(10)].type, PrincipalType::kGroup);
  EXPECT_EQ(tenant.groups().direct_members(id(10)).size(), 3U);
  EXPECT_EQ(tenant.groups().membership(id(3), id(11)), Truth::kYes);
  EXPECT_EQ(tenant.directory().label(id(2)), "User 2");
  EXPECT_TRUE(tenant.groups().open_groups().empty());
}

TEST_F(TenantBuilderTest, OperationsAreKept) {
  builder.add_operation("A/read", {OperationPlane::kData, Origin::kInput});
  const Tenant tenant = built();
  ASSERT_EQ(tenant.operations().size(), 1U);
  EXPECT_EQ(tenant.operations()[*tenant.operations().find("a/READ")].plane, OperationPlane::kData);
}

// Records that speak of what nothing describes: a tenant with gaps, and not one error.
TEST_F(TenantBuilderTest, WhatIsAbsentIsNeverAnError) {
  builder.add_assignment(assignment("a"), place(1));
  DenyAssignmentRecord record = denial("d");
  record.principals = {{.id = guid(50)}};
  record.scope = group_scope("nowhere");
  builder.add_denial(record, place(2));
  builder.add_schedule_instance({.assignment = assignment("i"), .origin_assignment_id = "lost"},
                                place(3));
  builder.add_hierarchy(below(scope("/subscriptions/t"), "elsewhere"), place(4));
  const Tenant tenant = built();
  EXPECT_TRUE(diagnostics.all().empty()) << problems();
  EXPECT_FALSE(tenant.gaps().empty());
}

// The facts of a tenant, as text without ids, so that two orders of reading can be compared.
std::vector<std::string> facts(const Tenant& tenant) {
  std::vector<std::string> lines;
  for (const RoleAssignment& grant : tenant.assignments()) {
    lines.push_back("grant " + tenant.id_text(grant) + " " +
                    to_string(tenant.directory()[grant.principal].id) + " " +
                    to_string(tenant.role(grant.role).guid) + " " +
                    std::string(tenant.scopes().text(grant.scope)) + " " +
                    to_string(grant.window.begin) + (grant.eligible ? " eligible" : ""));
  }
  for (const RoleDefinition& definition : tenant.roles()) {
    lines.push_back("role " + to_string(definition.guid) + " " +
                    std::string(tenant.text(definition.name)) +
                    std::to_string(static_cast<int>(definition.knowledge)) +
                    std::to_string(definition.blocks.size()));
  }
  for (std::size_t i = 0; i < tenant.directory().size(); ++i) {
    const PrincipalId id = PrincipalId::from_index(i);
    lines.push_back("principal " + tenant.directory().label(id) + " " +
                    std::string(to_string(tenant.directory()[id].type)) +
                    (tenant.groups().is_open(id) ? " open" : "") +
                    std::to_string(tenant.groups().members_of(id).size()));
  }
  for (const CoverageGap& gap : tenant.gaps()) {
    lines.push_back("gap " + std::string(to_string(gap.kind)) + " " + gap.subject);
  }
  for (const ScopeId at : tenant.scopes().in_preorder()) {
    lines.push_back("scope " + std::string(tenant.scopes().text(at)) + " below " +
                    std::string(tenant.scopes().text(tenant.scopes().parent(at))));
  }
  std::ranges::sort(lines);
  return lines;
}

TEST_F(TenantBuilderTest, TheOrderOfRecordsDoesNotMatter) {
  RoleDefinitionRecord merged = role(100, {block({"x"})});
  merged.lossy = true;
  const std::vector<std::function<void()>> steps = {
      [&] { builder.add_assignment(assignment("a"), place(1)); },
      [&] { builder.add_role(merged, place(2)); },
      [&] { builder.add_role(role(100, {block({"a"}), block({"b"})}), place(3)); },
      [&] {
        builder.add_schedule_instance({.assignment = assignment("i"),
                                       .window = {Instant{5}, Instant{9}},
                                       .origin_assignment_id = "A"},
                                      place(4));
      },
      [&] {
        MemberListRecord list = members(10, {1});
        list.complete = false;
        builder.add_members(list, place(5));
      },
      [&] { builder.add_hierarchy(below(scope("/subscriptions/s"), "top"), place(6)); },
      [&] { builder.add_principal(user(1), place(7)); },
  };
  std::vector<std::size_t> order(steps.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::vector<std::string> expected;
  do {
    for (const std::size_t step : order) {
      steps[step]();
    }
    const std::vector<std::string> now = facts(built());
    if (expected.empty()) {
      expected = now;
    }
    ASSERT_EQ(now, expected);
  } while (std::ranges::next_permutation(order).found);
}

// The size that the module promises: well under a second in Release, see docs/performance.md.
TEST_F(TenantBuilderTest, LargeTenantsBuildInLinearTime) {
  constexpr std::uint32_t kAssignments = 200'000;
  constexpr std::uint32_t kPrincipals = 100'000;
  constexpr std::uint32_t kGroups = 10'000;
  constexpr std::uint32_t kScopes = 50'000;
  std::vector<ScopePath> scopes;
  for (std::uint32_t i = 0; i < kScopes; ++i) {
    scopes.push_back(scope("/subscriptions/" + to_string(guid(i % 500)) + "/resourceGroups/rg-" +
                           std::to_string(i)));
  }
  std::vector<RoleAssignmentRecord> records;
  for (std::uint32_t i = 0; i < kAssignments; ++i) {
    const ScopePath& at = scopes[i % kScopes];
    records.push_back({.id = at.text() + "/providers/Microsoft.Authorization/roleAssignments/" +
                             to_string(guid(i)),
                       .scope = at,
                       .principal = guid(i * 7 % (kPrincipals + kGroups)),
                       .role = guid(1'000'000 + i % 300)});
  }
  std::vector<MemberListRecord> lists;
  for (std::uint32_t i = 0; i < kGroups; ++i) {
    MemberListRecord list{.group = guid(kPrincipals + i)};
    for (std::uint32_t k = 0; k < 30; ++k) {
      list.members.push_back(
          {.id = guid((i * 30 + k) % kPrincipals), .type = PrincipalType::kUser});
    }
    lists.push_back(std::move(list));
  }
  const auto begin = std::chrono::steady_clock::now();
  for (const MemberListRecord& list : lists) {
    builder.add_members(list, place(1));
  }
  for (const RoleAssignmentRecord& record : records) {
    builder.add_assignment(record, place(2));
  }
  const Tenant tenant = built();
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  RecordProperty("milliseconds", std::to_string(took.count()));
  EXPECT_EQ(tenant.assignments().size(), kAssignments);
  EXPECT_EQ(tenant.directory().size(), kPrincipals + kGroups);
  EXPECT_EQ(tenant.scopes().size(), 2 + 500 + kScopes);
  EXPECT_LT(took.count(), 20'000);  // a bound for sanitizers on a busy machine
}

TEST_F(TenantBuilderTest, KnowsOfWhichTypesAllPrincipalsAreListed) {
  const FileId users = builder.add_file("users.json");
  const FileId second = builder.add_file("users.2.json");
  const FileId groups = builder.add_file("groups.json");
  const auto list = [&](bool cut_off) {
    builder.add_principal(testing::user(1), {users, 1, 1});
    builder.add_principal(testing::user(2), {second, 1, 1});
    builder.add_principal({.id = guid(3), .type = PrincipalType::kGroup}, {groups, 1, 1});
    builder.add_members(
        {.group = guid(3), .members = {{.id = guid(4), .type = PrincipalType::kServicePrincipal}}},
        place(1));
    if (cut_off) {
      builder.note_truncated(users, {users, 1, 1});
    }
    return built();
  };
  const Tenant whole = list(false);
  EXPECT_TRUE(whole.lists_all(PrincipalType::kUser));
  EXPECT_TRUE(whole.lists_all(PrincipalType::kGroup));
  EXPECT_FALSE(whole.lists_all(PrincipalType::kServicePrincipal)) << "a member list is no listing";
  // One page that is missing is enough, whichever of the files it belongs to.
  const Tenant cut_off = list(true);
  EXPECT_FALSE(cut_off.lists_all(PrincipalType::kUser));
  EXPECT_TRUE(cut_off.lists_all(PrincipalType::kGroup));
}

}  // namespace
}  // namespace leastwise
