// `leastwise explain`: the whole chain of one decision, or of each action of an access level.
//
// The order of the sections is the order of the decision: what denies goes before what grants, what
// is certain before what is not; nearest misses come last, since they decide nothing. Nothing is
// shortened here: whoever asks for an explanation wants to find the record in the export.
#include <fmt/core.h>

#include "cli/answer_json.h"
#include "cli/answer_question.h"
#include "cli/condition_note.h"
#include "cli/decisions.h"
#include "cli/routes_text.h"

namespace leastwise::cli {
namespace {

std::string answer_text(const AnswerView& view, std::span<const ActionAnswer> answers) {
  const AccessDecision all = combined(answers);
  std::string text = verdict_line(view, all.effect) + question_text(view);
  for (const ActionAnswer& answer : answers) {
    if (answers.size() > 1) {
      const Cell verdict = effect_cell(answer.decision.effect);
      text += fmt::format("\n{}  {}\n", view.style.paint(verdict.tone, verdict.text),
                          view.style.paint(Tone::kStrong, printable(answer.asked.action)));
    }
    text += chain_text(view, answer.explanation);
  }
  text += condition_note(view, answers);
  return text + gaps_text(view, gaps_of(view.data.compiled(), view.question));
}

template <class Routes, class Write>
Json json_list(const AnswerView& view, const Routes& routes, Write write) {
  Json list = Json::array();
  for (const auto& route : routes) {
    list.push_back(write(view, route));
  }
  return list;
}

// The four lists are always there, empty ones too.
void add_chain(Json& object, const AnswerView& view, const Explanation& explanation) {
  object["denials"] = json_list(view, explanation.denials, json_denial);
  object["grants"] = json_list(view, explanation.grants, json_grant);
  object["possible_grants"] = json_list(view, explanation.possible, json_grant);
  object["nearest_misses"] = json_list(view, explanation.nearest_misses, json_grant);
}

Json answer_json(const AnswerView& view, std::span<const ActionAnswer> answers) {
  const AccessDecision all = combined(answers);
  Json answer = {{"decision", to_string(all.effect)}, {"reasons", json_reasons(all.reasons)}};
  answer["question"] = json_question(view);
  if (view.question.level == nullptr) {
    add_chain(answer, view, answers.front().explanation);
  } else {
    Json actions = Json::array();
    for (const ActionAnswer& one : answers) {
      Json object = {{"action", one.asked.action},
                     {"decision", to_string(one.decision.effect)},
                     {"reasons", json_reasons(one.decision.reasons)}};
      add_chain(object, view, one.explanation);
      actions.push_back(std::move(object));
    }
    answer["actions"] = std::move(actions);
  }
  add_footing(answer, view.data, gaps_of(view.data.compiled(), view.question));
  return answer;
}

}  // namespace

ExitCode run_explain(const Options& options, Console& console) {
  return answer_decisions(options, console, {.text = answer_text, .json = answer_json});
}

}  // namespace leastwise::cli
