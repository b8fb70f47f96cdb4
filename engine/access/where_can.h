// Where a principal can do an action: the topmost known scopes at which it holds, each with the
// known scopes below at which it does not.
//
// The decision can change only where a grant or a denial of the principal begins, so only these
// scopes are decided, not every scope of the tenant.
// Tests: tests/engine/access/where_can_test.cc, tests/property/.
#pragma once

#include <vector>

#include "engine/authorizer/authorizer.h"

namespace leastwise {

struct Exception {
  ScopeId scope;
  AccessDecision decision;        // deny or unknown (for an allowed region); as decided at `scope`
  bool children_allowed = false;  // a denial at this scope alone: below it the region goes on
};

// A region: `scope` and what is below, less `exceptions` (topmost ones of different effect).
struct Region {
  ScopeId scope;
  AccessDecision decision;  // allow or unknown
  std::vector<Exception> exceptions;
};

struct WhereCan {
  std::vector<Region> allowed;  // in preorder
  // Topmost scopes where it cannot be decided; what may differ below is not listed, only a denial
  // that stands at the very scope.
  std::vector<Region> unknown;
};

[[nodiscard]] WhereCan where_can(const CompiledTenant& compiled, SubjectRef subject,
                                 const ActionRef& action, const ConditionRequest& request);
[[nodiscard]] inline WhereCan where_can(const CompiledTenant& compiled, SubjectRef subject,
                                        const ActionRef& action) {
  return where_can(compiled, subject, action, compiled.nothing_given());
}

}  // namespace leastwise
