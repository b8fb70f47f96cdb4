#include "engine/ingest/recognize.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "engine/ingest/json_reader.h"
#include "engine/ingest/record.h"

namespace leastwise {
namespace {

class Recognizer : public RecordSink {
 public:
  void on_list(const Record& /*container*/) override {}
  bool on_record(Record& record) override {
    found = recognize(record.root());
    names = names_of_properties(record.root());
    return true;
  }
  bool on_top(Record& /*top*/, bool /*had_list*/) override { return true; }
  void on_problem(std::string /*pointer*/, TextProblem /*problem*/) override {}

  RecognitionView found;
  std::string names;
};

Recognizer recognized(std::string_view record) {
  Recognizer sink;
  RecordAssembler assembler(sink);
  EXPECT_FALSE(read_json("[" + std::string(record) + "]", assembler).has_value()) << record;
  return sink;
}

void expect_kind(std::string_view record, RecordKind kind) {
  EXPECT_EQ(static_cast<int>(recognized(record).found.kind), static_cast<int>(kind)) << record;
}

TEST(Recognize, TypeDecidesIgnoringCaseAndWhatStandsBeforeIt) {
  expect_kind(R"({"type": "microsoft.authorization/ROLEDEFINITIONS"})",
              RecordKind::kRoleDefinition);
  expect_kind(R"({"type": "Microsoft.Authorization/roleAssignments"})",
              RecordKind::kRoleAssignment);
  expect_kind(R"({"type": "Microsoft.Authorization/denyAssignments"})",
              RecordKind::kDenyAssignment);
  expect_kind(R"({"type": "Microsoft.Authorization/RoleAssignmentScheduleInstances"})",
              RecordKind::kScheduleInstance);
  expect_kind(R"({"type": "/providers/Microsoft.Management/managementGroups"})",
              RecordKind::kHierarchy);
  expect_kind(R"({"type": "/subscriptions"})", RecordKind::kHierarchy);
  expect_kind(R"({"type": "Microsoft.Authorization/providerOperations"})",
              RecordKind::kProviderOperations);
  expect_kind(R"({"type": "Microsoft.Authorization/RoleEligibilitySchedules"})",
              RecordKind::kUnsupported);
  expect_kind(R"({"type": "Microsoft.Authorization/classicAdministrators"})",
              RecordKind::kUnsupported);
  expect_kind(R"({"type": "Microsoft.Storage/storageAccounts", "id": "x", "name": "y"})",
              RecordKind::kUnknown);
}

TEST(Recognize, PropertiesDecideWhereThereIsNoType) {
  expect_kind(R"({"properties": {"roleName": "x", "permissions": []}})",
              RecordKind::kRoleDefinition);
  expect_kind(R"({"Name": "x", "Actions": []})", RecordKind::kRoleDefinition);
  expect_kind(R"({"ObjectId": "x", "RoleDefinitionId": "y"})", RecordKind::kRoleAssignment);
  expect_kind(R"({"properties": {"principalId": "x", "roleDefinitionId": "y"}})",
              RecordKind::kRoleAssignment);
  expect_kind(R"({"properties": {"principals": [], "permissions": []}})",
              RecordKind::kDenyAssignment);
  expect_kind(R"({"properties": {"roleEligibilityScheduleId": "x", "principalId": "x",
                  "roleDefinitionId": "y"}})",
              RecordKind::kScheduleInstance);
  expect_kind(R"({"name": "x", "operations": []})", RecordKind::kProviderOperations);
  expect_kind(R"({"name": "x", "isDataAction": null})", RecordKind::kOperation);
  expect_kind(R"({"kind": "AZUser", "data": {}})", RecordKind::kAzureHound);
  expect_kind(R"({"id": "x", "userPrincipalName": "y"})", RecordKind::kPrincipal);
  expect_kind(R"({"@odata.type": "#microsoft.graph.group", "id": "x"})", RecordKind::kPrincipal);
  expect_kind(R"({"id": "bbbbbbbb-0000-0000-0000-000000000001"})", RecordKind::kPrincipal);
}

TEST(Recognize, NullCountsAsAbsent) {
  expect_kind(R"({"ObjectId": "x", "RoleDefinitionId": null})", RecordKind::kUnknown);
  expect_kind(R"({"id": "x", "type": null, "userPrincipalName": "y"})", RecordKind::kPrincipal);
}

TEST(Recognize, NearlyRightIsUnknown) {
  expect_kind(R"({"id": "x", "roleDefinitionId": "y"})", RecordKind::kUnknown);
  expect_kind(R"({"id": "frodo"})", RecordKind::kUnknown);
  expect_kind(R"({"kind": "StorageV2", "data": {}})", RecordKind::kUnknown);
  expect_kind("7", RecordKind::kUnknown);
  expect_kind("[]", RecordKind::kUnknown);
}

TEST(Recognize, ThingsOfNoUseAreNamed) {
  for (const auto& [record, what] : {
           std::pair(R"({"operationName": {}, "correlationId": "x"})", "the activity log"),
           std::pair(R"({"OperationNameValue": "x"})",
                     "the activity log as Log Analytics keeps it"),
           std::pair(R"({"text": "... AuthorizationFailed ..."})", "texts of authorization errors"),
           std::pair(R"({"planned_values": {}})", "a Terraform plan"),
           std::pair(R"({"$schema": "https://x/2015-01-01/deploymentParameters.json#"})",
                     "a parameter file of an ARM template"),
           std::pair(R"({"changes": []})", "the result of an ARM what-if"),
           std::pair(R"({"management_groups": []})",
                     "an Azure landing zones architecture definition"),
           std::pair(R"({"subscriptionId": "x", "subscriptionPolicies": {}})",
                     "a list of subscriptions"),
       }) {
    const Recognizer sink = recognized(record);
    EXPECT_EQ(static_cast<int>(sink.found.kind), static_cast<int>(RecordKind::kUnsupported));
    EXPECT_EQ(sink.found.what, what);
    EXPECT_FALSE(sink.found.help.empty()) << what;
  }
}

TEST(Recognize, NamesTheFirstProperties) {
  EXPECT_EQ(recognized(R"({"a": 1, "b": 2})").names, "`a`, `b`");
  EXPECT_EQ(recognized(R"({"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9})").names,
            "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`, ...");
  EXPECT_EQ(recognized("{}").names, "");
}

}  // namespace
}  // namespace leastwise
