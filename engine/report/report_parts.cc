#include "engine/report/report_parts.h"

#include <fmt/core.h>

#include <algorithm>
#include <ranges>

#include "engine/base/instant.h"

namespace leastwise {

SeverityCounts count_severities(std::span<const Finding> findings) {
  SeverityCounts counts;
  for (const Finding& finding : findings) {
    ++counts.by_severity[static_cast<std::size_t>(finding.severity)];
    ++counts.total;
  }
  return counts;
}

std::string describe(const SeverityCounts& counts) {
  if (counts.total == 0) {
    return "no findings";
  }
  std::string text = counted(counts.total, "finding");
  std::string_view before = ": ";
  for (const FindingSeverity severity : std::views::reverse(kFindingSeverities)) {
    if (counts.of(severity) != 0) {
      text += fmt::format("{}{} {}", before, grouped(counts.of(severity)), to_string(severity));
      before = ", ";
    }
  }
  return text;
}

BaselineCounts count_baseline(const Report& report) {
  BaselineCounts counts;
  for (const Finding& finding : report.findings) {
    counts.fresh += finding.baseline == BaselineState::kNew ? 1U : 0U;
    counts.known += finding.baseline == BaselineState::kUnchanged ? 1U : 0U;
  }
  return counts;
}

std::string describe(const Unverifiable& open) {
  return open.subject.empty()
             ? fmt::format("could not be decided: {}", open.missing)
             : fmt::format("could not be decided for `{}`: {}", open.subject, open.missing);
}

std::string describe_acceptance(const SuppressedFinding& suppressed) {
  const std::string by = suppressed.owner.empty() ? "" : fmt::format(" by {}", suppressed.owner);
  return fmt::format("accepted until {}{}: {}", to_string(suppressed.expires), by,
                     suppressed.reason);
}

// Only whole segments: `/work/a` is not above `/work/ab`.
std::string path_of(const Report& report, SourcePlace place, std::string_view folder) {
  if (!place.known()) {
    return {};
  }
  std::string_view path = report.files.name(place.file);
  while (folder.ends_with('/')) {
    folder.remove_suffix(1);
  }
  if (!folder.empty() && path.starts_with(folder) && path.substr(folder.size()).starts_with('/')) {
    path.remove_prefix(folder.size() + 1);
  }
  while (path.starts_with("./") && path.size() > 2) {
    path.remove_prefix(2);
  }
  return std::string(path);
}

std::string place_text(const Report& report, SourcePlace place, std::string_view folder) {
  return place.known() ? fmt::format("{}:{}", path_of(report, place, folder), place.line)
                       : std::string();
}

SourcePlace anchor(const Report& report, const Finding& finding) {
  if (finding.place.known()) {
    return finding.place;
  }
  for (const Cause& cause : finding.chain) {
    if (cause.place.known()) {
      return cause.place;
    }
  }
  return report.files.size() == 0 ? SourcePlace{} : SourcePlace{FileId(0), 1, 1};
}

std::string rule_page(std::string_view rule) {
  return fmt::format("{}/blob/main/docs/rules/{}.md", kProjectPage, rule);
}

std::string_view resource_of(const Finding& finding) {
  for (const Cause& cause : finding.chain) {
    if (cause.what == "assignment" && !cause.id.empty()) {
      return cause.id;
    }
  }
  return finding.subject.scope;
}

}  // namespace leastwise
