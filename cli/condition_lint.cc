// `leastwise condition lint`: whether a text is a condition, and what is unusual about it.
//
// Azure says of a broken condition that it is invalid, and nothing else; here every error has its
// place. An invalid condition is the answer of this command and no error of its own: it goes to
// standard output, and the exit code is 1.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/condition_file.h"
#include "cli/condition_setting.h"
#include "engine/report/condition_issue_text.h"
#include "engine/report/json.h"
#include "rules/conditions/condition_checks.h"

namespace leastwise::cli {
namespace {

struct Linted {
  const ConditionFile& file;
  ConditionIssues issues;  // in the order of the text
  std::string role;        // of --role
};

std::size_t count_of(const ConditionIssues& issues, IssueLevel level) {
  return static_cast<std::size_t>(std::ranges::count(issues, level, &ConditionIssue::level));
}

// `INVALID  rule.cond: 2 errors, 1 note`.
std::string verdict(const Linted& linted, const TextStyle& style) {
  std::string found;
  for (const IssueLevel level : {IssueLevel::kError, IssueLevel::kWarning, IssueLevel::kNote}) {
    if (const std::size_t count = count_of(linted.issues, level); count > 0) {
      found += fmt::format("{}{}", found.empty() ? "" : ", ", counted(count, to_string(level)));
    }
  }
  const bool valid = linted.file.condition.valid();
  return fmt::format("{}  {}{}\n",
                     style.paint(valid ? Tone::kGood : Tone::kBad, valid ? "VALID" : "INVALID"),
                     linted.file.name, found.empty() ? "" : ": " + found);
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

Json answer_json(const Linted& linted) {
  const ConditionFile& file = linted.file;
  Json diagnostics = Json::array();
  for (const ConditionIssue& issue : linted.issues) {
    diagnostics.push_back(json_issue(issue, file.text));
  }
  return {{"valid", file.condition.valid()},
          {"diagnostics", std::move(diagnostics)},
          {"question",
           {{"command", "condition lint"},
            {"file", file.name},
            {"role", linted.role.empty() ? Json(nullptr) : Json(linted.role)}}}};
}

std::string answer_text(const Linted& linted, const TextStyle& style) {
  std::string text = verdict(linted, style);
  for (const ConditionIssue& issue : linted.issues) {
    text += '\n' + issue_text(issue, linted.file.text, linted.file.name, style);
  }
  return text;
}

}  // namespace

// What is unusual is told of a valid condition alone: an invalid one has no meaning.
ExitCode run_condition_lint(const Options& options, Console& console) {
  const auto file = read_condition_file(options.file, options, console);
  if (!file) {
    return ExitCode::kError;
  }
  Linted linted{*file, file->condition.issues(), {}};
  if (file->condition.valid()) {
    const auto setting = ConditionSetting::find(options, console);
    if (!setting) {
      return ExitCode::kError;
    }
    linted.role = setting->role_text();
    linted.issues = all_issues(file->condition, setting->known(), setting->space());
  }
  console.print(options.global.format == Format::kJson ? answer_json(linted).text()
                                                       : answer_text(linted, console.style()));
  return file->condition.valid() ? ExitCode::kSuccess : ExitCode::kDenied;
}

}  // namespace leastwise::cli
