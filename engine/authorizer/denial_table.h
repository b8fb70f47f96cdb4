// The denial table: which deny assignments stand at a scope and above it, and whom they hit.
//
// Like a grant table (grant_tables.h) it lists the scopes at which denials begin, in preorder, each
// with the denials inherited from above; denials with doNotApplyToChildScopes stand apart, since
// they count at their very scope only, and not at an unknown scope that merely hangs below it.
// Audit-only denials are left out: they never apply. Source: SPEC section 5.
// Tests: tests/engine/authorizer/denial_table_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/authorizer/decision.h"
#include "engine/base/compact_optional.h"
#include "engine/base/flat_array.h"
#include "engine/base/sorted_search.h"
#include "engine/base/truth.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

// A denial that stands at a scope; `hierarchy_unknown` where it is not known to be above it.
struct DenialTerm {
  DenialId denial;
  bool hierarchy_unknown = false;
  std::array<std::uint8_t, 3> unused = {};

  // Why it is not certain that the denial holds for a subject that it hits as `hits` says.
  [[nodiscard]] ReasonSet doubts(Truth hits) const {
    ReasonSet doubts;
    if (hits == Truth::kUnknown) {
      doubts.add(DecisionReason::kMembershipUnknown);
    }
    if (hierarchy_unknown) {
      doubts.add(DecisionReason::kHierarchyUnknown);
    }
    return doubts;
  }

  friend auto operator<=>(const DenialTerm&, const DenialTerm&) = default;
};

class DenialTable {
 public:
  // Of no tenant: for that of a snapshot.
  DenialTable() = default;
  explicit DenialTable(const Tenant& tenant);

  // The groups, ascending, that a denial names as principal or exclusion.
  [[nodiscard]] std::span<const PrincipalId> named_groups() const { return named_groups_.all(); }

  struct At {
    std::span<const DenialTerm> inherited;  // here and above
    std::span<const DenialTerm> here_only;  // scope-only ones of exactly this scope
  };
  [[nodiscard]] At at(std::uint32_t preorder, bool exact) const noexcept;

  // Whether a denial hits a subject: `subject` is its id or empty when the input does not know it,
  // `groups` the watched groups that certainly hold it, ascending.
  [[nodiscard]] Truth hits(DenialId denial, const PrincipalId* subject,
                           std::span<const PrincipalId> groups) const noexcept;
  // The condition on the whole of a denial.
  [[nodiscard]] std::optional<ConditionId> condition(DenialId denial) const noexcept {
    return subjects_[denial.index()].condition;
  }

  // The preorder numbers of the scopes where denials begin, ascending.
  [[nodiscard]] std::span<const std::uint32_t> entry_scopes() const { return begins_.all(); }

  // Whether every member can be asked, of a table from a file that is said to be that of `tenant`.
  // Cost: linear.
  [[nodiscard]] bool is_sound(const Tenant& tenant) const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("subjects", self.subjects_);
    visitor("named", self.named_);
    visitor("named-groups", self.named_groups_);
    visitor("terms", self.terms_);
    visitor("begins", self.begins_);
    visitor("entries", self.entries_);
  }

 private:
  static constexpr std::uint32_t kNoEntry = kNotFound;

  struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  struct Entry {
    std::uint32_t end = 0;
    std::uint32_t enclosing = kNoEntry;
    Range inherited;
    Range here_only;
  };
  // A list of principals of a denial: `open` of them are groups in which everybody may be.
  struct SubjectList {
    Range named;
    std::uint16_t everyone = 0;  // 1 or 0, likewise:
    std::uint16_t any_open = 0;
  };
  struct Subjects {
    SubjectList principals;
    SubjectList excluded;
    OptionalId<ConditionId> condition;
  };

  [[nodiscard]] SubjectList add_subjects(const Tenant& tenant, bool everyone,
                                         std::vector<PrincipalId> named);
  void build_entries(const Tenant& tenant);
  Range append(std::vector<DenialTerm> terms);
  [[nodiscard]] Truth meets(const SubjectList& list, const PrincipalId* subject,
                            std::span<const PrincipalId> groups) const noexcept;

  [[nodiscard]] bool are_entries_sound() const;

  FlatArray<Subjects> subjects_;  // by DenialId
  FlatArray<PrincipalId> named_;
  FlatArray<PrincipalId> named_groups_;
  FlatArray<DenialTerm> terms_;
  FlatArray<std::uint32_t> begins_;  // of the entries: searched, so they lie together
  FlatArray<Entry> entries_;
};

}  // namespace leastwise
