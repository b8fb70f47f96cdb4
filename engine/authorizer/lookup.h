// The lookup tables of a compiled tenant: from a GUID to a principal, from a scope's text to its
// number. Open addressing; a slot holds a fingerprint and the id, and the full key is compared
// before the answer counts, since names can be chosen by an attacker.
// Tests: tests/engine/authorizer/lookup_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tenant/tenant.h"

namespace leastwise {

// Principals by object id. Thread safety: immutable.
class PrincipalIndex {
 public:
  explicit PrincipalIndex(const Directory& directory);
  [[nodiscard]] std::optional<PrincipalId> find(const Guid& id) const noexcept;

 private:
  struct Slot {
    Guid id;
    std::uint32_t principal = kEmpty;
  };
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFFU;

  std::vector<Slot> slots_;  // INVARIANT: a power of two, half full at most
};

// Scopes by folded text. Thread safety: immutable.
class ScopeIndex {
 public:
  explicit ScopeIndex(const ScopeTree& tree);
  // REQUIRES: `folded` is case folded, without trailing slashes.
  [[nodiscard]] std::optional<ScopeId> find(std::string_view folded) const noexcept;
  // Where a scope that find() does not know hangs: ScopeTree::nearest() on the folded text.
  [[nodiscard]] ScopeTree::Place nearest(std::string_view folded,
                                         std::span<const ScopePath::Level> levels) const noexcept;

 private:
  struct Slot {
    std::uint32_t fingerprint = 0;
    std::uint32_t scope = kEmpty;
  };
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFFU;

  [[nodiscard]] std::string_view text(std::uint32_t scope) const noexcept {
    return std::string_view(texts_).substr(first_[scope], first_[scope + 1] - first_[scope]);
  }

  std::string texts_;                 // folded, one behind the other
  std::vector<std::uint64_t> first_;  // by ScopeId; one more at the end
  std::vector<Slot> slots_;           // INVARIANT: a power of two, half full at most
};

}  // namespace leastwise
