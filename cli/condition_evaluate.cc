// `leastwise condition evaluate`: one condition, one request, and what each part of the one says of
// the other.
//
// The result is that of a grant: what is missing for certain is not met. The trace tells more:
// there a part that hangs on a missing attribute is `missing`, and one that hangs on an attribute
// that was not given is `unknown`.
#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/condition_file.h"
#include "cli/condition_note.h"
#include "cli/request.h"
#include "cli/side_file.h"
#include "engine/base/ascii.h"
#include "engine/condition/canonical.h"
#include "engine/condition/open_attributes.h"
#include "engine/condition/trace.h"
#include "engine/report/json.h"
#include "engine/report/text_table.h"

namespace leastwise::cli {
namespace {

// What is asked, from the options or from a request.
struct Asked {
  std::string action;  // as given; may be empty
  ConditionRequest request;
};

// The text behind --request: the JSON itself, or where it stands. Nothing where it cannot be read,
// which is reported then.
std::optional<std::string> request_text(const std::string& given, const Console& console) {
  if (trim_blanks(given).starts_with('{')) {
    return given;
  }
  FileTable table;
  Diagnostics diagnostics;
  const SideFiles files{[&table](std::string_view name) { return table.add(std::string(name)); },
                        diagnostics};
  auto side = files.read(given);
  console.diagnostics(diagnostics, table);
  return side ? std::optional(std::move(side->bytes)) : std::nullopt;
}

std::optional<Asked> find_asked(const Options& options, const Console& console) {
  const QuestionOptions& given = options.question;
  if (given.request.empty()) {
    return Asked{given.action, condition_request(given.attributes, given.suboperations,
                                                 given.complete, options.global.at)};
  }
  const auto text = request_text(given.request, console);
  if (!text) {
    return std::nullopt;
  }
  const auto request = parse_condition_request(*text);
  if (!request) {
    console.error({fmt::format("the request: {}", request.error().message), request.error().help});
    return std::nullopt;
  }
  return Asked{request->action, condition_request(request->attributes, request->suboperations,
                                                  request->complete, options.global.at)};
}

struct Evaluated {
  const ConditionFile& file;
  Asked asked;
  std::string folded_action;
  std::vector<ConditionOutcome> outcomes;  // by node

  [[nodiscard]] Truth result() const { return outcomes.back().grants(); }
};

// How a result is told.
struct ResultWords {
  std::string_view word;   // in JSON
  std::string_view title;  // the first word of the text
  Tone tone;
  ExitCode exit_code;
};

ResultWords words_of(Truth result) {
  switch (result) {
    case Truth::kYes:
      return {"met", "MET", Tone::kGood, ExitCode::kSuccess};
    case Truth::kNo:
      return {"unmet", "UNMET", Tone::kBad, ExitCode::kDenied};
    case Truth::kUnknown:
      break;
  }
  return {"unknown", "UNKNOWN", Tone::kUnsure, ExitCode::kUnknown};
}

std::string_view outcome_text(ConditionOutcome outcome) {
  if (outcome.is(Truth::kUnknown)) {
    return "missing";
  }
  return to_string(outcome.truth());
}

std::string_view kind_text(ConditionNodeKind kind) {
  switch (kind) {
    case ConditionNodeKind::kAnd:
      return "and";
    case ConditionNodeKind::kOr:
      return "or";
    case ConditionNodeKind::kNot:
      return "not";
    case ConditionNodeKind::kActionMatches:
      return "action-matches";
    case ConditionNodeKind::kSubOperationMatches:
      return "suboperation-matches";
    case ConditionNodeKind::kExists:
      return "exists";
    case ConditionNodeKind::kComparison:
      return "comparison";
  }
  return "";
}

// A flat list, operands before what they are operands of: the last one is the whole condition.
Json json_trace(const Evaluated& it) {
  const ConditionSyntax& syntax = it.file.condition.syntax();
  Json list = Json::array();
  for (std::size_t i = 0; i < it.outcomes.size(); ++i) {
    const ConditionNode& node = syntax.nodes()[i];
    Json entry = {{"kind", kind_text(node.kind)},
                  {"outcome", outcome_text(it.outcomes[i])},
                  {"offset", node.span.offset},
                  {"length", node.span.length}};
    Json operands = Json::array();
    for (const ConditionNodeId operand : syntax.operands(node)) {
      operands.push_back(operand.value());
    }
    if (syntax.operands(node).empty()) {
      entry["text"] = canonical_text(syntax, ConditionNodeId::from_index(i));
    }
    entry["operands"] = std::move(operands);
    list.push_back(std::move(entry));
  }
  return list;
}

std::vector<OpenAttribute> open_of(const Evaluated& it) {
  return open_attributes(it.file.condition, it.folded_action, it.asked.request);
}

Json answer_json(const Evaluated& it) {
  Json open = Json::array();
  for (const OpenAttribute& one : open_of(it)) {
    open.push_back({{"source", to_string(one.source)}, {"name", one.name}});
  }
  return {{"result", words_of(it.result()).word},
          {"trace", json_trace(it)},
          {"not_given", std::move(open)},
          {"question",
           {{"command", "condition evaluate"},
            {"file", it.file.name},
            {"action", it.asked.action.empty() ? Json(nullptr) : Json(it.asked.action)}}}};
}

// Only functions and comparisons: how AND, OR and NOT join them stands in the condition.
std::string answer_text(const Evaluated& it, const TextStyle& style) {
  const ConditionSyntax& syntax = it.file.condition.syntax();
  const ResultWords result = words_of(it.result());
  std::string text =
      fmt::format("{}  {}{}\n\n", style.paint(result.tone, result.title), it.file.name,
                  it.asked.action.empty() ? "" : fmt::format(", for {}", it.asked.action));
  TextTable table({"OUTCOME", "OF"});
  for (std::size_t i = 0; i < it.outcomes.size(); ++i) {
    if (syntax.operands(syntax.nodes()[i]).empty()) {
      table.add({{std::string(outcome_text(it.outcomes[i])), words_of(it.outcomes[i].truth()).tone},
                 {canonical_text(syntax, ConditionNodeId::from_index(i))}});
    }
  }
  text += table.render(style, 2);
  const std::vector<OpenAttribute> open = open_of(it);
  return open.empty() ? text
                      : text + heading(style, "What would decide it") + attribute_lines(open);
}

}  // namespace

// An invalid condition cannot be evaluated: its errors go to standard error, as those of any input.
ExitCode run_condition_evaluate(const Options& options, Console& console) {
  const auto file = read_valid_condition(options.file, options, console);
  if (!file) {
    return ExitCode::kError;
  }
  auto asked = find_asked(options, console);
  if (!asked) {
    return ExitCode::kError;
  }
  Evaluated it{*file, *std::move(asked), {}, {}};
  it.folded_action = folded(it.asked.action);
  it.outcomes = trace(file->condition, it.folded_action, it.asked.request);
  console.print(options.global.format == Format::kJson ? answer_json(it).text()
                                                       : answer_text(it, console.style()));
  return words_of(it.result()).exit_code;
}

}  // namespace leastwise::cli
