// What a condition leaves of a grant, one entry for each kind of call that it treats in its own
// way: what `condition explain` tells.
//
//   Microsoft.Authorization/roleAssignments/write   granted where the role to assign is one of ...
//   every other action                              granted
//
// Entries name actions by the condition's own patterns. `A/*` beside `A/write` is "other actions of
// A/*". Calls that differ in their suboperation are told apart only where the condition does.
// Tests: tests/rules/conditions/condition_meaning_test.cc, golden files condition_explain_*.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/condition/condition.h"
#include "engine/condition_analysis/request_space.h"
#include "engine/condition_analysis/requirement.h"

namespace leastwise {

struct MeaningEntry {
  // `Microsoft.../blobs/read`, `other actions of A/*`; the last entry may be `every other action`
  // (`every action` where there is no other).
  std::vector<std::string> actions;
  std::string calls;  // `as Blob.List`, `other than as Blob.List`; empty: every call
  Requirement requirement;
};

// In the order in which the condition names the actions; none where its patterns are too many.
[[nodiscard]] std::optional<std::vector<MeaningEntry>> meaning_of(const Condition& condition,
                                                                  const RequestSpace& space);

}  // namespace leastwise
