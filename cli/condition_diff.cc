// `leastwise condition diff`: whether two conditions are met by the same requests.
//
// The answer is a proof either way: that no request tells them apart, or one that does, in the form
// that `condition evaluate --request` takes.
#include <fmt/core.h>

#include <utility>

#include "cli/answer_text.h"
#include "cli/commands.h"
#include "cli/condition_file.h"
#include "engine/condition_analysis/condition_analysis.h"
#include "engine/report/json.h"
#include "engine/report/text_table.h"
#include "rules/conditions/known_attributes.h"

namespace leastwise::cli {
namespace {

struct Compared {
  const ConditionFile& first;
  const ConditionFile& second;
  ConditionComparisonResult result;
};

// How the first stands to the second.
struct RelationWords {
  std::string_view word;  // in JSON; in capitals the title of the text
  std::string says;
  Tone tone;
  ExitCode exit_code;
};

RelationWords words_of(const Compared& it) {
  const Truth forward = it.result.forward.holds;
  const Truth backward = it.result.backward.holds;
  const std::string& first = it.first.name;
  const std::string& second = it.second.name;
  if (it.result.equivalent() == Truth::kYes) {
    return {"equivalent", fmt::format("{} and {} are met by the same requests", first, second),
            Tone::kGood, ExitCode::kSuccess};
  }
  if (forward == Truth::kNo && backward == Truth::kNo) {
    return {"different", "each is met by requests that do not meet the other", Tone::kBad,
            ExitCode::kDenied};
  }
  if (forward == Truth::kYes && backward == Truth::kNo) {
    return {"stricter", fmt::format("whatever meets {} meets {} too, and more does", first, second),
            Tone::kBad, ExitCode::kDenied};
  }
  if (forward == Truth::kNo && backward == Truth::kYes) {
    return {"wider", fmt::format("whatever meets {} meets {} too, and more does", second, first),
            Tone::kBad, ExitCode::kDenied};
  }
  const bool different = forward == Truth::kNo || backward == Truth::kNo;
  const std::string why = it.result.reason.empty() ? "" : fmt::format(": {}", it.result.reason);
  return different
             ? RelationWords{"not-equivalent", fmt::format("the rest was not compared{}", why),
                             Tone::kBad, ExitCode::kDenied}
             : RelationWords{"not-compared", fmt::format("it was not compared{}", why),
                             Tone::kUnsure, ExitCode::kUnknown};
}

// As `condition evaluate --request` takes it.
Json json_request(const std::optional<ShownRequest>& shown) {
  if (!shown) {
    return nullptr;
  }
  Json attributes = Json::object();
  for (const AttributeSource source : kAttributeSources) {
    Json given = Json::object();
    for (const ShownRequest::Attribute& attribute : shown->attributes) {
      if (attribute.source == source) {
        given[attribute.name] =
            attribute.values.size() == 1 ? Json(attribute.values[0]) : Json(attribute.values);
      }
    }
    attributes[std::string(to_string(source))] = std::move(given);
  }
  return {{"action", shown->action},
          {"suboperations", shown->suboperations},
          {"attributes", std::move(attributes)},
          {"complete", true}};
}

Json answer_json(const Compared& it) {
  const RelationWords words = words_of(it);
  return {{"relation", words.word},
          {"implies", to_string(it.result.forward.holds)},
          {"implied", to_string(it.result.backward.holds)},
          {"only_first", json_request(it.result.forward.counterexample)},
          {"only_second", json_request(it.result.backward.counterexample)},
          {"reason", it.result.reason.empty() ? Json(nullptr) : Json(it.result.reason)},
          {"question",
           {{"command", "condition diff"}, {"file", it.first.name}, {"other", it.second.name}}}};
}

// What the request says, a line each; what is not here it does not give.
std::string request_text(const std::string& name, const std::optional<ShownRequest>& shown,
                         const TextStyle& style) {
  if (!shown) {
    return {};
  }
  TextTable table;
  table.add({{"action"}, {shown->action, Tone::kStrong}});
  for (const std::string& suboperation : shown->suboperations) {
    table.add({{"suboperation"}, {suboperation, Tone::kStrong}});
  }
  for (const ShownRequest::Attribute& attribute : shown->attributes) {
    std::string values;
    for (const std::string& value : attribute.values) {
      values += fmt::format("{}'{}'", values.empty() ? "" : ", ", value);
    }
    table.add({{fmt::format("@{}[{}]", condition_name(attribute.source), attribute.name)},
               {values.empty() ? "an empty list" : values, Tone::kStrong}});
  }
  return heading(style, fmt::format("A request that meets {} alone", name)) +
         table.render(style, 2);
}

std::string capitals(std::string_view word) {
  std::string text;
  for (const char c : word) {
    text += c == '-' ? ' ' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return text;
}

std::string answer_text(const Compared& it, const TextStyle& style) {
  const RelationWords words = words_of(it);
  return fmt::format("{}  {}\n", style.paint(words.tone, capitals(words.word)), words.says) +
         request_text(it.first.name, it.result.forward.counterexample, style) +
         request_text(it.second.name, it.result.backward.counterexample, style);
}

}  // namespace

ExitCode run_condition_diff(const Options& options, Console& console) {
  const auto first = read_valid_condition(options.file, options, console);
  const auto second = read_valid_condition(options.other, options, console);
  if (!first || !second) {
    return ExitCode::kError;
  }
  // Actions that Azure has make better examples; every other one is looked at, too.
  const KnownAttributes known = embedded_known_attributes();
  const std::vector<std::string_view> actions = known.actions();
  const RequestSpace space{.actions = actions, .model = &known, .by_offers = false};
  Compared it{*first, *second, compare_conditions(first->condition, second->condition, space)};
  for (Implication* one : {&it.result.forward, &it.result.backward}) {
    if (one->counterexample) {
      one->counterexample->action = known.action_name(one->counterexample->action);
    }
  }
  console.print(options.global.format == Format::kJson ? answer_json(it).text()
                                                       : answer_text(it, console.style()));
  return words_of(it).exit_code;
}

}  // namespace leastwise::cli
