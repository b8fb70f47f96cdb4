// The lookup tables of a compiled tenant: from a GUID to a principal, from a scope's text to its
// number. Open addressing; the full key is compared before the answer counts, since names can be
// chosen by an attacker. Slots hold what a decision asks next, so that it costs no further line.
// Tests: tests/engine/authorizer/lookup_test.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/authorizer/grant_tables.h"
#include "engine/authorizer/text_index.h"
#include "engine/base/flat_array.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

// Principals by object id. Thread safety: immutable.
class PrincipalIndex {
 public:
  struct Found {
    PrincipalId id;
    GrantTables::Held held;  // its tables
  };

  // Of no principals: for that of a snapshot.
  PrincipalIndex() = default;
  // `held` by PrincipalId; empty: of no table.
  explicit PrincipalIndex(const Directory& directory, std::span<const GrantTables::Held> held = {});

  [[nodiscard]] static std::uint64_t hash(const Guid& id) noexcept { return std::hash<Guid>{}(id); }
  // Asks memory for the slot of the hash.
  void prefetch(std::uint64_t hash) const noexcept { __builtin_prefetch(&slots_[hash & mask()]); }
  // REQUIRES: `hash` is that of `id`. Empty where the input does not know the principal.
  [[nodiscard]] std::optional<Found> find(const Guid& id, std::uint64_t hash) const noexcept;
  [[nodiscard]] std::optional<PrincipalId> find(const Guid& id) const noexcept {
    const auto found = find(id, hash(id));
    return found ? std::optional(found->id) : std::nullopt;
  }

  // Whether every search ends and gives what `held` says: for an index from a file. Cost: linear.
  [[nodiscard]] bool is_sound(std::span<const GrantTables::Held> held) const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("slots", self.slots_);
  }

 private:
  struct alignas(32) Slot {
    Guid id;
    std::uint32_t principal = kEmpty;
    GrantTables::Held held;
  };
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFFU;

  [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }

  FlatArray<Slot> slots_;  // INVARIANT: a power of two, half full at most
};

// Scopes by folded text. Thread safety: immutable.
class ScopeIndex {
 public:
  // What decisions ask of a scope that the tree holds.
  struct Known {
    ScopeId id;
    std::uint32_t preorder = 0;
  };

  // Of no scopes: for that of a snapshot.
  ScopeIndex() : index_(0) {}
  explicit ScopeIndex(const ScopeTree& tree);
  // REQUIRES: `folded` is case folded, without trailing slashes; `hash` is hash_bytes(folded).
  [[nodiscard]] const Known* find(std::string_view folded, std::uint64_t hash) const noexcept {
    return index_.find(folded, hash).payload;
  }
  [[nodiscard]] std::optional<ScopeId> find(std::string_view folded) const noexcept {
    const Known* known = index_.find(folded).payload;
    return known == nullptr ? std::nullopt : std::optional(known->id);
  }
  void prefetch(std::uint64_t hash) const noexcept { index_.prefetch(hash); }
  void prefetch_text(std::uint64_t hash) const noexcept { index_.prefetch_text(hash); }
  // Where a scope that find() does not know hangs: ScopeTree::nearest() on the folded text.
  [[nodiscard]] ScopeTree::Place nearest(std::string_view folded,
                                         std::span<const ScopePath::Level> levels) const noexcept;

  // Whether every search ends and gives what `tree` says: for an index from a file. Cost: linear.
  [[nodiscard]] bool is_sound(const ScopeTree& tree) const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor.part("index", self.index_);
  }

 private:
  TextIndex<Known> index_;
};

}  // namespace leastwise
