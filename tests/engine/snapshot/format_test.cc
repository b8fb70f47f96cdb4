// Numbers that stand in files never change: where one of these fails, the change is wrong, or the
// version of the format goes up.
#include "engine/snapshot/format.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/action/pattern.h"
#include "engine/authorizer/decision.h"
#include "engine/permission/operation_catalogue.h"
#include "engine/principal/directory.h"
#include "engine/role/role_definition.h"
#include "engine/scope/scope_path.h"
#include "engine/tenant/tenant.h"

namespace leastwise {
namespace {

template <class... Enumerators>
std::string numbers(Enumerators... enumerators) {
  std::string text;
  ((text += std::to_string(static_cast<unsigned>(enumerators)) + " "), ...);
  return text;
}

TEST(SnapshotFormat, EnumeratorsKeepTheirNumbers) {
  EXPECT_EQ(numbers(WildcardReading::kAzure, WildcardReading::kLiteral), "0 1 ");
  EXPECT_EQ(numbers(PatternGap::kAnyRun, PatternGap::kNonEmptyRun, PatternGap::kOptionalSegments),
            "0 1 2 ");
  EXPECT_EQ(numbers(OperationPlane::kControl, OperationPlane::kData, OperationPlane::kBoth,
                    OperationPlane::kUnstated),
            "0 1 2 3 ");
  EXPECT_EQ(numbers(Origin::kInput, Origin::kCatalogue), "0 1 ");
  EXPECT_EQ(numbers(RoleKnowledge::kUndefined, RoleKnowledge::kInput, RoleKnowledge::kCatalogue),
            "0 1 2 ");
  EXPECT_EQ(numbers(RoleType::kUnstated, RoleType::kBuiltIn, RoleType::kCustom), "0 1 2 ");
  EXPECT_EQ(numbers(PrincipalType::kUnstated, PrincipalType::kUser, PrincipalType::kGroup,
                    PrincipalType::kServicePrincipal, PrincipalType::kForeignGroup,
                    PrincipalType::kDevice, PrincipalType::kDeleted),
            "0 1 2 3 4 5 6 ");
  EXPECT_EQ(numbers(ScopeKind::kRoot, ScopeKind::kManagementGroup, ScopeKind::kSubscription,
                    ScopeKind::kResourceGroup, ScopeKind::kProvider, ScopeKind::kResource,
                    ScopeKind::kUnplaced),
            "0 1 2 3 4 5 6 ");
  EXPECT_EQ(numbers(GapKind::kTruncatedExport, GapKind::kMemberListMissing,
                    GapKind::kMemberListTruncated, GapKind::kPrincipalType, GapKind::kRoleUndefined,
                    GapKind::kHierarchyMissing, GapKind::kLossyRole, GapKind::kNothingOfKind),
            "0 1 2 3 4 5 6 7 ");
  EXPECT_EQ(
      numbers(DecisionReason::kGrantedByRoleAssignment, DecisionReason::kDeniedByDenyAssignment,
              DecisionReason::kNoMatchingGrant, DecisionReason::kConditionUnmet,
              DecisionReason::kConditionUnknown, DecisionReason::kRoleUnknown,
              DecisionReason::kHierarchyUnknown, DecisionReason::kMembershipUnknown),
      "0 1 2 3 4 5 6 7 ");
}

TEST(SnapshotFormat, TheHeaderLiesAsDocumented) {
  EXPECT_EQ(offsetof(SnapshotHeader, byte_order), 8U);
  EXPECT_EQ(offsetof(SnapshotHeader, version), 12U);
  EXPECT_EQ(offsetof(SnapshotHeader, file_size), 16U);
  EXPECT_EQ(offsetof(SnapshotHeader, body_hash), 24U);
  EXPECT_EQ(offsetof(SnapshotHeader, array_count), 32U);
  EXPECT_EQ(offsetof(SnapshotHeader, header_hash), 56U);
  EXPECT_EQ(offsetof(SnapshotArray, element_size), 40U);
  EXPECT_EQ(offsetof(SnapshotArray, offset), 48U);
  EXPECT_EQ(offsetof(SnapshotArray, size), 56U);
}

TEST(SnapshotFormat, IsKnownByItsFirstBytes) {
  EXPECT_TRUE(is_snapshot("\x89LWS\r\n\x1A\nmore"));
  EXPECT_FALSE(is_snapshot("\x89LWS\n\x1A\nmore"));
  EXPECT_FALSE(is_snapshot("[]"));
  EXPECT_FALSE(is_snapshot(""));
}

}  // namespace
}  // namespace leastwise
