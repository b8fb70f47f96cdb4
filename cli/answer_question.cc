#include "cli/answer_question.h"

namespace leastwise::cli {

ExitCode answer_question(const Options& options, Console& console, const Answer& answer) {
  const auto data = load_tenant(options.global, console);
  if (!data) {
    return ExitCode::kError;
  }
  const auto question = find_question(*data, options);
  if (!question) {
    console.error(question.error());
    return ExitCode::kError;
  }
  const auto outcome = answer(AnswerView{*data, options, *question, console.style()});
  if (!outcome) {
    console.error(outcome.error());
    return ExitCode::kError;
  }
  console.print(outcome->text);
  return outcome->code;
}

ExitCode answer_decisions(const Options& options, Console& console,
                          const DecisionWriters& writers) {
  return answer_question(options, console, [&](const AnswerView& view) -> Result<Outcome> {
    const auto answers = decide_all(view.data.compiled(), view.question);
    if (!answers) {
      return std::unexpected(answers.error());
    }
    const bool json = options.global.format == Format::kJson;
    return Outcome{json ? writers.json(view, *answers).text() : writers.text(view, *answers),
                   exit_code_of(combined(*answers).effect)};
  });
}

}  // namespace leastwise::cli
