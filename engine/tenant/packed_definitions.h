// Role definitions, deny assignments, coverage gaps and file names without pointers, as a snapshot
// keeps them. Private to engine/tenant.
//
// In memory these are few and hold lists of lists; packed, every list is a range of one array. No
// decision reads them (the authorizer has tables of its own), so they are unpacked when a snapshot
// is opened, some microseconds a hundred, and everything larger is used in place.
// Example: the blocks of role r are blocks[r.blocks.first ..], and the patterns of a block lie one
// list behind the other in `patterns`.
// Tests: tests/engine/tenant/tenant_arrays_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/compact_optional.h"
#include "engine/base/flat_array.h"
#include "engine/base/text_blocks.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

class PackedDefinitions {
 public:
  PackedDefinitions() = default;

  // Packs one after the other, in the order of their ids.
  void add(const RoleDefinition& role);
  void add(const DenyAssignment& denial);
  void add(const CoverageGap& gap);
  void add_file(std::string_view name);

  // What they may refer to in a tenant from a file: ids are below these.
  struct Bounds {
    std::size_t texts = 0;
    std::size_t patterns = 0;
    std::size_t conditions = 0;
    std::size_t scopes = 0;
    std::size_t principals = 0;
  };
  // Whether every range, id and number may be used. Cost: linear.
  [[nodiscard]] bool is_sound(const Bounds& bounds) const;

  // REQUIRES: what add() made, or is_sound().
  [[nodiscard]] std::vector<RoleDefinition> roles() const;
  [[nodiscard]] std::vector<DenyAssignment> denials() const;
  [[nodiscard]] std::vector<CoverageGap> gaps() const;
  [[nodiscard]] FileTable files() const;
  [[nodiscard]] std::size_t role_count() const { return roles_.size(); }
  [[nodiscard]] std::size_t file_count() const { return files_.size(); }

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("files", self.files_);
    visitor("roles", self.roles_);
    visitor("denials", self.denials_);
    visitor("gaps", self.gaps_);
    visitor("blocks", self.blocks_);
    visitor("patterns", self.patterns_);
    visitor("assignable-scopes", self.assignable_scopes_);
    visitor("subjects", self.subjects_);
    visitor("texts", self.texts_);
  }

 private:
  // Of one of the arrays below.
  struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  // Its four lists of patterns lie one behind the other.
  struct Block {
    std::uint32_t first_pattern = 0;
    std::array<std::uint32_t, 4> counts = {};  // actions, notActions, dataActions, notDataActions
    OptionalId<ConditionId> condition;
  };
  // As RoleDefinition.
  struct Role {
    Guid guid;
    StringId name;
    StringId description;
    Range blocks;
    Range assignable_scopes;
    SourcePlace place;
    RoleKnowledge knowledge = RoleKnowledge::kUndefined;
    RoleType type = RoleType::kUnstated;
    std::uint8_t lossy = 0;  // 1 or 0
    std::uint8_t unused = 0;
  };
  // As DenyAssignment.
  struct Denial {
    StringId id;
    StringId name;
    ScopeId scope;
    Range blocks;
    Range principals;
    Range excluded;
    OptionalId<ConditionId> condition;
    SourcePlace place;
    std::array<std::uint8_t, 4> flags = {};  // scope only, audit only, everyone, everyone excluded
  };
  // As CoverageGap; its texts are in texts_.
  struct Gap {
    TextExtent subject;
    TextExtent message;
    OptionalId<PrincipalId> principal;
    OptionalId<RoleId> role;
    OptionalId<ScopeId> scope;
    GapKind kind = GapKind::kTruncatedExport;
    std::array<std::uint8_t, 3> unused = {};
  };

  // Appends to the arrays of lists; says where.
  Range pack(std::span<const PermissionBlock> blocks);
  Range pack(std::span<const PrincipalId> subjects);
  [[nodiscard]] std::vector<PermissionBlock> unpack(Range blocks) const;
  [[nodiscard]] bool is_sound(const Block& block, const Bounds& bounds) const;
  [[nodiscard]] bool is_sound(const Role& role, const Bounds& bounds) const;
  [[nodiscard]] bool is_sound(const Denial& denial, const Bounds& bounds) const;
  [[nodiscard]] bool is_sound(const Gap& gap, const Bounds& bounds) const;

  FlatArray<TextExtent> files_;  // names, by FileId
  FlatArray<Role> roles_;
  FlatArray<Denial> denials_;
  FlatArray<Gap> gaps_;
  FlatArray<Block> blocks_;        // of roles and denials
  FlatArray<PatternId> patterns_;  // of blocks
  FlatArray<StringId> assignable_scopes_;
  FlatArray<PrincipalId> subjects_;  // principals and exclusions of denials
  TextBlocks texts_;                 // of gaps, and file names
};

}  // namespace leastwise
