// The entry of the command-line program: reads the surroundings, runs one command, and ends with
// its exit code. Everything is done in cli/commands.h.
#include <chrono>
#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/environment.h"
#include "cli/options.h"

namespace leastwise::cli {
namespace {

// The one place that reads the clock; whole seconds, since people read it back.
Instant now() {
  constexpr std::int64_t kTicksPerSecond = 10'000'000;
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::seconds>(since).count() * kTicksPerSecond};
}

ExitCode run(const std::vector<std::string>& arguments) {
  const Environment environment = process_environment();
  const auto invocation = parse_command_line(arguments, now());
  const Options options = invocation ? invocation->options : Options{};
  auto output = OutputFile::open(options.global.output);
  const bool usable = output.has_value();
  Console console(usable ? std::move(*output) : OutputFile::standard_output(), options.global,
                  environment);
  if (!invocation || !usable) {
    console.error(invocation ? output.error() : invocation.error());
    return ExitCode::kError;
  }
  ExitCode code = ExitCode::kSuccess;
  if (invocation->text) {
    console.print(*invocation->text);
  } else {
    code = run_command(options, console);
  }
  // A refused command leaves no file behind, and an old one as it was.
  if (code == ExitCode::kError && !console.answered()) {
    return code;
  }
  if (const auto written = console.output().finish(); !written) {
    console.error(written.error());
    return ExitCode::kError;
  }
  return code;
}

}  // namespace
}  // namespace leastwise::cli

int main(int argc, char** argv) {
  // A reader that goes away (`| head`) shows as a failed write, which ends the answer quietly.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return leastwise::cli::to_int(leastwise::cli::run(arguments));
}
