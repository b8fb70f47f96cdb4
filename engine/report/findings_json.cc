// Members stand in the order in which a person reads them: verdict, numbers, findings, and then
// what bears on them.
#include "engine/report/findings_json.h"

#include <algorithm>
#include <utility>

namespace leastwise {
namespace {

// Empty texts are absent ones.
Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

// Writes the parts of one report.
class Writer {
 public:
  Writer(const Report& report, const ReportOptions& options) : report_(report), options_(options) {}

  [[nodiscard]] Json answer() const {
    Json answer = {{"outcome", to_string(outcome(report_))},
                   {"summary", summary()},
                   {"findings", findings(report_.findings)},
                   {"suppressed", suppressed()},
                   {"absent", findings(report_.absent)},
                   {"unverifiable", unverifiable()},
                   {"rules", rules()},
                   {"command", text_or_null(report_.command)},
                   {"at", to_string(report_.at)},
                   {"wildcards", text_or_null(report_.wildcards)},
                   {"tool_version", report_.tool_version},
                   {"catalogue", Json()},
                   {"coverage_gaps", report_.coverage_gaps}};
    if (!report_.catalogue_hash.empty()) {
      answer["catalogue"]["hash"] = report_.catalogue_hash;
    }
    return answer;
  }

 private:
  // So that a script need not count lists; the keys of severities are those of the findings.
  [[nodiscard]] Json summary() const {
    const SeverityCounts counts = count_severities(report_.findings);
    const BaselineCounts baseline = count_baseline(report_);
    return {{"findings", counts.total},
            {"critical", counts.of(FindingSeverity::kCritical)},
            {"high", counts.of(FindingSeverity::kHigh)},
            {"medium", counts.of(FindingSeverity::kMedium)},
            {"low", counts.of(FindingSeverity::kLow)},
            {"new", baseline.fresh},
            {"unchanged", baseline.known},
            {"absent", report_.absent.size()},
            {"suppressed", report_.suppressed.size()},
            {"unverifiable", report_.unverifiable.size()}};
  }

  // Null where it is not known: nobody should have to know that line 0 means that.
  [[nodiscard]] Json place(SourcePlace at) const {
    if (!at.known()) {
      return {};
    }
    return {
        {"file", path_of(report_, at, options_.folder)}, {"line", at.line}, {"column", at.column}};
  }

  [[nodiscard]] static Json subject(const FindingSubject& about) {
    return {{"principal", text_or_null(about.principal)},
            {"principal_name", text_or_null(about.principal_name)},
            {"role", text_or_null(about.role)},
            {"role_name", text_or_null(about.role_name)},
            {"scope", text_or_null(about.scope)},
            {"detail", text_or_null(about.detail)}};
  }

  [[nodiscard]] Json chain(const std::vector<Cause>& causes) const {
    Json list = Json::array();
    for (const Cause& cause : causes) {
      list.push_back({{"what", cause.what},
                      {"text", cause.text},
                      {"id", text_or_null(cause.id)},
                      {"place", place(cause.place)}});
    }
    return list;
  }

  // `items` are the first of `total`: what is left out is counted.
  [[nodiscard]] static Json evidence(const std::vector<Evidence>& lists) {
    Json list = Json::array();
    for (const Evidence& each : lists) {
      list.push_back({{"label", each.label}, {"items", each.items}, {"total", each.total}});
    }
    return list;
  }

  [[nodiscard]] static Json fix(const Fix& how) {
    Json attachment;
    if (!how.attachment.empty()) {
      attachment = {{"name", how.attachment_name}, {"content", how.attachment}};
    }
    return {{"text", text_or_null(how.text)},
            {"commands", how.commands},
            {"attachment", std::move(attachment)}};
  }

  // A finding of a baseline may be of a rule that the program no longer has.
  [[nodiscard]] std::string_view rule_name(std::string_view id) const {
    const auto found = std::ranges::find(report_.rules, id, &RuleView::id);
    return found == report_.rules.end() ? std::string_view() : found->name;
  }

  // The fingerprint is given, since nobody should have to make it again.
  [[nodiscard]] Json finding(const Finding& found) const {
    return {{"rule", found.rule},
            {"name", text_or_null(rule_name(found.rule))},
            {"severity", to_string(found.severity)},
            {"message", found.message},
            {"subject", subject(found.subject)},
            {"place", place(found.place)},
            {"fingerprint", fingerprint(found)},
            {"chain", chain(found.chain)},
            {"evidence", evidence(found.evidence)},
            {"fix", fix(found.fix)},
            {"baseline_state", text_or_null(to_string(found.baseline))}};
  }

  [[nodiscard]] Json findings(const std::vector<Finding>& all) const {
    Json list = Json::array();
    for (const Finding& each : all) {
      list.push_back(finding(each));
    }
    return list;
  }

  // As whole findings: whoever reviews what was accepted needs to see what that is.
  [[nodiscard]] Json suppressed() const {
    Json list = Json::array();
    for (const SuppressedFinding& each : report_.suppressed) {
      list.push_back({{"finding", finding(each.finding)},
                      {"reason", each.reason},
                      {"owner", text_or_null(each.owner)},
                      {"expires", to_string(each.expires)},
                      {"place", place(each.place)}});
    }
    return list;
  }

  [[nodiscard]] Json unverifiable() const {
    Json list = Json::array();
    for (const Unverifiable& each : report_.unverifiable) {
      list.push_back({{"rule", each.rule},
                      {"name", text_or_null(rule_name(each.rule))},
                      {"missing", each.missing},
                      {"subject", text_or_null(each.subject)},
                      {"required", each.required}});
    }
    return list;
  }

  // All that took part, also those that found nothing: only with them is an empty list a good sign.
  [[nodiscard]] Json rules() const {
    Json list = Json::array();
    for (const RuleView& rule : report_.rules) {
      const auto count = std::ranges::count(report_.findings, rule.id, &Finding::rule);
      list.push_back({{"id", rule.id},
                      {"name", rule.name},
                      {"title", rule.title},
                      {"description", rule.description},
                      {"remedy", rule.remedy},
                      {"needs", rule.needs},
                      {"severity", to_string(rule.severity)},
                      {"page", rule_page(rule.id)},
                      {"findings", static_cast<std::size_t>(count)}});
    }
    return list;
  }

  const Report& report_;
  const ReportOptions& options_;
};

}  // namespace

Json findings_json(const Report& report, const ReportOptions& options) {
  return Writer(report, options).answer();
}

}  // namespace leastwise
