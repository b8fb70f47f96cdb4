#include "engine/tenant/role_merge.h"

#include "tests/engine/tenant/tenant_fixture.h"

namespace leastwise {
namespace {

using testing::assignment;
using testing::block;
using testing::gaps_of;
using testing::guid;
using testing::role;

class RoleMergeTest : public testing::TenantTest {
 protected:
  static RoleDefinitionRecord lossy(std::vector<BlockRecord> blocks) {
    RoleDefinitionRecord record = role(100, std::move(blocks));
    record.lossy = true;
    return record;
  }
};

TEST_F(RoleMergeTest, KeepsBlocksPatternsAndConditionsAsWritten) {
  RoleDefinitionRecord record = role(100, {block({" A/* ", "b"}, {"A/write"}), block({"A/*"})});
  record.blocks[1].data_actions = {"d"};
  record.blocks[1].condition = " (c) ";
  record.description = "words";
  record.type = RoleType::kCustom;
  record.assignable_scopes = {"/subscriptions/s", "/subscriptions/t"};
  builder.add_role(record, place(1));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.roles().size(), 1U);
  const RoleDefinition& only = tenant.role(RoleId(0));
  EXPECT_EQ(only.guid, guid(100));
  EXPECT_EQ(tenant.text(only.name), "Role 100");
  EXPECT_EQ(tenant.text(only.description), "words");
  EXPECT_EQ(only.knowledge, RoleKnowledge::kInput);
  EXPECT_EQ(only.type, RoleType::kCustom);
  EXPECT_EQ(only.place, place(1));
  ASSERT_EQ(only.assignable_scopes.size(), 2U);
  EXPECT_EQ(tenant.text(only.assignable_scopes[1]), "/subscriptions/t");
  ASSERT_EQ(only.blocks.size(), 2U);
  EXPECT_EQ(tenant.pattern(only.blocks[0].control.granted[0]), " A/* ");
  EXPECT_EQ(tenant.pattern(only.blocks[0].control.subtracted[0]), "A/write");
  EXPECT_EQ(tenant.pattern(only.blocks[1].control.granted[0]), "A/*");
  EXPECT_EQ(tenant.pattern(only.blocks[1].data.granted[0]), "d");
  EXPECT_FALSE(only.blocks[0].condition);
  EXPECT_EQ(tenant.condition(*only.blocks[1].condition), " (c) ");
  EXPECT_EQ(tenant.pattern_count(), 5U);
  EXPECT_EQ(tenant.condition_count(), 1U);
}

TEST_F(RoleMergeTest, ACopyIsIgnoredAndCompletesTexts) {
  RoleDefinitionRecord first = role(100, {block({"a", "B"}), block({"c"})});
  first.name.clear();
  builder.add_role(first, place(1));
  RoleDefinitionRecord copy = role(100, {block({" C"}), block({"b", "A", "a"})});
  copy.description = "words";
  copy.type = RoleType::kBuiltIn;
  copy.assignable_scopes = {"/"};
  builder.add_role(copy, place(2));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.roles().size(), 1U);
  EXPECT_EQ(tenant.role(RoleId(0)).place, place(1));
  EXPECT_EQ(tenant.text(tenant.role(RoleId(0)).name), "Role 100");
  EXPECT_EQ(tenant.text(tenant.role(RoleId(0)).description), "words");
  EXPECT_EQ(tenant.role(RoleId(0)).type, RoleType::kBuiltIn);
  EXPECT_EQ(tenant.role(RoleId(0)).assignable_scopes.size(), 1U);
}

TEST_F(RoleMergeTest, OtherPermissionsUnderOneIdAreAnErrorWithBothPlaces) {
  builder.add_role(role(100, {block({"a"})}), place(1));
  builder.add_role(role(100, {block({"a"}, {"b"})}), place(9));
  const std::string error = only_error("conflicting-duplicate");
  EXPECT_NE(error.find("role definition `Role 100`"), std::string::npos) << error;
  EXPECT_NE(error.find(to_string(guid(100))), std::string::npos) << error;
  EXPECT_NE(error.find("input.json:9:1"), std::string::npos) << error;
  EXPECT_NE(error.find("input.json:1:1"), std::string::npos) << error;
}

TEST_F(RoleMergeTest, NamesDoNotDecide) {
  builder.add_role(role(100, {block({"a"})}), place(1));
  RoleDefinitionRecord renamed = role(100, {block({"a"})});
  renamed.name = "Other";
  builder.add_role(renamed, place(2));
  EXPECT_EQ(built().roles().size(), 1U);
}

TEST_F(RoleMergeTest, ALossyRoleYieldsToAFullOneInEitherOrder) {
  for (const bool lossy_first : {true, false}) {
    const RoleDefinitionRecord full = role(100, {block({"a"}, {"b"}), block({"b"})});
    const RoleDefinitionRecord merged = lossy({block({"a", "b"}, {"b"})});
    builder.add_role(lossy_first ? merged : full, place(1));
    builder.add_role(lossy_first ? full : merged, place(2));
    const Tenant tenant = built();
    ASSERT_EQ(tenant.roles().size(), 1U);
    EXPECT_FALSE(tenant.role(RoleId(0)).lossy);
    EXPECT_EQ(tenant.role(RoleId(0)).blocks.size(), 2U);
    EXPECT_EQ(tenant.role(RoleId(0)).place, place(lossy_first ? 2 : 1));
    EXPECT_TRUE(gaps_of(tenant, GapKind::kLossyRole).empty());
  }
}

TEST_F(RoleMergeTest, ALossyRoleYieldsToTheCatalogue) {
  // Merging the blocks loses their conditions, so the lossy record grants too much.
  builder.add_role(lossy({block({"a", "b"})}), place(1));
  builder.add_catalogue_role(role(100, {block({"a"})}));
  const Tenant tenant = built();
  EXPECT_EQ(tenant.role(RoleId(0)).knowledge, RoleKnowledge::kCatalogue);
  EXPECT_FALSE(tenant.role(RoleId(0)).lossy);
  EXPECT_EQ(tenant.role(RoleId(0)).blocks[0].control.granted.size(), 1U);
  EXPECT_TRUE(gaps_of(tenant, GapKind::kLossyRole).empty());
}

TEST_F(RoleMergeTest, TwoLossyRolesConflictLikeFullOnes) {
  builder.add_role(lossy({block({"a"})}), place(1));
  builder.add_role(lossy({block({"A"})}), place(2));
  builder.add_role(lossy({block({"b"})}), place(3));
  const std::string error = only_error("conflicting-duplicate");
  EXPECT_NE(error.find("input.json:3:1"), std::string::npos) << error;
}

// Wherever the full one stands: the order of the files does not matter.
TEST_F(RoleMergeTest, LossyRolesThatConflictAreForgottenBesideAFullOne) {
  for (int full_at = 0; full_at < 3; ++full_at) {
    for (int i = 0; i < 3; ++i) {
      const std::string own = std::to_string(i);
      builder.add_role(i == full_at ? role(100, {block({own})}) : lossy({block({own})}), place(1));
    }
    const Tenant tenant = built();
    EXPECT_FALSE(tenant.role(RoleId(0)).lossy);
    EXPECT_EQ(tenant.pattern(tenant.role(RoleId(0)).blocks[0].control.granted[0]),
              std::to_string(full_at));
  }
}

TEST_F(RoleMergeTest, TheCatalogueDefinesOnlyWhatNoInputDoes) {
  builder.add_catalogue_role(role(100, {block({"catalogue"})}));
  builder.add_catalogue_role(role(101, {block({"catalogue"})}));
  builder.add_catalogue_role(role(102, {block({"catalogue"})}));
  builder.add_role(role(100, {block({"input"})}), place(1));
  builder.add_assignment(
      [] {
        RoleAssignmentRecord record = assignment("a");
        record.role = guid(101);
        return record;
      }(),
      place(2));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.roles().size(), 3U);  // that of nobody's too
  const RoleDefinition& own = tenant.role(*tenant.find_role(guid(100)));
  EXPECT_EQ(own.knowledge, RoleKnowledge::kInput);
  EXPECT_EQ(tenant.pattern(own.blocks[0].control.granted[0]), "input");
  for (const std::uint32_t n : {101U, 102U}) {
    const RoleDefinition& other = tenant.role(*tenant.find_role(guid(n)));
    EXPECT_EQ(other.knowledge, RoleKnowledge::kCatalogue);
    EXPECT_EQ(tenant.text(other.name), "Role " + std::to_string(n));
    EXPECT_FALSE(other.place.known());
  }
  EXPECT_TRUE(gaps_of(tenant, GapKind::kRoleUndefined).empty());
}

// The catalogue does not even win over the lossy shape: a tenant's own export always does.
TEST_F(RoleMergeTest, WhatNothingDefinesIsUndefinedUnderTheNameOfItsAssignment) {
  RoleAssignmentRecord record = assignment("a");
  record.role_name = "Lost role";
  builder.add_assignment(record, place(4));
  const Tenant tenant = built();
  const RoleDefinition& lost = tenant.role(tenant.assignment(AssignmentId(0)).role);
  EXPECT_EQ(lost.knowledge, RoleKnowledge::kUndefined);
  EXPECT_EQ(lost.guid, guid(100));
  EXPECT_EQ(tenant.text(lost.name), "Lost role");
  EXPECT_EQ(lost.place, place(4));
}

TEST_F(RoleMergeTest, ADefinitionNamesTheRoleWhateverAssignmentsCallIt) {
  for (const bool assigned_first : {true, false}) {
    RoleAssignmentRecord record = assignment("a");
    record.role_name = "stale name";
    if (assigned_first) {
      builder.add_assignment(record, place(1));
    }
    builder.add_role(role(100, {block({"a"})}), place(2));
    if (!assigned_first) {
      builder.add_assignment(record, place(1));
    }
    const Tenant tenant = built();
    EXPECT_EQ(tenant.text(tenant.role(RoleId(0)).name), "Role 100");
    EXPECT_EQ(tenant.role(RoleId(0)).place, place(2));
    EXPECT_EQ(tenant.assignment(AssignmentId(0)).role, RoleId(0));
  }
}

TEST_F(RoleMergeTest, DraftsWithoutAnIdAreKeptApartUnlessTheyAreCopies) {
  RoleDefinitionRecord draft = role(100, {block({"a"})});
  draft.id.reset();
  draft.name = "Draft";
  builder.add_role(draft, place(1));
  draft.name = "DRAFT";
  builder.add_role(draft, place(2));  // a copy
  draft.blocks = {block({"b"})};
  builder.add_role(draft, place(3));
  draft.name = "Second";
  builder.add_role(draft, place(4));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.roles().size(), 3U);
  EXPECT_EQ(tenant.role(RoleId(0)).guid, Guid());
  EXPECT_FALSE(tenant.find_role(Guid()));
  EXPECT_EQ(tenant.resolve_role("second"), RoleId(2));
  EXPECT_FALSE(tenant.resolve_role("draft"));
}

}  // namespace
}  // namespace leastwise
