// The next step of an unknown is to say more. Only attributes of conditions that are still open are
// named: what a guard or another attribute has settled needs none.
#include "cli/condition_note.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/report/shell_word.h"

namespace leastwise::cli {
namespace {

// Gathers what the open conditions of routes ask for.
class OpenConditions {
 public:
  explicit OpenConditions(const AnswerView& view) : view_(view) {}

  void add(const ActionAnswer& answer) {
    action_ = folded(answer.asked.action);
    for (const GrantRoute& route : answer.explanation.possible) {
      add(view_.tenant().assignment(route.assignment).condition, route.condition_met);
      add(route.block.condition, route.block.condition_met);
    }
    for (const DenialRoute& route : answer.explanation.denials) {
      add(view_.tenant().denial(route.denial).condition, route.condition_met);
      add(route.block.condition, route.block.condition_met);
    }
  }

  [[nodiscard]] const std::vector<OpenAttribute>& attributes() const { return attributes_; }

 private:
  void add(std::optional<ConditionId> id, Truth met) {
    if (!id || met != Truth::kUnknown) {
      return;
    }
    const Condition& condition = view_.data.compiled().conditions()[*id];
    for (OpenAttribute& one : open_attributes(condition, action_, view_.question.request)) {
      if (std::ranges::find(attributes_, one) == attributes_.end()) {
        attributes_.push_back(std::move(one));
      }
    }
  }

  const AnswerView& view_;
  std::string action_;
  std::vector<OpenAttribute> attributes_;
};

}  // namespace

std::string_view condition_state(Truth met) {
  switch (met) {
    case Truth::kYes:
      return "met";
    case Truth::kNo:
      return "not met";
    case Truth::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::string first_error(const Condition& condition) {
  const auto error =
      std::ranges::find(condition.issues(), IssueLevel::kError, &ConditionIssue::level);
  return error == condition.issues().end()
             ? ""
             : fmt::format("{}, at byte {}", error->message, error->span.offset + 1);
}

std::string one_line(std::string_view text) {
  std::string line;
  bool blank = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      blank = !line.empty();
      continue;
    }
    line += blank ? " " : "";
    line += c;
    blank = false;
  }
  return line;
}

std::string attribute_lines(std::span<const OpenAttribute> open) {
  std::string text;
  for (const OpenAttribute& one : open) {
    text += fmt::format("  --attribute {}\n",
                        shell_word(fmt::format("{}:{}=VALUE", to_string(one.source), one.name)));
  }
  return text;
}

std::string condition_note(const AnswerView& view, std::span<const ActionAnswer> answers) {
  OpenConditions open(view);
  for (const ActionAnswer& answer : answers) {
    open.add(answer);
  }
  if (open.attributes().empty()) {
    return {};
  }
  return heading(view.style, "What would decide the condition") +
         attribute_lines(open.attributes());
}

}  // namespace leastwise::cli
