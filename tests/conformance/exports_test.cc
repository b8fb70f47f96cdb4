// Every real export beside the project is read, or refused with the message that helps.
//
// The files are not ours (LEASTWISE_SHARED_DATA names their folder); where they are absent the test
// skips and says so. A file that is new there fails the test until its row says what to expect.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "engine/base/diagnostic.h"
#include "engine/ingest/load.h"
#include "engine/tenant/tenant.h"
#include "engine/tenant/tenant_builder.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

namespace fs = std::filesystem;

using testing::kNoSharedData;
using testing::shared_data_dir;

// What a file gives: `roles/assignments/denials/principals/scopes` of the tenant, the roles that
// assignments only name among them, `/` and the unplaced node among the scopes; or the first error.
std::string outcome_of(const fs::path& file) {
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  load_path(file.string(), builder, diagnostics, {});
  const std::optional<Tenant> tenant = builder.build();
  if (!tenant) {
    const Diagnostic& first = diagnostics.all().front();
    return fmt::format("{} {}:{} {}", first.code, first.place.line, first.place.column,
                       first.message);
  }
  return fmt::format("{}/{}/{}/{}/{}", tenant->roles().size(), tenant->assignments().size(),
                     tenant->denials().size(), tenant->directory().size(), tenant->scopes().size());
}

constexpr const char* kArchitecture =
    "unsupported-file 1:1 an Azure landing zones architecture definition: not an export that can "
    "be used here";

struct Row {
  std::string_view file;
  std::string_view outcome;
};

constexpr auto kRows = std::to_array<Row>({
    {"activity-log.administrative-event.json",
     "unsupported-file 2:3 the activity log: not an export that can be used here"},
    {"alz__architecture_definitions__alz.alz_architecture_definition.json", kArchitecture},
    {"alz__role_definitions__Application-Owners.alz_role_definition.json", "1/0/0/0/2"},
    {"alz__role_definitions__Network-Management.alz_role_definition.json", "1/0/0/0/2"},
    {"alz__role_definitions__Network-Subnet-Contributor.alz_role_definition.json", "1/0/0/0/2"},
    {"alz__role_definitions__Security-Operations.alz_role_definition.json", "1/0/0/0/2"},
    {"alz__role_definitions__Subscription-Owner.alz_role_definition.json", "1/0/0/0/2"},
    {"amba__architecture_definitions__amba.alz_architecture_definition.json", kArchitecture},
    {"azure-authorization-errors.jsonl",
     "unsupported-file 1:1 texts of authorization errors: not an export that can be used here"},
    {"deny-assignment.user-assigned.request.2024-07-01-preview.json",
     "missing-property 4:17 property `scope` is missing or empty"},
    {"deny-assignments.resource-group.rest.json", "bad-guid 23:19 `principalId1` is not a GUID"},
    {"graph.group-transitiveMembers.json",
     "unsupported-file 3:5 a list of group members that does not say whose members they are"},
    {"management-entities.rest.json", "0/0/0/0/6"},
    {"management-group.expand-children.rest.json", "0/0/0/0/10"},
    {"pim.role-assignment-schedule-instances.rest.json", "1/1/0/1/3"},
    {"pim.role-eligibility-schedule-instances.rest.json", "1/1/0/1/3"},
    {"pim.role-eligibility-schedules.rest.json",
     "unsupported-file 3:5 PIM eligibility schedules, not their instances: not an export that can "
     "be used here"},
    {"rest.denyAssignments_ListForScope.json", "bad-guid 12:33 `principalId1` is not a GUID"},
    {"rest.managementGroups_getEntities.json", "0/0/0/0/5"},
    {"rest.roleEligibilityScheduleInstances_ListForScope.json", "1/1/0/1/3"},
    {"role-assignment.conditioned.rest.json", "1/1/0/1/4"},
    {"role-assignment.powershell.docs.json", "1/1/0/1/3"},
    {"role-assignments.cli.docs.json", "3/3/0/2/3"},
    {"role-assignments.root-scope.rest.json", "3/10/0/8/2"},
    {"role-assignments.subscription.cli.derived.json", "6/28/0/25/3"},
    {"role-assignments.subscription.rest.json", "3/18/0/17/3"},
    {"role-definition.custom.powershell-input.ml-docs.json", "1/0/0/0/2"},
    {"role-definition.custom.rest.json", "1/0/0/0/2"},
    {"role-definition.multi-permission.cli.json", "3/0/0/0/2"},
    {"slz__architecture_definitions__slz.alz_architecture_definition.json", kArchitecture},
});

TEST(Exports, EveryFileIsReadOrRefusedWithItsReason) {
  const auto data = shared_data_dir();
  if (!data) {
    GTEST_SKIP() << kNoSharedData;
  }
  std::set<std::string, std::less<>> seen;
  for (const fs::directory_entry& entry : fs::directory_iterator(*data / "exports")) {
    const std::string name = entry.path().filename().string();
    const auto* const expected = std::ranges::find(kRows, name, &Row::file);
    ASSERT_NE(expected, kRows.end()) << "no row for " << name;
    EXPECT_EQ(outcome_of(entry.path()), expected->outcome) << name;
    seen.insert(name);
  }
  EXPECT_EQ(seen.size(), kRows.size()) << "a row without its file";
}

TEST(Exports, FilesOfOtherKindsAreLeftOutWithSkipUnrecognized) {
  const auto data = shared_data_dir();
  if (!data) {
    GTEST_SKIP() << kNoSharedData;
  }
  for (const std::string_view name :
       {"activity-log.administrative-event.json", "graph.group-transitiveMembers.json",
        "alz__architecture_definitions__alz.alz_architecture_definition.json"}) {
    Diagnostics diagnostics;
    TenantBuilder builder(diagnostics);
    load_path((*data / "exports" / name).string(), builder, diagnostics,
              {.skip_unrecognized = true});
    EXPECT_FALSE(diagnostics.has_errors()) << name;
    ASSERT_EQ(diagnostics.all().size(), 1U) << name;
    EXPECT_EQ(diagnostics.all()[0].severity, Severity::kWarning) << name;
    EXPECT_TRUE(builder.build().has_value()) << name;
  }
}

TEST(Exports, BuiltInRolesAreReadWithAllTheirBlocks) {
  const auto data = shared_data_dir();
  if (!data) {
    GTEST_SKIP() << kNoSharedData;
  }
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  load_path((*data / "azure" / "builtin-roles.json").string(), builder, diagnostics, {});
  const std::optional<Tenant> tenant = builder.build();
  ASSERT_TRUE(tenant.has_value());
  EXPECT_TRUE(diagnostics.all().empty());
  std::size_t blocks = 0;
  std::size_t conditions = 0;
  std::set<std::string, std::less<>> guids;
  for (const RoleDefinition& role : tenant->roles()) {
    EXPECT_EQ(role.type, RoleType::kBuiltIn);
    guids.insert(to_string(role.guid));
    for (const PermissionBlock& block : role.blocks) {
      ++blocks;
      conditions += block.condition ? 1U : 0U;
    }
  }
  EXPECT_EQ(tenant->roles().size(), 928U);
  EXPECT_EQ(guids.size(), 928U);
  EXPECT_EQ(blocks, 946U);
  EXPECT_EQ(conditions, 31U);
}

TEST(Exports, OperationsAreReadWithTheirPlane) {
  const auto data = shared_data_dir();
  if (!data) {
    GTEST_SKIP() << kNoSharedData;
  }
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  load_path((*data / "azure" / "operations.json").string(), builder, diagnostics, {});
  const std::optional<Tenant> tenant = builder.build();
  ASSERT_TRUE(tenant.has_value());
  EXPECT_EQ(tenant->operations().size(), 12175U);
  const auto found =
      tenant->operations().find("Microsoft.MachineLearningServices/registries/assets/write");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(tenant->operations()[*found].plane, OperationPlane::kControl);
}

// The other formats that lie there are no exports of a tenant, and the messages say what they are.
TEST(Exports, TemplatesAndPlansAreNamed) {
  const auto data = shared_data_dir();
  if (!data) {
    GTEST_SKIP() << kNoSharedData;
  }
  for (const auto& [folder, what] :
       std::map<std::string, std::string>{{"terraform", "a Terraform plan"}, {"arm", "an ARM "}}) {
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(*data / "formats" / folder)) {
      const std::string name = entry.path().filename().string();
      if (name.ends_with(".alz_role_definition.json")) {
        EXPECT_EQ(outcome_of(entry.path()), "1/0/0/0/2") << "a template reads this role definition";
      } else if (name.ends_with(".json")) {
        EXPECT_NE(outcome_of(entry.path()).find(what), std::string::npos)
            << entry.path() << ": " << outcome_of(entry.path());
      }
    }
  }
}

}  // namespace
}  // namespace leastwise
