// Tables of grants by scope: which roles hold at a scope, inherited ones included, by one search.
// Private to engine/authorizer; who has which table is the affair of grant_tables.h.
//
// A table cuts the preorder of the scope tree into segments on which nothing changes, and keeps for
// each the roles that hold there with everything inherited from above:
//
//     scope tree      / > mg > sub1, sub2 > rg       grants: Reader at sub1, Contributor at sub1/rg
//     preorder        / 0   mg 1   sub1 2   rg 3   sub2 4
//     segments        from 2 {Reader}, from 3 {Reader, Contributor}, from 4 {}
//
// So a lookup is a search for the last segment that begins at or before the asked number, and no
// walk. Equal lists of terms are stored once, whichever table they belong to.
// Cost: a lookup reads some three cache lines (segment_lines.h); 12 bytes a segment and more, two
// segments a grant.
// Thread safety: immutable once built.
// Tests: tests/engine/authorizer/grant_tables_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/authorizer/decision.h"
#include "engine/authorizer/segment_lines.h"
#include "engine/base/flat_array.h"
#include "engine/base/hash_index.h"
#include "engine/base/id.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

// A role that holds for a table's grantees, under a condition where it has one. `doubts` is empty
// where nothing else is in doubt.
struct GrantTerm {
  RoleId role;
  PrincipalId grantee;                     // in the table of open groups only, else 0
  std::uint32_t condition = kNoCondition;  // a ConditionId: that of the assignment
  ReasonSet doubts = {};
  std::uint16_t unused = 0;

  static constexpr std::uint32_t kNoCondition = 0xFFFFFFFFU;

  friend bool operator==(const GrantTerm&, const GrantTerm&) = default;
};

// A grant as it enters a table: the preorder numbers of the scopes that it holds for, and the term.
// `source` is the number of the scope at which it was made: another one than `begin` where it
// stands at an unplaced node (scope/scope_tree.h), as a possible grant.
struct ScopedGrant {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  GrantTerm term;
  std::uint32_t source = 0;
};

// The table in which nothing is granted.
inline constexpr GrantTable kNoTable;

class GrantTableSet {
 public:
  // What holds at the scope numbered `preorder` by one table: empty where nothing does.
  [[nodiscard]] std::span<const GrantTerm> terms_at(GrantTable table,
                                                    std::uint32_t preorder) const noexcept {
    const SegmentLines::Range range = segments_.find(table, preorder);
    return terms_.part(range.first, range.count & kCountBits);
  }

  // Asks memory for what terms_at() reads, each with what the one before brought.
  void prefetch(GrantTable table) const noexcept { segments_.prefetch(table); }
  void prefetch_segment(GrantTable table, std::uint32_t preorder) const noexcept {
    segments_.prefetch_block(table, preorder);
  }
  void prefetch_terms(GrantTable table, std::uint32_t preorder) const noexcept {
    __builtin_prefetch(terms_.data() + segments_.find(table, preorder).first);
  }

  // The preorder numbers of the scopes at which grants of a table begin, ascending.
  [[nodiscard]] std::vector<std::uint32_t> grant_scopes(GrantTable table) const;

  // All tables, in the order in which they lie.
  [[nodiscard]] std::span<const GrantTable> all() const { return tables_.all(); }

  // Whether every table of all() can be asked, of a set from a file whose terms are to be of
  // `tenant`. Cost: linear.
  [[nodiscard]] bool is_sound(const Tenant& tenant) const;
  // Where the words of tables end.
  [[nodiscard]] std::size_t word_count() const { return segments_.word_count(); }

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("terms", self.terms_);
    visitor("tables", self.tables_);
    visitor.part("segments", self.segments_);
  }

 private:
  friend class GrantTableBuilder;

  // The highest bit of a range's count: a grant begins there; else something ends there.
  static constexpr std::uint32_t kGrantBegins = 0x80000000U;
  static constexpr std::uint32_t kCountBits = kGrantBegins - 1;

  [[nodiscard]] bool is_sound(GrantTable table, std::size_t scopes) const;

  FlatArray<GrantTerm> terms_;
  FlatArray<GrantTable> tables_;  // INVARIANT: ascending
  SegmentLines segments_;         // ranges of terms_
};

// The tables of a set, to ask whether one is among them: of references from a file.
class GrantTableIndex {
 public:
  // REQUIRES: `tables` is ascending.
  GrantTableIndex(std::span<const GrantTable> tables, std::size_t word_count);

  // Whether `table` is one of them, or kNoTable. Cost: one or two lines of memory.
  [[nodiscard]] bool holds(GrantTable table) const;

 private:
  static constexpr std::size_t kWordBits = 64;

  std::span<const GrantTable> tables_;
  std::vector<std::uint64_t> begins_;  // a bit where a table begins
  std::vector<std::uint32_t> rank_;    // by word of begins_: how many tables begin before it
};

// Builds the tables, one after the other.
class GrantTableBuilder {
 public:
  // The new table; kNoTable where there are no grants. Their order changes.
  GrantTable build(std::span<ScopedGrant> grants);

  [[nodiscard]] GrantTableSet finish() && { return std::move(set_); }

 private:
  using Range = SegmentLines::Range;

  // A grant that may stand at the unplaced node around the current scope.
  struct Possible {
    GrantTerm term;
    std::uint32_t source = 0;
    bool several_sources = false;
  };
  // A scope with grants that encloses the current one.
  struct Open {
    std::uint32_t end = 0;
    Range terms;
    bool unplaced = false;
    std::vector<Possible> possible = {};  // where `unplaced`: the terms that stand here by source
  };

  void close_until(std::uint32_t number);
  void emit(std::uint32_t begin, Range terms, bool grant_begins);
  void inherit(std::uint32_t scope, std::vector<GrantTerm>& terms) const;
  [[nodiscard]] static std::vector<Possible> possible_terms(std::vector<ScopedGrant> grants);
  // Sorts and joins them.
  Range intern(std::vector<GrantTerm>& terms);
  void append(std::vector<GrantTerm>& terms, Range held) const;

  GrantTableSet set_;
  std::vector<Open> open_;
  // Of the table that is being built.
  std::vector<std::uint32_t> begins_;
  std::vector<Range> segments_;
  std::vector<GrantTerm> terms_;  // of the segment that is being built
  std::vector<Range> ranges_;     // the distinct ones of terms
  HashIndex ranges_by_hash_;      // hashes of their terms; indexes into ranges_
};

}  // namespace leastwise
