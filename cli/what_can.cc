// `leastwise what-can`: everything a principal may do, as patterns and as known operations, at one
// scope or at each scope where it has grants.
//
// The patterns are exact and speak of every action there will ever be; the known operations are
// what they mean today. Both are needed: `*` says nothing to most people, and a list of twenty
// thousand operations not much either. Where a wildcard makes the patterns too many to compute, the
// answer says so and keeps the operations.
#include "engine/access/what_can.h"

#include <fmt/core.h>

#include "cli/answer_json.h"
#include "cli/answer_question.h"
#include "cli/bearing_gaps.h"
#include "cli/operation_counts.h"
#include "engine/report/names.h"

namespace leastwise::cli {
namespace {

// What it may do at one scope.
struct AtScope {
  std::string name;
  std::string id;
  WhatCan what;
};

// Several patterns in one line mean the actions that match all of them.
std::string line_title(const CoverLine& line) {
  std::string text;
  for (const std::string& pattern : line.patterns) {
    text += fmt::format("{}{}", text.empty() ? "" : " that is also ", pattern);
  }
  return text.empty() ? "every action" : text;
}

std::string lines_text(const AnswerView& view, const std::vector<CoverLine>& lines) {
  std::string text;
  for (const CoverLine& line : lines) {
    text += fmt::format("    {}\n", view.style.paint(Tone::kStrong, printable(line_title(line))));
    for (const std::string& except : line.except) {
      text += fmt::format("      except {}\n", printable(except));
    }
  }
  return text;
}

// One plane of one effect: patterns, then operations.
std::string part_text(const AnswerView& view, std::string_view title,
                      const std::vector<CoverLine>& lines, std::span<const OperationId> known) {
  if (lines.empty() && known.empty()) {
    return {};
  }
  std::string text = fmt::format("\n  {}\n", view.style.paint(Tone::kHeading, title));
  text += lines_text(view, lines);
  text += fmt::format("\n    known operations: {}\n", grouped(known.size()));
  if (!known.empty()) {
    text += operations_text(view.style, view.tenant(), known, view.options.global.verbose);
  }
  return text;
}

// What is allowed, then what cannot be decided: never mixed.
std::string plane_text(const AnswerView& view, std::string_view plane, const PlaneAccess& access) {
  std::string text = part_text(view, fmt::format("May do on the {} plane", plane), access.allowed,
                               access.allowed_operations);
  text += part_text(view, fmt::format("Cannot be decided on the {} plane", plane), access.unknown,
                    access.unknown_operations);
  if (access.cover_error) {
    text += fmt::format("    no patterns: {}\n", printable(access.cover_error->message));
  }
  return text;
}

std::string scope_text(const AnswerView& view, const AtScope& at) {
  std::string text = fmt::format("\n{}  {}\n", view.style.paint(Tone::kStrong, printable(at.name)),
                                 view.style.paint(Tone::kDim, printable(at.id)));
  std::string planes = plane_text(view, "control", at.what.control);
  planes += plane_text(view, "data", at.what.data);
  return text + (planes.empty() ? "  nothing\n" : planes);
}

// The question is repeated without an action: all of them are asked.
std::string answer_text(const AnswerView& view, std::span<const AtScope> scopes,
                        const std::vector<const CoverageGap*>& gaps) {
  std::string title = fmt::format("What {} may do", asked_principal_name(view));
  if (view.question.scope) {
    title += fmt::format(" at {}", asked_scope_name(view));
  } else {
    title += fmt::format(": grants at {}", counted(scopes.size(), "scope"));
  }
  std::string text = view.style.paint(Tone::kStrong, printable(title)) + '\n';
  text += question_text(view);
  for (const AtScope& at : scopes) {
    text += scope_text(view, at);
  }
  return text + gaps_text(view, gaps);
}

Json json_lines(const std::vector<CoverLine>& lines) {
  Json list = Json::array();
  for (const CoverLine& line : lines) {
    list.push_back({{"patterns", line.patterns}, {"except", line.except}});
  }
  return list;
}

// `patterns_error` says why the two lists are empty, where they could not be computed.
Json json_plane(const AnswerView& view, const PlaneAccess& access) {
  return {
      {"allowed", json_lines(access.allowed)},
      {"allowed_operations", json_operations(view.tenant(), access.allowed_operations)},
      {"unknown", json_lines(access.unknown)},
      {"unknown_operations", json_operations(view.tenant(), access.unknown_operations)},
      {"patterns_error", access.cover_error ? Json(access.cover_error->message) : Json(nullptr)}};
}

// Names of operations are always there: a program can count by itself.
Json answer_json(const AnswerView& view, std::span<const AtScope> scopes,
                 const std::vector<const CoverageGap*>& gaps) {
  Json answer = {{"question", json_question(view)}};
  Json list = Json::array();
  for (const AtScope& at : scopes) {
    list.push_back({{"scope", {{"id", at.id}, {"name", at.name}}},
                    {"control", json_plane(view, at.what.control)},
                    {"data", json_plane(view, at.what.data)}});
  }
  answer["scopes"] = std::move(list);
  add_footing(answer, view.data, gaps);
  return answer;
}

// Without a scope the answer would be "it depends"; so it is given where it can change.
std::vector<AtScope> look(const AnswerView& view, SubjectRef subject) {
  const CompiledTenant& compiled = view.data.compiled();
  if (view.question.scope) {
    const AskedScope& asked = *view.question.scope;
    return {{asked_scope_name(view), asked.path.text(),
             what_can(compiled, subject, compiled.scope(asked.place), view.question.request)}};
  }
  std::vector<AtScope> scopes;
  for (const ScopeId id : granted_scopes(compiled, subject)) {
    scopes.push_back(
        {scope_name(view.tenant(), id), std::string(view.tenant().scopes().text(id)),
         what_can(compiled, subject, compiled.scope({id, true}), view.question.request)});
  }
  return scopes;
}

Result<Outcome> answer(const AnswerView& view) {
  const CompiledTenant& compiled = view.data.compiled();
  const SubjectRef subject = compiled.subject(view.question.principal->id);
  const std::vector<AtScope> scopes = look(view, subject);
  BearingQuestion bearing{subject, {}, {}};
  if (view.question.scope) {
    bearing.scope = view.question.scope->place.node;
  }
  const auto gaps = bearing_gaps(compiled, bearing);
  const bool json = view.options.global.format == Format::kJson;
  return Outcome{json ? answer_json(view, scopes, gaps).text() : answer_text(view, scopes, gaps)};
}

}  // namespace

ExitCode run_what_can(const Options& options, Console& console) {
  return answer_question(options, console, answer);
}

}  // namespace leastwise::cli
