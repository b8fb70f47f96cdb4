// Strong ids: an index into one table, which cannot be mixed up with an index into another.
//
// Example:         using RoleId = Id<struct RoleTag>;  roles[role_id.index()]
// Counter-example: ScopeId s = role_id;  does not compile (tests/engine/base/id_test.cc shows it).
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace leastwise {

// An index of 32 bits into the table that `Tag` stands for. A value type; the default is index 0.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t value) : value_(value) {}
  // REQUIRES: index < 2^32 (every table is bounded below that by limits.h).
  constexpr static Id from_index(std::size_t index) {
    return Id(static_cast<std::uint32_t>(index));
  }

  [[nodiscard]] constexpr std::uint32_t value() const { return value_; }
  [[nodiscard]] constexpr std::size_t index() const { return value_; }

  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::uint32_t value_ = 0;
};

// The kinds of id that more than one module speaks of.
using StringId = Id<struct StringTag>;        // base/string_table.h
using PatternId = Id<struct PatternTag>;      // permission/pattern_table.h
using ScopeId = Id<struct ScopeTag>;          // scope/scope_tree.h
using PrincipalId = Id<struct PrincipalTag>;  // principal/directory.h
using RoleId = Id<struct RoleTag>;            // tenant/tenant.h
using AssignmentId =
    Id<struct AssignmentTag>;           // tenant/tenant.h: role assignments, eligible ones too
using DenialId = Id<struct DenialTag>;  // tenant/tenant.h: deny assignments
using ConditionId = Id<struct ConditionTag>;  // tenant/tenant.h: distinct condition texts
using OperationId = Id<struct OperationTag>;  // permission/operation_catalogue.h: known operations
using FileId = Id<struct FileTag>;            // base/source_place.h

}  // namespace leastwise

template <class Tag>
struct std::hash<leastwise::Id<Tag>> {
  std::size_t operator()(leastwise::Id<Tag> id) const noexcept { return id.value(); }
};
