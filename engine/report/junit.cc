// XML is written as text: the shape is five tags, and every text in it passes xml_escaped().
// Whether it is well-formed is judged by a parser that is not ours (tests/conformance).
#include "engine/report/junit.h"

#include <fmt/core.h>

#include <vector>

#include "engine/report/escapes.h"

namespace leastwise {
namespace {

// What a suite says of its tests.
struct Tally {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;

  void add(const Tally& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
  }
  [[nodiscard]] std::string attributes() const {
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", tests, failures,
                       errors, skipped);
  }
};

// The tests of one rule, as text and as numbers.
class Suite {
 public:
  Suite(const RuleView& rule, const Report& report, const ReportOptions& options)
      : rule_(rule), report_(report), options_(options) {}

  void add_finding(const Finding& finding) {
    if (finding.baseline == BaselineState::kUnchanged) {
      skip(name_of(finding), finding.place, "known: it stands in the baseline");
      return;
    }
    ++tally_.failures;
    open_test(name_of(finding), finding.place);
    text_ += fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                         xml_escaped(finding.message), to_string(finding.severity), body(finding));
    close_test();
  }

  void add_suppressed(const SuppressedFinding& suppressed) {
    skip(name_of(suppressed.finding), suppressed.finding.place, describe_acceptance(suppressed));
  }

  void add_open(const Unverifiable& open) {
    const std::string name = open.subject.empty() ? "not decided" : "not decided: " + open.subject;
    if (!open.required) {
      skip(name, {}, describe(open));
      return;
    }
    ++tally_.errors;
    open_test(name, {});
    text_ += fmt::format("      <error message=\"{}\" type=\"undecided\">{}</error>\n",
                         xml_escaped(describe(open)), xml_escaped(rule_.needs));
    close_test();
  }

  // Closes the suite; a rule that had nothing to say passed.
  [[nodiscard]] std::string xml() {
    if (tally_.tests == 0) {
      ++tally_.tests;
      text_ = fmt::format("    <testcase name=\"{}\" classname=\"{}\"/>\n",
                          xml_escaped(rule_.title), class_name());
    }
    return fmt::format(
        "  <testsuite name=\"{}\" {} time=\"0\" timestamp=\"{}\">\n{}"
        "  </testsuite>\n",
        class_name(), tally_.attributes(), to_string(report_.at), text_);
  }

  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  [[nodiscard]] std::string class_name() const {
    return xml_escaped(fmt::format("{}.{}", rule_.id, rule_.name));
  }

  // Names tell tests of one suite apart from run to run, so the fingerprint is part of them.
  static std::string name_of(const Finding& finding) {
    return fmt::format("{} [{}]", finding.message, fingerprint(finding));
  }

  // Places are attributes that GitLab reads; other systems ignore them.
  void open_test(std::string_view name, SourcePlace place) {
    ++tally_.tests;
    text_ +=
        fmt::format("    <testcase name=\"{}\" classname=\"{}\"", xml_escaped(name), class_name());
    if (place.known()) {
      text_ += fmt::format(" file=\"{}\" line=\"{}\"",
                           xml_escaped(path_of(report_, place, options_.folder)), place.line);
    }
    text_ += " time=\"0\">\n";
  }
  void close_test() { text_ += "    </testcase>\n"; }

  void skip(std::string_view name, SourcePlace place, std::string_view why) {
    ++tally_.skipped;
    open_test(name, place);
    text_ += fmt::format("      <skipped message=\"{}\"/>\n", xml_escaped(why));
    close_test();
  }

  // What a CI system shows when the failed test is opened.
  [[nodiscard]] std::string body(const Finding& finding) const {
    std::string text = xml_escaped(finding.message) + '\n';
    if (const std::string at = place_text(report_, finding.place, options_.folder); !at.empty()) {
      text += xml_escaped(at) + '\n';
    }
    for (const Cause& cause : finding.chain) {
      text += xml_escaped(fmt::format("{}: {} {}", cause.what, cause.text, cause.id)) + '\n';
    }
    for (const Evidence& list : finding.evidence) {
      text += xml_escaped(fmt::format("{} ({}):", list.label, list.total)) + '\n';
      for (const std::string& item : list.items) {
        text += "  " + xml_escaped(item) + '\n';
      }
    }
    if (!finding.fix.text.empty()) {
      text += xml_escaped(fmt::format("fix: {}", finding.fix.text)) + '\n';
    }
    for (const std::string& command : finding.fix.commands) {
      text += "$ " + xml_escaped(command) + '\n';
    }
    return text;
  }

  const RuleView& rule_;
  const Report& report_;
  const ReportOptions& options_;
  Tally tally_;
  std::string text_;
};

}  // namespace

// Suites are filled side by side, since findings come worst first and not by rule.
std::string junit_xml(const Report& report, const ReportOptions& options) {
  std::vector<Suite> suites;
  suites.reserve(report.rules.size());
  for (const RuleView& rule : report.rules) {
    suites.emplace_back(rule, report, options);
  }
  const auto suite_of = [&](std::string_view id) -> Suite& {
    return suites[static_cast<std::size_t>(&report.rule(id) - report.rules.data())];
  };
  for (const Finding& finding : report.findings) {
    suite_of(finding.rule).add_finding(finding);
  }
  for (const SuppressedFinding& suppressed : report.suppressed) {
    suite_of(suppressed.finding.rule).add_suppressed(suppressed);
  }
  for (const Unverifiable& open : report.unverifiable) {
    suite_of(open.rule).add_open(open);
  }
  Tally all;
  std::string text;
  for (Suite& suite : suites) {
    text += suite.xml();
    all.add(suite.tally());
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"leastwise {}\" {} time=\"0\">\n{}</testsuites>\n",
      xml_escaped(report.command), all.attributes(), text);
}

}  // namespace leastwise
