// Rows of verdicts: for each action string that the tenant knows, which roles grant it and which
// deny assignments deny it.
//
// Known are the operations of the catalogue and every pattern without a wildcard. Each known string
// has one row in each plane; equal rows are stored once. A row holds two bits a definition (a role,
// or the blocks of a deny assignment): *yes*, a block without a condition says so; *maybe*, only
// blocks with a condition do, or the role is undefined. So the common question costs one lookup and
// then one bit test a grant.
//
// Behind the definitions stand **parts**, a bit each: every block with a condition, so that a
// decision finds those that match, and every pattern that an ActionMatches names. With these, two
// actions of one row are equal to every role, denial and condition.
//
// An action string that is not known matches no literal pattern, so only patterns with a wildcard
// need to be tried: the unseen_* members do that, definition by definition, with the same result.
//
// Cost: compilation tries each wildcard pattern on the known strings that begin with its literal
// prefix, and no others. Thread safety: immutable.
// Tests: tests/engine/authorizer/action_rows_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action/pattern.h"
#include "engine/authorizer/condition_table.h"
#include "engine/authorizer/text_index.h"
#include "engine/authorizer/wild_patterns.h"
#include "engine/base/flat_array.h"
#include "engine/base/truth.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

class ActionRows {
 public:
  static constexpr std::uint32_t kUnseen = 0xFFFFFFFFU;

  // Rows of no tenant: for those of a snapshot.
  ActionRows() = default;
  // `patterns` are those of the tenant, by PatternId, all in one reading.
  ActionRows(const Tenant& tenant, const ConditionTable& conditions,
             std::span<const ActionPattern> patterns);

  // The row of `folded` in `plane`, or kUnseen; with the string as it is kept here.
  struct Found {
    std::uint32_t row = kUnseen;
    std::string_view folded = {};
  };
  [[nodiscard]] Found find(std::string_view folded, Plane plane) const noexcept {
    return find(folded, hash_bytes(folded), plane);
  }
  // REQUIRES: `hash` is hash_bytes(folded). prefetch() of it, some work before, hides the way to
  // memory.
  [[nodiscard]] Found find(std::string_view folded, std::uint64_t hash, Plane plane) const noexcept;
  void prefetch(std::uint64_t hash) const noexcept { index_.prefetch(hash); }
  void prefetch_text(std::uint64_t hash) const noexcept { index_.prefetch_text(hash); }
  [[nodiscard]] std::string_view text_of(OperationId operation) const noexcept {
    return index_.text(actions_[operation_action_[operation.index()]]);
  }
  [[nodiscard]] std::uint32_t row_of(OperationId operation, Plane plane) const noexcept {
    return row_of_[row_index(operation_action_[operation.index()], plane)];
  }

  // What a role, or the blocks of a deny assignment, say of the action of a row; its conditions
  // left open.
  [[nodiscard]] Truth role(std::uint32_t row, RoleId role) const noexcept {
    return verdict(row, role.index());
  }
  [[nodiscard]] Truth denial(std::uint32_t row, DenialId denial) const noexcept {
    return verdict(row, shape_.first_denial + denial.index());
  }
  // Whether any deny assignment may deny the action of a row: for most actions none does, and then
  // no decision needs to look for those at its scope.
  [[nodiscard]] bool may_be_denied(std::uint32_t row) const noexcept {
    return may_be_denied_[row] != 0;
  }
  // Whether nothing defines the role.
  [[nodiscard]] bool is_undefined(RoleId role) const noexcept {
    return undefined_[role.index()] != 0;
  }
  // The same for an action string that has no row.
  [[nodiscard]] Truth unseen_role(std::string_view folded, Plane plane,
                                  RoleId role) const noexcept {
    return unseen(folded, plane, role.index());
  }
  [[nodiscard]] Truth unseen_denial(std::string_view folded, Plane plane,
                                    DenialId denial) const noexcept {
    return unseen(folded, plane, shape_.first_denial + denial.index());
  }

  // A block with a condition, of a role or a deny assignment.
  struct ConditionalBlock {
    std::uint32_t part = 0;
    ConditionId condition;
  };
  [[nodiscard]] std::span<const ConditionalBlock> conditional_blocks(RoleId role) const noexcept {
    return conditional_blocks(role.index());
  }
  [[nodiscard]] std::span<const ConditionalBlock> conditional_blocks(
      DenialId denial) const noexcept {
    return conditional_blocks(shape_.first_denial + denial.index());
  }
  // Whether the patterns of a block match the action of a row; of one without a row.
  [[nodiscard]] bool matches(std::uint32_t row, const ConditionalBlock& block) const noexcept {
    return verdict(row, block.part) == Truth::kYes;
  }
  [[nodiscard]] bool unseen_matches(std::string_view folded, Plane plane,
                                    const ConditionalBlock& block) const noexcept {
    return unseen(folded, plane, block.part) == Truth::kYes;
  }

  [[nodiscard]] std::size_t known_count() const { return actions_.size(); }
  [[nodiscard]] std::size_t distinct_row_count() const { return rows_.size() / shape_.stride; }

  // Whether every member can be asked, of rows from a file that are said to be those of `tenant`.
  // Cost: linear.
  [[nodiscard]] bool is_sound(const Tenant& tenant, WildcardReading reading) const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor.value("shape", self.shape_);
    visitor("actions", self.actions_);
    visitor("operation-action", self.operation_action_);
    visitor.part("index", self.index_);
    visitor("row-of", self.row_of_);
    visitor("rows", self.rows_);
    visitor("may-be-denied", self.may_be_denied_);
    visitor("undefined", self.undefined_);
    visitor("first-conditional", self.first_conditional_);
    visitor("conditional-blocks", self.conditional_blocks_);
    visitor.part("wild", self.wild_);
    visitor("wild-patterns", self.wild_patterns_);
    visitor("wild-blocks", self.wild_blocks_);
    visitor("first-wild-block", self.first_wild_block_);
  }

 private:
  // The wildcard patterns of one block in one plane.
  struct WildBlock {
    std::uint32_t first_granted = 0;
    std::uint32_t first_subtracted = 0;
    std::uint32_t end = 0;
    std::uint32_t conditional = 0;  // 1: the block has a condition
  };
  // Sizes. Definitions: roles by RoleId, then denials, then parts; each kind begins a word.
  struct Shape {
    std::uint32_t stride = 2;  // words of a row
    std::uint32_t first_denial = 0;
    std::uint32_t first_part = 0;
  };
  // What is looked up of a known action: its rows, by Plane.
  struct KnownRows {
    std::uint32_t rows[2] = {kUnseen, kUnseen};
  };
  class Matrix;
  class Builder;

  static std::size_t row_index(std::uint32_t action, Plane plane) {
    return std::size_t{action} * 2 + (plane == Plane::kData ? 1 : 0);
  }

  [[nodiscard]] std::span<const ConditionalBlock> conditional_blocks(
      std::size_t definition) const noexcept {
    const std::uint32_t first = first_conditional_[definition];
    return conditional_blocks_.part(first, first_conditional_[definition + 1] - first);
  }
  [[nodiscard]] bool are_rows_sound() const;
  [[nodiscard]] bool are_parts_sound(std::size_t conditions) const;
  [[nodiscard]] bool are_wild_blocks_sound() const;

  // Both bits of a definition lie in words side by side, so that a verdict costs one cache line.
  [[nodiscard]] Truth verdict(std::uint32_t row, std::size_t definition) const noexcept {
    const std::uint64_t* words =
        rows_.data() + std::size_t{row} * shape_.stride + definition / 64 * 2;
    const std::uint64_t bit = std::uint64_t{1} << (definition % 64);
    if ((words[0] & bit) != 0) {
      return Truth::kYes;
    }
    return (words[1] & bit) != 0 ? Truth::kUnknown : Truth::kNo;
  }
  [[nodiscard]] Truth unseen(std::string_view folded, Plane plane,
                             std::size_t definition) const noexcept;
  [[nodiscard]] bool any_matches(std::span<const std::uint32_t> patterns,
                                 std::string_view folded) const noexcept;

  Shape shape_;
  FlatArray<TextRange> actions_;               // known strings, folded, ascending; in index_
  FlatArray<std::uint32_t> operation_action_;  // by OperationId
  TextIndex<KnownRows> index_{0};              // of actions_
  FlatArray<std::uint32_t> row_of_;            // by row_index()
  FlatArray<std::uint64_t> rows_;  // a stride of words a row: of 64 definitions yes, then maybe
  FlatArray<std::uint8_t> may_be_denied_;       // by row
  FlatArray<std::uint8_t> undefined_;           // by definition
  FlatArray<std::uint32_t> first_conditional_;  // by definition but for parts; one more at the end
  FlatArray<ConditionalBlock> conditional_blocks_;

  WildPatterns wild_;
  FlatArray<std::uint32_t> wild_patterns_;  // numbers in wild_
  FlatArray<WildBlock> wild_blocks_;
  FlatArray<std::uint32_t> first_wild_block_;  // by definition * 2 + plane; one more at the end
};

}  // namespace leastwise
