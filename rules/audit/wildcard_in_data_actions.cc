// LW022: a wildcard in data actions that takes in changes or secrets.
//
// On the data plane a single operation is all of the data: `.../blobs/write` overwrites models,
// `.../secrets/getSecret/action` reads every password. So a wildcard is told as soon as it grants
// one known operation that writes or deletes, or that reads secrets: an escalation of the danger
// table, or an action below a segment that says `secret`.
// Example: `Microsoft.KeyVault/vaults/secrets/*`. Counter-example: `.../containers/blobs/read` is
// no wildcard, and `.../containers/*/read` grants nothing but reads.
#include <fmt/core.h>

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/operation_index.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class WildcardInDataActions final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW022",
        .name = "wildcard-in-data-actions",
        .title = "A wildcard in the data actions of a custom role changes data or reads secrets",
        .description =
            "A pattern with a wildcard in the dataActions of a custom role grants, less what its "
            "block takes away again, a known operation that ends in /write or /delete, an "
            "escalation of the data plane, or an action on secrets.",
        .remedy =
            "Name the data operations that are needed. Where all of them are, say so one by one: "
            "then the next operation that Azure adds is not granted unseen.",
        .needs = "role definitions; the data operations of their providers",
        .severity = FindingSeverity::kHigh,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const OperationIndex index(context.tenant().operations());
    UnknownProviders unknown;
    for (const RoleId role : custom_roles(context)) {
      for (const RolePattern& pattern : patterns_of(context.tenant().role(role))) {
        const ActionPattern& parsed = context.compiled().pattern(pattern.id);
        if (pattern.plane == Plane::kData && !pattern.subtracted && !parsed.is_literal() &&
            !unknown.note(index, parsed)) {
          judge(context, role, pattern, outcome);
        }
      }
    }
    unknown.state(outcome, "whether a wildcard in data actions changes data or reads secrets");
  }

 private:
  static void judge(const AuditContext& context, RoleId role, const RolePattern& pattern,
                    RuleOutcome& outcome) {
    const ActionSet granted = granted_by(context, role, pattern).possible();
    std::vector<std::string> grave;
    for (const OperationId id : by_danger(context, granted, Plane::kData)) {
      const std::string_view name = context.tenant().operations().name(id);
      if (is_grave(context.input().danger, name)) {
        grave.push_back(operation_text(context.input().danger, name, Plane::kData));
      }
    }
    if (grave.empty()) {
      return;
    }
    const ActionPattern& parsed = context.compiled().pattern(pattern.id);
    Finding finding = role_finding(
        context, role,
        {FindingSeverity::kHigh,
         fmt::format(
             "`{}` in the dataActions of {} grants {} that {}", parsed.text(),
             role_text(context.tenant(), role), counted(grave.size(), "known operation"),
             grave.size() == 1 ? "changes data or reads secrets" : "change data or read secrets"),
         parsed.folded()});
    finding.evidence.push_back(
        evidence_of("operations that change data or read secrets", std::move(grave)));
    finding.fix.text = "name the data operations that are needed in place of the wildcard";
    outcome.add(std::move(finding));
  }

  [[nodiscard]] static bool is_grave(const DangerTable& danger, std::string_view operation) {
    const std::string name = folded(operation);
    const std::string_view verb = verb_of(name);
    return verb == "write" || verb == "delete" || danger.find(operation, Plane::kData) != nullptr ||
           (verb == "action" && name.find("secret") != std::string::npos);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> wildcard_in_data_actions_rule() {
  return std::make_unique<const WildcardInDataActions>();
}

}  // namespace leastwise
