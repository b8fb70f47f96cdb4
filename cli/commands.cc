#include "cli/commands.h"

namespace leastwise::cli {

ExitCode run_command(const Options& options, Console& console) {
  switch (options.command) {
    case Command::kTour:
      return run_tour(options, console);
    case Command::kCheck:
      return options.question.requests.empty() ? run_check(options, console)
                                               : run_requests(options, console);
    case Command::kExplain:
      return run_explain(options, console);
    case Command::kWhoCan:
      return run_who_can(options, console);
    case Command::kWhatCan:
      return run_what_can(options, console);
    case Command::kWhereCan:
      return run_where_can(options, console);
    case Command::kRoleList:
      return run_role_list(options, console);
    case Command::kRoleShow:
      return run_role_show(options, console);
    case Command::kCatalog:
      return run_catalog(options, console);
    case Command::kSample:
      return run_sample(options, console);
    case Command::kCompletion:
      return run_completion(options, console);
  }
  return ExitCode::kError;
}

}  // namespace leastwise::cli
