#include "engine/condition/condition.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/limits.h"
#include "engine/condition/checker.h"
#include "engine/condition/parser.h"

namespace leastwise {

Condition Condition::parse(std::string text, WildcardReading wildcards) {
  Condition condition;
  if (text.size() > kMaxConditionBytes) {
    condition.issues_.push_back(
        {IssueLevel::kError,
         "too-long",
         fmt::format("the condition has {} bytes", text.size()),
         {0, 1},
         fmt::format("at most {} are read, and Azure allows 8 KB", kMaxConditionBytes)});
    return condition;
  }
  ConditionSyntax syntax = parse_condition_syntax(std::move(text), condition.issues_);
  check_condition_syntax(syntax, condition.issues_);
  sort_by_place(condition.issues_);
  if (!has_errors(condition.issues_)) {
    ConditionProgram program = ConditionProgram::compile(syntax, wildcards);
    condition.parts_ = Parts{std::move(syntax), std::move(program)};
  }
  return condition;
}

}  // namespace leastwise
