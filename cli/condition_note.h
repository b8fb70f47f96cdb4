// What an answer says of conditions beside its routes: which attributes would decide it.
//
//   A condition would be decided by:
//     --attribute 'request:Microsoft.Authorization/roleAssignments:RoleDefinitionId=VALUE'
//
// Tests: golden files in tests/golden/cli/ (explain_unknown_*, check_condition_*).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/answer_text.h"
#include "cli/decisions.h"
#include "engine/condition/condition.h"
#include "engine/condition/open_attributes.h"

namespace leastwise::cli {

// `met`, `not met`, `unknown`.
[[nodiscard]] std::string_view condition_state(Truth met);
// The first error of an invalid condition, with its place: `no operator \`X\`, at byte 12`.
[[nodiscard]] std::string first_error(const Condition& condition);
// The text with every run of white space as one blank.
[[nodiscard]] std::string one_line(std::string_view text);

// The options that would give these attributes, a line each.
[[nodiscard]] std::string attribute_lines(std::span<const OpenAttribute> open);

// The attributes that the conditions of the undecided routes ask for and that were not given; empty
// where there is none.
[[nodiscard]] std::string condition_note(const AnswerView& view,
                                         std::span<const ActionAnswer> answers);

}  // namespace leastwise::cli
