// What all commands about a tenant do alike: read it, look the question up, answer, print.
// Tests: tests/cli/commands_test.cc.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "cli/answer_text.h"
#include "cli/commands.h"
#include "cli/decisions.h"
#include "engine/report/json.h"

namespace leastwise::cli {

// The whole answer, and how the program ends.
struct Outcome {
  std::string text;
  ExitCode code = ExitCode::kSuccess;
};

using Answer = std::function<Result<Outcome>(const AnswerView&)>;

// Reads the tenant that the options name, finds the question, and prints what `answer` says of it.
// Everything that goes wrong is reported; nothing is printed as an answer then.
[[nodiscard]] ExitCode answer_question(const Options& options, Console& console,
                                       const Answer& answer);

// How a command writes the decisions on a question.
struct DecisionWriters {
  std::string (*text)(const AnswerView&, std::span<const ActionAnswer>);
  Json (*json)(const AnswerView&, std::span<const ActionAnswer>);
};

// answer_question() for the commands that decide: the decisions in the format that the options
// name, and the exit code that tells them.
[[nodiscard]] ExitCode answer_decisions(const Options& options, Console& console,
                                        const DecisionWriters& writers);

}  // namespace leastwise::cli
