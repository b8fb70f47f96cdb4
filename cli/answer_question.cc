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

}  // namespace leastwise::cli
