// The commands, one source each, named like the function: what main calls.
//
// Each reads its tenant, answers on the console, and says how the program ends. Errors are on
// standard error already when one returns kError.
// Tests: tests/cli/commands_test.cc runs the program; its answers are in tests/golden/cli/.
#pragma once

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/options.h"

namespace leastwise::cli {

[[nodiscard]] ExitCode run_showcase(const Options& options, Console& console);
[[nodiscard]] ExitCode run_check(const Options& options, Console& console);
[[nodiscard]] ExitCode run_requests(const Options& options, Console& console);
[[nodiscard]] ExitCode run_explain(const Options& options, Console& console);
[[nodiscard]] ExitCode run_who_can(const Options& options, Console& console);
[[nodiscard]] ExitCode run_what_can(const Options& options, Console& console);
[[nodiscard]] ExitCode run_where_can(const Options& options, Console& console);
[[nodiscard]] ExitCode run_role_list(const Options& options, Console& console);
[[nodiscard]] ExitCode run_role_show(const Options& options, Console& console);
[[nodiscard]] ExitCode run_role_compare(const Options& options, Console& console);
[[nodiscard]] ExitCode run_role_lattice(const Options& options, Console& console);
[[nodiscard]] ExitCode run_role_nearest(const Options& options, Console& console);
[[nodiscard]] ExitCode run_role_minimize(const Options& options, Console& console);
[[nodiscard]] ExitCode run_role_lint(const Options& options, Console& console);
[[nodiscard]] ExitCode run_audit(const Options& options, Console& console);
[[nodiscard]] ExitCode run_rule_list(const Options& options, Console& console);
[[nodiscard]] ExitCode run_rule_show(const Options& options, Console& console);
[[nodiscard]] ExitCode run_registry_lint(const Options& options, Console& console);
[[nodiscard]] ExitCode run_registry_access(const Options& options, Console& console);
// A condition that stands alone in a file; kDenied of an invalid one, and of one that is not met.
[[nodiscard]] ExitCode run_condition_lint(const Options& options, Console& console);
[[nodiscard]] ExitCode run_condition_explain(const Options& options, Console& console);
[[nodiscard]] ExitCode run_condition_diff(const Options& options, Console& console);
[[nodiscard]] ExitCode run_condition_evaluate(const Options& options, Console& console);
[[nodiscard]] ExitCode run_catalog(const Options& options, Console& console);
// Snapshots: written, and told about.
[[nodiscard]] ExitCode run_compile(const Options& options, Console& console);
[[nodiscard]] ExitCode run_inspect(const Options& options, Console& console);
[[nodiscard]] ExitCode run_sample(const Options& options, Console& console);
[[nodiscard]] ExitCode run_completion(const Options& options, Console& console);

// The command that the options name.
[[nodiscard]] ExitCode run_command(const Options& options, Console& console);

}  // namespace leastwise::cli
