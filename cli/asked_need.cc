// Files are read before the tenant stands, and looked up in it afterwards: so what is wrong with
// any of them is told in one run.
#include "cli/asked_need.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

#include "cli/answer_json.h"
#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "rules/audit/needs.h"

namespace leastwise::cli {
namespace {

constexpr std::string_view kDataPrefix = "data:";

// One line of a file of operations; nothing for a line without any.
std::optional<NeededAction> read_line(std::string_view line) {
  line = trim_blanks(line.substr(0, line.find('#')));
  NeededAction action{.action = {}, .plane = Plane::kControl};
  if (line.size() >= kDataPrefix.size() &&
      equals_folded(line.substr(0, kDataPrefix.size()), kDataPrefix)) {
    action.plane = Plane::kData;
    line = trim_blanks(line.substr(kDataPrefix.size()));
  }
  if (line.empty()) {
    return std::nullopt;
  }
  action.action = line;
  return action;
}

// Why a text can be no action; empty where it can.
std::string flaw_of(std::string_view action) {
  if (action.empty()) {
    return "an operation is empty";
  }
  if (action.size() > kMaxActionBytes) {
    return fmt::format("an operation of {} bytes; at most {} are read", action.size(),
                       kMaxActionBytes);
  }
  const bool one_word =
      std::ranges::none_of(action, [](char c) { return c == ' ' || c == '\t' || c == ','; });
  return one_word ? std::string() : fmt::format("`{}` is not the name of one operation", action);
}

void read_actions_file(const SideFile& side, Diagnostics& diagnostics,
                       std::vector<NeededAction>& actions) {
  std::string_view rest = side.bytes;
  for (std::uint32_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    auto action = read_line(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
    if (!action) {
      continue;
    }
    if (std::string flaw = flaw_of(action->action); !flaw.empty()) {
      diagnostics.report({.severity = Severity::kError,
                          .code = "bad-action",
                          .message = std::move(flaw),
                          .place = {side.file, number, 1},
                          .help =
                              "one operation a line; `data:` before a data action, `#` before a "
                              "comment"});
    } else {
      actions.push_back(*std::move(action));
    }
  }
}

// Adds needed actions, each once.
class NeedSum {
 public:
  void add(NeededAction action) {
    if (seen_.emplace(action.plane, folded(action.action)).second) {
      actions_.push_back(std::move(action));
    }
  }
  [[nodiscard]] std::vector<NeededAction> take() { return std::move(actions_); }

 private:
  std::set<std::pair<Plane, std::string>> seen_;
  std::vector<NeededAction> actions_;
};

// At the scope or below it: what was done there needs access there.
bool is_below(std::string_view scope, const ScopePath& asked) {
  const std::string text = folded(scope);
  const std::string above = folded(asked.text());
  return above == "/" || text == above ||
         (text.size() > above.size() && text.starts_with(above) && text[above.size()] == '/');
}

ObservedFacts add_observed(const TenantData& data, const Question& question, const ActivityLog& log,
                           NeedSum& sum) {
  const LookedUpActivity activity = look_up_activity(log.records(), data.tenant());
  ObservedFacts facts{.span = log.span(), .unknown_calls = activity.unknown_calls};
  std::set<std::string> operations;
  for (const ObservedUse& use : activity.uses) {
    const bool asked = !question.principal || question.principal->known == use.principal;
    if (asked && (!question.scope || is_below(use.scope.text(), question.scope->path))) {
      operations.insert(folded(use.operation));
      sum.add({use.operation, Plane::kControl});
    }
  }
  facts.operations = operations.size();
  return facts;
}

}  // namespace

NeedFiles read_need_files(const NeedOptions& options, const SideFiles& files) {
  NeedFiles read;
  if (!options.actions_file.empty()) {
    if (const auto side = files.read(options.actions_file)) {
      read_actions_file(*side, files.diagnostics, read.actions);
    }
  }
  for (const std::string& path : options.activity) {
    if (const auto side = files.read(path)) {
      read.activity.read(side->bytes, side->file, files.diagnostics);
    }
  }
  return read;
}

Result<AskedNeed> find_need(const TenantData& data, const Options& options,
                            const Question& question, const NeedFiles& files) {
  AskedNeed need;
  NeedSum sum;
  if (question.level != nullptr) {
    for (const std::string& action : question.level->actions) {
      sum.add({action, question.level->plane});
    }
    need.sources.push_back(fmt::format("access level {}", question.level->name));
  }
  for (const std::string& action : options.need.actions) {
    if (std::string flaw = flaw_of(action); !flaw.empty()) {
      return fail(std::move(flaw), "`--action` takes one operation or pattern, and repeats");
    }
    sum.add({action, options.question.plane});
  }
  if (!options.need.actions.empty()) {
    need.sources.push_back(counted(options.need.actions.size(), "operation") + " of --action");
  }
  for (const NeededAction& action : files.actions) {
    sum.add(action);
  }
  if (!options.need.actions_file.empty()) {
    need.sources.push_back(fmt::format("{} of {}", counted(files.actions.size(), "operation"),
                                       options.need.actions_file));
  }
  if (!options.need.activity.empty()) {
    need.observed = add_observed(data, question, files.activity, sum);
    need.sources.push_back(counted(need.observed->operations, "operation") +
                           " seen in activity logs");
  }
  need.actions = sum.take();
  if (need.actions.empty()) {
    return fail(
        "nothing is needed, and so every role would do",
        options.need.activity.empty()
            ? "the files name no operation"
            : "the logs show no call of that principal at that scope; reads are never logged");
  }
  return need;
}

// Operations are named in full: a list that is cut would hide what a role is made of.
std::string need_section(const TextStyle& style, const AskedNeed& need) {
  std::string sources;
  for (const std::string& source : need.sources) {
    sources += fmt::format("{}{}", sources.empty() ? "" : ", ", source);
  }
  std::string text = heading(style, fmt::format("Need: {}", sources));
  TextTable table;
  for (const NeededAction& action : need.actions) {
    table.add({{action.action}, {action.plane == Plane::kData ? "data" : "", Tone::kDim}});
  }
  return text + table.render(style, 2);
}

std::string observed_section(const TextStyle& style, const AskedNeed& need) {
  if (!need.observed) {
    return {};
  }
  std::string text = heading(style, "What activity logs do not show");
  text +=
      bullet(style, "reads: they are never logged, so a role made from a log alone cannot read");
  text += bullet(style, "the data plane: blobs, secrets and queues have logs of their own");
  if (need.observed->span) {
    text += bullet(
        style, fmt::format("anything outside of {} to {}", to_string(need.observed->span->first),
                           to_string(need.observed->span->last)));
  }
  if (need.observed->unknown_calls != 0) {
    text += bullet(style, fmt::format("the callers of {}, whom the input does not know",
                                      counted(need.observed->unknown_calls, "call")));
  }
  return text;
}

Json json_need(const AskedNeed& need) {
  Json actions = Json::array();
  for (const NeededAction& action : need.actions) {
    actions.push_back({{"action", action.action}, {"plane", to_string(action.plane)}});
  }
  Json observed;
  if (need.observed) {
    observed = {{"operations", need.observed->operations},
                {"from", nullptr},
                {"to", nullptr},
                {"unknown_calls", need.observed->unknown_calls},
                {"not_observable", Json::array()}};
    if (need.observed->span) {
      observed["from"] = to_string(need.observed->span->first);
      observed["to"] = to_string(need.observed->span->last);
    }
    for (const std::string_view what : {"reads", "data actions"}) {
      observed["not_observable"].push_back(what);
    }
  }
  return {{"actions", std::move(actions)}, {"observed", std::move(observed)}};
}

// The question's own action is one of many here, and may be a pattern: it is no question.
ExitCode answer_need(const Options& options, Console& console, const NeedAnswer& answer) {
  TenantReader reader(options.global, console);
  const NeedFiles files = read_need_files(options.need, reader.side_files());
  const auto data = reader.finish();
  if (!data) {
    return ExitCode::kError;
  }
  Options asked = options;
  asked.question.action.clear();
  const auto question = find_question(*data, asked);
  if (!question) {
    console.error(question.error());
    return ExitCode::kError;
  }
  const auto need = find_need(*data, options, *question, files);
  if (!need) {
    console.error(need.error());
    return ExitCode::kError;
  }
  const auto outcome = answer(AnswerView{*data, options, *question, console.style()}, *need);
  if (!outcome) {
    console.error(outcome.error());
    return ExitCode::kError;
  }
  console.print(outcome->text);
  return outcome->code;
}

}  // namespace leastwise::cli
