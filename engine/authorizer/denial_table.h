// The denial table: which deny assignments stand at a scope and above it, and whom they hit.
//
// Like a grant table (grant_tables.h) it lists the scopes at which denials begin, in preorder, each
// with the denials inherited from above; denials with doNotApplyToChildScopes stand apart, since
// they count at their very scope only, and not at an unknown scope that merely hangs below it.
// Audit-only denials are left out: they never apply. Source: SPEC section 5.
// Tests: tests/engine/authorizer/denial_table_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/authorizer/decision.h"
#include "engine/base/sorted_search.h"
#include "engine/base/truth.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

// A denial that stands at a scope; `hierarchy_unknown` where it is not known to be above it.
struct DenialTerm {
  DenialId denial;
  bool hierarchy_unknown = false;

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
  explicit DenialTable(const Tenant& tenant);

  // The groups, ascending, that a denial names as principal or exclusion.
  [[nodiscard]] std::span<const PrincipalId> named_groups() const { return named_groups_; }

  struct At {
    std::span<const DenialTerm> inherited;  // here and above
    std::span<const DenialTerm> here_only;  // scope-only ones of exactly this scope
  };
  [[nodiscard]] At at(std::uint32_t preorder, bool exact) const noexcept;

  // Whether a denial hits a subject: `subject` is its id or empty when the input does not know it,
  // `groups` the watched groups that certainly hold it, ascending.
  [[nodiscard]] Truth hits(DenialId denial, const PrincipalId* subject,
                           std::span<const PrincipalId> groups) const noexcept;

  // The preorder numbers of the scopes where denials begin, ascending.
  [[nodiscard]] std::span<const std::uint32_t> entry_scopes() const { return begins_; }

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
    bool everyone = false;
    Range named;
    bool any_open = false;
  };
  struct Subjects {
    SubjectList principals;
    SubjectList excluded;
  };

  [[nodiscard]] SubjectList add_subjects(const Tenant& tenant, bool everyone,
                                         std::span<const PrincipalId> named);
  void build_entries(const Tenant& tenant);
  Range append(std::vector<DenialTerm> terms);
  [[nodiscard]] Truth meets(const SubjectList& list, const PrincipalId* subject,
                            std::span<const PrincipalId> groups) const noexcept;

  std::vector<Subjects> subjects_;  // by DenialId
  std::vector<PrincipalId> named_;
  std::vector<PrincipalId> named_groups_;
  std::vector<DenialTerm> terms_;
  std::vector<std::uint32_t> begins_;  // of the entries: searched, so they lie together
  std::vector<Entry> entries_;
};

}  // namespace leastwise
