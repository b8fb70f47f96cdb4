// Writes the reports of the writers' tests in every format into a folder, for
// report_formats_test.py:
// `<report>.<format>`, and with suppressed findings `<report>-suppressed.sarif`.
#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/report/report_writer.h"
#include "tests/engine/report/sample_report.h"

namespace {

using leastwise::Report;
using leastwise::ReportFormat;
using leastwise::ReportOptions;

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) {
    fmt::print(stderr, "cannot write {}\n", file.string());
    std::exit(EXIT_FAILURE);
  }
}

void write_all(const std::filesystem::path& folder, std::string_view name, const Report& report) {
  ReportOptions options;
  options.lines = leastwise::testing::sample_lines();
  for (const leastwise::ReportFormatView& each : leastwise::report_formats()) {
    write(folder / fmt::format("{}.{}", name, each.name),
          leastwise::write_report(report, each.format, options));
  }
  options.sarif_suppressed = true;
  write(folder / fmt::format("{}-suppressed.sarif", name),
        leastwise::write_report(report, ReportFormat::kSarif, options));
}

// The sample with what only some runs have: a baseline, and a required rule left open.
Report with_baseline() {
  Report report = leastwise::testing::sample_report();
  for (leastwise::Finding& finding : report.findings) {
    finding.baseline = leastwise::BaselineState::kNew;
  }
  report.findings.front().baseline = leastwise::BaselineState::kUnchanged;
  report.absent.push_back({.rule = "LW002", .message = "no longer found"});
  report.unverifiable.front().required = true;
  return report;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: write_sample_reports FOLDER\n");
    return EXIT_FAILURE;
  }
  const std::filesystem::path folder = argv[1];
  Report empty;
  empty.tool_version = "0.1.0";
  write_all(folder, "empty", empty);
  write_all(folder, "sample", leastwise::testing::sample_report());
  write_all(folder, "baseline", with_baseline());
  write_all(folder, "hostile", leastwise::testing::hostile_report());
  return EXIT_SUCCESS;
}
