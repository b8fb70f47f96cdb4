// LW007: what is granted at the top of the tenant.
//
// At `/` stands what a Global Administrator gave themselves by elevateAccess, and is to be taken
// away when it is done; so anything there is a finding, eligible or not, privileged or not. At the
// tenant root management group reading is ordinary, and privileged access is a finding.
// Counter-example: a break-glass account whose need is declared is held against that need (LW001).
#include <fmt/core.h>

#include "engine/base/sort_unique.h"
#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class RootScope final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW007",
        .name = "root-scope",
        .title = "Something is granted at `/`, or privileged at the tenant root management group",
        .description =
            "An assignment at `/` reaches every management group and subscription of the tenant, "
            "and stands above everything that Azure Policy or a deny assignment can guard; it is "
            "what is left of elevated access. At the tenant root management group a standing "
            "assignment of a privileged role reaches every subscription, those of tomorrow too.",
        .remedy =
            "Take assignments at `/` away when the work that needed elevated access is done. At "
            "the tenant root management group keep nothing privileged but break-glass accounts, "
            "and declare the need of these; give all other access further down.",
        .needs = "role assignments, those at `/` included; the management-group hierarchy",
        .severity = FindingSeverity::kHigh,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const GrantMatters matters(context);
    HolderIndex index(context);
    for (const AssignmentId id : matters.all(GrantMatter::kRootScope)) {
      outcome.add(at_the_top(context, id, index));
    }
    state_unknown_root(context, matters, outcome);
  }

 private:
  [[nodiscard]] static Finding at_the_top(const AuditContext& context, AssignmentId id,
                                          HolderIndex& index) {
    const Tenant& tenant = context.tenant();
    const RoleAssignment& assignment = tenant.assignment(id);
    const RoleFacts& role = context.role(assignment.role);
    const Holders& holders = index.of(assignment.principal);
    const SentenceSubject subject = holders_text(tenant, assignment.principal, holders);
    const bool at_root = assignment.scope == ScopeTree::root();
    const bool privileged = role.privileged != Truth::kNo;
    // At `/` it is privileged access, below it who has it, that makes it the worst. What nothing
    // defines may be privileged, and is not called so.
    const bool worst =
        at_root ? privileged : holders.service_principals != 0 || holders.guests != 0;
    Finding finding = grant_finding(
        context, id,
        weighed(worst ? FindingSeverity::kCritical : FindingSeverity::kHigh, assignment),
        fmt::format("{} {} {}access at {}, which reaches every subscription, by {}", subject.text,
                    subject.has(), privileged && role.defined ? "privileged " : "",
                    at_root ? std::string("the root scope /")
                            : fmt::format("the tenant root management group {}",
                                          scope_label(tenant, assignment.scope)),
                    by_text(tenant, id)));
    finding.evidence = {holders.named, escalations_of(context, assignment.role)};
    finding.fix.text =
        "take it away, or give it further down; where it has to stand, as for a break-glass "
        "account, declare the need";
    finding.fix.commands = {remove_command(tenant, id)};
    return finding;
  }

  // The display name, else the name: the kind is said already.
  [[nodiscard]] static std::string scope_label(const Tenant& tenant, ScopeId scope) {
    const std::string_view name = tenant.scope_name(scope);
    const std::string_view text = tenant.scopes().text(scope);
    return std::string(name.empty() ? text.substr(text.rfind('/') + 1) : name);
  }

  // Without a hierarchy every management group without a known parent may be the root group.
  static void state_unknown_root(const AuditContext& context, const GrantMatters& matters,
                                 RuleOutcome& outcome) {
    if (matters.root_group()) {
      state_undefined_roles(context, outcome, [&](const RoleAssignment& assignment) {
        return assignment.scope == *matters.root_group();
      });
      return;
    }
    const Tenant& tenant = context.tenant();
    std::vector<std::string> groups;
    for (const AssignmentId id : context.assignments()) {
      const RoleAssignment& assignment = tenant.assignment(id);
      const ScopeTree& scopes = tenant.scopes();
      if (!assignment.eligible && scopes.kind(assignment.scope) == ScopeKind::kManagementGroup &&
          scopes.kind(scopes.parent(assignment.scope)) == ScopeKind::kUnplaced &&
          context.role(assignment.role).privileged != Truth::kNo) {
        groups.push_back(scope_label(tenant, assignment.scope));
      }
    }
    sort_unique(groups);
    state_missing(outcome,
                  "the management-group hierarchy: whether one of these, at which something "
                  "privileged is granted, is the tenant root group",
                  groups);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> root_scope_rule() { return std::make_unique<const RootScope>(); }

}  // namespace leastwise
