// What each principal declared: its needs by scope, and what they allow.
//
// A principal that stands in a needs file has said what it needs, so everything that it holds is
// held against that, and where it holds something at a scope of which its needs say nothing, it
// needs nothing there. A need that has ended allows nothing, but the principal has declared all the
// same: what it still holds is left over.
// Example: a need at a registry bears on a grant at its resource group, which is above it, and
// allows nothing there. Counter-example: the need of a group says nothing about what its members
// hold themselves.
// Cost: one pass over the needs. Thread safety: immutable.
// Tests: tests/rules/audit/need_index_test.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "rules/audit/audit_context.h"

namespace leastwise {

class NeedIndex {
 public:
  // The context must outlive it.
  explicit NeedIndex(const AuditContext& context);

  // Whether a needs file names the principal, with a need that holds or one that has ended.
  [[nodiscard]] bool declares(PrincipalId principal) const;
  // The needs of a principal that hold, ascending: positions in the input's needs.
  [[nodiscard]] std::span<const std::size_t> of(PrincipalId principal) const;
  // Those that stand at the scope or above it, and so allow something there.
  [[nodiscard]] std::vector<std::size_t> at_or_above(PrincipalId principal, ScopeId scope) const;
  // Those that stand below it.
  [[nodiscard]] std::vector<std::size_t> below(PrincipalId principal, ScopeId scope) const;
  // The need at the scope, above it or below it that ended last; none where one still holds there.
  [[nodiscard]] std::optional<std::size_t> ended(PrincipalId principal, ScopeId scope) const;

  // What needs allow together in a plane: their actions, and of a role that is needed all that it
  // can grant, its conditions met.
  [[nodiscard]] ActionSet allowed(std::span<const std::size_t> needs, Plane plane) const;

 private:
  struct Declared {
    std::vector<std::size_t> holding;
    std::vector<std::size_t> ended;
  };

  [[nodiscard]] const DeclaredNeed& need(std::size_t index) const {
    return context_->input().needs[index];
  }
  [[nodiscard]] bool stands_above(std::size_t index, ScopeId scope) const;
  [[nodiscard]] bool stands_below(std::size_t index, ScopeId scope) const;

  const AuditContext* context_;
  std::unordered_map<PrincipalId, Declared> declared_;
};

}  // namespace leastwise
