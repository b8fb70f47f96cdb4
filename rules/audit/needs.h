// What people declared and what logs show, looked up in a tenant: from names to ids.
//
// All problems are reported, at the places of the texts that are wrong: principals that nobody or
// several are called, access levels and roles that do not exist (with what was probably meant),
// patterns that are too long, needs that stand twice. A GUID that the input does not know is no
// error: it is decided as a principal without grants; but it gets a warning.
// Example: `access: registry-publsh` is an error that asks `registry-publish`?
// Counter-example: a scope that the tenant does not name is fine; needs may come before resources.
// Tests: tests/rules/audit/needs_test.cc.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/ingest/activity_log.h"
#include "engine/role/declarations.h"
#include "rules/audit/audit_input.h"

namespace leastwise {

// The needs that could be looked up, in the order of the records. Codes: bad-principal
// (nobody, or several, are called so), unknown-principal (a warning: a GUID that the input does not
// know), unknown-access-level, unknown-role, role-undefined, pattern-too-long, duplicate-need.
[[nodiscard]] std::vector<DeclaredNeed> look_up_needs(std::span<const NeedRecord> records,
                                                      const Tenant& tenant,
                                                      const AccessLevels& levels,
                                                      Diagnostics& diagnostics);

// Activity of principals that the tenant knows, each principal, operation and scope once; calls
// that failed for other reasons than access are left out: whether they were needed is open.
struct LookedUpActivity {
  std::vector<ObservedUse> uses;
  std::size_t unknown_callers = 0;  // distinct callers that the tenant does not know
  std::size_t unknown_calls = 0;    // and their calls
};
[[nodiscard]] LookedUpActivity look_up_activity(std::span<const ActivityRecord> records,
                                                const Tenant& tenant);

}  // namespace leastwise
