#include "tests/rules/audit/small_audit.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/check.h"
#include "rules/access_levels/access_levels.h"
#include "rules/limits/azure_limits.h"

namespace leastwise::testing {
namespace {

ScopePath path_of(std::string_view text) {
  auto path = ScopePath::parse(text);
  check(path.has_value(), "a test names a well-formed scope");
  return std::move(*path);
}

}  // namespace

DangerTable small_danger_table() {
  const auto entry = [](std::string_view action, DangerGroup group, std::string edge = "Edge") {
    return DangerousOperation{.action = std::string(action),
                              .group = group,
                              .edge = std::move(edge),
                              .effect = "leads on"};
  };
  return DangerTable({entry(kAssignRolesAction, DangerGroup::kSelfGrant, "GrantsAny"),
                      entry(kIdentityEscalation, DangerGroup::kIdentityHijack),
                      entry(kCodeEscalation, DangerGroup::kCodeExecution),
                      entry(kSecretEscalation, DangerGroup::kSecretsAndData),
                      entry(kFurtherEscalation, DangerGroup::kFurther)},
                     {.read = 1, .write = 4, .remove = 5, .action = 3, .other = 2},
                     {1000, 500, 400, 300, 50});
}

SmallTenant house() {
  SmallTenant t;
  t.account("ann", false, true);
  t.account("bob", false, true);
  t.account("gil", true, true);
  t.account("dan", false, false);
  t.principal("app", PrincipalType::kServicePrincipal);
  t.group("team", {"ann", "bob"});
  t.built_in("Contributor", kContributorGuid,
             {{.actions = {"*"}, .not_actions = {"Microsoft.Authorization/*/write"}}});
  t.built_in("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", {{.actions = {"*"}}});
  t.built_in("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", {{.actions = {"*/read"}}});
  t.role("Assigner", {{.actions = {std::string(kAssignRolesAction)}}});
  t.root_group("root");
  t.place("/subscriptions/s", "root");
  t.operation("p/a/read");
  t.operation("p/a/write");
  return t;
}

SmallAudit::SmallAudit(const SmallTenant& sketch, CompileOptions options)
    : world_(sketch, options),
      danger_(small_danger_table()),
      limits_(embedded_azure_limits()),
      levels_(embedded_access_levels()) {}

void SmallAudit::need(const Need& need) {
  const ScopePath scope = path_of(need.scope);
  const Guid principal = guid_of(need.principal);
  DeclaredNeed declared{.principal = principal,
                        .known = world_.tenant.directory().find(principal),
                        .scope = scope,
                        .place = world_.tenant.scopes().nearest(scope),
                        .level = need.level,
                        .actions = {},
                        .until = need.until,
                        .stands_at = {FileId(0), static_cast<std::uint32_t>(needs_.size() + 1), 1}};
  for (const std::string& action : need.actions) {
    declared.actions.push_back({action, Plane::kControl});
  }
  for (const std::string& action : need.data_actions) {
    declared.actions.push_back({action, Plane::kData});
  }
  if (!need.role.empty()) {
    declared.role = world_.role(need.role);
  }
  needs_.push_back(std::move(declared));
}

void SmallAudit::use(std::string_view principal, std::string_view operation,
                     std::string_view scope) {
  const ScopePath path = path_of(scope);
  uses_.push_back({world_.principal(principal), std::string(operation), path,
                   world_.tenant.scopes().nearest(path)});
  activity_given_ = true;
}

void SmallAudit::only_scope(std::string_view scope) {
  scope_ = world_.tenant.scopes().nearest(path_of(scope));
}

void SmallAudit::only_principal(std::string_view name) { principal_ = world_.principal(name); }

const AuditContext& SmallAudit::context() {
  context_.reset();
  input_.emplace(AuditInput{.compiled = world_.compiled,
                            .danger = danger_,
                            .limits = limits_,
                            .levels = levels_,
                            .attributes = attributes_,
                            .needs = needs_,
                            .needs_given = !needs_.empty(),
                            .uses = uses_,
                            .activity_given = activity_given_,
                            .scope = scope_,
                            .principal = principal_});
  auto context = AuditContext::build(*input_);
  check(context.has_value(), "a small tenant's patterns stay below the limit");
  context_.emplace(std::move(*context));
  return *context_;
}

RuleOutcome SmallAudit::run(std::string_view rule) {
  const auto rules = audit_rules();
  const auto found =
      std::ranges::find_if(rules, [&](const auto& each) { return each->about().id == rule; });
  check(found != rules.end(), "there is the rule that the test names");
  RuleOutcome outcome(rule);
  (*found)->run(context(), outcome);
  return outcome;
}

Names messages_of(RuleOutcome outcome) {
  Names messages;
  for (const Finding& finding : outcome.findings()) {
    messages.push_back(finding.message);
  }
  return messages;
}

Names unverifiable_of(RuleOutcome outcome) {
  Names statements;
  for (const Unverifiable& each : outcome.unverifiable()) {
    statements.push_back(each.subject.empty() ? each.missing : each.missing + ": " + each.subject);
  }
  return statements;
}

Names evidence_of(const Finding& finding, std::string_view label) {
  const auto found = std::ranges::find(finding.evidence, label, &Evidence::label);
  return found == finding.evidence.end() ? Names() : found->items;
}

}  // namespace leastwise::testing
