// LW011: a wildcard in actions that takes in more than anybody reads through.
//
// Counted are the known control-plane operations that the role grants by this pattern, less what
// the blocks that hold it take away again. A pattern that only reads is told as well, but is less
// grave. Data actions have a rule of their own (LW022), since there a few operations are enough.
// Example: `Microsoft.Network/*` grants some 570 operations, `Microsoft.Network/dnsZones/*` ten.
// Counter-example: ten patterns of ten operations each say what the role is for, and are no
// finding.
#include <fmt/core.h>

#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/operation_index.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// A pattern that grants more known operations than this is broad: about as many as a small provider
// has, and more than fit on a page.
constexpr std::size_t kBroadOperations = 50;

class BroadWildcard final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW011",
        .name = "broad-wildcard",
        .title = "A wildcard in the actions of a custom role grants more than 50 known operations",
        .description =
            "A pattern with a wildcard in the actions of a custom role grants more than 50 known "
            "control-plane operations, less those that its block takes away again. What a provider "
            "adds later is granted too. The severity is low where all of them are reads.",
        .remedy =
            "Name the operations that are needed, or the resource types: `leastwise role minimize` "
            "makes the smallest role for a need or for what an activity log shows.",
        .needs = "role definitions; the operations of their providers",
        .severity = FindingSeverity::kMedium,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const OperationIndex index(context.tenant().operations());
    UnknownProviders unknown;
    for (const RoleId role : custom_roles(context)) {
      for (const RolePattern& pattern : patterns_of(context.tenant().role(role))) {
        const ActionPattern& parsed = context.compiled().pattern(pattern.id);
        if (pattern.plane != Plane::kControl || pattern.subtracted || parsed.is_literal() ||
            unknown.note(index, parsed)) {
          continue;
        }
        const ActionSet granted = granted_by(context, role, pattern).possible();
        if (context.sets().known(Plane::kControl).count(granted) > kBroadOperations) {
          outcome.add(found(context, role, pattern, granted));
        }
      }
    }
    unknown.state(outcome, "how many a wildcard takes in");
  }

 private:
  [[nodiscard]] static Finding found(const AuditContext& context, RoleId role,
                                     const RolePattern& pattern, const ActionSet& granted) {
    const Tenant& tenant = context.tenant();
    const Evidence worst =
        operations_evidence(context, "worst operations",
                            context.sets().operations(granted, Plane::kControl), Plane::kControl);
    const bool reads = only_reads(context, granted, Plane::kControl);
    Finding finding = role_finding(
        context, role,
        {reads ? FindingSeverity::kLow : FindingSeverity::kMedium,
         fmt::format("`{}` in the actions of {} grants {} known operations{}",
                     context.compiled().pattern(pattern.id).text(), role_text(tenant, role),
                     grouped(worst.total), reads ? ", all of them reads" : ""),
         context.compiled().pattern(pattern.id).folded()});
    finding.evidence.push_back(worst);
    finding.fix.text =
        "name the operations or the resource types that are needed; `leastwise role minimize` "
        "makes the smallest role for a need or an activity log";
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> broad_wildcard_rule() {
  return std::make_unique<const BroadWildcard>();
}

}  // namespace leastwise
