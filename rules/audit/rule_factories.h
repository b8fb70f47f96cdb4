// The factories of all rules, by id: each rule's source defines one of them and shows nothing else.
// A new rule adds a line here and one in rule_table.cc.
// Tests: tests/rules/audit/rule_test.cc.
#pragma once

#include <memory>

#include "rules/audit/rule.h"

namespace leastwise {

[[nodiscard]] std::unique_ptr<const AuditRule> grant_exceeds_need_rule();             // LW001
[[nodiscard]] std::unique_ptr<const AuditRule> need_not_met_rule();                   // LW002
[[nodiscard]] std::unique_ptr<const AuditRule> registry_wider_than_assets_rule();     // LW003
[[nodiscard]] std::unique_ptr<const AuditRule> wide_privileged_access_rule();         // LW004
[[nodiscard]] std::unique_ptr<const AuditRule> owner_count_rule();                    // LW005
[[nodiscard]] std::unique_ptr<const AuditRule> unconstrained_delegation_rule();       // LW006
[[nodiscard]] std::unique_ptr<const AuditRule> root_scope_rule();                     // LW007
[[nodiscard]] std::unique_ptr<const AuditRule> custom_owner_like_rule();              // LW008
[[nodiscard]] std::unique_ptr<const AuditRule> redundant_assignment_rule();           // LW009
[[nodiscard]] std::unique_ptr<const AuditRule> equal_roles_rule();                    // LW010
[[nodiscard]] std::unique_ptr<const AuditRule> broad_wildcard_rule();                 // LW011
[[nodiscard]] std::unique_ptr<const AuditRule> not_actions_given_back_rule();         // LW012
[[nodiscard]] std::unique_ptr<const AuditRule> secrets_through_control_plane_rule();  // LW013
[[nodiscard]] std::unique_ptr<const AuditRule> grant_without_effect_rule();           // LW014
[[nodiscard]] std::unique_ptr<const AuditRule> orphaned_principal_rule();             // LW015
[[nodiscard]] std::unique_ptr<const AuditRule> near_limits_rule();                    // LW016
[[nodiscard]] std::unique_ptr<const AuditRule> coverage_rule();                       // LW017
[[nodiscard]] std::unique_ptr<const AuditRule> disabled_principal_rule();             // LW018
[[nodiscard]] std::unique_ptr<const AuditRule> guest_with_write_rule();               // LW019
[[nodiscard]] std::unique_ptr<const AuditRule> direct_user_rule();                    // LW020
[[nodiscard]] std::unique_ptr<const AuditRule> standing_access_rule();                // LW021
[[nodiscard]] std::unique_ptr<const AuditRule> wildcard_in_data_actions_rule();       // LW022
[[nodiscard]] std::unique_ptr<const AuditRule> dead_pattern_rule();                   // LW023
[[nodiscard]] std::unique_ptr<const AuditRule> refused_pattern_rule();                // LW024
[[nodiscard]] std::unique_ptr<const AuditRule> reading_dependent_rule();              // LW025
[[nodiscard]] std::unique_ptr<const AuditRule> half_removed_family_rule();            // LW026
[[nodiscard]] std::unique_ptr<const AuditRule> edits_roles_rule();                    // LW027
[[nodiscard]] std::unique_ptr<const AuditRule> same_role_lower_rule();                // LW028
[[nodiscard]] std::unique_ptr<const AuditRule> unused_custom_role_rule();             // LW029
[[nodiscard]] std::unique_ptr<const AuditRule> assignable_scopes_rule();              // LW030
[[nodiscard]] std::unique_ptr<const AuditRule> condition_warning_rule();              // LW031
[[nodiscard]] std::unique_ptr<const AuditRule> delegated_privilege_rule();            // LW032
[[nodiscard]] std::unique_ptr<const AuditRule> deny_list_delegation_rule();           // LW033
[[nodiscard]] std::unique_ptr<const AuditRule> bypassed_condition_rule();             // LW034

}  // namespace leastwise
