// Text that a person reads top down and may stop reading at any line: the verdict, then the
// question as it was understood (who asked for "ML team" sees which group that was), then why, then
// what was not exported, then what to do next.
//
// Names come first and ids stand beside or below them, dimmed. Everything that comes from the input
// passes printable(), here or in TextTable; verdict_line() and heading() are the only places that
// write text around it. Covered by tests/golden/cli/*.txt.
#include "cli/answer_text.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/report/names.h"
#include "engine/report/shell_word.h"

namespace leastwise::cli {
namespace {

// Gaps that a text answer lists without --verbose; JSON has all of them.
constexpr std::size_t kListedGaps = 5;

// What decides beside the question itself: the same question at another time, or in the other
// reading of `*`, is another question.
std::string decided_text(const GlobalOptions& options) {
  return fmt::format("at {}, wildcards read as {}, eligible grants {}", to_string(options.at),
                     to_string(options.wildcards),
                     options.include_eligible ? "counted" : "left out");
}

// Two lines: who it is, and the ids by which it may have been named.
void add_principal_row(const AnswerView& view, TextTable& table) {
  const AskedPrincipal& asked = *view.question.principal;
  if (!asked.known) {
    table.add({{"principal"}, {to_string(asked.id), Tone::kStrong}});
    table.add({{""}, {"the input does not know it: decided as one without grants"}});
    return;
  }
  const Directory& directory = view.tenant().directory();
  const Principal& principal = directory[*asked.known];
  table.add({{"principal"},
             {fmt::format("{} ({})", principal_name(view.tenant(), *asked.known),
                          principal_kind(view.tenant(), *asked.known)),
              Tone::kStrong}});
  std::string ids(directory.text(principal.user_principal_name));
  ids += fmt::format("{}{}", ids.empty() ? "" : ", ", to_string(principal.id));
  table.add({{""}, {ids, Tone::kDim}});
}

// A scope that the input does not know is answered all the same, as what lies below the nearest
// known one; a misspelled resource group would look just so, hence the extra line.
void add_scope_row(const AnswerView& view, TextTable& table) {
  const AskedScope& scope = *view.question.scope;
  table.add({{"scope"}, {asked_scope_name(view), Tone::kStrong}});
  table.add({{""}, {scope.path.text(), Tone::kDim}});
  if (!scope.place.exact) {
    table.add({{""},
               {fmt::format("not in the input; judged as what lies below {}",
                            scope_name(view.tenant(), scope.place.node))}});
  }
}

}  // namespace

// Capitals, so that the verdict is seen without colour.
Cell effect_cell(Effect effect) {
  switch (effect) {
    case Effect::kAllow:
      return {"ALLOW", Tone::kGood};
    case Effect::kDeny:
      return {"DENY", Tone::kBad};
    case Effect::kUnknown:
      return {"UNKNOWN", Tone::kUnsure};
  }
  return {};
}

// Half sentences, to stand in a list, behind a colon, or in a cell.
std::string_view reason_text(DecisionReason reason) {
  switch (reason) {
    case DecisionReason::kGrantedByRoleAssignment:
      return "a role assignment grants it, and nothing denies it";
    case DecisionReason::kDeniedByDenyAssignment:
      return "a deny assignment denies it";
    case DecisionReason::kNoMatchingGrant:
      return "nothing grants it";
    case DecisionReason::kConditionUnmet:
      return "what would grant it holds back by its condition";
    case DecisionReason::kConditionUnknown:
      return "a condition decides, and what it asks for was not given";
    case DecisionReason::kRoleUnknown:
      return "the definition of a role was not exported";
    case DecisionReason::kHierarchyUnknown:
      return "the management groups above the scope were not exported";
    case DecisionReason::kMembershipUnknown:
      return "the members of a group were not exported";
  }
  return "";
}

std::string asked_text(const Question& question) {
  return question.level != nullptr ? question.level->name : question.action;
}

std::string asked_principal_name(const AnswerView& view) {
  const AskedPrincipal& asked = *view.question.principal;
  return asked.known ? principal_name(view.tenant(), *asked.known) : to_string(asked.id);
}

std::string asked_scope_name(const AnswerView& view) {
  return scope_name(view.tenant(), view.question.scope->path);
}

// The sentence differs for an access level, which one has, and an action, which one does.
std::string verdict_line(const AnswerView& view, Effect effect) {
  const Cell verdict = effect_cell(effect);
  const std::string who = printable(asked_principal_name(view));
  const std::string what =
      printable(fmt::format("{} at {}", asked_text(view.question), asked_scope_name(view)));
  const bool level = view.question.level != nullptr;
  std::string sentence;
  switch (effect) {
    case Effect::kAllow:
      sentence = fmt::format("{} {} {}", who, level ? "has" : "may do", what);
      break;
    case Effect::kDeny:
      sentence = fmt::format("{} {} {}", who, level ? "does not have" : "may not do", what);
      break;
    case Effect::kUnknown:
      sentence = fmt::format("cannot be decided: {} {} {} {}?", level ? "does" : "may", who,
                             level ? "have" : "do", what);
      break;
  }
  return fmt::format("{}  {}\n", view.style.paint(verdict.tone, verdict.text), sentence);
}

std::string question_text(const AnswerView& view) {
  const Question& question = view.question;
  TextTable table;
  if (question.principal) {
    add_principal_row(view, table);
  }
  if (question.level != nullptr) {
    table.add({{"access"}, {question.level->name, Tone::kStrong}});
    table.add({{""}, {question.level->description, Tone::kDim}});
  } else if (!question.action.empty()) {
    table.add({{"action"}, {question.action, Tone::kStrong}});
    table.add({{""}, {fmt::format("{} plane", to_string(question.plane)), Tone::kDim}});
  }
  if (question.scope) {
    add_scope_row(view, table);
  }
  table.add({{"decided"}, {decided_text(view.options.global)}});
  return '\n' + table.render(view.style, 2);
}

std::string heading(const TextStyle& style, std::string_view text) {
  return fmt::format("\n{}\n", style.paint(Tone::kHeading, text));
}

std::string bullet(const TextStyle& style, std::string_view text) {
  return fmt::format("  {} {}\n", style.sign(Sign::kBullet), printable(text));
}

// The messages are the engine's own; JSON has kind and subject beside them.
std::string gaps_text(const AnswerView& view, const std::vector<const CoverageGap*>& gaps) {
  if (gaps.empty()) {
    return {};
  }
  std::string text = heading(view.style, "What was not exported, and bears on this");
  const std::size_t shown =
      view.options.global.verbose ? gaps.size() : std::min(gaps.size(), kListedGaps);
  for (std::size_t i = 0; i < shown; ++i) {
    text += bullet(view.style, gaps[i]->message);
  }
  if (shown < gaps.size()) {
    text += bullet(view.style, fmt::format("and {} more; -v lists them", gaps.size() - shown));
  }
  return text;
}

// Commands are given whole: to be copied, not to be completed.
std::string next_steps(const AnswerView& view, const std::vector<std::string>& commands) {
  if (view.options.global.quiet || commands.empty()) {
    return {};
  }
  std::string text = heading(view.style, "Next");
  for (const std::string& command : commands) {
    text += fmt::format("  leastwise {}\n", printable(command));
  }
  return text;
}

std::string tenant_arguments(const GlobalOptions& options) {
  std::string text;
  for (const std::string& path : options.tenant) {
    text += fmt::format("{}--tenant {}", text.empty() ? "" : " ", shell_word(path));
  }
  return options.sample ? "--sample" : text;
}

}  // namespace leastwise::cli
