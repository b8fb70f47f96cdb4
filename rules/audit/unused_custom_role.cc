// LW029: a custom role that nobody holds.
//
// Used is a role with an assignment that is not over: active or eligible, now or from a later day
// on. Assignments are exported subscription by subscription, so "none" is a finding only where they
// were all there to be seen: assignments and PIM instances were exported, no export is cut off, and
// the input knows every subscription and management group where the role could be assigned.
// Example: a role left behind by a project. Counter-example: a role that people are eligible for
// and nobody has activated this week. A draft without an id does not exist yet, and is none.
#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class UnusedCustomRole final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW029",
        .name = "unused-custom-role",
        .title = "A custom role has no assignment, active or eligible",
        .description =
            "No role assignment and no PIM instance of the input that is not over names the custom "
            "role, and the input knows all subscriptions and management groups that the role may "
            "be assigned in.",
        .remedy =
            "Delete the role, after a look at policies and templates that may name it: custom "
            "roles are limited in number, and a forgotten one is reviewed by nobody before it is "
            "assigned again.",
        .needs = "role definitions, role assignments, PIM schedule instances",
        .severity = FindingSeverity::kLow,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    if (!context.whole_tenant()) {
      return;
    }
    const std::vector<RoleId> unused = unused_roles(context);
    if (unused.empty()) {
      return;
    }
    const std::string missing = missing_assignments(context.tenant());
    if (!missing.empty()) {
      outcome.unverifiable(fmt::format("{}: whether {} in use is unknown", missing,
                                       unused.size() == 1
                                           ? "a custom role without an assignment is"
                                           : "custom roles without an assignment are"));
      return;
    }
    for (const RoleId role : unused) {
      if (const auto scope = unseen_scope(context.tenant(), role)) {
        outcome.unverifiable(
            fmt::format("the role may be assigned at `{}`, of which nothing was exported", *scope),
            role_text(context.tenant(), role));
      } else {
        outcome.add(found(context, role));
      }
    }
  }

 private:
  static std::vector<RoleId> unused_roles(const AuditContext& context) {
    const auto uses = lasting_assignments(context);
    std::vector<RoleId> unused = custom_roles(context);
    std::erase_if(unused, [&](RoleId role) {
      return !uses[role.index()].empty() || context.tenant().role(role).guid == Guid{};
    });
    return unused;
  }

  // An assignable scope in a subscription or management group that the input does not know. What is
  // malformed is told by LW030; nothing is assigned there.
  static std::optional<std::string> unseen_scope(const Tenant& tenant, RoleId role) {
    for (const StringId text : tenant.role(role).assignable_scopes) {
      const auto scope = ScopePath::parse(tenant.text(text));
      if (!scope || scope->levels().empty()) {
        continue;
      }
      const std::string_view top = scope->level_text(scope->levels().front());
      if (!tenant.scopes().find(top)) {
        return std::string(top);
      }
    }
    return std::nullopt;
  }

  static Finding found(const AuditContext& context, RoleId role) {
    const Tenant& tenant = context.tenant();
    Finding finding = role_finding(
        context, role,
        {FindingSeverity::kLow,
         fmt::format("{} has no assignment, active or eligible", role_text(tenant, role))});
    finding.fix.text = "delete the role, once no policy and no template names it either";
    finding.fix.commands = {delete_role_command(tenant, role)};
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> unused_custom_role_rule() {
  return std::make_unique<const UnusedCustomRole>();
}

}  // namespace leastwise
