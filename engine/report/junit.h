// A report as JUnit XML, which every CI system shows as test results.
//
// One test suite for each rule. A finding is a failed test; a rule without a finding is one test
// that passed; what could not be decided is an error where it was required, else a skipped test;
// suppressed findings, and those that the baseline knows, are skipped tests with the reason. There
// is no schema: the shape is the one that the CI systems read in common.
// Source: docs/formats/report.md. Tests: tests/engine/report/junit_test.cc.
#pragma once

#include <string>

#include "engine/report/finding.h"
#include "engine/report/report_parts.h"

namespace leastwise {

[[nodiscard]] std::string junit_xml(const Report& report, const ReportOptions& options);

}  // namespace leastwise
