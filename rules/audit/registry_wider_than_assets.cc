// LW003: somebody who only uses or creates assets of a registry can change or delete the registry.
//
// The home case of this program: a team was given Contributor "to publish models", and with it the
// right to delete the registry with every model in it. Judged by what the role grants, so a custom
// role with `registries/*` counts like Contributor and Owner. Use is what was declared (needs) and
// what was seen (activity): both must be about assets alone.
//
// One finding an assignment, with all who hold it and use assets only. It is told beside LW001,
// which weighs the whole grant: here is what the registry stands to lose.
// Counter-example: somebody who also declared registry-manage. Logs show no reads, so a principal
// that was never seen is not taken for one that uses nothing.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "engine/base/ascii.h"
#include "engine/report/names.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/held_needs.h"
#include "rules/audit/replacement.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// Somebody who uses nothing of registries but assets.
struct AssetUser {
  PrincipalId principal;
  std::vector<std::size_t> needs = {};  // about registries
  std::vector<std::size_t> uses = {};   // positions in the input's uses

  [[nodiscard]] bool declared() const { return !needs.empty(); }
};

// Whether an operation that was seen is about assets of a registry, about the registry itself, or
// about something else.
enum class RegistryUse : std::uint8_t { kNone, kAssets, kRegistry };

RegistryUse registry_use(std::string_view operation) {
  const std::string action = folded(operation);
  const std::string type = folded(kRegistryType) + "/";
  if (!action.starts_with(type)) {
    return RegistryUse::kNone;
  }
  const std::string_view rest = std::string_view(action).substr(type.size());
  return rest == "read" || rest.starts_with("assets/") ? RegistryUse::kAssets
                                                       : RegistryUse::kRegistry;
}

class AssetUsers {
 public:
  explicit AssetUsers(const AuditContext& context) : context_(context) {
    add_declared();
    add_observed();
    std::erase_if(users_, [this](const auto& entry) { return manages_[entry.first]; });
  }

  // Ascending by principal.
  [[nodiscard]] const std::map<PrincipalId, AssetUser>& all() const { return users_; }

 private:
  void add_declared() {
    const ActionSet registry = context_.registry_operations();
    const ActionSet assets = context_.registry_assets();
    for (std::size_t i = 0; i < context_.input().needs.size(); ++i) {
      const DeclaredNeed& need = context_.input().needs[i];
      const ActionSet asked = context_.needed(i, Plane::kControl) & registry;
      if (need.known && need.holds(context_.at()) && !asked.empty()) {
        AssetUser& user = users_.try_emplace(*need.known, *need.known).first->second;
        user.needs.push_back(i);
        manages_[*need.known] = manages_[*need.known] || !asked.is_subset_of(assets);
      }
    }
  }

  void add_observed() {
    const auto& uses = context_.input().uses;
    for (std::size_t i = 0; i < uses.size(); ++i) {
      const RegistryUse use = registry_use(uses[i].operation);
      if (use != RegistryUse::kNone) {
        const PrincipalId principal = uses[i].principal;
        users_.try_emplace(principal, principal).first->second.uses.push_back(i);
        manages_[principal] = manages_[principal] || use == RegistryUse::kRegistry;
      }
    }
  }

  const AuditContext& context_;
  std::map<PrincipalId, AssetUser> users_;
  std::map<PrincipalId, bool> manages_;
};

class RegistryReview {
 public:
  RegistryReview(const AuditContext& context, RuleOutcome& outcome)
      : context_(context), tenant_(context.tenant()), users_(context), outcome_(outcome) {}

  void run() {
    std::map<AssignmentId, std::vector<const AssetUser*>> held;
    const GrantMatters matters(context_);
    for (const auto& [principal, user] : users_.all()) {
      if (!context_.concerns(principal)) {
        continue;
      }
      for (const HeldGrant& grant : grants_held_by(context_, principal)) {
        if (manages_registry(grant.assignment) && reaches(grant.assignment, user) &&
            !matters.is_activation(tenant_.assignment(grant.assignment))) {
          held[grant.assignment].push_back(&user);
        }
      }
    }
    for (const auto& [assignment, users] : held) {
      outcome_.add(wider(assignment, users));
    }
  }

 private:
  [[nodiscard]] bool manages_registry(AssignmentId id) const {
    return context_.role(tenant_.assignment(id).role).defined &&
           context_.granted(id, Plane::kControl)
               .possible()
               .intersects(context_.registry_management());
  }

  // Whether the grant holds where the registry is used: at that scope, above it, or, where a need
  // stands at a resource group, below it.
  [[nodiscard]] bool reaches(AssignmentId id, const AssetUser& user) const {
    const ScopeId scope = tenant_.assignment(id).scope;
    const auto meets = [&](const ScopeTree::Place& place) {
      const ScopeTree& scopes = tenant_.scopes();
      return scopes.contains(scope, place.node) ||
             (place.exact && scopes.contains(place.node, scope));
    };
    return std::ranges::any_of(
               user.needs, [&](std::size_t i) { return meets(context_.input().needs[i].place); }) ||
           std::ranges::any_of(
               user.uses, [&](std::size_t i) { return meets(context_.input().uses[i].place); });
  }

  // Where the first of its needs or uses stands, as people call it.
  [[nodiscard]] std::string registry_of(const AssetUser& user) const {
    return user.declared() ? scope_name(tenant_, context_.input().needs[user.needs.front()].scope)
                           : scope_name(tenant_, context_.input().uses[user.uses.front()].scope);
  }

  // `Contributor at resource group rg`, and where a group gives it: `, by group team`.
  [[nodiscard]] std::string grant_name(AssignmentId id, PrincipalId holder) const {
    return held_grant_text(tenant_, holder, {id, tenant_.assignment(id).principal});
  }

  [[nodiscard]] std::string user_text(const AssetUser& user) const {
    if (user.declared()) {
      return fmt::format("{} declares {} at {}", principal_text(tenant_, user.principal),
                         need_text(tenant_, context_.input().needs[user.needs.front()]),
                         registry_of(user));
    }
    return fmt::format("{} was seen using {} of assets at {}",
                       principal_text(tenant_, user.principal),
                       counted(user.uses.size(), "operation"), registry_of(user));
  }

  [[nodiscard]] Finding wider(AssignmentId id, const std::vector<const AssetUser*>& users) const {
    const RoleAssignment& assignment = tenant_.assignment(id);
    const AssetUser& first = *users.front();
    Finding finding = grant_finding(
        context_, id, weighed(FindingSeverity::kHigh, assignment),
        fmt::format("{}{} only assets of {}, and can change or delete the registry itself, by {}",
                    principal_name(tenant_, first.principal),
                    users.size() == 1 ? std::string(" uses")
                                      : fmt::format(" and {} more use", users.size() - 1),
                    registry_of(first), grant_name(id, first.principal)));
    finding.chain = grant_chain(tenant_, id, first.principal);
    for (const OperationId operation : by_danger(context_, managed(id), Plane::kControl)) {
      finding.chain.push_back(action_cause(context_.input().danger,
                                           tenant_.operations().name(operation), Plane::kControl));
    }
    if (first.declared()) {
      finding.chain.push_back(need_cause(tenant_, context_.input().needs[first.needs.front()]));
    }
    std::vector<std::string> who;
    for (const AssetUser* user : users) {
      who.push_back(user_text(*user));
    }
    finding.evidence.push_back(evidence_of("use of assets alone", std::move(who)));
    finding.fix = fix(id, users);
    return finding;
  }

  [[nodiscard]] ActionSet managed(AssignmentId id) const {
    return context_.granted(id, Plane::kControl).possible() & context_.registry_management();
  }

  // For a declared need what LW001 would give in its place; what was seen is no whole need.
  [[nodiscard]] Fix fix(AssignmentId id, const std::vector<const AssetUser*>& users) const {
    const AssetUser& first = *users.front();
    if (users.size() == 1 && first.declared()) {
      Fix fix = replacement_fix(
          context_, {.grantee = first.principal,
                     .needs = first.needs,
                     .custom_role_name = custom_role_name(
                         tenant_, first.principal, context_.input().needs[first.needs.front()])});
      fix.commands.push_back(
          end_command(tenant_, first.principal, {id, tenant_.assignment(id).principal}));
      return fix;
    }
    return {.text =
                "give AzureML Registry User at the registry to those who use assets, or the role "
                "that `leastwise role minimize` makes of a need or an activity log; the command "
                "then takes this grant away",
            .commands = {remove_command(tenant_, id)}};
  }

  const AuditContext& context_;
  const Tenant& tenant_;
  AssetUsers users_;
  RuleOutcome& outcome_;
};

class RegistryWiderThanAssets final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW003",
        .name = "registry-wider-than-assets",
        .title = "Somebody who uses only assets of a registry can change or delete the registry",
        .description =
            "A principal declared needs of a machine learning registry, or was seen using one, and "
            "all of that is about assets (registries/read, registries/assets/*); and it holds, "
            "itself or by a group, a role with registries/write or registries/delete there, such "
            "as Contributor, Owner or a custom role, active or eligible.",
        .remedy =
            "Give AzureML Registry User or a custom role for the assets at the registry, and take "
            "the wider grant away.",
        .needs =
            "a needs file or activity logs; role assignments and definitions, members of groups",
        .severity = FindingSeverity::kHigh,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    if (!context.input().needs_given && !context.input().activity_given) {
      outcome.unverifiable("a needs file or an activity log (--needs, --activity)");
      return;
    }
    RegistryReview(context, outcome).run();
    state_undefined_roles(context, outcome);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> registry_wider_than_assets_rule() {
  return std::make_unique<const RegistryWiderThanAssets>();
}

}  // namespace leastwise
