// The rules of recognition, from the surest to the loosest. Each asks whether properties are there
// and hardly what they hold: a record that is recognised and then holds a number where a text
// should be gets a message about that property, which says more than "no known export".
#include "engine/ingest/recognize.h"

#include <array>
#include <initializer_list>
#include <optional>
#include <span>

#include "engine/base/ascii.h"
#include "engine/base/guid.h"
#include "engine/ingest/field_reader.h"

namespace leastwise {
namespace {

constexpr std::size_t kNamedProperties = 8;

// A value that Azure writes in `type`, and what a record with it is.
struct KnownType {
  std::string_view suffix;  // of `type`, ignoring case: some tools put a provider path before it
  RecognitionView recognition;
};

constexpr RecognitionView unsupported(std::string_view what, std::string_view help) {
  return {.kind = RecordKind::kUnsupported, .what = what, .help = help};
}

constexpr std::string_view kInstancesHelp =
    "export roleEligibilityScheduleInstances and roleAssignmentScheduleInstances: only instances "
    "say what holds now";

// No entry is a suffix of another one, so their order does not matter. Schedules and requests of
// PIM look like instances, and would be read as grants that do not hold: they are told apart by
// type.
constexpr auto kKnownTypes = std::to_array<KnownType>({
    {"Microsoft.Authorization/roleDefinitions", {.kind = RecordKind::kRoleDefinition}},
    {"Microsoft.Authorization/roleAssignments", {.kind = RecordKind::kRoleAssignment}},
    {"Microsoft.Authorization/denyAssignments", {.kind = RecordKind::kDenyAssignment}},
    {"Microsoft.Authorization/roleEligibilityScheduleInstances",
     {.kind = RecordKind::kScheduleInstance}},
    {"Microsoft.Authorization/roleAssignmentScheduleInstances",
     {.kind = RecordKind::kScheduleInstance}},
    {"Microsoft.Authorization/roleEligibilitySchedules",
     unsupported("PIM eligibility schedules, not their instances", kInstancesHelp)},
    {"Microsoft.Authorization/roleAssignmentSchedules",
     unsupported("PIM assignment schedules, not their instances", kInstancesHelp)},
    {"Microsoft.Authorization/roleEligibilityScheduleRequests",
     unsupported("PIM eligibility requests, not instances", kInstancesHelp)},
    {"Microsoft.Authorization/roleAssignmentScheduleRequests",
     unsupported("PIM assignment requests, not instances", kInstancesHelp)},
    {"Microsoft.Authorization/classicAdministrators",
     unsupported("classic administrators", "Azure retired them in August 2024; leave them out")},
    {"Microsoft.Authorization/providerOperations", {.kind = RecordKind::kProviderOperations}},
    {"Microsoft.Management/managementGroups", {.kind = RecordKind::kHierarchy}},
    {"Microsoft.Management/managementGroups/subscriptions", {.kind = RecordKind::kHierarchy}},
});

// Whether one of these properties, or each of them, is there and not null.
bool has_any(ValueView object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (object.has(name)) {
      return true;
    }
  }
  return false;
}

bool has_all(ValueView object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (!object.has(name)) {
      return false;
    }
  }
  return true;
}

// The text of a property, or nothing where it is absent or no text. Reports nothing: recognising is
// not yet reading.
std::string_view text_of(ValueView object, std::string_view name) {
  const std::optional<ValueView> found = object.find(name);
  return found && found->is_string() ? found->text() : std::string_view();
}

// What `type` says; nothing for types that Azure has and we do not read, which other properties may
// still explain.
std::optional<RecognitionView> by_type(ValueView record) {
  const std::string_view type = text_of(record, "type");
  if (type.empty()) {
    return std::nullopt;
  }
  if (equals_folded(type, "/subscriptions")) {
    return RecognitionView{.kind = RecordKind::kHierarchy};
  }
  for (const KnownType& known : kKnownTypes) {
    if (ends_with_folded(type, known.suffix)) {
      return known.recognition;
    }
  }
  return std::nullopt;
}

// The kinds of Azure Resource Manager; `fields` is `properties` where there is such an object.
RecordKind resource_kind(ValueView fields) {
  if (has_any(fields, {"denyAssignmentName", "denyAssignmentEffect", "excludePrincipals"}) ||
      has_all(fields, {"principals", "permissions"})) {
    return RecordKind::kDenyAssignment;
  }
  if (has_any(fields, {"roleEligibilityScheduleId", "roleAssignmentScheduleId"})) {
    return RecordKind::kScheduleInstance;
  }
  if (has_any(fields, {"permissions", "actions", "notActions", "dataActions", "notDataActions"}) &&
      has_any(fields, {"roleName", "roleType", "assignableScopes", "name"})) {
    return RecordKind::kRoleDefinition;
  }
  if (fields.has("roleDefinitionId") && has_any(fields, {"principalId", "objectId"})) {
    return RecordKind::kRoleAssignment;
  }
  return RecordKind::kUnknown;
}

// What Microsoft Graph tells of a principal. `properties`, `type` and `kind` belong to resources of
// Azure, which have an id and a name for display too. The bare `id` of a `$select=id` counts too.
bool is_principal(ValueView record) {
  if (text_of(record, "@odata.type").starts_with("#microsoft.graph.")) {
    return true;
  }
  if (!record.find("id") || has_any(record, {"properties", "type", "kind"})) {
    return false;
  }
  return has_any(record, {"userPrincipalName", "userType", "servicePrincipalType",
                          "servicePrincipalNames", "securityEnabled", "groupTypes", "members",
                          "mailEnabled", "displayName", "mail", "appId", "accountEnabled"}) ||
         (record.size() == 1 && parse_guid(text_of(record, "id")).has_value());
}

// Things that happened, and messages about them.
RecognitionView unsupported_log(ValueView record) {
  constexpr std::string_view kHelp =
      "logs say what was done, not what is allowed: export role "
      "assignments and role definitions";
  if (record.has("operationName") &&
      has_any(record, {"caller", "correlationId", "authorization"})) {
    return unsupported("the activity log", kHelp);
  }
  if (has_any(record, {"OperationNameValue", "Authorization_d"})) {
    return unsupported("the activity log as Log Analytics keeps it", kHelp);
  }
  if (record.has("text") &&
      (record.has("case") ||
       text_of(record, "text").find("AuthorizationFailed") != std::string_view::npos)) {
    return unsupported("texts of authorization errors", kHelp);
  }
  if (const auto error = record.find_set("error"); error && error->is_object()) {
    return unsupported("the answer of a call that failed",
                       "run the export again as somebody who may read it");
  }
  return {};
}

// Things that somebody wants to be so.
RecognitionView unsupported_template(ValueView record) {
  constexpr std::string_view kHelp =
      "templates and plans say what shall be: export what is, the role assignments and role "
      "definitions";
  const std::string_view schema = text_of(record, "$schema");
  if (folded(schema).find("deploymenttemplate.json") != std::string::npos) {
    return unsupported("an ARM template", kHelp);
  }
  if (folded(schema).find("deploymentparameters.json") != std::string::npos) {
    return unsupported("a parameter file of an ARM template", kHelp);
  }
  if (has_any(record, {"terraform_version", "resource_changes", "planned_values"})) {
    return unsupported("a Terraform plan", kHelp);
  }
  const ValueView fields = record.find_set("properties").value_or(record);
  if (const auto changes = fields.find_set("changes"); changes && changes->is_array()) {
    return unsupported("the result of an ARM what-if", kHelp);
  }
  if (record.has("management_groups")) {
    return unsupported("an Azure landing zones architecture definition",
                       "export the management groups that exist: az account management-group show "
                       "-n ROOT --expand --recurse");
  }
  return {};
}

// Lists that look like one that we read, and lack what decides.
RecognitionView unsupported_list(ValueView record) {
  if (has_any(record, {"signInAudience", "identifierUris", "requiredResourceAccess"})) {
    return unsupported("an app registration",
                       "an application holds access through its service principal: export "
                       "servicePrincipals (az ad sp list --all)");
  }
  if (has_all(record, {"tenantId", "isDefault", "state"}) ||
      has_all(record, {"subscriptionId", "subscriptionPolicies"})) {
    return unsupported("a list of subscriptions",
                       "it does not say their management groups: export managementGroups "
                       "getEntities");
  }
  if (record.has("DenyAssignmentName") && record.has("Actions")) {
    return unsupported("deny assignments as PowerShell prints them",
                       "they lose their blocks there: export them with az rest");
  }
  if (const auto page = record.find("value"); page && page->is_array()) {
    return unsupported("a list of pages", "give each page as a file of its own");
  }
  return {};
}

// The first kind of no use that the record is, if any.
RecognitionView first_unsupported(ValueView record) {
  for (const RecognitionView& found :
       {unsupported_log(record), unsupported_template(record), unsupported_list(record)}) {
    if (found.kind != RecordKind::kUnknown) {
      return found;
    }
  }
  return {};
}

}  // namespace

// The order matters: what Azure names is believed; things of no use come before the guesses from
// properties, since an app registration has all that a service principal has; a principal comes
// last, since an `id` and a `displayName` are all it may show.
RecognitionView recognize(ValueView record) {
  if (!record.is_object()) {
    return {};
  }
  if (text_of(record, "kind").starts_with("AZ") && record.find("data")) {
    return {.kind = RecordKind::kAzureHound};
  }
  if (const auto typed = by_type(record)) {
    return *typed;
  }
  if (const RecognitionView known = first_unsupported(record); known.kind != RecordKind::kUnknown) {
    return known;
  }
  const std::optional<ValueView> properties = record.find_set("properties");
  const ValueView fields = properties && properties->is_object() ? *properties : record;
  if (const RecordKind kind = resource_kind(fields); kind != RecordKind::kUnknown) {
    return {.kind = kind};
  }
  if (has_all(record, {"name", "operations"}) || has_all(record, {"name", "resourceTypes"})) {
    return {.kind = RecordKind::kProviderOperations};
  }
  if (record.find("name") && record.find("isDataAction")) {
    return {.kind = RecordKind::kOperation};
  }
  return {.kind = is_principal(record) ? RecordKind::kPrincipal : RecordKind::kUnknown};
}

std::string_view expected_kinds() {
  return "expected role definitions, role assignments, deny assignments, PIM schedule instances, "
         "management groups, users, groups, service principals, a group's members, AzureHound "
         "output, or provider operations";
}

// The first names are enough to tell a file; a record may have a million.
std::string names_of_properties(ValueView record) {
  std::string names;
  std::size_t count = 0;
  for (const ValueView property : record.children()) {
    if (count == kNamedProperties) {
      return names + ", ...";
    }
    names += count++ == 0 ? "" : ", ";
    names += in_backticks(property.key());
  }
  return names;
}

}  // namespace leastwise
