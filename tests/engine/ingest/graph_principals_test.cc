#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

using testing::Loaded;

constexpr std::string_view kUser = "bbbbbbbb-0000-0000-0000-000000000001";
constexpr std::string_view kGroup = "dddddddd-0000-0000-0000-000000000001";

PrincipalId id_of(const Tenant& tenant, std::string_view guid) {
  const auto id = tenant.directory().find(*parse_guid(guid));
  EXPECT_TRUE(id.has_value()) << guid;
  return id.value_or(PrincipalId());
}

const Principal& find(const Tenant& tenant, std::string_view guid) {
  return tenant.directory()[id_of(tenant, guid)];
}

std::string members(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) {
    std::string number = std::to_string(i);
    number.insert(0, 12 - number.size(), '0');
    list += i == 0 ? "" : ", ";
    list += R"({"@odata.type": "#microsoft.graph.user", "id": "bbbbbbbb-0000-0000-0000-)" + number +
            R"("})";
  }
  return list;
}

TEST(GraphPrincipals, Users) {
  const Tenant tenant =
      Loaded(R"({"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users",
    "value": [{"id": "BBBBBBBB-0000-0000-0000-000000000001", "displayName": "Frodo",
    "userPrincipalName": "frodo@shire.example", "userType": "Guest", "accountEnabled": false,
    "mail": null, "appId": null}]})")
          .tenant();
  const Principal& user = find(tenant, kUser);
  EXPECT_EQ(user.type, PrincipalType::kUser);
  EXPECT_EQ(tenant.directory().text(user.display_name), "Frodo");
  EXPECT_EQ(tenant.directory().text(user.user_principal_name), "frodo@shire.example");
  EXPECT_EQ(user.guest, true);
  EXPECT_EQ(user.account_enabled, false);
}

TEST(GraphPrincipals, ServicePrincipals) {
  const Tenant tenant =
      Loaded(R"([{"accountEnabled": true, "appId": "eeeeeeee-0000-0000-0000-000000000001",
    "displayName": "ci", "id": "bbbbbbbb-0000-0000-0000-000000000001",
    "servicePrincipalType": "ManagedIdentity"}])")
          .tenant();
  EXPECT_EQ(find(tenant, kUser).type, PrincipalType::kServicePrincipal);
  EXPECT_EQ(to_string(find(tenant, kUser).app_id), "eeeeeeee-0000-0000-0000-000000000001");
}

TEST(GraphPrincipals, ContextTellsTheKindOfSelectedColumns) {
  const Tenant tenant = Loaded(R"json({"@odata.context":
    "https://graph.microsoft.com/v1.0/$metadata#groups(id,displayName)",
    "value": [{"id": "dddddddd-0000-0000-0000-000000000001", "displayName": "ml"}]})json")
                            .tenant();
  EXPECT_EQ(find(tenant, kGroup).type, PrincipalType::kGroup);
}

TEST(GraphPrincipals, GroupWithExpandedMembers) {
  const Tenant tenant = Loaded(R"({"value": [{"id": "dddddddd-0000-0000-0000-000000000001",
    "displayName": "ml", "groupTypes": [], "securityEnabled": true, "members": [)" +
                               members(19) + "]}]}")
                            .tenant();
  const PrincipalId group = id_of(tenant, kGroup);
  EXPECT_EQ(tenant.groups().direct_members(group).size(), 19U);
  EXPECT_FALSE(tenant.groups().is_incomplete(group));
}

TEST(GraphPrincipals, TwentyExpandedMembersAreACutOffList) {
  const Tenant tenant = Loaded(R"([{"id": "dddddddd-0000-0000-0000-000000000001",
    "securityEnabled": true, "members": [)" +
                               members(20) + "]}]")
                            .tenant();
  EXPECT_TRUE(tenant.groups().is_incomplete(id_of(tenant, kGroup)));
}

TEST(GraphPrincipals, LinkToMoreMembersIsACutOffList) {
  const Tenant tenant = Loaded(R"([{"id": "dddddddd-0000-0000-0000-000000000001",
    "securityEnabled": true, "members": [], "members@odata.nextLink": "https://more"}])")
                            .tenant();
  EXPECT_TRUE(tenant.groups().is_incomplete(id_of(tenant, kGroup)));
}

TEST(GraphPrincipals, MemberListCompletesACutOffGroup) {
  Loaded loaded(R"([{"id": "dddddddd-0000-0000-0000-000000000001", "securityEnabled": true,
    "members": [)" +
                members(20) + "]}]");
  loaded.add("members.json", R"({"groupId": "dddddddd-0000-0000-0000-000000000001", "value": [)" +
                                 members(23) + "]}");
  const Tenant tenant = loaded.tenant();
  EXPECT_FALSE(tenant.groups().is_incomplete(id_of(tenant, kGroup)));
  EXPECT_EQ(tenant.groups().direct_members(id_of(tenant, kGroup)).size(), 23U);
}

TEST(GraphPrincipals, MemberListMayNameItsGroupBehind) {
  const Tenant tenant = Loaded(R"({"value": [)" + members(2) +
                               R"(], "groupId": "dddddddd-0000-0000-0000-000000000001"})")
                            .tenant();
  EXPECT_EQ(tenant.groups().direct_members(id_of(tenant, kGroup)).size(), 2U);
  EXPECT_FALSE(tenant.groups().is_incomplete(id_of(tenant, kGroup)));
}

TEST(GraphPrincipals, ExportedEmptyMemberListIsKnownToBeEmpty) {
  const Tenant tenant =
      Loaded(R"({"groupId": "dddddddd-0000-0000-0000-000000000001", "value": []})").tenant();
  EXPECT_FALSE(tenant.groups().is_incomplete(id_of(tenant, kGroup)));
}

TEST(GraphPrincipals, PageOfAMemberListIsIncompleteAndTruncated) {
  Loaded loaded(R"({"groupId": "dddddddd-0000-0000-0000-000000000001", "value": [)" + members(2) +
                R"(], "@odata.nextLink": "https://more"})");
  const Tenant tenant = loaded.tenant();
  EXPECT_TRUE(tenant.groups().is_incomplete(id_of(tenant, kGroup)));
  bool truncated = false;
  for (const CoverageGap& gap : tenant.gaps()) {
    truncated = truncated || gap.kind == GapKind::kTruncatedExport;
  }
  EXPECT_TRUE(truncated);
}

TEST(GraphPrincipals, MembersOfManyKindsKeepTheirs) {
  const Tenant tenant = Loaded(R"({"groupId": "dddddddd-0000-0000-0000-000000000001", "value": [
    {"@odata.type": "#microsoft.graph.user", "id": "bbbbbbbb-0000-0000-0000-000000000001"},
    {"@odata.type": "#microsoft.graph.group", "id": "dddddddd-0000-0000-0000-000000000002"},
    {"@odata.type": "#microsoft.graph.servicePrincipal", "id":
    "cccccccc-0000-0000-0000-000000000003"},
    {"@odata.type": "#microsoft.graph.device", "id": "cccccccc-0000-0000-0000-000000000004"},
    {"@odata.type": "#microsoft.graph.orgContact", "id": "cccccccc-0000-0000-0000-000000000005"},
    {"id": "cccccccc-0000-0000-0000-000000000006"}]})")
                            .tenant();
  EXPECT_EQ(find(tenant, kUser).type, PrincipalType::kUser);
  EXPECT_EQ(find(tenant, "dddddddd-0000-0000-0000-000000000002").type, PrincipalType::kGroup);
  EXPECT_EQ(find(tenant, "cccccccc-0000-0000-0000-000000000003").type,
            PrincipalType::kServicePrincipal);
  EXPECT_EQ(find(tenant, "cccccccc-0000-0000-0000-000000000004").type, PrincipalType::kDevice);
  EXPECT_EQ(find(tenant, "cccccccc-0000-0000-0000-000000000006").type, PrincipalType::kUnstated);
  EXPECT_EQ(tenant.groups().direct_members(id_of(tenant, kGroup)).size(), 5U);  // not the contact
}

TEST(GraphPrincipals, MembersWithoutTheirGroupAreRefused) {
  for (const std::string& text :
       {R"({"value": [)" + members(1) + "]}", "[" + members(1) + "]",
        std::string(R"({"@odata.context": "https://g/$metadata#directoryObjects",
                                     "value": [{"id":
    "bbbbbbbb-0000-0000-0000-000000000001"}]})")}) {
    const Loaded loaded(text);
    ASSERT_EQ(loaded.diagnostics().all().size(), 1U) << text;
    EXPECT_EQ(loaded.diagnostics().all()[0].message,
              "a list of group members that does not say whose members they are");
    EXPECT_EQ(loaded.diagnostics().all()[0].help,
              "write the group's object id around the list: {\"groupId\": \"...\", \"value\": "
              "[...]}");
  }
}

TEST(GraphPrincipals, ListOfNobodyKnowsWhatIsRefused) {
  const Loaded loaded(R"([{"id": "bbbbbbbb-0000-0000-0000-000000000001", "displayName": "x"}])");
  ASSERT_EQ(loaded.diagnostics().all().size(), 1U);
  EXPECT_EQ(loaded.diagnostics().all()[0].message,
            "these may be users, groups or service principals: nothing says which");
}

TEST(GraphPrincipals, OneObjectAlone) {
  const Tenant tenant = Loaded(R"({"@odata.context": "https://g/$metadata#users/$entity",
    "id": "bbbbbbbb-0000-0000-0000-000000000001", "displayName": "Sam"})")
                            .tenant();
  EXPECT_EQ(find(tenant, kUser).type, PrincipalType::kUser);
}

}  // namespace
}  // namespace leastwise
