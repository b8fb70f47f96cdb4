#include "engine/report/report_writer.h"

#include <algorithm>
#include <array>

#include "engine/report/ci_commands.h"
#include "engine/report/findings_json.h"
#include "engine/report/findings_text.h"
#include "engine/report/gitlab.h"
#include "engine/report/junit.h"
#include "engine/report/markdown.h"
#include "engine/report/sarif.h"

namespace leastwise {
namespace {

constexpr std::array<ReportFormatView, 8> kFormats = {{
    {ReportFormat::kText, "text", "for people"},
    {ReportFormat::kJson, "json", "everything, for programs"},
    {ReportFormat::kSarif, "sarif", "SARIF 2.1.0, for code scanning"},
    {ReportFormat::kJunit, "junit", "JUnit XML, for the test view of a CI system"},
    {ReportFormat::kGithub, "github", "annotations of GitHub Actions"},
    {ReportFormat::kGitlab, "gitlab", "GitLab code quality"},
    {ReportFormat::kAzureDevops, "azure-devops", "issues of an Azure DevOps pipeline"},
    {ReportFormat::kMarkdown, "markdown", "for a job summary or a comment"},
}};

}  // namespace

std::span<const ReportFormatView> report_formats() { return kFormats; }

std::optional<ReportFormat> parse_report_format(std::string_view name) {
  const auto found = std::ranges::find(kFormats, name, &ReportFormatView::name);
  return found == kFormats.end() ? std::nullopt : std::optional(found->format);
}

std::string write_report(const Report& report, ReportFormat format, const ReportOptions& options) {
  switch (format) {
    case ReportFormat::kText:
      return findings_text(report, options);
    case ReportFormat::kJson:
      return findings_json(report, options).text();
    case ReportFormat::kSarif:
      return sarif_log(report, options).text();
    case ReportFormat::kJunit:
      return junit_xml(report, options);
    case ReportFormat::kGithub:
      return github_annotations(report, options);
    case ReportFormat::kGitlab:
      return gitlab_code_quality(report, options).text();
    case ReportFormat::kAzureDevops:
      return azure_devops_issues(report, options);
    case ReportFormat::kMarkdown:
      return findings_markdown(report, options);
  }
  return {};
}

}  // namespace leastwise
