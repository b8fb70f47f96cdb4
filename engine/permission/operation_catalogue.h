// The operations that are known by name, with their plane: from the tenant's own export or from the
// embedded catalogue.
//
// Known operations never change a decision. They make witnesses look like operations, they are what
// is counted and listed, and they are the entries of the fast lookup table.
// Example: `Microsoft.Storage/storageAccounts/read` is known, in the control plane, from the input.
// Tests: tests/engine/permission/operation_catalogue_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/flat_array.h"
#include "engine/base/id.h"
#include "engine/base/string_table.h"
#include "engine/permission/permission_block.h"

namespace leastwise {

// In which planes an operation is. `kUnstated` (isDataAction null) and `kBoth` count in both.
// Stands in snapshots: the numbers do not change.
enum class OperationPlane : std::uint8_t { kControl = 0, kData = 1, kBoth = 2, kUnstated = 3 };

// Where a role or an operation is known from. Stands in snapshots: the numbers do not change.
enum class Origin : std::uint8_t { kInput = 0, kCatalogue = 1 };

[[nodiscard]] std::string_view to_string(Origin origin);

// What is known of one operation beside its name.
struct KnownOperation {
  OperationPlane plane = OperationPlane::kControl;
  Origin origin = Origin::kInput;

  [[nodiscard]] bool is_in(Plane which) const {
    return plane == OperationPlane::kBoth || plane == OperationPlane::kUnstated ||
           (plane == OperationPlane::kControl) == (which == Plane::kControl);
  }
};

// Names compare ignoring ASCII case; the spelling seen first is kept.
class OperationCatalogue {
 public:
  OperationCatalogue() : names_(CaseRule::kFolded) {}

  // Adds an operation. One that is known already in another plane becomes kBoth; what an input says
  // replaces what the catalogue said.
  // REQUIRES: `name` is not empty.
  OperationId add(std::string_view name, KnownOperation operation);

  [[nodiscard]] std::size_t size() const { return operations_.size(); }
  [[nodiscard]] std::optional<OperationId> find(std::string_view name) const;
  [[nodiscard]] std::string_view name(OperationId id) const {
    return names_.text(StringId(id.value()));
  }
  [[nodiscard]] const KnownOperation& operator[](OperationId id) const {
    return operations_[id.index()];
  }

  // Whether every member can be asked: for a catalogue from a file. Cost: linear.
  [[nodiscard]] bool is_sound() const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor.part("names", self.names_);
    visitor("records", self.operations_);
  }

 private:
  StringTable names_;
  FlatArray<KnownOperation> operations_;  // INVARIANT: indexed like names_
};

// The names by OperationId, empty where the operation is of the other plane only: so that positions
// in a KnownOperationsView, which leaves empty names out, are OperationIds. Views into
// `operations`.
[[nodiscard]] std::vector<std::string_view> names_in(const OperationCatalogue& operations,
                                                     Plane plane);

}  // namespace leastwise
