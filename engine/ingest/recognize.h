// What kind of record is this? Decided by what it holds, never by the name of its file.
//
// A `type` that Azure gives decides at once. Where there is none (PowerShell, Microsoft Graph, the
// input of `az role definition create`), the properties that only one kind has decide; null counts
// as absent, since `az` and PowerShell print every property that they know.
//
// Example:         {"ObjectId": ..., "RoleDefinitionId": ..., "Scope": ...} is a role assignment as
//                  PowerShell prints it.
// Counter-example: {"id": ..., "roleDefinitionId": ...} has no principal: unknown.
//
// Exports that people have at hand and that cannot be used here (activity logs, templates, plans)
// are recognised too, so that the message can say what to export instead.
// Source: SPEC section 9. Tests: tests/engine/ingest/recognize_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/ingest/record.h"

namespace leastwise {

enum class RecordKind : std::uint8_t {
  kRoleDefinition,
  kRoleAssignment,
  kDenyAssignment,
  kScheduleInstance,    // PIM, eligible or active
  kHierarchy,           // a management group (and what is below it) or a subscription
  kPrincipal,           // Microsoft Graph: a user, group, service principal or device
  kAzureHound,          // {"kind": "AZ...", "data": {...}}
  kProviderOperations,  // a resource provider with its operations
  kOperation,           // one operation with its plane
  kUnsupported,         // known, and of no use here
  kUnknown,
};

// A record's kind. Of kUnsupported, `what` says what it is and `help` what to export instead; both
// are literals.
struct RecognitionView {
  RecordKind kind = RecordKind::kUnknown;
  std::string_view what = {};
  std::string_view help = {};
};

[[nodiscard]] RecognitionView recognize(ValueView record);

// What a file could have held, for the message about one that held nothing known.
[[nodiscard]] std::string_view expected_kinds();

// The names of the first properties of `record`, in backticks: what was seen instead.
[[nodiscard]] std::string names_of_properties(ValueView record);

}  // namespace leastwise
