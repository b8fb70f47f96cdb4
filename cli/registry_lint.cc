// `leastwise registry lint`: the file of `az ml registry create`, before it is run.
//
// No tenant takes part. With --against the file is read as the newer version of another one: what
// is fixed when a registry is created must not differ.
#include <utility>

#include "cli/commands.h"
#include "cli/findings_answer.h"
#include "engine/ingest/input_bytes.h"
#include "engine/ingest/registry_file.h"
#include "rules/registry/registry_lint.h"

namespace leastwise::cli {
namespace {

// Nothing where the file cannot be read, or is no mapping in YAML; that is reported.
std::optional<RegistryFile> read_registry(std::string_view path, const SideFiles& files) {
  const auto side = files.read(path);
  return side ? read_registry_file(side->bytes, side->file, files.diagnostics) : std::nullopt;
}

Report found(const RegistryFile& file, const std::optional<RegistryFile>& against,
             const Options& options) {
  Report report;
  report.command = "registry lint";
  report.at = options.global.at;
  report.rules = registry_rule_views();
  report.findings = lint_registry(file, against);
  return report;
}

Json question(const Options& options) {
  return {{"command", "registry lint"},
          {"file", input_name(options.file)},
          {"against", options.against.empty() ? Json(nullptr) : Json(input_name(options.against))}};
}

}  // namespace

ExitCode run_registry_lint(const Options& options, Console& console) {
  FileTable table;
  Diagnostics diagnostics;
  const SideFiles files{[&table](std::string_view name) { return table.add(std::string(name)); },
                        diagnostics};
  const auto file = read_registry(options.file, files);
  std::optional<RegistryFile> against;
  if (!options.against.empty()) {
    against = read_registry(options.against, files);
  }
  const auto policy = read_policy(options.audit, registry_rule_views(), files);
  console.diagnostics(diagnostics, table);
  if (!policy) {
    console.error(policy.error());
  }
  if (!policy || !file || diagnostics.has_errors()) {
    return ExitCode::kError;
  }
  Report report = found(*file, against, options);
  report.files = std::move(table);
  apply_policy(report, *policy, {});
  return answer_findings(std::move(report), options, console,
                         [&options](Json& answer) { answer["question"] = question(options); });
}

}  // namespace leastwise::cli
