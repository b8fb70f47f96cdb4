#include "engine/tenant/tenant.h"

#include <set>

#include "tests/engine/tenant/tenant_fixture.h"

namespace leastwise {
namespace {

using testing::block;
using testing::guid;
using testing::role;

class TenantLookup : public testing::TenantTest {
 protected:
  TenantLookup() {
    builder.add_role(role(100, {block({"a"})}), place(1));
    RoleDefinitionRecord twin = role(101, {block({"b"})});
    twin.name = "Twin";
    builder.add_role(twin, place(2));
    twin.id = guid(102);
    twin.name = "TWIN";
    builder.add_role(twin, place(3));
  }
};

TEST(GapKind, NamesAreStableAndDistinct) {
  std::set<std::string_view> names;
  for (const GapKind kind :
       {GapKind::kTruncatedExport, GapKind::kMemberListMissing, GapKind::kMemberListTruncated,
        GapKind::kPrincipalType, GapKind::kRoleUndefined, GapKind::kHierarchyMissing,
        GapKind::kLossyRole, GapKind::kNothingOfKind}) {
    EXPECT_EQ(to_string(kind).find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string::npos);
    names.insert(to_string(kind));
  }
  EXPECT_EQ(names.size(), 8U);
  EXPECT_EQ(to_string(GapKind::kMemberListMissing), "member-list-missing");
}

TEST_F(TenantLookup, FindsRolesByGuid) {
  const Tenant tenant = built();
  EXPECT_EQ(tenant.find_role(guid(100)), RoleId(0));
  EXPECT_FALSE(tenant.find_role(guid(999)));
}

TEST_F(TenantLookup, ResolvesARoleByAnyOfItsNames) {
  const Tenant tenant = built();
  EXPECT_EQ(tenant.resolve_role(to_string(guid(100))), RoleId(0));
  EXPECT_EQ(tenant.resolve_role("/providers/Microsoft.Authorization/roleDefinitions/" +
                                to_string(guid(100))),
            RoleId(0));
  EXPECT_EQ(tenant.resolve_role("ROLE 100"), RoleId(0));
}

TEST_F(TenantLookup, ANameOfSeveralRolesIsAnErrorWithTheCandidates) {
  const auto found = built().resolve_role("twin");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().message, "2 roles are called `twin`");
  EXPECT_NE(found.error().help.find(to_string(guid(101))), std::string::npos);
  EXPECT_NE(found.error().help.find(to_string(guid(102))), std::string::npos);
}

TEST_F(TenantLookup, AnUnknownRoleIsAnError) {
  RoleDefinitionRecord impostor = role(103, {block({"c"})});
  impostor.name = to_string(guid(999));
  builder.add_role(impostor, place(4));
  const Tenant tenant = built();
  EXPECT_EQ(tenant.resolve_role("nobody").error().message, "no role is called `nobody`");
  EXPECT_FALSE(tenant.resolve_role(""));
  // A GUID is an id and never a name.
  EXPECT_EQ(tenant.resolve_role(to_string(guid(999))).error().message,
            "no role has the id `" + to_string(guid(999)) + "`");
}

TEST_F(TenantLookup, CanBeMovedAndRead) {
  Tenant first = built();
  const std::string_view name = first.text(first.role(RoleId(0)).name);
  const Tenant second = std::move(first);
  EXPECT_EQ(second.text(second.role(RoleId(0)).name).data(), name.data());
  EXPECT_EQ(second.text(StringId(0)), "");
  EXPECT_EQ(second.files().name(second.role(RoleId(0)).place.file), "input.json");
}

}  // namespace
}  // namespace leastwise
