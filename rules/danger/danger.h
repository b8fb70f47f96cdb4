// The list of escalations and the weights of verbs, as data: what engine/permission/danger.h works
// on.
//
// Form: docs/formats/danger.md; embedded: rules/danger/escalations.danger. Example: the embedded
// table calls `Microsoft.Authorization/roleAssignments/write` an escalation of group `self-grant`.
// Counter-example: a file may not list one operation of a plane twice; which entry holds would
// depend on their order.
// Tests: tests/rules/danger/danger_test.cc.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/diagnostic.h"
#include "engine/permission/danger.h"

namespace leastwise {

// Parses one file, whose places are reported as `file`. After an error there is no table.
[[nodiscard]] std::optional<DangerTable> parse_danger_table(std::string_view text, FileId file,
                                                            Diagnostics& diagnostics);

// The one that is part of the program.
[[nodiscard]] DangerTable embedded_danger_table();

}  // namespace leastwise
