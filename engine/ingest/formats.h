// The readers of the formats, one source file each. Every one takes a record that recognize() has
// told apart, checks all that it reads of it, and gives what it means to the builder; a record with
// a problem is reported through the FieldReader and left out.
//
//   role_definitions.cc    az, REST and portal, PowerShell, az role definition create, Resource
//   Graph role_assignments.cc    az, REST, PowerShell, Resource Graph deny_assignments.cc    REST
//   pim_instances.cc       roleEligibilityScheduleInstances, roleAssignmentScheduleInstances
//   hierarchy.cc           managementGroups getEntities, descendants, show --expand --recurse
//   graph_principals.cc    users, groups (with members), servicePrincipals, devices
//   azurehound.cc          AzureHound objects, which hold the formats above inside
//   operations.cc          az provider operation list, a flat list
//
// Tests: tests/engine/ingest/load_test.cc, and a test file for each beside it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ingest/field_reader.h"
#include "engine/ingest/record.h"
#include "engine/role/records.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise {

// What a reader works with: the fields of the present record, and where its meaning goes.
struct FormatContext {
  FieldReader& in;
  TenantBuilder& builder;
};

void read_role_definition(FormatContext context, ValueView record);
void read_role_assignment(FormatContext context, ValueView record);
void read_deny_assignment(FormatContext context, ValueView record);
void read_schedule_instance(FormatContext context, ValueView record);
// A management group with everything below that the record shows, or a subscription.
void read_hierarchy(FormatContext context, ValueView record);
void read_provider_operations(FormatContext context, ValueView record);
void read_operation(FormatContext context, ValueView record);

// `properties` of a record of Azure Resource Manager, or the record itself where it is flat.
[[nodiscard]] ValueView fields_of(FormatContext context, ValueView record);

// Permission blocks: the elements of `permissions`. (role_definitions.cc)
[[nodiscard]] std::vector<BlockRecord> read_blocks(FormatContext context, ValueView fields);

// The assignment that `fields` states, without its id; the properties have one name in REST and az
// (`principalId`) and another in PowerShell (`ObjectId`). (role_assignments.cc)
[[nodiscard]] std::optional<RoleAssignmentRecord> read_assignment_fields(FormatContext context,
                                                                         ValueView fields);

// What an object of Microsoft Graph says it is. (graph_principals.cc)
struct GraphPrincipal {
  DirectoryRecord record;
  bool names_its_type = false;  // by `@odata.type`, as the elements of member lists do
};

// The principal, with the type `assumed` where the object does not show its own. None where it
// cannot hold access (a contact), or has a problem.
[[nodiscard]] std::optional<GraphPrincipal> read_graph_principal(FormatContext context,
                                                                 ValueView record,
                                                                 PrincipalType assumed);
// Adds a principal, and the members that are expanded in it if it is a group.
[[nodiscard]] std::optional<GraphPrincipal> add_graph_principal(FormatContext context,
                                                                ValueView record,
                                                                PrincipalType assumed);

// The AzureHound objects of a file that were left out, by kind. (azurehound.cc)
using IgnoredKinds = std::map<std::string, std::size_t, std::less<>>;

void read_azurehound(FormatContext context, ValueView record, IgnoredKinds& ignored);
[[nodiscard]] std::string describe(const IgnoredKinds& ignored);

}  // namespace leastwise
