#include "cli/condition_file.h"

#include "cli/side_file.h"
#include "engine/ingest/input_bytes.h"
#include "engine/report/condition_issue_text.h"

namespace leastwise::cli {
namespace {

void refuse(const ConditionFile& file, const Console& console) {
  FileTable table;
  const FileId id = table.add(file.name);
  Diagnostics diagnostics;
  for (const ConditionIssue& issue : file.condition.issues()) {
    if (issue.level == IssueLevel::kError) {
      const TextPosition position = position_of(file.text, issue.span.offset);
      diagnostics.report({.severity = Severity::kError,
                          .code = issue.code,
                          .message = issue.message,
                          .place = {id, position.line, position.column},
                          .help = issue.help});
    }
  }
  console.diagnostics(diagnostics, table);
}

}  // namespace

std::optional<ConditionFile> read_condition_file(const std::string& path, const Options& options,
                                                 const Console& console) {
  FileTable table;
  Diagnostics diagnostics;
  const SideFiles files{[&table](std::string_view name) { return table.add(std::string(name)); },
                        diagnostics};
  auto side = files.read(path);
  console.diagnostics(diagnostics, table);
  if (!side || diagnostics.has_errors()) {
    return std::nullopt;
  }
  Condition condition = Condition::parse(side->bytes, options.global.wildcards);
  return ConditionFile{std::string(input_name(path)), std::move(side->bytes), std::move(condition)};
}

std::optional<ConditionFile> read_valid_condition(const std::string& path, const Options& options,
                                                  const Console& console) {
  auto file = read_condition_file(path, options, console);
  if (file && !file->condition.valid()) {
    refuse(*file, console);
    return std::nullopt;
  }
  return file;
}

}  // namespace leastwise::cli
