#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "engine/base/instant.h"
#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

using testing::Loaded;

std::string instance(std::string_view kind, std::string_view more) {
  return R"({"value": [{"id": "/subscriptions/s1/providers/Microsoft.Authorization/)" +
         std::string(kind) + R"(/i1", "name": "i1", "type": "Microsoft.Authorization/)" +
         std::string(kind) + R"(", "properties": {"scope": "/subscriptions/s1",
    "roleDefinitionId": "/x/aaaaaaaa-0000-0000-0000-000000000001",
    "principalId": "bbbbbbbb-0000-0000-0000-000000000001", "principalType": "User",
    "startDateTime": "2026-01-01T00:00:00.5Z", "endDateTime": "2026-02-01T00:00:00Z",
    "memberType": "Direct")" +
         std::string(more) + "}}]}";
}

TEST(PimInstances, Eligible) {
  const Tenant tenant =
      Loaded(instance("RoleEligibilityScheduleInstances", R"(, "status": "Provisioned")")).tenant();
  ASSERT_EQ(tenant.assignments().size(), 1U);
  EXPECT_TRUE(tenant.assignments()[0].eligible);
  EXPECT_EQ(to_string(tenant.assignments()[0].window.begin), "2026-01-01T00:00:00.5Z");
  EXPECT_EQ(to_string(tenant.assignments()[0].window.end), "2026-02-01T00:00:00Z");
}

TEST(PimInstances, ActiveOnesAndTheAssignmentThatTheyMirror) {
  const std::string active = instance("roleAssignmentScheduleInstances",
                                      R"(, "status": "Accepted", "originRoleAssignmentId":
    "/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a1")");
  constexpr std::string_view kOrdinary = R"([{"scope": "/subscriptions/s1", "name": "a1",
    "id": "/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a1",
    "principalId": "bbbbbbbb-0000-0000-0000-000000000001", "principalType": "User",
    "roleDefinitionId": "/x/aaaaaaaa-0000-0000-0000-000000000001"}])";
  Loaded loaded(active);
  loaded.add("b.json", kOrdinary);
  const Tenant tenant = loaded.tenant();
  ASSERT_EQ(tenant.assignments().size(), 1U);
  EXPECT_FALSE(tenant.assignments()[0].eligible);
  EXPECT_EQ(to_string(tenant.assignments()[0].window.end), "2026-02-01T00:00:00Z");
}

TEST(PimInstances, WithoutTypeTheScheduleIdTells) {
  std::string text =
      instance("roleEligibilityScheduleInstances", R"(, "roleEligibilityScheduleId": "/x/y")");
  const std::size_t type = text.find("\"type\"");
  text.erase(type, text.find("\"properties\"") - type);
  EXPECT_TRUE(Loaded(text).tenant().assignments()[0].eligible);
}

TEST(PimInstances, EndMayBeOpen) {
  std::string text = instance("roleEligibilityScheduleInstances", "");
  const std::string_view end = R"("2026-02-01T00:00:00Z")";
  text.replace(text.find(end), end.size(), "null");
  EXPECT_EQ(Loaded(text).tenant().assignments()[0].window.end, kEndOfTime);
}

TEST(PimInstances, IdInPropertiesHoldsAndNamesComeFromWhatAgrees) {
  const std::string text = instance("roleEligibilityScheduleInstances",
                                    R"(, "expandedProperties": {
    "roleDefinition": {"id": "/x/cccccccc-0000-0000-0000-000000000009", "displayName": "Other"},
    "principal": {"id": "bbbbbbbb-0000-0000-0000-000000000001", "displayName": "Sam",
                  "email": "sam@shire.example"}})");
  const Tenant tenant = Loaded(text).tenant();
  ASSERT_EQ(tenant.roles().size(), 1U);
  EXPECT_EQ(to_string(tenant.roles()[0].guid), "aaaaaaaa-0000-0000-0000-000000000001");
  EXPECT_NE(tenant.text(tenant.roles()[0].name), "Other");
  EXPECT_EQ(tenant.directory().label(tenant.assignments()[0].principal), "sam@shire.example");
}

TEST(PimInstances, SchedulesAreNoInstances) {
  for (const std::string_view kind :
       {"roleEligibilitySchedules", "RoleAssignmentSchedules", "roleEligibilityScheduleRequests",
        "roleAssignmentScheduleRequests"}) {
    const Loaded loaded(instance(kind, ""));
    ASSERT_EQ(loaded.diagnostics().all().size(), 1U) << kind;
    EXPECT_EQ(loaded.diagnostics().all()[0].code, "unsupported-file");
    EXPECT_NE(loaded.diagnostics().all()[0].help.find("only instances"), std::string::npos);
  }
}

}  // namespace
}  // namespace leastwise
