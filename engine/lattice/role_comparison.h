// Two roles compared, over their own patterns alone: how they relate, and what shows the
// difference.
//
// The partition of a whole tenant can pass kMaxAutomatonStates; a question about two roles still
// has an exact answer over the patterns that these two name, mostly a few dozen.
//
// Each plane has two answers, always told apart: for every action string that there will ever be,
// and over the known operations alone.
// Example: `*` less `A/write` and `A/*` overlap: `A/write` is missing on the left, and nearly
// everything on the right.
// Counter-example: {`A/read` if c} against {`A/read`} has nothing only in the first, and in the
// second `A/read` where c is not met: the witness names the state of the conditions that it needs.
//
// Gives up: when the wildcard patterns of the two lists alone pass the limit; the Error names the
// pattern that takes part most.
// Cost: one partition a plane, and the known operations located in it: some milliseconds.
// Tests: tests/engine/lattice/role_comparison_test.cc, tests/exhaustive/, tests/conformance/.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/action/known_operations.h"
#include "engine/action/pattern.h"
#include "engine/authorizer/authorizer.h"
#include "engine/base/limits.h"
#include "engine/base/result.h"
#include "engine/condition/condition.h"
#include "engine/lattice/permission_set.h"

namespace leastwise {

// One permission block in one plane. `meaning` is the condition of the id, where it can be read:
// what it says of every request is then no longer conditional.
struct BlockView {
  std::span<const ActionPattern* const> granted;
  std::span<const ActionPattern* const> subtracted;
  std::optional<ConditionId> condition = {};
  const Condition* meaning = nullptr;
};

// Most witnesses of one difference.
inline constexpr std::size_t kMaxWitnesses = 5;

// An action that only one side grants, wherever the conditions `met` are met and those in `unmet`
// are not; both empty where it does not depend on conditions. Ascending.
struct DifferenceWitness {
  Witness shown;
  ConditionSet met = {};
  ConditionSet unmet = {};

  [[nodiscard]] bool on_condition() const { return !met.empty() || !unmet.empty(); }
};

// What one side grants and the other does not, in some state of the conditions.
struct Difference {
  bool any = false;      // something is, even where no witness can be shown
  bool certain = false;  // something is, whatever the conditions
  // What needs no condition comes first, then what the other side never grants, then the rest; of
  // each the known operations, the shortest first, else one that is made up.
  std::vector<DifferenceWitness> witnesses = {};
  // Positions of known operations, ascending: all, and those of them that differ only where
  // conditions turn out so.
  std::vector<std::uint32_t> known = {};
  std::vector<std::uint32_t> known_on_condition = {};
};

// Known operations of a set.
struct GrantedCount {
  std::size_t certain = 0;
  std::size_t on_condition = 0;
};

struct PlaneComparison {
  RelationFacts exact;
  RelationFacts over_known;  // the same over the known operations
  bool nothing = false;      // neither side grants anything, whatever the conditions
  Difference only_in_first = {};
  Difference only_in_second = {};
  GrantedCount in_both = {};    // the meet
  GrantedCount in_either = {};  // the join
};

// Compares what the blocks of the first list say together with what those of the second do. Names
// of known operations in any case; those that are empty or hold a `*` are left out.
[[nodiscard]] Result<PlaneComparison> compare(std::span<const BlockView> first,
                                              std::span<const BlockView> second,
                                              std::span<const std::string_view> known_operations,
                                              std::size_t max_states = kMaxAutomatonStates);

// By Plane. Positions of known operations are OperationIds.
struct RoleComparison {
  std::array<PlaneComparison, 2> planes;

  [[nodiscard]] const PlaneComparison& at(Plane plane) const {
    return planes[static_cast<std::size_t>(plane)];
  }
  // Both planes taken together.
  [[nodiscard]] RelationFacts exact() const;
  [[nodiscard]] RelationFacts over_known() const;
};

// REQUIRES: both roles are defined.
[[nodiscard]] Result<RoleComparison> compare_roles(const CompiledTenant& compiled, RoleId first,
                                                   RoleId second,
                                                   std::size_t max_states = kMaxAutomatonStates);

}  // namespace leastwise
