#include "engine/role/records.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

// The defaults are what a record means whose export leaves the property out.
TEST(Records, WhatIsLeftOutIsUnstatedAndNotAssumed) {
  const RoleDefinitionRecord role;
  EXPECT_FALSE(role.id);
  EXPECT_EQ(role.type, RoleType::kUnstated);
  EXPECT_FALSE(role.lossy);
  const RoleAssignmentRecord assignment{.scope = ScopePath::root(), .principal = {}, .role = {}};
  EXPECT_EQ(assignment.principal_type, PrincipalType::kUnstated);
  EXPECT_EQ(assignment.condition, "");
  const DenyAssignmentRecord denial{.scope = ScopePath::root()};
  EXPECT_FALSE(denial.does_not_apply_to_child_scopes);
  EXPECT_FALSE(denial.audit_only);
  const HierarchyRecord hierarchy{.scope = ScopePath::management_group("mg")};
  EXPECT_EQ(hierarchy.parent_kind, HierarchyRecord::Parent::kUnstated);
}

TEST(Records, AScheduleInstanceIsActiveAndAlwaysValidUnlessTold) {
  const ScheduleInstanceRecord instance{
      .assignment = {.scope = ScopePath::root(), .principal = {}, .role = {}}};
  EXPECT_FALSE(instance.eligible);
  EXPECT_EQ(instance.window, Window());
  EXPECT_EQ(instance.status, "");
}

TEST(Records, AMemberListIsCompleteUnlessTold) {
  EXPECT_TRUE((MemberListRecord{.group = {}}).complete);
}

}  // namespace
}  // namespace leastwise
