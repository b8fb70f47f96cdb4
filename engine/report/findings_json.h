// A report as JSON: everything that it holds, under stable names (docs/formats/report.md).
//
// Given as a value, so that the command adds the question and what every answer has. Texts stand as
// the input gave them, control characters escaped by JSON's own rules and nothing else: whoever
// shows them makes them safe. Tests: tests/engine/report/findings_json_test.cc.
#pragma once

#include "engine/report/finding.h"
#include "engine/report/json.h"
#include "engine/report/report_parts.h"

namespace leastwise {

// Paths are written as path_of() gives them for `options.folder`.
[[nodiscard]] Json findings_json(const Report& report, const ReportOptions& options);

}  // namespace leastwise
