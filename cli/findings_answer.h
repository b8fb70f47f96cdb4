// The end of every command that reports findings: audit, role lint, registry lint.
//
// What was accepted is taken out, what was known is marked, what fails is judged; then the report
// is written in the format that was asked for, and the exit code follows from it. The files that
// say so are read at the beginning, before anything is looked for: a run never ends with an error
// about them. Example: with --create-baseline the run succeeds whatever was found, since all of it
// is known from now on. Tests: tests/cli/findings_answer_test.cc; golden files in tests/golden/cli/
// (audit_*).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/side_file.h"
#include "engine/report/finding.h"
#include "engine/report/json.h"
#include "engine/report/suppressions.h"
#include "engine/report/threshold.h"

namespace leastwise::cli {

// What findings are held against, read and checked.
struct FindingsPolicy {
  Threshold threshold = {};
  std::vector<SuppressionRecord> suppressions = {};
  std::optional<std::vector<BaselineRecord>> baseline = {};
};

// Reads what --fail-on, --warn-on, --suppressions and --baseline say. `rules` are all rules of the
// command. Problems of files go to the diagnostics of `files`. Error: --fail-on and --warn-on do
// not fit the rules or one another; the files were read all the same.
[[nodiscard]] Result<FindingsPolicy> read_policy(const AuditOptions& options,
                                                 std::span<const RuleView> rules,
                                                 const SideFiles& files);

// Applies the policy, in the order of finding.h, and sorts the findings.
void apply_policy(Report& report, const FindingsPolicy& policy, SuppressionContext context);

// Adds to the JSON answer what the command has beside its findings.
using CompleteJson = std::function<void(Json& answer)>;

// Prints the report, writes the baseline where one is to be created, and says how the program ends.
// The version of the program is set here. REQUIRES: the policy was applied.
[[nodiscard]] ExitCode answer_findings(Report report, const Options& options, Console& console,
                                       const CompleteJson& complete = {});

}  // namespace leastwise::cli
