// What a pattern that matches nothing may have been meant to be.
//
// Corrected segment by segment along the known operations: a segment that no operation has at that
// place is replaced by the closest one that does, up to the first wildcard; behind a wildcard the
// verb alone is corrected. What comes out is offered only where it matches a known operation.
//
// Example: `Microsoft.Compute/virtualMachine/*` gives `Microsoft.Compute/virtualMachines/*`;
// `Microsoft.Compute/*/raed` gives `Microsoft.Compute/*/read`; `Microsoft.Compute/disks`, a
// resource type, gives `Microsoft.Compute/disks/read`. Counter-example:
// `Microsoft.Compute/flibbertigibbets/read` is close to nothing: no suggestion. Tests:
// tests/rules/audit/pattern_suggestion_test.cc.
#pragma once

#include <string>

#include "engine/action/pattern.h"
#include "rules/audit/operation_index.h"

namespace leastwise {

// The pattern that was meant in `plane`, in the spelling of the known operations; empty where none
// is close. Cost: the operations below the corrected prefix, once a segment that is wrong.
[[nodiscard]] std::string suggested_pattern(const OperationIndex& index,
                                            const ActionPattern& pattern, Plane plane);

}  // namespace leastwise
