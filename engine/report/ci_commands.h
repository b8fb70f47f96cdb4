// A report as commands that a CI system reads from the output of a job: annotations of GitHub
// Actions, issues of Azure DevOps.
//
//   ::error file=role-assignments.json,line=12,title=LW001 grant-exceeds-need::Ann Abel holds ...
//   ##vso[task.logissue type=error;sourcepath=role-assignments.json;linenumber=12;code=LW001;]...
//
// Both systems show the first few of a step, so the worst stand first. Every text of the input is
// escaped (escapes.h): a principal that calls itself `::error::` says nothing.
// Critical and high are errors, medium is a warning, low a notice; what a baseline knows is one
// step milder. Azure DevOps has no notices: they are warnings.
// Tests: tests/engine/report/ci_commands_test.cc.
#pragma once

#include <string>

#include "engine/report/finding.h"
#include "engine/report/report_parts.h"

namespace leastwise {

// Ends in a notice with the numbers, as a last annotation.
[[nodiscard]] std::string github_annotations(const Report& report, const ReportOptions& options);

// Ends in `task.complete`, which colours the step: failed, succeeded with issues, or succeeded.
[[nodiscard]] std::string azure_devops_issues(const Report& report, const ReportOptions& options);

}  // namespace leastwise
