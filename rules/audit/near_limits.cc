// LW016: counts that come near what Azure allows, and texts that are longer than it takes.
//
// A subscription that is full refuses the next assignment, mostly in the middle of a deployment.
// What counts is what Azure counts: active assignments at the subscription and everything below it,
// and at a management group those at the group alone. The limits are data (rules/limits/).
// Counter-example: eligible assignments, and those of the past and the future, count for nothing.
// Cost: one count a scope, summed over the preorder of the tree.
#include <fmt/core.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/report/names.h"
#include "engine/report/shell_word.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// From here on a count is near its limit.
constexpr std::size_t kNearPercent = 90;

bool is_near(std::size_t count, std::size_t limit) { return count * 100 >= limit * kNearPercent; }

// Azure's limits on texts are in characters: Unicode code points, that is all bytes of UTF-8 but
// those that continue one.
std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !continues_character(c); }));
}

// How many active assignments stand at each scope, and below it.
class AssignmentCounts {
 public:
  explicit AssignmentCounts(const AuditContext& context)
      : scopes_(context.tenant().scopes()), at_(scopes_.size() + 1) {
    for (const RoleAssignment& assignment : context.tenant().assignments()) {
      if (assignment.counts(context.at(), false)) {
        ++at_[scopes_.preorder(assignment.scope) + 1];
      }
    }
    for (std::size_t i = 1; i < at_.size(); ++i) {
      at_[i] += at_[i - 1];
    }
  }

  [[nodiscard]] std::size_t at(ScopeId scope) const {
    const std::uint32_t first = scopes_.preorder(scope);
    return at_[first + 1] - at_[first];
  }
  [[nodiscard]] std::size_t at_or_below(ScopeId scope) const {
    return at_[scopes_.preorder_end(scope)] - at_[scopes_.preorder(scope)];
  }

 private:
  const ScopeTree& scopes_;
  std::vector<std::size_t> at_;  // by preorder: those at all scopes before
};

class NearLimits final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW016",
        .name = "near-limits",
        .title = "A count is near Azure's limit, or a text is longer than Azure takes",
        .description =
            "Active role assignments at a subscription and below, or at a management group, or "
            "the custom roles of the tenant are 90 % or more of what Azure allows; or the name or "
            "description of a custom role, or the condition of an assignment, is longer than it "
            "takes. The limits and their date: rules/limits/azure.limits.",
        .remedy =
            "Remove redundant and orphaned assignments (LW009, LW015), assign to groups in place "
            "of users, assign at a resource group in place of each resource, and remove custom "
            "roles that nobody uses.",
        .needs = "role assignments of whole subscriptions, and role definitions",
        .severity = FindingSeverity::kMedium,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    if (context.input().principal) {
      return;  // a limit is no matter of one principal
    }
    state_cut_off(context, outcome);
    count_assignments(context, outcome);
    if (context.whole_tenant()) {
      count_roles(context, outcome);
    }
    measure_roles(context, outcome);
    measure_conditions(context, outcome);
  }

 private:
  // What was cut off may hold more of anything.
  static void state_cut_off(const AuditContext& context, RuleOutcome& outcome) {
    std::vector<std::string> files;
    for (const CoverageGap& gap : context.tenant().gaps()) {
      if (gap.kind == GapKind::kTruncatedExport) {
        files.push_back(gap.subject);
      }
    }
    state_missing(outcome, "the further pages of exports that were cut off: counts may be higher",
                  files);
  }

  static void count_assignments(const AuditContext& context, RuleOutcome& outcome) {
    const ScopeTree& scopes = context.tenant().scopes();
    const AzureLimits& limits = context.input().limits;
    const AssignmentCounts counts(context);
    for (const ScopeId scope : scopes.in_preorder()) {
      const bool is_subscription = scopes.kind(scope) == ScopeKind::kSubscription;
      if ((!is_subscription && scopes.kind(scope) != ScopeKind::kManagementGroup) ||
          !context.concerns(scope)) {
        continue;
      }
      const std::size_t count = is_subscription ? counts.at_or_below(scope) : counts.at(scope);
      const std::size_t limit = is_subscription ? limits.assignments_per_subscription
                                                : limits.assignments_per_management_group;
      if (!is_near(count, limit)) {
        continue;
      }
      Finding finding = over(fmt::format(
          "{} {} {} of the {} role assignments that Azure allows there",
          scope_name(context.tenant(), scope), is_subscription ? "and below hold" : "holds",
          grouped(count), grouped(limit)));
      finding.subject.scope = scopes.text(scope);
      finding.subject.detail = "assignments";
      finding.fix.text = "the command lists what stands at the scope itself";
      finding.fix.commands = {fmt::format("az role assignment list --scope {} -o table",
                                          shell_word(scopes.text(scope)))};
      outcome.add(std::move(finding));
    }
  }

  static void count_roles(const AuditContext& context, RuleOutcome& outcome) {
    const std::size_t limit = context.input().limits.custom_roles_per_tenant;
    const auto count = static_cast<std::size_t>(
        std::ranges::count_if(context.tenant().roles(), &NearLimits::is_custom));
    if (is_near(count, limit)) {
      Finding finding =
          over(fmt::format("the tenant has {} of the {} custom roles that Azure allows",
                           grouped(count), grouped(limit)));
      finding.subject.detail = "custom-roles";
      finding.fix.text = "remove custom roles that nobody uses, and join those that are equal";
      finding.fix.commands = {"az role definition list --custom-role-only true -o table"};
      outcome.add(std::move(finding));
    }
  }

  [[nodiscard]] static bool is_custom(const RoleDefinition& role) {
    return role.knowledge == RoleKnowledge::kInput && role.type == RoleType::kCustom;
  }

  // Azure would not have taken them; a draft that was never sent can hold anything.
  static void measure_roles(const AuditContext& context, RuleOutcome& outcome) {
    const Tenant& tenant = context.tenant();
    const AzureLimits& limits = context.input().limits;
    for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
      const RoleId id = RoleId::from_index(i);
      const RoleDefinition& role = tenant.role(id);
      if (!is_custom(role) || (!context.whole_tenant() && context.assignments_of(id).empty())) {
        continue;
      }
      const auto measure = [&](StringId text, std::size_t limit, std::string_view what) {
        const std::size_t length = character_count(tenant.text(text));
        if (length > limit) {
          Finding finding =
              over(fmt::format("the {} of custom role {} has {} characters, Azure takes {}", what,
                               role_name(tenant, id), grouped(length), grouped(limit)));
          finding.subject = subject_of(tenant, id);
          finding.subject.detail = what;
          finding.place = role.place;
          finding.fix.text = fmt::format("shorten the {}", what);
          outcome.add(std::move(finding));
        }
      };
      measure(role.name, limits.role_name_characters, "name");
      measure(role.description, limits.role_description_characters, "description");
    }
  }

  static void measure_conditions(const AuditContext& context, RuleOutcome& outcome) {
    const Tenant& tenant = context.tenant();
    const std::size_t limit = context.input().limits.condition_bytes;
    for (const AssignmentId id : context.assignments()) {
      const RoleAssignment& assignment = tenant.assignment(id);
      const std::size_t length =
          assignment.condition ? tenant.condition(*assignment.condition).size() : 0;
      if (length > limit) {
        Finding finding = grant_finding(
            context, id, FindingSeverity::kMedium,
            fmt::format("the condition on {} of {} has {} bytes, Azure takes {}",
                        grant_text(tenant, id), principal_name(tenant, assignment.principal),
                        grouped(length), grouped(limit)));
        finding.subject.detail = "condition";
        finding.fix.text = "shorten the condition, or divide the grant";
        outcome.add(std::move(finding));
      }
    }
  }

  [[nodiscard]] static Finding over(std::string message) {
    return {.rule = {}, .severity = FindingSeverity::kMedium, .message = std::move(message)};
  }
};

}  // namespace

std::unique_ptr<const AuditRule> near_limits_rule() { return std::make_unique<const NearLimits>(); }

}  // namespace leastwise
