// `leastwise condition lint`: whether a text is a condition, and what is unusual about it.
//
// Azure says of a broken condition that it is invalid, and nothing else; here every error has its
// place. An invalid condition is the answer of this command and no error of its own: it goes to
// standard output, and the exit code is 1.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/condition_file.h"
#include "engine/report/condition_issue_text.h"
#include "engine/report/json.h"

namespace leastwise::cli {
namespace {

std::size_t count_of(const ConditionIssues& issues, IssueLevel level) {
  return static_cast<std::size_t>(std::ranges::count(issues, level, &ConditionIssue::level));
}

// `INVALID  rule.cond: 2 errors, 1 note`.
std::string verdict(const ConditionFile& file, const TextStyle& style) {
  std::string found;
  for (const IssueLevel level : {IssueLevel::kError, IssueLevel::kWarning, IssueLevel::kNote}) {
    if (const std::size_t count = count_of(file.condition.issues(), level); count > 0) {
      found += fmt::format("{}{}", found.empty() ? "" : ", ", counted(count, to_string(level)));
    }
  }
  const bool valid = file.condition.valid();
  return fmt::format("{}  {}{}\n",
                     style.paint(valid ? Tone::kGood : Tone::kBad, valid ? "VALID" : "INVALID"),
                     file.name, found.empty() ? "" : ": " + found);
}

Json json_issue(const ConditionIssue& issue, std::string_view text) {
  const TextPosition position = position_of(text, issue.span.offset);
  return {{"level", to_string(issue.level)},
          {"code", issue.code},
          {"message", issue.message},
          {"line", position.line},
          {"column", position.column},
          {"offset", issue.span.offset},
          {"length", issue.span.length},
          {"help", issue.help.empty() ? Json(nullptr) : Json(issue.help)}};
}

Json answer_json(const ConditionFile& file) {
  Json diagnostics = Json::array();
  for (const ConditionIssue& issue : file.condition.issues()) {
    diagnostics.push_back(json_issue(issue, file.text));
  }
  return {{"valid", file.condition.valid()},
          {"diagnostics", std::move(diagnostics)},
          {"question", {{"command", "condition lint"}, {"file", file.name}}}};
}

std::string answer_text(const ConditionFile& file, const TextStyle& style) {
  std::string text = verdict(file, style);
  for (const ConditionIssue& issue : file.condition.issues()) {
    text += '\n' + issue_text(issue, file.text, file.name, style);
  }
  return text;
}

}  // namespace

ExitCode run_condition_lint(const Options& options, Console& console) {
  const auto file = read_condition_file(options.file, options, console);
  if (!file) {
    return ExitCode::kError;
  }
  console.print(options.global.format == Format::kJson ? answer_json(*file).text()
                                                       : answer_text(*file, console.style()));
  return file->condition.valid() ? ExitCode::kSuccess : ExitCode::kDenied;
}

}  // namespace leastwise::cli
