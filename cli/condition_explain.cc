// `leastwise condition explain`: in English, what a grant gives under a condition.
//
// Actions that the condition treats alike stand together. Nothing here is a guess about what the
// author meant: each sentence says what an operator asks, and a clause that is always met leaves no
// sentence.
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "cli/commands.h"
#include "cli/condition_file.h"
#include "cli/condition_setting.h"
#include "cli/delegation_section.h"
#include "engine/condition_analysis/condition_analysis.h"
#include "engine/report/json.h"
#include "rules/conditions/condition_meaning.h"

namespace leastwise::cli {
namespace {

struct Explained {
  const ConditionFile& file;
  const ConditionSetting& setting;
  std::vector<MeaningEntry> entries;
  ConditionExtent extent;
  SearchAnswer readings;
  std::optional<DelegationSection> delegation;
};

TextTree tree_of(const Explained& it, const Requirement& requirement) {
  const IdNames names = [&](const Guid& id) { return it.setting.name_of(id); };
  return ConditionEnglish(it.file.condition, it.setting.known(), names).requirement(requirement);
}

std::string_view result_of(const Requirement& requirement) {
  switch (requirement.kind) {
    case Requirement::Kind::kNothing:
      return "granted";
    case Requirement::Kind::kImpossible:
      return "not-granted";
    case Requirement::Kind::kTest:
    case Requirement::Kind::kAll:
    case Requirement::Kind::kAny:
      break;
  }
  return "granted-where";
}

// What holds of the condition as a whole; empty where nothing stands out.
std::vector<std::string> remarks_of(const Explained& it) {
  std::vector<std::string> remarks;
  if (it.extent.never == Truth::kYes) {
    remarks.emplace_back("no request meets it: the grant gives nothing");
  } else if (it.extent.always == Truth::kYes) {
    remarks.emplace_back("every request meets it: the grant is as wide as without it");
  } else if (it.extent.whenever_given == Truth::kYes) {
    remarks.emplace_back(
        "every request meets it that gives the attributes it asks for: it keeps nobody from "
        "anything");
  }
  if (it.readings.found != Truth::kNo) {
    remarks.emplace_back(
        "AND and OR stand without parentheses and are read as AND before OR; read from left to "
        "right it would mean something else");
  }
  return remarks;
}

Json json_tree(const TextTree& tree) {
  Json parts = Json::array();
  for (const TextTree& part : tree.parts) {
    parts.push_back(json_tree(part));
  }
  return {{"text", tree.text}, {"parts", std::move(parts)}};
}

Json answer_json(const Explained& it) {
  Json entries = Json::array();
  for (const MeaningEntry& entry : it.entries) {
    const std::string_view result = result_of(entry.requirement);
    entries.push_back(
        {{"actions", entry.actions},
         {"calls", entry.calls.empty() ? Json(nullptr) : Json(entry.calls)},
         {"result", result},
         {"where",
          result == "granted-where" ? json_tree(tree_of(it, entry.requirement)) : Json(nullptr)}});
  }
  return {{"entries", std::move(entries)},
          {"delegation", it.delegation ? it.delegation->json() : Json(nullptr)},
          {"always", to_string(it.extent.always)},
          {"whenever_given", to_string(it.extent.whenever_given)},
          {"never", to_string(it.extent.never)},
          {"readings_differ", to_string(it.readings.found)},
          {"remarks", remarks_of(it)},
          {"question",
           {{"command", "condition explain"},
            {"file", it.file.name},
            {"role", it.setting.has_role() ? Json(it.setting.role_text()) : Json(nullptr)}}}};
}

std::string entry_text(const Explained& it, const MeaningEntry& entry, const TextStyle& style) {
  std::string text;
  for (const std::string& action : entry.actions) {
    text += '\n' + style.paint(Tone::kStrong, printable(action));
  }
  text += entry.calls.empty() ? "\n" : fmt::format(", {}\n", printable(entry.calls));
  if (entry.requirement.kind == Requirement::Kind::kNothing) {
    return text + fmt::format("  {}\n", style.paint(Tone::kGood, "granted"));
  }
  if (entry.requirement.kind == Requirement::Kind::kImpossible) {
    return text + fmt::format("  {}\n", style.paint(Tone::kBad, "not granted"));
  }
  return text + fmt::format("  {} where {}", style.paint(Tone::kUnsure, "granted"),
                            lines_of(tree_of(it, entry.requirement), 4));
}

std::string answer_text(const Explained& it, const TextStyle& style) {
  std::string text =
      fmt::format("What a grant{} gives under {}\n",
                  it.setting.has_role() ? " of " + it.setting.role_text() : "", it.file.name);
  for (const MeaningEntry& entry : it.entries) {
    text += entry_text(it, entry, style);
  }
  text += it.delegation ? it.delegation->text(style) : "";
  for (const std::string& remark : remarks_of(it)) {
    text += fmt::format("\n{} {}\n", style.paint(Tone::kUnsure, "note:"), remark);
  }
  return text;
}

}  // namespace

ExitCode run_condition_explain(const Options& options, Console& console) {
  const auto file = read_valid_condition(options.file, options, console);
  if (!file) {
    return ExitCode::kError;
  }
  const auto setting = ConditionSetting::find(options, console);
  if (!setting) {
    return ExitCode::kError;
  }
  const RequestSpace space = setting->space();
  const Condition& condition = file->condition;
  auto entries = meaning_of(condition, space);
  if (!entries) {
    console.error(
        {fmt::format("the patterns of actions in {} are too many to be told apart", file->name),
         "split the condition, or ask `condition evaluate` about single requests"});
    return ExitCode::kError;
  }
  Explained it{*file,
               *setting,
               *std::move(entries),
               extent_of(condition, space),
               difference_of_readings(condition, space),
               DelegationSection::find(condition, *setting)};
  console.print(options.global.format == Format::kJson ? answer_json(it).text()
                                                       : answer_text(it, console.style()));
  return ExitCode::kSuccess;
}

}  // namespace leastwise::cli
