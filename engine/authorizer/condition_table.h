// The conditions of a tenant, read and compiled once each.
//
// Texts that differ in spelling alone (blanks, letter case of keywords, dashes of GUIDs) are one
// condition: two grants under `(A)` and `( a )` grant the same. An invalid condition stays alone:
// it may turn out to be anything, and nothing is known to be equal to it.
// Cost: linear in the texts, each distinct text once. Thread safety: immutable.
// Tests: tests/engine/authorizer/condition_table_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/action/pattern.h"
#include "engine/base/id.h"
#include "engine/condition/condition.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

class ConditionTable {
 public:
  ConditionTable(const Tenant& tenant, WildcardReading wildcards);

  [[nodiscard]] const Condition& operator[](ConditionId id) const {
    return distinct_[which_[id.index()]];
  }
  // The first id whose condition is the same one.
  [[nodiscard]] ConditionId representative(ConditionId id) const {
    return first_[which_[id.index()]];
  }
  // Each condition once.
  [[nodiscard]] std::span<const Condition> distinct() const { return distinct_; }

 private:
  std::vector<Condition> distinct_;
  std::vector<ConditionId> first_;    // by position in distinct_
  std::vector<std::uint32_t> which_;  // by ConditionId
};

}  // namespace leastwise
