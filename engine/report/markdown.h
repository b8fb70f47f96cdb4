// A report as Markdown, for the summary of a job and the comment of a pull request: numbers first,
// then one `<details>` a finding.
//
// Below the headings everything is HTML without an empty line, which Markdown passes on as it is:
// there is one language to escape for, and a name with a backtick, a bar or a bracket is only text.
//
// A comment of GitHub takes 65,536 characters. What does not fit is left out from the mild end, and
// the text says how many findings that are. Tests: tests/engine/report/markdown_test.cc.
#pragma once

#include <string>

#include "engine/report/finding.h"
#include "engine/report/report_parts.h"

namespace leastwise {

inline constexpr std::size_t kMaxMarkdownBytes = 65'000;

[[nodiscard]] std::string findings_markdown(const Report& report, const ReportOptions& options);

}  // namespace leastwise
