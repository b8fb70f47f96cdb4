// `leastwise where-can`: the topmost known scopes at which a principal has an action, and below
// each the scopes at which it does not.
//
// A region is a scope and what lies below it, known or not yet made: whoever may do it on a
// management group may do it in next year's subscriptions too. Exceptions are what denials cut out
// of a region.
#include "engine/access/where_can.h"

#include <fmt/core.h>

#include "cli/answer_json.h"
#include "cli/answer_question.h"
#include "cli/bearing_gaps.h"
#include "engine/base/ascii.h"
#include "engine/report/names.h"

namespace leastwise::cli {
namespace {

// A denial that does not apply to child scopes leaves a hole with an inside.
std::string exception_text(const AnswerView& view, const Exception& exception) {
  const auto reasons = exception.decision.reasons.list();
  std::string text = fmt::format("{} {}", exception.children_allowed ? "not at" : "except at",
                                 scope_name(view.tenant(), exception.scope));
  if (exception.children_allowed) {
    text += " itself, but below it";
  }
  if (!reasons.empty()) {
    text += fmt::format(": {}", reason_text(reasons.front()));
  }
  return text;
}

// The region first, its exceptions indented below it.
void add_region(const AnswerView& view, TextTable& table, const Region& region, Cell verdict) {
  const Tenant& tenant = view.tenant();
  const std::string_view id = tenant.scopes().text(region.scope);
  table.add({std::move(verdict),
             {scope_name(tenant, region.scope), Tone::kStrong},
             {std::string(id), Tone::kDim}});
  for (const Exception& exception : region.exceptions) {
    Cell effect = effect_cell(exception.decision.effect);
    effect.text.insert(0, "  ");
    table.add({std::move(effect),
               {"  " + exception_text(view, exception)},
               {std::string(tenant.scopes().text(exception.scope)), Tone::kDim}});
  }
}

// The first line answers; the table is for those who want to know which.
std::string answer_text(const AnswerView& view, const WhereCan& where,
                        const std::vector<const CoverageGap*>& gaps) {
  const std::string may = where.allowed.empty() ? "may nowhere do" : "may do";
  std::string text = fmt::format(
      "{} {} {}{}", asked_principal_name(view), may, asked_text(view.question),
      where.allowed.empty() ? ""
      : where.allowed.size() == 1
          ? " at one scope and what is below"
          : fmt::format(" at {} scopes and what is below", grouped(where.allowed.size())));
  text = view.style.paint(Tone::kStrong, printable(text)) + '\n' + question_text(view);
  TextTable table;
  for (const Region& region : where.allowed) {
    add_region(view, table, region, effect_cell(Effect::kAllow));
  }
  for (const Region& region : where.unknown) {
    add_region(view, table, region, effect_cell(Effect::kUnknown));
  }
  if (!table.empty()) {
    text += heading(view.style, "Where") + table.render(view.style, 2);
  }
  return text + gaps_text(view, gaps);
}

Json json_region(const AnswerView& view, const Region& region) {
  Json exceptions = Json::array();
  for (const Exception& exception : region.exceptions) {
    exceptions.push_back({{"scope", json_scope(view.tenant(), exception.scope)},
                          {"decision", to_string(exception.decision.effect)},
                          {"reasons", json_reasons(exception.decision.reasons)},
                          {"children_allowed", exception.children_allowed}});
  }
  return {{"scope", json_scope(view.tenant(), region.scope)},
          {"decision", to_string(region.decision.effect)},
          {"reasons", json_reasons(region.decision.reasons)},
          {"exceptions", std::move(exceptions)}};
}

// Regions in preorder of the tree: a management group before what it holds.
Json answer_json(const AnswerView& view, const WhereCan& where,
                 const std::vector<const CoverageGap*>& gaps) {
  Json answer = {{"question", json_question(view)}};
  Json allowed = Json::array();
  for (const Region& region : where.allowed) {
    allowed.push_back(json_region(view, region));
  }
  Json unknown = Json::array();
  for (const Region& region : where.unknown) {
    unknown.push_back(json_region(view, region));
  }
  answer["allowed"] = std::move(allowed);
  answer["unknown"] = std::move(unknown);
  add_footing(answer, view.data, gaps);
  return answer;
}

Result<Outcome> answer(const AnswerView& view) {
  const CompiledTenant& compiled = view.data.compiled();
  const std::string action = folded(view.question.action);
  const ActionRef ref = compiled.action(action, view.question.plane);
  const SubjectRef subject = compiled.subject(view.question.principal->id);
  const WhereCan where = where_can(compiled, subject, ref, view.question.request);
  const auto gaps = bearing_gaps(compiled, {subject, {ref}, {}});
  const bool json = view.options.global.format == Format::kJson;
  return Outcome{json ? answer_json(view, where, gaps).text() : answer_text(view, where, gaps)};
}

}  // namespace

ExitCode run_where_can(const Options& options, Console& console) {
  return answer_question(options, console, answer);
}

}  // namespace leastwise::cli
