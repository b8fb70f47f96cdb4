// The parts that all answers for machines are made of. Keys are snake_case and stand in a fixed
// order; docs/cli.md is their reference, and tests/golden/cli/ holds an example of each answer.
//
// Every answer repeats the question, and ends with the hash of the catalogue and the coverage gaps
// that bear on it (SPEC section 10). Ids are given as Azure spells them, names beside them; a name
// that nobody knows is null.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/answer_text.h"
#include "engine/authorizer/explanation.h"
#include "engine/report/json.h"

namespace leastwise::cli {

[[nodiscard]] Json json_reasons(ReasonSet reasons);
[[nodiscard]] Json json_principal(const Tenant& tenant, PrincipalId id);
[[nodiscard]] Json json_scope(const Tenant& tenant, ScopeId id);
[[nodiscard]] Json json_role(const Tenant& tenant, RoleId id);
[[nodiscard]] Json json_roles(const Tenant& tenant, std::span<const RoleId> ids);
[[nodiscard]] Json json_assignment(const Tenant& tenant, AssignmentId id);
[[nodiscard]] Json json_grant(const AnswerView& view, const GrantRoute& route);
[[nodiscard]] Json json_denial(const AnswerView& view, const DenialRoute& route);
[[nodiscard]] Json json_gap(const CoverageGap& gap);

// The object of `question`.
[[nodiscard]] Json json_question(const AnswerView& view);
// Adds `catalogue` and `coverage_gaps`, the end of every answer.
void add_footing(Json& answer, const TenantData& data, const std::vector<const CoverageGap*>& gaps);

}  // namespace leastwise::cli
