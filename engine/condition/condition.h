// A condition: its text, read, checked and compiled; or the issues that make it invalid.
//
//   text --lexer--> tokens --parser--> ConditionSyntax --checker--> --compile--> ConditionProgram
//
// One stage a file, each with its tests; this is the way in. Reading never fails half: either the
// tree and the program are there, or an issue says where the text is wrong.
// Example:
//   const auto condition = Condition::parse("@Resource[a] StringEquals 'x'", reading);
//   if (condition.valid()) { outcome = condition.program().evaluate(action, request); }
// Source: CONDITIONS section 2. Tests: tests/engine/condition/,
// tests/conformance/conditions_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/action/pattern.h"
#include "engine/condition/issue.h"
#include "engine/condition/program.h"
#include "engine/condition/syntax.h"

namespace leastwise {

class Condition {
 public:
  // An invalid one without issues: the place of one that is read later.
  Condition() = default;

  // Reads `text`. Longer than kMaxConditionBytes: an issue, `too-long`, and nothing else.
  [[nodiscard]] static Condition parse(std::string text,
                                       WildcardReading wildcards = WildcardReading::kAzure);

  [[nodiscard]] bool valid() const { return parts_.has_value(); }
  // In the order of the text: errors, and what is unusual.
  [[nodiscard]] const ConditionIssues& issues() const { return issues_; }
  // REQUIRES: valid().
  [[nodiscard]] const ConditionSyntax& syntax() const { return parts_->syntax; }
  [[nodiscard]] const ConditionProgram& program() const { return parts_->program; }

  // An invalid condition may turn out to be anything.
  [[nodiscard]] ConditionOutcome evaluate(std::string_view folded_action,
                                          const ConditionRequest& request) const noexcept {
    return valid() ? parts_->program.evaluate(folded_action, request)
                   : ConditionOutcome::anything();
  }

 private:
  struct Parts {
    ConditionSyntax syntax;
    ConditionProgram program;
  };

  std::optional<Parts> parts_;
  ConditionIssues issues_;
};

}  // namespace leastwise
