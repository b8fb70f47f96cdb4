#include "cli/commands.h"

namespace leastwise::cli {

// A switch without a default: a command that is in the table and not here does not compile.
//
// check has two forms, one decision and a stream of them, which share nothing but the name. Without
// a command the sample tenant is audited.
ExitCode run_command(const Options& options, Console& console) {
  switch (options.command) {
    case Command::kNone:
      return run_showcase(options, console);
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
    case Command::kRoleCompare:
      return run_role_compare(options, console);
    case Command::kRoleLattice:
      return run_role_lattice(options, console);
    case Command::kRoleNearest:
      return run_role_nearest(options, console);
    case Command::kRoleMinimize:
      return run_role_minimize(options, console);
    case Command::kRoleLint:
      return run_role_lint(options, console);
    case Command::kAudit:
      return run_audit(options, console);
    case Command::kRuleList:
      return run_rule_list(options, console);
    case Command::kRuleShow:
      return run_rule_show(options, console);
    case Command::kRegistryLint:
      return run_registry_lint(options, console);
    case Command::kRegistryAccess:
      return run_registry_access(options, console);
    case Command::kConditionLint:
      return run_condition_lint(options, console);
    case Command::kConditionExplain:
      return run_condition_explain(options, console);
    case Command::kConditionDiff:
      return run_condition_diff(options, console);
    case Command::kConditionEvaluate:
      return run_condition_evaluate(options, console);
    case Command::kCatalog:
      return run_catalog(options, console);
    case Command::kCompile:
      return run_compile(options, console);
    case Command::kInspect:
      return run_inspect(options, console);
    case Command::kSample:
      return run_sample(options, console);
    case Command::kCompletion:
      return run_completion(options, console);
  }
  return ExitCode::kError;
}

}  // namespace leastwise::cli
