// The formats that a report can be written in, by name, and the one function that writes it.
// Tests: tests/engine/report/report_writer_test.cc, tests/engine/report/formats_agree_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/report/finding.h"
#include "engine/report/report_parts.h"

namespace leastwise {

enum class ReportFormat : std::uint8_t {
  kText,
  kJson,
  kSarif,
  kJunit,
  kGithub,
  kGitlab,
  kAzureDevops,
  kMarkdown,
};

struct ReportFormatView {
  ReportFormat format;
  std::string_view name;     // as the user writes it
  std::string_view purpose;  // half a sentence, for help texts
};

// All formats, in the order in which help names them.
[[nodiscard]] std::span<const ReportFormatView> report_formats();
[[nodiscard]] std::optional<ReportFormat> parse_report_format(std::string_view name);

// The whole text, with a final newline. JSON is findings_json() alone: a command that adds the
// question to it calls that itself.
// REQUIRES: findings are sorted, and the rules of all findings and statements are in report.rules.
[[nodiscard]] std::string write_report(const Report& report, ReportFormat format,
                                       const ReportOptions& options);

}  // namespace leastwise
