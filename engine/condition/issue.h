// Issues of a condition: what is wrong with it, or unusual, and where in its text.
//
// An **error** makes the condition invalid: it has no meaning, and a grant that it guards is
// unknown. A **warning** is about a valid condition that hardly does what its author wants; a
// **note** about spelling that Azure's own documentation never shows.
// Azure itself reports no position, so here every issue has one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace leastwise {

// A run of bytes of the condition's text.
struct TextSpan {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;

  [[nodiscard]] std::uint32_t end() const { return offset + length; }
  friend constexpr bool operator==(const TextSpan&, const TextSpan&) = default;
};

// The shortest span that holds both.
[[nodiscard]] inline TextSpan span_of(TextSpan a, TextSpan b) {
  const std::uint32_t begin = std::min(a.offset, b.offset);
  return {begin, std::max(a.end(), b.end()) - begin};
}

enum class IssueLevel : std::uint8_t { kError, kWarning, kNote };

// `code`: stable kebab-case text (`unknown-operator`). `message`: lower case, no full stop, the
// user's text in backticks. `help`: what to do, may be empty.
struct ConditionIssue {
  IssueLevel level = IssueLevel::kError;
  std::string code;
  std::string message;
  TextSpan span = {};
  std::string help = {};

  friend bool operator==(const ConditionIssue&, const ConditionIssue&) = default;
};

// In the order of the text once a stage has finished; errors and lints mixed.
using ConditionIssues = std::vector<ConditionIssue>;

inline void sort_by_place(ConditionIssues& issues) {
  std::ranges::stable_sort(issues, {},
                           [](const ConditionIssue& issue) { return issue.span.offset; });
}

[[nodiscard]] inline bool has_errors(const ConditionIssues& issues) {
  return std::ranges::any_of(
      issues, [](const ConditionIssue& issue) { return issue.level == IssueLevel::kError; });
}

}  // namespace leastwise
