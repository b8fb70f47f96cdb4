// The severity of code scanning belongs to a rule, ours to a finding. So a rule carries the worst
// severity that it has in this file (its usual one where nothing was found): what blocks a merge on
// "critical" must see a critical finding, whatever the rule's usual severity.
#include "engine/report/sarif.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/report/escapes.h"

namespace leastwise {
namespace {

constexpr std::string_view kSchema =
    "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/main/sarif-2.1/schema/"
    "sarif-schema-2.1.0.json";

std::string_view level_of(FindingSeverity severity) {
  switch (severity) {
    case FindingSeverity::kLow:
      return "note";
    case FindingSeverity::kMedium:
      return "warning";
    case FindingSeverity::kHigh:
    case FindingSeverity::kCritical:
      return "error";
  }
  return "";
}

// In the middle of GitHub's bands: above 9 critical, 7 to 8.9 high, 4 to 6.9 medium, below that
// low.
std::string_view security_severity_of(FindingSeverity severity) {
  switch (severity) {
    case FindingSeverity::kLow:
      return "2.0";
    case FindingSeverity::kMedium:
      return "5.5";
    case FindingSeverity::kHigh:
      return "8.0";
    case FindingSeverity::kCritical:
      return "9.5";
  }
  return "";
}

std::string_view problem_severity_of(FindingSeverity severity) {
  const std::string_view level = level_of(severity);
  return level == "note" ? "recommendation" : level;
}

Json text_json(std::string_view text) { return {{"text", text}}; }

// The column of byte `column` of a line in UTF-16 code units: a character of four bytes is two.
std::size_t utf16_column(std::string_view line, std::uint32_t column) {
  std::size_t units = 1;
  const std::size_t before = std::min<std::size_t>(column == 0 ? 0 : column - 1, line.size());
  for (const char c : line.substr(0, before)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool begins_character = (byte & 0xC0U) != 0x80U;
    units += begins_character ? (byte >= 0xF0 ? 2U : 1U) : 0U;
  }
  return units;
}

// Writes one report.
class Writer {
 public:
  Writer(const Report& report, const ReportOptions& options)
      : report_(report), options_(options), worst_(worst_by_rule(report)) {}

  [[nodiscard]] Json log() const {
    Json runs = Json::array();
    runs.push_back(run());
    return {{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", std::move(runs)}};
  }

 private:
  // By position in report.rules.
  static std::vector<FindingSeverity> worst_by_rule(const Report& report) {
    std::vector<std::optional<FindingSeverity>> found(report.rules.size());
    for (const Finding& finding : report.findings) {
      std::optional<FindingSeverity>& worst = found[rule_index(report, finding.rule)];
      worst = worst ? std::max(*worst, finding.severity) : finding.severity;
    }
    std::vector<FindingSeverity> severities;
    for (std::size_t i = 0; i < found.size(); ++i) {
      severities.push_back(found[i].value_or(report.rules[i].severity));
    }
    return severities;
  }

  static std::size_t rule_index(const Report& report, std::string_view id) {
    return static_cast<std::size_t>(&report.rule(id) - report.rules.data());
  }

  [[nodiscard]] Json run() const {
    Json invocations = Json::array();
    invocations.push_back(invocation());
    return {{"tool", {{"driver", driver()}}},
            {"invocations", std::move(invocations)},
            {"columnKind", "utf16CodeUnits"},
            {"results", results()},
            {"properties", properties()}};
  }

  [[nodiscard]] Json properties() const {
    return {{"command", report_.command},
            {"at", to_string(report_.at)},
            {"outcome", to_string(outcome(report_))},
            {"wildcards", report_.wildcards},
            {"catalogueHash", report_.catalogue_hash},
            {"findings", report_.findings.size()},
            {"suppressed", report_.suppressed.size()}};
  }

  // `semanticVersion` is left out for a build without a version: the schema wants a real one.
  [[nodiscard]] Json driver() const {
    Json rules = Json::array();
    for (std::size_t i = 0; i < report_.rules.size(); ++i) {
      rules.push_back(rule(report_.rules[i], worst_[i]));
    }
    Json driver = {
        {"name", "Leastwise"}, {"informationUri", kProjectPage}, {"rules", std::move(rules)}};
    if (!report_.tool_version.empty()) {
      driver["semanticVersion"] = report_.tool_version;
    }
    return driver;
  }

  [[nodiscard]] static Json rule(const RuleView& rule, FindingSeverity worst) {
    const std::string page = rule_page(rule.id);
    const std::string title = fmt::format("{}.", rule.title);
    const std::string help =
        fmt::format("{}\n\nNeeds: {}\n\nMore: {}", rule.remedy, rule.needs, page);
    const std::string markdown = fmt::format("{}\n\n**Needs:** {}\n\n[{} {}]({})", rule.remedy,
                                             rule.needs, rule.id, rule.name, page);
    return {{"id", rule.id},
            {"name", rule.name},
            {"shortDescription", text_json(shortened(title, kSarifMaxRuleText))},
            {"fullDescription", text_json(shortened(rule.description, kSarifMaxRuleText))},
            {"help", {{"text", shortened(help, kSarifMaxRuleText)}, {"markdown", markdown}}},
            {"helpUri", page},
            {"defaultConfiguration", {{"level", level_of(worst)}}},
            {"properties",
             {{"tags", std::vector<std::string_view>{"security", "azure", "rbac"}},
              {"precision", "very-high"},
              {"problem.severity", problem_severity_of(worst)},
              {"security-severity", security_severity_of(worst)}}}};
  }

  [[nodiscard]] Json invocation() const {
    static constexpr std::array<unsigned, 3> kExitCodes = {0, 1, 3};  // by ReportOutcome
    return {{"executionSuccessful", true},
            {"exitCode", kExitCodes[static_cast<std::size_t>(outcome(report_))]},
            {"toolExecutionNotifications", notifications()}};
  }

  [[nodiscard]] static Json notification(std::string_view level, std::string_view text) {
    return {{"level", level}, {"message", text_json(text)}};
  }

  [[nodiscard]] Json notifications() const {
    Json list = Json::array();
    const std::size_t count = report_.findings.size();
    if (count > kSarifMaxResults) {
      list.push_back(notification(
          "error", fmt::format("this file holds the {} worst of {} findings: code scanning refuses "
                               "a file with more",
                               grouped(kSarifMaxResults), grouped(count))));
    } else if (count > kSarifShownResults) {
      list.push_back(
          notification("note", fmt::format("code scanning shows the {} worst of these {} findings",
                                           grouped(kSarifShownResults), grouped(count))));
    }
    for (const Unverifiable& open : report_.unverifiable) {
      Json note = notification(open.required ? "error" : "warning",
                               sarif_message(fmt::format("{} {}", open.rule, describe(open))));
      note["associatedRule"] = {{"id", open.rule}};
      list.push_back(std::move(note));
    }
    for (const std::string& gap : report_.coverage_gaps) {
      list.push_back(notification("note", sarif_message(gap)));
    }
    return list;
  }

  [[nodiscard]] Json results() const {
    Json list = Json::array();
    const std::size_t count = std::min(report_.findings.size(), kSarifMaxResults);
    for (std::size_t i = 0; i < count; ++i) {
      list.push_back(result(report_.findings[i]));
    }
    if (options_.sarif_suppressed) {
      const std::size_t room = kSarifMaxResults - count;
      for (std::size_t i = 0; i < std::min(report_.suppressed.size(), room); ++i) {
        list.push_back(suppressed(report_.suppressed[i]));
      }
    }
    return list;
  }

  [[nodiscard]] Json suppressed(const SuppressedFinding& accepted) const {
    Json suppressions = Json::array();
    suppressions.push_back({{"kind", "external"},
                            {"status", "accepted"},
                            {"justification", sarif_message(describe_acceptance(accepted))}});
    Json json = result(accepted.finding);
    json["suppressions"] = std::move(suppressions);
    return json;
  }

  [[nodiscard]] Json result(const Finding& finding) const {
    const SourcePlace place = anchor(report_, finding);
    Json first = location(place);
    add_resource(first, finding);
    Json locations = Json::array();
    locations.push_back(std::move(first));
    Json result = {{"ruleId", finding.rule},
                   {"ruleIndex", rule_index(report_, finding.rule)},
                   {"level", level_of(finding.severity)},
                   {"message", text_json(message(finding))},
                   {"locations", std::move(locations)},
                   {"partialFingerprints",
                    {{"primaryLocationLineHash", fmt::format("{}:1", fingerprint(finding))}}},
                   {"properties",
                    {{"severity", to_string(finding.severity)},
                     {"security-severity", security_severity_of(finding.severity)}}}};
    if (!finding.chain.empty()) {
      result["codeFlows"] = code_flows(finding, place);
      result["relatedLocations"] = related_locations(finding);
    }
    if (finding.baseline != BaselineState::kNone) {
      result["baselineState"] = to_string(finding.baseline);
    }
    return result;
  }

  // The finding, what shows it, and what would mend it: code scanning has no other place for these.
  [[nodiscard]] static std::string message(const Finding& finding) {
    std::string text = fmt::format("{}.", sarif_message(finding.message));
    for (const Evidence& each : finding.evidence) {
      text += fmt::format("\n{}: ", sarif_message(each.label));
      std::string_view before;
      for (const std::string& item : each.items) {
        text += fmt::format("{}{}", before, sarif_message(item));
        before = ", ";
      }
      if (each.total > each.items.size()) {
        text += fmt::format(" and {} more", grouped(each.total - each.items.size()));
      }
    }
    if (!finding.fix.text.empty()) {
      text += fmt::format("\nFix: {}", sarif_message(finding.fix.text));
    }
    return text;
  }

  [[nodiscard]] Json location(SourcePlace place) const {
    return {{"physicalLocation",
             {{"artifactLocation", {{"uri", uri(place)}}}, {"region", region(place)}}}};
  }

  // A report without any input still needs a name; an absolute path outside of the folder becomes a
  // file URI, since a reference that begins with `/` would mean the root of a host.
  [[nodiscard]] std::string uri(SourcePlace place) const {
    const std::string path = path_of(report_, place, options_.folder);
    if (path.empty()) {
      return "input";
    }
    return path.starts_with('/') ? fmt::format("file://{}", uri_escaped(path)) : uri_escaped(path);
  }

  [[nodiscard]] Json region(SourcePlace place) const {
    const std::uint32_t line = std::max<std::uint32_t>(place.line, 1);
    std::optional<std::string> text;
    if (place.known() && options_.lines) {
      text = options_.lines(place.file, line);
    }
    const std::size_t column = text ? utf16_column(*text, place.column) : 1;
    return {
        {"startLine", line}, {"startColumn", column}, {"endLine", line}, {"endColumn", column + 1}};
  }

  // The resource in Azure that the location stands for.
  static void add_resource(Json& location, const Finding& finding) {
    const std::string_view resource = resource_of(finding);
    if (resource.empty()) {
      return;
    }
    const std::string_view name = resource.substr(resource.rfind('/') + 1);
    Json logical = {{"fullyQualifiedName", sarif_message(resource)}, {"kind", "resource"}};
    if (!name.empty()) {
      logical["name"] = sarif_message(name);
    }
    location["logicalLocations"] = Json::array();
    location["logicalLocations"].push_back(std::move(logical));
  }

  [[nodiscard]] static std::string step_text(const Cause& cause) {
    return sarif_message(cause.id.empty()
                             ? fmt::format("{}: {}", cause.what, cause.text)
                             : fmt::format("{}: {} ({})", cause.what, cause.text, cause.id));
  }

  // A step that no file shows (a built-in role, an action) is told where the one before it stands.
  [[nodiscard]] Json code_flows(const Finding& finding, SourcePlace place) const {
    Json steps = Json::array();
    const std::size_t count = std::min(finding.chain.size(), kSarifMaxFlowSteps);
    for (std::size_t i = 0; i < count; ++i) {
      const Cause& cause = finding.chain[i];
      place = cause.place.known() ? cause.place : place;
      Json at = location(place);
      at["message"] = text_json(step_text(cause));
      steps.push_back({{"location", std::move(at)}, {"executionOrder", i + 1}});
    }
    Json threads = Json::array();
    threads.push_back({{"locations", std::move(steps)}});
    Json flows = Json::array();
    flows.push_back({{"threadFlows", std::move(threads)}});
    return flows;
  }

  [[nodiscard]] Json related_locations(const Finding& finding) const {
    Json list = Json::array();
    std::size_t count = 0;
    for (const Cause& cause : finding.chain) {
      if (cause.place.known() && count < kSarifMaxRelatedLocations) {
        Json at = location(cause.place);
        at["id"] = ++count;
        at["message"] = text_json(step_text(cause));
        list.push_back(std::move(at));
      }
    }
    return list;
  }

  const Report& report_;
  const ReportOptions& options_;
  std::vector<FindingSeverity> worst_;
};

}  // namespace

Json sarif_log(const Report& report, const ReportOptions& options) {
  return Writer(report, options).log();
}

}  // namespace leastwise
