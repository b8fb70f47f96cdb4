// Everything that a principal may do at a scope: as patterns for people, and as known operations.
// Tests: tests/engine/access/what_can_test.cc, tests/property/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/authorizer/authorizer.h"

namespace leastwise {

// One line of a permission set written for people: the actions that match all of `patterns` (mostly
// one; every action where there is none) and nothing of `except`.
struct CoverLine {
  std::vector<std::string> patterns;
  std::vector<std::string> except;
};

// What a principal may do in one plane.
struct PlaneAccess {
  // The allowed actions, exactly: every action string that decide() allows is in a line. Empty when
  // nothing is allowed.
  std::vector<CoverLine> allowed;
  // The actions that cannot be decided, likewise.
  std::vector<CoverLine> unknown;
  // Known operations that are allowed / unknown, ascending by id.
  std::vector<OperationId> allowed_operations;
  std::vector<OperationId> unknown_operations;
  // Where the lines could not be computed within the limits (DESIGN section 1), why; the operations
  // are exact all the same, and `allowed`, `unknown` are then empty.
  std::optional<Error> cover_error = {};
};

struct WhatCan {
  PlaneAccess control;
  PlaneAccess data;
};

// Conditions are evaluated on `request`; what they leave open is unknown.
[[nodiscard]] WhatCan what_can(const CompiledTenant& compiled, SubjectRef subject, ScopeRef scope,
                               const ConditionRequest& request);
[[nodiscard]] inline WhatCan what_can(const CompiledTenant& compiled, SubjectRef subject,
                                      ScopeRef scope) {
  return what_can(compiled, subject, scope, compiled.nothing_given());
}

// The scopes at which the principal has grants of its own or of its groups that count, in preorder:
// where what_can() is worth asking when no scope is given.
[[nodiscard]] std::vector<ScopeId> granted_scopes(const CompiledTenant& compiled,
                                                  SubjectRef subject);

}  // namespace leastwise
