// LW030: assignable scopes that Azure refuses in a custom role, or that reach far above its use.
//
// Assignable scopes decide nothing (SPEC section 2): they say where a role may be assigned, and who
// may see and edit it. What Azure refuses is told at the severity of the rule, one finding each,
// since Azure itself names only the first. Far above its use is low: a role that may be assigned in
// a management group, while everything that is assigned of it lies in one subscription.
// Example: `/` in a file for `az role definition create`; it works for built-in roles only.
// Counter-example: a role assignable in a subscription and used in one resource group of it: that
// is one level, and moving it would break the next assignment.
#include <fmt/core.h>

#include <optional>

#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// One thing to say about the assignable scopes of a role.
struct Complaint {
  FindingSeverity severity = FindingSeverity::kMedium;
  std::string_view code;
  std::string what;  // half a sentence behind the name of the role
  std::string_view fix;
  std::string scope = {};
};

// The assignable scopes of one role, read.
struct ReadScopes {
  std::vector<std::string_view> management_groups = {};
  std::vector<Complaint> complaints = {};
  std::size_t count = 0;
};

ReadScopes read_scopes(const Tenant& tenant, const RoleDefinition& role) {
  using enum FindingSeverity;
  ReadScopes read{.count = role.assignable_scopes.size()};
  for (const StringId id : role.assignable_scopes) {
    const std::string_view text = tenant.text(id);
    const auto scope = ScopePath::parse(text);
    if (!scope) {
      read.complaints.push_back(
          {kMedium, "malformed",
           fmt::format("has the assignable scope `{}`, which is no scope: {}", text,
                       scope.error().message),
           "write the scope as Azure does: a subscription, resource group or management group",
           std::string(text)});
    } else if (scope->kind() == ScopeKind::kRoot) {
      read.complaints.push_back(
          {kMedium, "root", "has the assignable scope `/`, which Azure refuses in custom roles",
           "name the management group or the subscriptions where it is used", std::string(text)});
    } else if (scope->kind() == ScopeKind::kManagementGroup) {
      read.management_groups.push_back(text);
    }
  }
  return read;
}

bool has_data_actions(const RoleDefinition& role) {
  for (const PermissionBlock& block : role.blocks) {
    if (!block.data.granted.empty()) {
      return true;
    }
  }
  return false;
}

// What holds of all scopes together.
void add_common(const RoleDefinition& role, const AzureLimits& limits, ReadScopes& read) {
  using enum FindingSeverity;
  if (read.count == 0 && role.type == RoleType::kCustom) {
    read.complaints.push_back({kMedium, "none", "has no assignable scope, and Azure asks for one",
                               "name the scope where the role is used"});
  }
  if (read.count > limits.assignable_scopes_per_role) {
    read.complaints.push_back(
        {kMedium, "too-many",
         fmt::format("has {} assignable scopes, and Azure takes {}", grouped(read.count),
                     grouped(limits.assignable_scopes_per_role)),
         "name a management group above them"});
  }
  if (read.management_groups.size() > limits.management_groups_in_assignable_scopes) {
    read.complaints.push_back(
        {kMedium, "several-management-groups",
         fmt::format("has {} management groups among its assignable scopes, and Azure takes {}",
                     read.management_groups.size(), limits.management_groups_in_assignable_scopes),
         "name the one that is above the others, or a copy of the role for each"});
  }
  if (!read.management_groups.empty() && has_data_actions(role)) {
    read.complaints.push_back(
        {kMedium, "data-actions",
         fmt::format("has data actions and the assignable scope `{}`: Azure refuses to assign "
                     "custom roles with data actions at a management group",
                     read.management_groups.front()),
         "name subscriptions, or leave the data actions to a role of their own"});
  }
}

// The subscription in which, or in a part of which, a scope lies.
std::optional<ScopeId> subscription_of(const ScopeTree& scopes, ScopeId scope) {
  for (; scope != ScopeTree::root(); scope = scopes.parent(scope)) {
    if (scopes.kind(scope) == ScopeKind::kSubscription) {
      return scope;
    }
  }
  return std::nullopt;
}

// The one subscription that holds all of `assignments`, where there is one.
std::optional<ScopeId> only_subscription(const Tenant& tenant,
                                         std::span<const AssignmentId> assignments) {
  std::optional<ScopeId> only;
  for (const AssignmentId id : assignments) {
    const auto found = subscription_of(tenant.scopes(), tenant.assignment(id).scope);
    if (!found || (only && *only != *found)) {
      return std::nullopt;
    }
    only = found;
  }
  return only;
}

class AssignableScopes final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW030",
        .name = "assignable-scopes",
        .title = "A custom role has assignable scopes that Azure refuses, or that reach too far",
        .description =
            "The assignable scopes of a custom role hold /, something that is no scope, more than "
            "one management group, more scopes than Azure takes, none at all, or a management "
            "group although the role has data actions. With severity low: a management group, "
            "while everything that is assigned of the role lies in one subscription.",
        .remedy =
            "Name the subscriptions or the one management group where the role is used. What is "
            "assignable in few places is seen and edited by few.",
        .needs = "role definitions; for the reach, role assignments and PIM schedule instances",
        .severity = FindingSeverity::kMedium,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const Tenant& tenant = context.tenant();
    const auto uses = lasting_assignments(context);
    const std::string missing = missing_assignments(tenant);
    for (const RoleId role : custom_roles(context)) {
      ReadScopes read = read_scopes(tenant, tenant.role(role));
      add_common(tenant.role(role), context.input().limits, read);
      for (const Complaint& complaint : read.complaints) {
        outcome.add(found(context, role, complaint));
      }
      const auto only = only_subscription(tenant, uses[role.index()]);
      if (read.management_groups.empty() || !only) {
        continue;
      }
      if (missing.empty()) {
        outcome.add(found(context, role, reach(tenant, read.management_groups.front(), *only)));
      } else {
        outcome.unverifiable(fmt::format(
            "{}: whether a custom role is used in one subscription only is unknown", missing));
      }
    }
  }

 private:
  static Complaint reach(const Tenant& tenant, std::string_view group, ScopeId subscription) {
    return {FindingSeverity::kLow, "reach",
            fmt::format("may be assigned in all of `{}`, and is used in {} only", group,
                        scope_name(tenant, subscription)),
            "name the subscription in place of the management group", std::string(group)};
  }

  static Finding found(const AuditContext& context, RoleId role, const Complaint& complaint) {
    Finding finding = role_finding(
        context, role,
        {complaint.severity,
         fmt::format("{} {}", role_text(context.tenant(), role), complaint.what),
         complaint.scope.empty() ? std::string(complaint.code)
                                 : fmt::format("{}: {}", complaint.code, complaint.scope)});
    finding.fix.text = complaint.fix;
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> assignable_scopes_rule() {
  return std::make_unique<const AssignableScopes>();
}

}  // namespace leastwise
