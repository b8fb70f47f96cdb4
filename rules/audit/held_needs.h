// What the rules about declared needs have in common: who is judged, sets of both planes, and how
// bad a surplus is.
//
// Example: a surplus with `Microsoft.Authorization/roleAssignments/write` is critical; one of reads
// is low. Counter-example: a principal that is gone or disabled is not judged: what it holds is to
// be removed anyhow (LW015, LW018).
// Tests: tests/rules/audit/held_needs_test.cc.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/finding.h"
#include "rules/audit/audit_context.h"
#include "rules/audit/need_index.h"
#include "rules/audit/rule.h"

namespace leastwise {

// What is missing where no needs file was given.
inline constexpr std::string_view kMissingNeeds = "a needs file (--needs)";

// Actions of both planes.
class PlaneSets {
 public:
  // Empty ones.
  explicit PlaneSets(const AuditContext& context);

  [[nodiscard]] ActionSet& plane(Plane which) { return sets_[static_cast<std::size_t>(which)]; }
  [[nodiscard]] const ActionSet& plane(Plane which) const {
    return sets_[static_cast<std::size_t>(which)];
  }
  [[nodiscard]] bool empty() const { return sets_[0].empty() && sets_[1].empty(); }
  friend bool operator==(const PlaneSets&, const PlaneSets&) = default;

 private:
  std::array<ActionSet, 2> sets_;  // by Plane
};

// What an assignment can give, its conditions met. REQUIRES: its role is defined.
[[nodiscard]] PlaneSets granted_sets(const AuditContext& context, AssignmentId id);

// The principals that stand in a needs file, are there and enabled, and that the audit is about:
// with a filter by principal itself, and its groups. Ascending.
[[nodiscard]] std::vector<PrincipalId> declared_principals(const AuditContext& context);

// Critical where it lets its holder hand out permissions or edit roles; high for the escalations of
// groups A to D; medium for any other one, and for whatever writes; else low.
[[nodiscard]] FindingSeverity surplus_severity(const AuditContext& context,
                                               const PlaneSets& surplus);

// The known operations of both planes, the most dangerous of each first, as a list that is cut;
// where none is known, an action that shows that there are others.
[[nodiscard]] Evidence worst_operations(const AuditContext& context, std::string label,
                                        const PlaneSets& sets);

// States the groups with access whose members are not all known, while somebody who declared needs
// may be in them. Groups that declare needs themselves are judged by these.
void state_unread_groups(const AuditContext& context, const NeedIndex& needs, RuleOutcome& outcome);

}  // namespace leastwise
