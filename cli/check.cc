// `leastwise check`: one decision, or one for each action of an access level.
//
// The verdict and the one route that it rests on, no more: `explain` has the rest, and the answer
// ends with the command that asks for it. An access level is allowed as a whole or not at all; the
// table shows which of its actions makes the difference.
#include <fmt/core.h>

#include <algorithm>

#include "cli/answer_json.h"
#include "cli/answer_question.h"
#include "cli/condition_note.h"
#include "cli/decisions.h"
#include "cli/routes_text.h"
#include "engine/report/shell_word.h"

namespace leastwise::cli {
namespace {

// One line an action, with the grant or the reason: for a level, this is the answer.
std::string actions_table(const AnswerView& view, std::span<const ActionAnswer> answers) {
  TextTable table({"ACTION", "VERDICT", ""});
  for (const ActionAnswer& answer : answers) {
    std::string why;
    if (answer.decision.effect == Effect::kAllow && !answer.explanation.grants.empty()) {
      why = grant_summary(view, answer.explanation.grants.front());
    } else if (!answer.decision.reasons.empty()) {
      why = reason_text(answer.decision.reasons.list().front());
    }
    table.add({{answer.asked.action}, effect_cell(answer.decision.effect), {std::move(why)}});
  }
  return '\n' + table.render(view.style, 2);
}

// The answer that the verdict rests on: the first that has its effect.
const ActionAnswer& deciding(std::span<const ActionAnswer> answers, Effect effect) {
  for (const ActionAnswer& answer : answers) {
    if (answer.decision.effect == effect) {
      return answer;
    }
  }
  return answers.front();
}

// What leads from a check to its explanation: the same arguments again.
std::string again(const AnswerView& view, std::string_view command) {
  const QuestionOptions& given = view.options.question;
  std::string text =
      fmt::format("{} {} --principal {}", command, tenant_arguments(view.options.global),
                  shell_word(given.principal));
  text += given.access.empty() ? fmt::format(" --action {}", shell_word(given.action))
                               : fmt::format(" --access {}", shell_word(given.access));
  if (given.plane == Plane::kData) {
    text += " --data-action";
  }
  return text + fmt::format(" --scope {}", shell_word(given.scope));
}

// Where an eligible grant is among the nearest misses, asking once more with it is the obvious
// step.
std::vector<std::string> next_commands(const AnswerView& view, const Explanation& explanation) {
  std::vector<std::string> commands = {again(view, "explain")};
  const bool eligible = !view.options.global.include_eligible &&
                        std::ranges::any_of(explanation.nearest_misses, [](const GrantRoute& r) {
                          return r.miss == Miss::kEligible;
                        });
  if (eligible) {
    commands.push_back(again(view, "check") + " --include-eligible");
  }
  return commands;
}

std::string answer_text(const AnswerView& view, std::span<const ActionAnswer> answers) {
  const AccessDecision all = combined(answers);
  const ActionAnswer& deciding_answer = deciding(answers, all.effect);
  std::string text = verdict_line(view, all.effect);
  text += question_text(view);
  if (answers.size() > 1) {
    text += actions_table(view, answers);
  }
  text += why_text(view, deciding_answer.explanation);
  text += condition_note(view, answers);
  text += gaps_text(view, gaps_of(view.data.compiled(), view.question));
  return text + next_steps(view, next_commands(view, deciding_answer.explanation));
}

// The routes that the decision rests on, or the nearest miss.
void add_because(Json& object, const AnswerView& view, const Explanation& explanation) {
  Json because = {{"grant", nullptr}, {"denial", nullptr}, {"nearest_miss", nullptr}};
  const bool denied = explanation.decision.reasons.has(DecisionReason::kDeniedByDenyAssignment);
  if (denied) {
    because["denial"] = json_denial(view, explanation.denials.front());
  } else if (!explanation.grants.empty()) {
    because["grant"] = json_grant(view, explanation.grants.front());
  } else if (!explanation.possible.empty()) {
    because["grant"] = json_grant(view, explanation.possible.front());
  } else if (!explanation.nearest_misses.empty()) {
    because["nearest_miss"] = json_grant(view, explanation.nearest_misses.front());
  }
  object["because"] = std::move(because);
}

Json answer_json(const AnswerView& view, std::span<const ActionAnswer> answers) {
  const AccessDecision all = combined(answers);
  Json answer = {{"decision", to_string(all.effect)}, {"reasons", json_reasons(all.reasons)}};
  answer["question"] = json_question(view);
  if (view.question.level != nullptr) {
    Json actions = Json::array();
    for (const ActionAnswer& one : answers) {
      actions.push_back({{"action", one.asked.action},
                         {"decision", to_string(one.decision.effect)},
                         {"reasons", json_reasons(one.decision.reasons)}});
    }
    answer["actions"] = std::move(actions);
  }
  add_because(answer, view, deciding(answers, all.effect).explanation);
  add_footing(answer, view.data, gaps_of(view.data.compiled(), view.question));
  return answer;
}

}  // namespace

ExitCode run_check(const Options& options, Console& console) {
  return answer_decisions(options, console, {.text = answer_text, .json = answer_json});
}

}  // namespace leastwise::cli
