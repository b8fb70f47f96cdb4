// A tenant of a hundred thousand groups has thousands of gaps, and an answer that lists them all is
// read by nobody. So the gaps are sifted by what the answer was made from: the assignments and deny
// assignments that reach the scope, hold the principal or may, and speak of the action or may.
//
// Example: the role of an assignment at another subscription was not exported. It bears on "who can
// do this over there", not on this question. Counter-example: an export that was cut off may lack
// any record, so it bears on everything.
#include "cli/bearing_gaps.h"

#include <algorithm>
#include <set>

namespace leastwise::cli {
namespace {

// What an answer rests on: the roles and the groups of the grants and denials that it looks at.
class Foundation {
 public:
  Foundation(const CompiledTenant& compiled, const BearingQuestion& question)
      : compiled_(compiled), tenant_(compiled.tenant()), question_(question) {
    if (tenant_.gaps().empty()) {
      return;
    }
    for (const RoleAssignment& assignment : tenant_.assignments()) {
      add_grant(assignment);
    }
    for (std::size_t i = 0; i < tenant_.denials().size(); ++i) {
      add_denial(DenialId::from_index(i));
    }
  }

  [[nodiscard]] bool rests_on(RoleId role) const { return roles_.contains(role); }

  // Whether `group` is one of the groups, or inside of one.
  [[nodiscard]] bool rests_on(PrincipalId group) const {
    if (groups_.contains(group)) {
      return true;
    }
    const auto above = tenant_.groups().groups_of(group);
    return std::ranges::any_of(above, [this](PrincipalId id) { return groups_.contains(id); });
  }

 private:
  [[nodiscard]] bool reaches_scope(ScopeId scope) const {
    return !question_.scope || tenant_.scopes().covers(scope, *question_.scope) != Truth::kNo;
  }

  // With no principal in the question, everybody is meant: a group whose members are known adds no
  // doubt, one whose members are not does.
  [[nodiscard]] Truth holds_subject(PrincipalId id) const {
    if (!question_.subject) {
      return tenant_.groups().is_open(id) ? Truth::kUnknown : Truth::kYes;
    }
    if (!question_.subject->known()) {
      return tenant_.groups().is_open(id) ? Truth::kUnknown : Truth::kNo;
    }
    return tenant_.groups().membership(PrincipalId(question_.subject->value), id);
  }

  [[nodiscard]] bool any_action(auto matches) const {
    return question_.actions.empty() || std::ranges::any_of(question_.actions, matches);
  }

  // A grant that is not valid, or eligible and not counted, changes nothing.
  void add_grant(const RoleAssignment& assignment) {
    const CompileOptions& options = compiled_.options();
    const Truth held = holds_subject(assignment.principal);
    if (held == Truth::kNo || !assignment.counts(options.at, options.include_eligible) ||
        !reaches_scope(assignment.scope)) {
      return;
    }
    const bool grants = any_action([&](const ActionRef& action) {
      return compiled_.role_grants(assignment.role, action) != Truth::kNo;
    });
    if (!grants) {
      return;
    }
    roles_.insert(assignment.role);
    if (held == Truth::kUnknown) {
      groups_.insert(assignment.principal);
    }
  }

  void add_denial(DenialId id) {
    const DenyAssignment& denial = tenant_.denial(id);
    if (denial.audit_only || !reaches_scope(denial.scope) ||
        !any_action([&](const ActionRef& action) {
          return compiled_.denial_matches(id, action) != Truth::kNo;
        })) {
      return;
    }
    for (const auto* named : {&denial.principals, &denial.excluded}) {
      for (const PrincipalId principal : *named) {
        if (holds_subject(principal) == Truth::kUnknown) {
          groups_.insert(principal);
        }
      }
    }
  }

  const CompiledTenant& compiled_;
  const Tenant& tenant_;
  const BearingQuestion& question_;
  std::set<RoleId> roles_;
  std::set<PrincipalId> groups_;
};

}  // namespace

std::vector<const CoverageGap*> bearing_gaps(const CompiledTenant& compiled,
                                             const BearingQuestion& question) {
  const Tenant& tenant = compiled.tenant();
  const Foundation foundation(compiled, question);
  const auto bears = [&](const CoverageGap& gap) {
    switch (gap.kind) {
      case GapKind::kTruncatedExport:
      case GapKind::kNothingOfKind:
        return true;
      case GapKind::kRoleUndefined:
      case GapKind::kLossyRole:
        return !gap.role || foundation.rests_on(*gap.role);
      case GapKind::kMemberListMissing:
      case GapKind::kMemberListTruncated:
      case GapKind::kPrincipalType:
        return !gap.principal || foundation.rests_on(*gap.principal);
      case GapKind::kHierarchyMissing:
        return !gap.scope || !question.scope ||
               tenant.scopes().contains(*gap.scope, *question.scope);
    }
    return true;
  };
  std::vector<const CoverageGap*> found;
  for (const CoverageGap& gap : tenant.gaps()) {
    if (bears(gap)) {
      found.push_back(&gap);
    }
  }
  return found;
}

}  // namespace leastwise::cli
