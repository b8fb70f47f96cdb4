// LW015: assignments of principals that are no longer in the directory.
//
// Azure keeps an assignment when its principal is deleted. It grants nobody anything, it counts for
// the limits, and whoever reads the list sees an id that says nothing. One finding a principal.
// That somebody is gone is only known where an export lists all principals of the type. Counter-
// example: an export of the members of one group says nothing about those who are not in it.
#include <fmt/core.h>

#include <array>

#include "engine/base/guid.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class OrphanedPrincipal final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW015",
        .name = "orphaned-principal",
        .title = "An assignment is left of a principal that is no longer in the directory",
        .description =
            "The principal of an assignment is described by no directory export and stands in no "
            "member list, although all principals of its type were exported; or the assignment "
            "calls its type Unknown, as Azure does when the object is deleted. A restored or "
            "imported object of that id would hold the access again.",
        .remedy = "Remove the assignments.",
        .needs = "role assignments; complete exports of users, groups and service principals",
        .severity = FindingSeverity::kMedium,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const Tenant& tenant = context.tenant();
    std::array<std::size_t, kPrincipalTypeCount> undecided = {};
    for (std::size_t i = 0; i < tenant.directory().size(); ++i) {
      const PrincipalId id = PrincipalId::from_index(i);
      if (context.assignments_of(id).empty()) {
        continue;
      }
      const Truth gone = is_gone(tenant, id);
      if (gone == Truth::kYes) {
        outcome.add(orphan(context, id));
      } else if (gone == Truth::kUnknown) {
        ++undecided.at(static_cast<std::size_t>(tenant.directory()[id].type));
      }
    }
    state_undecided(undecided, outcome);
  }

 private:
  // The name is mostly lost with the object; the id is what the export still has.
  [[nodiscard]] static Finding orphan(const AuditContext& context, PrincipalId id) {
    const Tenant& tenant = context.tenant();
    const auto assignments = context.assignments_of(id);
    Finding finding{.rule = {}, .severity = FindingSeverity::kMedium};
    finding.subject = subject_of(tenant, id);
    finding.message =
        fmt::format("{} is not in the directory any more, and still has {}",
                    finding.subject.principal_name, counted(assignments.size(), "assignment"));
    finding.place = tenant.assignment(assignments.front()).place;
    finding.chain = grant_chain(tenant, assignments.front());
    finding.fix.text = "remove what is left";
    std::vector<std::string> grants;
    for (const AssignmentId assignment : assignments) {
      grants.push_back(grant_text(tenant, assignment));
      finding.fix.commands.push_back(remove_command(tenant, assignment));
    }
    finding.evidence.push_back(evidence_of("grants", std::move(grants)));
    return finding;
  }

  static void state_undecided(const std::array<std::size_t, kPrincipalTypeCount>& undecided,
                              RuleOutcome& outcome) {
    for (std::size_t i = 0; i < undecided.size(); ++i) {
      if (undecided.at(i) == 0) {
        continue;
      }
      const auto type = static_cast<PrincipalType>(i);
      const bool any_type = type == PrincipalType::kUnstated || type == PrincipalType::kDeleted;
      outcome.unverifiable(
          fmt::format("a complete export of {}",
                      any_type ? std::string("users, groups and service principals")
                               : fmt::format("the principals of type {}", to_string(type))),
          fmt::format("{} that no directory export describes",
                      counted(undecided.at(i), "grantee")));
    }
  }
};

}  // namespace

std::unique_ptr<const AuditRule> orphaned_principal_rule() {
  return std::make_unique<const OrphanedPrincipal>();
}

}  // namespace leastwise
