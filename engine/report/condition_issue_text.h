// Issues of a condition as people read them: where they stand, with the line and a caret.
//
//   error[unknown-operator]: no operator `Frobnicates`
//     --> rule.cond:1:13
//      |
//    1 | @Request[x] Frobnicates 'a'
//      |             ^^^^^^^^^^^
//     help: operators are String..., Bool..., ...
//
// Lines and columns count from 1, columns in bytes. Of a long line there is what is around the
// issue. Tests: tests/engine/report/condition_issue_text_test.cc, golden files condition_lint_*.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/condition/issue.h"
#include "engine/report/text_style.h"

namespace leastwise {

// `error`, `warning`, `note`.
[[nodiscard]] std::string_view to_string(IssueLevel level);

struct TextPosition {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};
// Of a byte of the text, or of its end.
[[nodiscard]] TextPosition position_of(std::string_view text, std::uint32_t offset);

// One issue of the condition `text`, which `name` calls; ends with a newline.
[[nodiscard]] std::string issue_text(const ConditionIssue& issue, std::string_view text,
                                     std::string_view name, const TextStyle& style);

}  // namespace leastwise
