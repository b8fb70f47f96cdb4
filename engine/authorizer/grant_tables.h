// Grant tables of subjects: which tables (grant_table_set.h) say what holds for a principal.
//
// A subject has a table of its own grants, and those of its **class**, the groups of its subject
// set that matter (subject_classes.h). Merging all groups of a class into one table is fastest, but
// at a million classes of random groups it would take gigabytes. So merging is bounded
// (kMergedGrantsPerGrant for each grant): first one table for each direct group with everything
// above it, the small ones first, then one for each whole class, the classes with the most
// principals first; what does not fit keeps a table for each group.
//
// Open groups, in which everybody may be, have one table for all; its terms name their group, since
// a subject that is certainly in the group has the grant by its class already.
//
// Cost: some lookups for each subject, logarithmic in the segments of a table, which are few.
// Thread safety: immutable. Tests: tests/engine/authorizer/grant_tables_test.cc.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/authorizer/grant_table_set.h"
#include "engine/authorizer/subject_classes.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

class GrantTables {
 public:
  // `counted` are the assignments that count; `watched` the groups, ascending, of which it must be
  // known whether a subject is in them (open ones, and those that deny assignments name).
  // `merged_grants` bounds the merging, so that a test can force each form; the default is as told
  // at the top of this file.
  GrantTables(const Tenant& tenant, std::span<const AssignmentId> counted,
              std::span<const PrincipalId> watched,
              std::optional<std::size_t> merged_grants = std::nullopt);
  // Of no tenant: for those of a snapshot.
  GrantTables() = default;

  // The tables of a principal; of one that the input does not know, those of nobody.
  struct Subject {
    std::uint32_t first_table = 0;
    std::uint32_t table_count = 0;
    GrantTable own_table = {};  // kNoTable where it has no grants of its own
    std::uint32_t first_watched = 0;
    std::uint32_t watched_count = 0;
  };

  // What is kept of a principal: its class, and its own table.
  struct Held {
    std::uint32_t class_id = 0;
    GrantTable own_table;

    friend bool operator==(const Held&, const Held&) = default;
  };

  [[nodiscard]] Subject subject(const Held& held) const noexcept {
    Subject subject = classes_[held.class_id];
    subject.own_table = held.own_table;
    return subject;
  }
  [[nodiscard]] Subject subject(PrincipalId id) const noexcept {
    return subject(held_[id.index()]);
  }
  // By PrincipalId.
  [[nodiscard]] std::span<const Held> held() const noexcept { return held_.all(); }
  // Brings near what decisions about its holder read first.
  void prefetch(const Held& held) const noexcept {
    __builtin_prefetch(&classes_[held.class_id]);
    tables_.prefetch(held.own_table);
  }
  [[nodiscard]] Subject nobody() const noexcept { return classes_.front(); }
  // The same where the input may not know the principal: `id` is null then.
  [[nodiscard]] Subject subject(const PrincipalId* id) const noexcept {
    return id != nullptr ? subject(*id) : nobody();
  }

  // The same of the tables of its class, once the subject is read.
  void prefetch_tables(const Subject& subject) const noexcept {
    for_each_table(subject, [this](GrantTable t) { tables_.prefetch(t); });
  }

  // And of what holds for it at a scope, in two steps.
  void prefetch_segments(const Subject& subject, std::uint32_t preorder) const noexcept {
    for_each_table(subject, [&](GrantTable t) { tables_.prefetch_segment(t, preorder); });
  }
  void prefetch_terms(const Subject& subject, std::uint32_t preorder) const noexcept {
    for_each_table(subject, [&](GrantTable t) { tables_.prefetch_terms(t, preorder); });
  }

  // The tables of the subject's class (its own table is not among them).
  [[nodiscard]] std::span<const GrantTable> class_tables(const Subject& subject) const noexcept {
    return table_lists_.part(subject.first_table, subject.table_count);
  }
  // The watched groups that certainly hold the subject, ascending.
  [[nodiscard]] std::span<const PrincipalId> watched_groups(const Subject& subject) const noexcept {
    return watched_lists_.part(subject.first_watched, subject.watched_count);
  }
  // The table of the open groups; kNoTable where there is none.
  [[nodiscard]] GrantTable open_table() const noexcept { return open_table_; }

  [[nodiscard]] std::span<const GrantTerm> terms_at(GrantTable table,
                                                    std::uint32_t preorder) const noexcept {
    return tables_.terms_at(table, preorder);
  }
  [[nodiscard]] std::vector<std::uint32_t> grant_scopes(GrantTable table) const {
    return tables_.grant_scopes(table);
  }

  [[nodiscard]] const GrantTableSet& tables() const { return tables_; }

  // Whether every member can be asked, of tables from a file that are said to be those of `tenant`.
  // Cost: linear.
  [[nodiscard]] bool is_sound(const Tenant& tenant) const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor.part("set", self.tables_);
    visitor("table-lists", self.table_lists_);
    visitor("watched-lists", self.watched_lists_);
    visitor("classes", self.classes_);
    visitor("held", self.held_);
    visitor.value("open-table", self.open_table_);
  }

 private:
  class Builder;

  // Its own table and the first of its class: enough to hide the way to memory.
  template <class Do>
  void for_each_table(const Subject& subject, Do what) const noexcept {
    constexpr std::size_t kMost = 4;
    what(subject.own_table);
    const std::size_t count = std::min<std::size_t>(subject.table_count, kMost);
    for (const GrantTable table : class_tables(subject).first(count)) {
      what(table);
    }
  }

  GrantTableSet tables_;
  FlatArray<GrantTable> table_lists_;
  FlatArray<PrincipalId> watched_lists_;
  FlatArray<Subject> classes_;  // 0: in no group that matters
  FlatArray<Held> held_;        // by PrincipalId
  GrantTable open_table_;
};

}  // namespace leastwise
