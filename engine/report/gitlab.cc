#include "engine/report/gitlab.h"

#include <fmt/core.h>

#include <algorithm>

namespace leastwise {
namespace {

std::string_view gitlab_severity(FindingSeverity severity) {
  switch (severity) {
    case FindingSeverity::kLow:
      return "minor";
    case FindingSeverity::kMedium:
      return "major";
    case FindingSeverity::kHigh:
      return "critical";
    case FindingSeverity::kCritical:
      return "blocker";
  }
  return "";
}

}  // namespace

Json gitlab_code_quality(const Report& report, const ReportOptions& options) {
  Json list = Json::array();
  for (const Finding& finding : report.findings) {
    const SourcePlace place = anchor(report, finding);
    const std::string path = path_of(report, place, options.folder);
    list.push_back({{"description", printable(fmt::format("{} {}", finding.rule, finding.message))},
                    {"check_name", finding.rule},
                    {"fingerprint", fingerprint(finding)},
                    {"severity", gitlab_severity(finding.severity)},
                    {"location",
                     {{"path", path.empty() ? std::string("input") : printable(path)},
                      {"lines", {{"begin", std::max<std::uint32_t>(place.line, 1)}}}}}});
  }
  return list;
}

}  // namespace leastwise
