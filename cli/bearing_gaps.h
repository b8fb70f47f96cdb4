// Which coverage gaps bear on an answer: those that, if they were filled, could change it.
//
// - a truncated export, and a kind of record that no file has: always;
// - an undefined or lossy role: where it is assigned to the principal (or may be) at the scope or
//   above it, and grants the action or may;
// - a member list: where the group, or one that holds it, is granted the action there, or stands in
//   a deny assignment, and nobody knows whether the principal is in it;
// - a missing hierarchy: where it is above the scope.
// What the question leaves open (no principal, no scope) counts as any. Cost: linear in assignments
// and gaps. Tests: tests/cli/bearing_gaps_test.cc.
#pragma once

#include <optional>
#include <vector>

#include "engine/authorizer/authorizer.h"

namespace leastwise::cli {

struct BearingQuestion {
  std::optional<SubjectRef> subject = {};
  std::vector<ActionRef> actions = {};  // empty: any action
  std::optional<ScopeId> scope = {};
};

// In the order of Tenant::gaps().
[[nodiscard]] std::vector<const CoverageGap*> bearing_gaps(const CompiledTenant& compiled,
                                                           const BearingQuestion& question);

}  // namespace leastwise::cli
