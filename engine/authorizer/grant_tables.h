// Grant tables: which roles hold for a subject at a scope, inherited ones included, in one lookup a
// table.
//
// A table belongs to a set of grantees (a principal, or some groups). It is a list of the scopes at
// which these were granted something, in the preorder of the scope tree, each with the roles that
// hold there *with everything inherited from above*, so that a lookup is one binary search for the
// nearest entry that encloses the asked scope:
//
//     scope tree      / > mg > sub > rg          grants: Reader at mg, Contributor at rg
//     entries         mg {Reader}, rg {Reader, Contributor}
//     asked sub       -> mg {Reader};  asked rg/x -> rg {Reader, Contributor}
//
// A role holds *certainly*, or *under a doubt*: the assignment has a condition, or stands at a
// management group of which it is not known whether it is above (an entry at an unplaced node).
//
// Which tables a subject has: its own, and those of its **class**, the groups of its subject set
// that matter. Merging all groups of a class into one table is fastest, but at a million classes of
// random groups it would take gigabytes. So merged entries are bounded (kMergedEntriesPerGrant for
// each grant): first one table for each direct group with everything above it, then one for each
// whole class, the classes with the most principals first; what does not fit keeps a table for each
// group.
//
// Open groups, in which everybody may be, have one table for all; its terms name their group, since
// a subject that is certainly in the group has the grant by its class already.
//
// Cost: lookup is logarithmic in the entries of a table, which are few. Thread safety: immutable.
// Tests: tests/engine/authorizer/grant_tables_test.cc.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/authorizer/decision.h"
#include "engine/base/sorted_search.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

// A role that holds for a table's grantees at an entry. `doubts` is empty where it holds certainly.
struct GrantTerm {
  RoleId role;
  PrincipalId grantee;  // of the table of open groups only, else 0
  ReasonSet doubts = {};

  friend bool operator==(const GrantTerm&, const GrantTerm&) = default;
};

class GrantTables {
 public:
  // `counted` are the assignments that count; `watched` the groups, ascending, of which it must be
  // known whether a subject is in them (open ones, and those that deny assignments name);
  // `merged_entries` bounds the merging, by default by kMergedEntriesPerGrant.
  GrantTables(const Tenant& tenant, std::span<const AssignmentId> counted,
              std::span<const PrincipalId> watched,
              std::optional<std::size_t> merged_entries = std::nullopt);

  // The tables of a principal; of one that the input does not know, those of nobody.
  struct Subject {
    std::uint32_t first_table = 0;
    std::uint32_t table_count = 0;
    std::uint32_t own_table = 0;  // kNoTable where it has no grants of its own
    std::uint32_t first_watched = 0;
    std::uint32_t watched_count = 0;
  };
  static constexpr std::uint32_t kNoTable = 0xFFFFFFFFU;

  [[nodiscard]] Subject subject(PrincipalId id) const noexcept {
    Subject subject = classes_[class_of_[id.index()]];
    subject.own_table = own_table_[id.index()];
    return subject;
  }
  [[nodiscard]] Subject nobody() const noexcept { return classes_.front(); }

  // The tables of the subject's class (its own table is not among them).
  [[nodiscard]] std::span<const std::uint32_t> class_tables(const Subject& subject) const noexcept {
    return std::span(table_lists_).subspan(subject.first_table, subject.table_count);
  }
  // The watched groups that certainly hold the subject, ascending.
  [[nodiscard]] std::span<const PrincipalId> watched_groups(const Subject& subject) const noexcept {
    return std::span(watched_lists_).subspan(subject.first_watched, subject.watched_count);
  }

  // The table of the open groups; kNoTable where there is none.
  [[nodiscard]] std::uint32_t open_table() const noexcept { return open_table_; }

  // What holds at the scope numbered `preorder` by one table: empty where nothing does.
  // REQUIRES: table != kNoTable.
  [[nodiscard]] std::span<const GrantTerm> terms_at(std::uint32_t table,
                                                    std::uint32_t preorder) const noexcept;

  // The preorder numbers of the scopes at which a table has entries, ascending.
  [[nodiscard]] std::vector<std::uint32_t> entry_scopes(std::uint32_t table) const;

  [[nodiscard]] std::size_t table_count() const { return tables_.size(); }
  [[nodiscard]] std::size_t entry_count() const { return entries_.size(); }

 private:
  static constexpr std::uint32_t kNoEntry = kNotFound;

  // The scope of entry i has the preorder number begins_[i].
  struct Entry {
    std::uint32_t end = 0;               // behind the scope's last descendant in preorder
    std::uint32_t enclosing = kNoEntry;  // the next entry of the table that holds this one
    std::uint32_t terms = 0;             // index into term_sets_
  };
  struct Table {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  struct TermSet {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  // A grant as it enters a table: its scope by preorder, and the term. `source` is the scope of its
  // assignment; where that is not `begin`, the grant stands at an unplaced node.
  struct Grant {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    GrantTerm term;
    std::uint32_t source = 0;
  };
  // A term at an unplaced node, and the scope of the assignments that it is from, where that is
  // one.
  struct PossibleTerm {
    GrantTerm term;
    std::uint32_t source = 0;
    bool several_sources = false;
  };
  using GroupSet = std::vector<PrincipalId>;  // ascending

  void collect_grants(const Tenant& tenant, std::span<const AssignmentId> counted);
  void append_grant(const Tenant& tenant, const RoleAssignment& assignment);
  std::uint32_t build_table(std::vector<Grant> grants);
  void append_terms(std::vector<GrantTerm>& terms, std::uint32_t entry) const;
  [[nodiscard]] static std::vector<PossibleTerm> possible_terms(std::vector<Grant> grants);
  std::uint32_t intern_terms(std::vector<GrantTerm> terms);
  std::uint32_t table_of(const GroupSet& grantees);
  void build_open_table(const Tenant& tenant);
  void build_classes(const Tenant& tenant, std::span<const PrincipalId> watched,
                     std::size_t merged_entries);
  [[nodiscard]] std::size_t default_merged_entries() const;
  void choose_tables(const std::vector<std::vector<std::uint32_t>>& class_parts,
                     const std::vector<std::size_t>& population, std::size_t budget);
  [[nodiscard]] std::size_t cost(const GroupSet& grantees) const;
  [[nodiscard]] GroupSet granted_of(std::span<const std::uint32_t> parts) const;

  // While building: grants by grantee, and the sets of groups above (and in) a component.
  std::unordered_map<PrincipalId, std::vector<Grant>> grants_of_;
  std::map<GroupSet, std::uint32_t> table_by_grantees_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> sets_by_hash_;
  std::vector<GroupSet> parts_;

  std::vector<GrantTerm> terms_;
  std::vector<TermSet> term_sets_;
  std::vector<std::uint32_t> begins_;  // searched, so they lie together
  std::vector<Entry> entries_;         // INVARIANT: as many as begins_
  std::vector<Table> tables_;
  std::vector<std::uint32_t> table_lists_;
  std::vector<PrincipalId> watched_lists_;
  std::vector<Subject> classes_;         // 0: in no group that matters
  std::vector<std::uint32_t> class_of_;  // by PrincipalId
  std::vector<std::uint32_t> own_table_;
  std::uint32_t open_table_ = kNoTable;
};

}  // namespace leastwise
