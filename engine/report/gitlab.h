// A report as GitLab's code quality format: a JSON list, shown in merge requests.
//
// GitLab compares two reports by fingerprint and shows what came and what went, so suppressed and
// undecided things have no place in it. A finding without a place stands where anchor() says, since
// GitLab wants a path and a line. Its five severities: critical is `blocker`, high `critical`,
// medium `major`, low `minor`. Source: GitLab, "Code Quality", of 2026-11; docs/formats/report.md.
// Tests: tests/engine/report/gitlab_test.cc.
#pragma once

#include "engine/report/finding.h"
#include "engine/report/json.h"
#include "engine/report/report_parts.h"

namespace leastwise {

[[nodiscard]] Json gitlab_code_quality(const Report& report, const ReportOptions& options);

}  // namespace leastwise
