#include "engine/tenant/coverage_gaps.h"

#include <algorithm>

#include "tests/engine/tenant/tenant_fixture.h"

namespace leastwise {
namespace {

using testing::assignment;
using testing::below;
using testing::block;
using testing::denial;
using testing::gaps_of;
using testing::group_scope;
using testing::guid;
using testing::members;
using testing::role;
using testing::root_group;
using testing::scope;

class CoverageGapsTest : public testing::TenantTest {
 protected:
  // An assignment to principal `n` under an id of its own.
  static RoleAssignmentRecord grant_to(std::uint32_t n, PrincipalType type) {
    RoleAssignmentRecord record = assignment("grant to " + std::to_string(n));
    record.principal = guid(n);
    record.principal_type = type;
    return record;
  }
  void add_group(std::uint32_t n, PrincipalType type = PrincipalType::kGroup) {
    builder.add_principal(
        {.id = guid(n), .type = type, .display_name = "Group " + std::to_string(n)}, place(n));
  }
  static std::vector<std::string> subjects(const Tenant& tenant, GapKind kind) {
    std::vector<std::string> subjects;
    for (const CoverageGap& gap : gaps_of(tenant, kind)) {
      EXPECT_FALSE(gap.message.empty());
      EXPECT_EQ(gap.message.find('\n'), std::string::npos) << gap.message;
      EXPECT_NE(gap.message.back(), '.') << gap.message;
      subjects.push_back(gap.subject);
    }
    return subjects;
  }
};

using Names = std::vector<std::string>;

TEST_F(CoverageGapsTest, AnEmptyInputMissesEveryKind) {
  const Tenant tenant = built();
  EXPECT_EQ(subjects(tenant, GapKind::kNothingOfKind),
            (Names{"role assignments", "deny assignments", "schedule instances", "hierarchy",
                   "member lists"}));
  EXPECT_EQ(tenant.gaps().size(), 5U);
  EXPECT_EQ(tenant.gaps()[1].message,
            "no deny assignments were given: if there are any, a denial is missed");
}

TEST_F(CoverageGapsTest, OneRecordOfEachKindLeavesNoGap) {
  builder.add_role(role(100, {block({"a"})}), place(1));
  builder.add_assignment(assignment("a"), place(2));
  builder.add_denial(denial("d"), place(3));
  builder.add_schedule_instance({.assignment = assignment("e"), .eligible = true}, place(4));
  builder.add_hierarchy(root_group("top"), place(5));
  builder.add_members(members(10, {1}), place(6));
  const Tenant tenant = built();
  EXPECT_TRUE(tenant.gaps().empty()) << tenant.gaps().front().message;
}

// That an instance does not count does not mean that none were exported.
TEST_F(CoverageGapsTest, AnInstanceThatDoesNotCountIsStillOne) {
  builder.add_schedule_instance(
      {.assignment = assignment("e"), .eligible = true, .status = "Revoked"}, place(1));
  const Names kinds = subjects(built(), GapKind::kNothingOfKind);
  EXPECT_EQ(std::ranges::count(kinds, "schedule instances"), 0);
  EXPECT_EQ(std::ranges::count(kinds, "role assignments"), 1);
}

TEST_F(CoverageGapsTest, ATruncatedExportIsOneGapAFile) {
  const FileId second = builder.add_file("second.json");
  builder.note_truncated(second, {second, 1, 1});
  builder.note_truncated(file, place(1));
  builder.note_truncated(second, {second, 2, 1});
  EXPECT_EQ(subjects(built(), GapKind::kTruncatedExport), (Names{"input.json", "second.json"}));
}

TEST_F(CoverageGapsTest, AGroupMattersWhereSomethingNamesIt) {
  add_group(10);
  add_group(11);
  add_group(12);
  add_group(13);  // nothing names it
  builder.add_assignment(grant_to(10, PrincipalType::kGroup), place(1));
  DenyAssignmentRecord record = denial("d");
  record.principals.push_back({.id = guid(11)});
  record.excluded = {{.id = guid(12)}};
  builder.add_denial(record, place(2));
  const Tenant tenant = built();
  EXPECT_EQ(subjects(tenant, GapKind::kMemberListMissing),
            (Names{"Group 10", "Group 11", "Group 12"}));
  EXPECT_EQ(gaps_of(tenant, GapKind::kMemberListMissing)[0].principal,
            tenant.directory().find(guid(10)));
  // Without a gap it is still open: a question may name it.
  EXPECT_TRUE(tenant.groups().is_incomplete(*tenant.directory().find(guid(13))));
}

TEST_F(CoverageGapsTest, AGroupMattersWhereItIsInOneThatDoes) {
  builder.add_assignment(grant_to(10, PrincipalType::kGroup), place(1));
  add_group(11);
  add_group(12);
  add_group(13);
  const auto holds = [this](std::uint32_t group, std::uint32_t member) {
    builder.add_members(
        {.group = guid(group), .members = {{.id = guid(member), .type = PrincipalType::kGroup}}},
        place(2));
  };
  holds(10, 11);
  holds(11, 10);  // a cycle does no harm
  holds(11, 12);
  holds(13, 12);
  EXPECT_EQ(subjects(built(), GapKind::kMemberListMissing), Names{"Group 12"});
}

TEST_F(CoverageGapsTest, AnEmptyListThatWasExportedIsKnownToBeEmpty) {
  builder.add_assignment(grant_to(10, PrincipalType::kGroup), place(1));
  builder.add_members(members(10, {}), place(2));
  const Tenant tenant = built();
  EXPECT_TRUE(gaps_of(tenant, GapKind::kMemberListMissing).empty());
  EXPECT_TRUE(tenant.groups().open_groups().empty());
}

TEST_F(CoverageGapsTest, ATruncatedListIsAGapUnlessACompleteOneFollows) {
  for (const std::uint32_t completed : {0U, 1U, 2U}) {
    builder.add_assignment(grant_to(10, PrincipalType::kGroup), place(1));
    MemberListRecord part = members(10, {1, 2});
    part.complete = false;
    if (completed == 1) {
      builder.add_members(members(10, {3}), place(2));
    }
    builder.add_members(part, place(3));
    if (completed == 2) {
      builder.add_members(members(10, {3}), place(2));
    }
    const Tenant tenant = built();
    EXPECT_EQ(gaps_of(tenant, GapKind::kMemberListTruncated).size(), completed == 0 ? 1U : 0U);
    EXPECT_TRUE(gaps_of(tenant, GapKind::kMemberListMissing).empty());
    const PrincipalId group = *tenant.directory().find(guid(10));
    EXPECT_EQ(tenant.groups().is_open(group), completed == 0);
    // Several lists are joined.
    EXPECT_EQ(tenant.groups().members_of(group).size(), completed == 0 ? 2U : 3U);
  }
}

TEST_F(CoverageGapsTest, APrincipalOfUnstatedTypeMayBeAGroup) {
  builder.add_assignment(grant_to(10, PrincipalType::kUnstated), place(1));
  builder.add_assignment(grant_to(11, PrincipalType::kUnstated), place(2));
  builder.add_principal(testing::user(11), place(3));  // described otherwise
  builder.add_assignment(grant_to(12, PrincipalType::kUnstated), place(4));
  builder.add_members(members(12, {1}), place(5));  // has a list, so it is a group
  builder.add_assignment(grant_to(13, PrincipalType::kDeleted), place(6));
  const Tenant tenant = built();
  EXPECT_EQ(subjects(tenant, GapKind::kPrincipalType), Names{to_string(guid(10))});
  EXPECT_EQ(tenant.groups().open_groups().size(), 1U);
  EXPECT_TRUE(gaps_of(tenant, GapKind::kMemberListMissing).empty());
}

TEST_F(CoverageGapsTest, MembersOfAForeignGroupAreNotKnown) {
  builder.add_assignment(grant_to(10, PrincipalType::kForeignGroup), place(1));
  const auto gaps = gaps_of(built(), GapKind::kMemberListMissing);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_NE(gaps[0].message.find("another tenant"), std::string::npos);
}

TEST_F(CoverageGapsTest, AnUndefinedRoleIsOneGapHoweverOftenItIsAssigned) {
  builder.add_assignment(grant_to(1, PrincipalType::kUser), place(1));
  builder.add_assignment(grant_to(2, PrincipalType::kUser), place(2));
  const Tenant tenant = built();
  const auto gaps = gaps_of(tenant, GapKind::kRoleUndefined);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].subject, to_string(guid(100)));
  EXPECT_EQ(gaps[0].role, tenant.find_role(guid(100)));
}

TEST_F(CoverageGapsTest, LossyRolesAreToldEachWhereAssignedAndTogetherElsewhere) {
  for (const std::uint32_t n : {100U, 101U, 102U}) {
    RoleDefinitionRecord record = role(n, {block({"a"})});
    record.lossy = true;
    builder.add_role(record, place(n));
  }
  builder.add_assignment(assignment("a"), place(1));
  const Tenant tenant = built();
  EXPECT_EQ(subjects(tenant, GapKind::kLossyRole),
            (Names{"Role 100", "2 roles that are not assigned"}));
  EXPECT_EQ(gaps_of(tenant, GapKind::kLossyRole)[0].role, tenant.find_role(guid(100)));
}

TEST_F(CoverageGapsTest, TheHierarchyMattersOnceAManagementGroupIsUsed) {
  builder.add_assignment(assignment("a"), place(1));
  EXPECT_TRUE(gaps_of(built(), GapKind::kHierarchyMissing).empty());

  builder.add_assignment(assignment("a"), place(1));
  DenyAssignmentRecord record = denial("d");
  record.scope = group_scope("ml");
  builder.add_denial(record, place(2));
  builder.add_hierarchy(root_group("ml"), place(3));
  const Tenant tenant = built();
  const auto gaps = gaps_of(tenant, GapKind::kHierarchyMissing);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].subject, "/subscriptions/s");
  EXPECT_EQ(gaps[0].scope, tenant.scopes().find("/subscriptions/s"));
}

TEST_F(CoverageGapsTest, AFullHierarchyLeavesNoGap) {
  RoleAssignmentRecord record = assignment("a");
  record.scope = group_scope("ml");
  builder.add_assignment(record, place(1));
  builder.add_hierarchy(below(scope("/subscriptions/s"), "ml"), place(2));
  builder.add_hierarchy(below(group_scope("ml"), "top"), place(3));
  builder.add_hierarchy(root_group("top"), place(4));
  EXPECT_TRUE(gaps_of(built(), GapKind::kHierarchyMissing).empty());
}

TEST_F(CoverageGapsTest, ManyUnplacedScopesAreOneGap) {
  RoleAssignmentRecord record = assignment("at a group");
  record.scope = group_scope("ml");
  builder.add_assignment(record, place(1));
  for (int i = 0; i < 3000; ++i) {
    record = assignment(std::to_string(i));
    record.scope = scope("/subscriptions/" + std::to_string(i) + "/resourceGroups/g");
    builder.add_assignment(record, place(2));
  }
  const auto gaps = gaps_of(built(), GapKind::kHierarchyMissing);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].subject, "3000 subscriptions and 1 management groups");
  EXPECT_NE(gaps[0].message.find("and 2996 more"), std::string::npos) << gaps[0].message;
  EXPECT_FALSE(gaps[0].scope);
}

}  // namespace
}  // namespace leastwise
