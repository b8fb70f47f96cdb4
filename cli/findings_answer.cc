#include "cli/findings_answer.h"

#include <fmt/core.h>

#include <filesystem>
#include <utility>

#include "cli/help.h"
#include "cli/input_lines.h"
#include "engine/base/check.h"
#include "engine/ingest/baseline_file.h"
#include "engine/ingest/suppressions_file.h"
#include "engine/report/baseline.h"
#include "engine/report/findings_json.h"
#include "engine/report/report_writer.h"
#include "engine/report/text_table.h"

namespace leastwise::cli {
namespace {

std::vector<SuppressionRecord> read_all_suppressions(const std::vector<std::string>& paths,
                                                     std::span<const RuleView> rules,
                                                     const SideFiles& files) {
  std::vector<SuppressionRecord> all;
  for (const std::string& path : paths) {
    if (const auto side = files.read(path)) {
      for (SuppressionRecord& each :
           read_suppressions(side->bytes, side->file, files.diagnostics)) {
        all.push_back(std::move(each));
      }
    }
  }
  check_suppressions(all, rules, files.diagnostics);
  return all;
}

std::optional<std::vector<BaselineRecord>> read_known(const std::string& path,
                                                      const SideFiles& files) {
  if (path.empty()) {
    return std::nullopt;
  }
  const auto side = files.read(path);
  if (!side) {
    return std::nullopt;
  }
  auto records = read_baseline(side->bytes, side->file, files.diagnostics);
  check_baseline(records, files.diagnostics);
  return records;
}

// Formats of reports are called the same on the command line and in the engine.
ReportFormat report_format(const Options& options) {
  const std::string_view name =
      option_spec(OptionId::kFormat).choices[static_cast<std::size_t>(options.global.format)];
  const auto format = parse_report_format(name);
  check(format.has_value(), "the command line takes only formats that reports have");
  return *format;
}

// Paths in a report are given from the folder that the program was started in, which is the
// checkout in a pipeline.
std::string working_folder() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::current_path(error);
  return error ? std::string() : folder.string();
}

// A folder that cannot be written to is an error of the run, and is told before the answer.
Result<void> create_baseline(const Report& report, const std::string& path) {
  auto file = OutputFile::open(path);
  if (!file) {
    return std::unexpected(file.error());
  }
  file->write(baseline_file(report));
  return file->finish();
}

ExitCode exit_code_of(ReportOutcome outcome) {
  switch (outcome) {
    case ReportOutcome::kPassed:
      return ExitCode::kSuccess;
    case ReportOutcome::kFailed:
      return ExitCode::kDenied;
    case ReportOutcome::kUndecided:
      return ExitCode::kUnknown;
  }
  return ExitCode::kError;
}

}  // namespace

Result<FindingsPolicy> read_policy(const AuditOptions& options, std::span<const RuleView> rules,
                                   const SideFiles& files) {
  FindingsPolicy policy;
  policy.suppressions = read_all_suppressions(options.suppressions, rules, files);
  policy.baseline = read_known(options.baseline, files);
  auto threshold = Threshold::parse(options.fail_on, options.warn_on, rules);
  if (!threshold) {
    return std::unexpected(std::move(threshold.error()));
  }
  policy.threshold = *std::move(threshold);
  return policy;
}

void apply_policy(Report& report, const FindingsPolicy& policy, SuppressionContext context) {
  if (!policy.suppressions.empty()) {
    apply_suppressions(report, policy.suppressions, context);
  }
  if (policy.baseline) {
    apply_baseline(report, *policy.baseline, context.whole);
  }
  apply_threshold(report, policy.threshold);
  sort_findings(report.findings);
}

ExitCode answer_findings(Report report, const Options& options, Console& console,
                         const CompleteJson& complete) {
  report.tool_version = program_version();
  const std::string& baseline = options.audit.create_baseline;
  if (!baseline.empty()) {
    if (const auto created = create_baseline(report, baseline); !created) {
      console.error(created.error());
      return ExitCode::kError;
    }
    console.note(fmt::format("{} written to {} as the baseline; `--baseline` takes it",
                             counted(report.findings.size(), "finding"), baseline));
  }
  InputLines lines(report.files, options.global);
  const ReportOptions how{
      .style = console.style(),
      .quiet = options.global.quiet,
      .verbose = options.global.verbose,
      .list_suppressed = options.audit.show_suppressed,
      .sarif_suppressed = options.audit.show_suppressed,
      .folder = working_folder(),
      .lines = [&lines](FileId file, std::uint32_t number) { return lines.line(file, number); }};
  if (options.global.format == Format::kJson) {
    Json answer = findings_json(report, how);
    if (complete) {
      complete(answer);
    }
    console.print(answer.text());
  } else {
    console.print(write_report(report, report_format(options), how));
  }
  return baseline.empty() ? exit_code_of(outcome(report)) : ExitCode::kSuccess;
}

}  // namespace leastwise::cli
