// The commands, one source each: what main calls.
//
// Each reads its tenant, answers on the console, and says how the program ends. Errors are on
// standard error already when one returns kError.
// Tests: tests/cli/commands_test.cc runs the program; its answers are in tests/golden/cli/.
#pragma once

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/options.h"

namespace leastwise::cli {

[[nodiscard]] ExitCode run_tour(const Options& options, Console& console);        // tour.cc
[[nodiscard]] ExitCode run_check(const Options& options, Console& console);       // check.cc
[[nodiscard]] ExitCode run_requests(const Options& options, Console& console);    // requests.cc
[[nodiscard]] ExitCode run_explain(const Options& options, Console& console);     // explain.cc
[[nodiscard]] ExitCode run_who_can(const Options& options, Console& console);     // who_can.cc
[[nodiscard]] ExitCode run_what_can(const Options& options, Console& console);    // what_can.cc
[[nodiscard]] ExitCode run_where_can(const Options& options, Console& console);   // where_can.cc
[[nodiscard]] ExitCode run_role_list(const Options& options, Console& console);   // role_list.cc
[[nodiscard]] ExitCode run_role_show(const Options& options, Console& console);   // role_show.cc
[[nodiscard]] ExitCode run_catalog(const Options& options, Console& console);     // catalog.cc
[[nodiscard]] ExitCode run_sample(const Options& options, Console& console);      // sample.cc
[[nodiscard]] ExitCode run_completion(const Options& options, Console& console);  // completion.cc

// The command that the options name.
[[nodiscard]] ExitCode run_command(const Options& options, Console& console);

}  // namespace leastwise::cli
