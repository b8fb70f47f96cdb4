// Known operations located in a partition: what makes answers look like Azure, and counts.
//
// A set of actions is infinite; a person wants to know which of the operations of today are in it,
// how many, and one example. Each known operation is put into its atom once; after that counting a
// set costs one addition an atom.
//
// Example: the set of `Microsoft.Compute/*/read` counts some hundred operations, and its witness is
// `Microsoft.Compute/disks/read`, not the shortest string `microsoft.compute/read`.
// Counter-example: a set without a known operation is not empty; its witness is then made up.
// Tests: tests/engine/action/known_operations_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action/action_set.h"
#include "engine/action/atoms.h"

namespace leastwise {

// An action that shows that a set is not empty.
struct Witness {
  std::string action;
  bool known = false;  // spelled as the known operation is; a made-up one is folded

  friend bool operator==(const Witness&, const Witness&) = default;
};

// A view: REQUIRES that partition and names outlive it. Thread safety: immutable.
class KnownOperationsView {
 public:
  // Names in any case; those that are no action (empty, or with a `*`) are left out.
  KnownOperationsView(const AtomPartition& partition, std::span<const std::string_view> names);

  // The actions that share an atom with a known operation: two sets hold the same known operations
  // exactly where they hold the same of these.
  [[nodiscard]] ActionSet occupied() const;
  // How many known operations the set holds. Cost: linear in the atoms.
  [[nodiscard]] std::size_t count(const ActionSet& set) const;
  // Their positions in the names, ascending.
  [[nodiscard]] std::vector<std::uint32_t> in(const ActionSet& set) const;
  // A known operation of the set, the shortest and then the first by folded text; else a shortest
  // printable string of the set. Empty where the set is empty, or where all its strings hold bytes
  // that cannot be printed: a set without a witness need not be empty, ask ActionSet::empty().
  [[nodiscard]] std::optional<Witness> witness(const ActionSet& set) const;

 private:
  const AtomPartition* partition_;
  std::span<const std::string_view> names_;
  std::vector<std::uint32_t> begins_;   // INVARIANT: one more than there are atoms
  std::vector<std::uint32_t> by_atom_;  // positions by atom, in a witness's order of preference
};

// A shortest printable string of the set, the nicest to read of these. Empty as above.
[[nodiscard]] std::optional<std::string> made_up_witness(const AtomPartition& partition,
                                                         const ActionSet& set);

}  // namespace leastwise
