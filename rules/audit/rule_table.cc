// The list of all rules, in one place; nobody else names them.
//
// A rule stands here once, and its id decides the order. Two rules of one id or name would make
// suppressions and baselines ambiguous, so that is a bug that stops the program.
#include <algorithm>
#include <array>

#include "engine/base/check.h"
#include "rules/audit/rule.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

using Factory = std::unique_ptr<const AuditRule> (*)();

// One line a rule.
const std::vector<Factory>& factories() {
  static const std::vector<Factory> all = {
      grant_exceeds_need_rule,
      need_not_met_rule,
      registry_wider_than_assets_rule,
      wide_privileged_access_rule,
      owner_count_rule,
      unconstrained_delegation_rule,
      root_scope_rule,
      custom_owner_like_rule,
      redundant_assignment_rule,
      equal_roles_rule,
      broad_wildcard_rule,
      not_actions_given_back_rule,
      secrets_through_control_plane_rule,
      grant_without_effect_rule,
      orphaned_principal_rule,
      near_limits_rule,
      coverage_rule,
      disabled_principal_rule,
      guest_with_write_rule,
      direct_user_rule,
      standing_access_rule,
      wildcard_in_data_actions_rule,
      dead_pattern_rule,
      refused_pattern_rule,
      reading_dependent_rule,
      half_removed_family_rule,
      edits_roles_rule,
      same_role_lower_rule,
      unused_custom_role_rule,
      assignable_scopes_rule,
      condition_warning_rule,
      delegated_privilege_rule,
      deny_list_delegation_rule,
      bypassed_condition_rule,
  };
  return all;
}

}  // namespace

std::vector<std::unique_ptr<const AuditRule>> audit_rules() {
  std::vector<std::unique_ptr<const AuditRule>> rules;
  for (const Factory factory : factories()) {
    rules.push_back(factory());
  }
  std::ranges::sort(rules, {}, [](const auto& rule) { return rule->about().id; });
  const auto same_id = [](const auto& a, const auto& b) { return a->about().id == b->about().id; };
  check(std::ranges::adjacent_find(rules, same_id) == rules.end(), "each rule has its own id");
  return rules;
}

std::vector<RuleView> audit_rule_views() {
  std::vector<RuleView> views;
  for (const auto& rule : audit_rules()) {
    views.push_back(rule->about());
  }
  return views;
}

}  // namespace leastwise
