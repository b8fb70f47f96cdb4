// One pass over the report, section by section, into one string. Colour says nothing that the words
// do not say too, and indentation alone shows what belongs to what, so that the text survives a log
// file. What is copied from it (commands, files) is never wrapped.
#include "engine/report/findings_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <span>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/report/escapes.h"
#include "engine/report/source_excerpt.h"
#include "engine/report/text_table.h"

namespace leastwise {
namespace {

// What fits beside another window, and into the picture of a README.
constexpr std::size_t kColumns = 100;

// Indents: a finding, its parts, and what is in these.
constexpr std::size_t kFinding = 2;
constexpr std::size_t kPart = 4;
constexpr std::size_t kInner = 6;

// Items of a list that are shown where nobody asked for more.
constexpr std::size_t kMaxShownItems = 5;

std::string upper(std::string_view word) {
  std::string text(word);
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

// The last two segments of a resource id tell it apart for a reader; JSON has all of it.
std::string short_id(const TextStyle& style, std::string_view id) {
  constexpr std::size_t kShort = 40;
  const std::size_t last = id.rfind('/');
  if (id.size() <= kShort || last == std::string_view::npos || last == 0) {
    return std::string(id);
  }
  const std::size_t before = id.rfind('/', last - 1);
  return before == std::string_view::npos || before == 0
             ? std::string(id)
             : fmt::format("{}{}", style.sign(Sign::kEllipsis), id.substr(before));
}

// Writes one report.
class Writer {
 public:
  Writer(const Report& report, const ReportOptions& options)
      : report_(report), options_(options), style_(options.style) {}

  [[nodiscard]] std::string text() {
    if (options_.quiet) {
      quiet_findings();
      line(0, verdict());
      return std::move(out_);
    }
    line(0, verdict());
    rule_overview();
    groups();
    undecided();
    suppressed();
    absent();
    gaps();
    closing();
    return std::move(out_);
  }

 private:
  // A line of finished text. At the beginning of a line, blanks aside, `::` begins a command for
  // GitHub, and a name of the input may come to stand there.
  void line(std::size_t indent, std::string_view text) {
    out_.append(text.empty() ? 0 : indent, ' ');
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    if (text.substr(begin).starts_with("::")) {
      out_ += text.substr(0, begin);
      out_ += "\\x3a";
      text.remove_prefix(begin + 1);
    }
    out_ += text;
    out_ += '\n';
  }
  void heading(std::string_view text) {
    line(0, "");
    line(0, style_.paint(Tone::kHeading, text));
  }
  // Text of the report, as many lines as it takes.
  void paragraph(std::size_t indent, std::string_view text, Tone tone = Tone::kPlain) {
    for (const std::string& each : wrapped(printable(text), kColumns - indent)) {
      line(indent, style_.paint(tone, each));
    }
  }
  void bullet(std::size_t indent, std::string_view text) {
    const std::vector<std::string> lines = wrapped(printable(text), kColumns - indent - 2);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      line(indent, fmt::format("{} {}", i == 0 ? style_.sign(Sign::kBullet) : " ", lines[i]));
    }
  }

  [[nodiscard]] std::string place(SourcePlace at) const {
    return place_text(report_, at, options_.folder);
  }

  // The word that scripts must not read (they have the exit code) and people look for.
  [[nodiscard]] std::string verdict() const {
    const std::string counts = describe(count_severities(report_.findings));
    switch (outcome(report_)) {
      case ReportOutcome::kPassed:
        return fmt::format("{}  {}{}", style_.paint(Tone::kGood, "PASS"), counts,
                           report_.findings.empty() ? ", " + rules_checked() : "");
      case ReportOutcome::kFailed:
        return fmt::format("{}  {}", style_.paint(Tone::kBad, "FAIL"), counts);
      case ReportOutcome::kUndecided:
        return fmt::format("{}  a required rule could not be decided; {}",
                           style_.paint(Tone::kUnsure, "UNDECIDED"), counts);
    }
    return counts;
  }

  [[nodiscard]] std::string rules_checked() const {
    return fmt::format("{} checked", counted(report_.rules.size(), "rule"));
  }

  // `severity rule place: message`, a line that grep and editors can use.
  void quiet_findings() {
    for (const Finding& finding : report_.findings) {
      std::string text =
          fmt::format("{} {}", style_.paint(tone_of(finding.severity), to_string(finding.severity)),
                      finding.rule);
      if (const std::string at = place(finding.place); !at.empty()) {
        text += fmt::format(" {}", printable(at));
      }
      line(0, fmt::format("{}: {}{}", text, printable(finding.message), known_mark(finding)));
    }
  }

  [[nodiscard]] std::string known_mark(const Finding& finding) const {
    return finding.baseline == BaselineState::kUnchanged ? style_.paint(Tone::kDim, " (known)")
                                                         : std::string();
  }

  // Findings of one rule and severity stand together: the order of sort_findings().
  [[nodiscard]] std::vector<std::span<const Finding>> grouped_findings() const {
    std::vector<std::span<const Finding>> all;
    const std::span<const Finding> findings = report_.findings;
    for (std::size_t begin = 0, i = 0; i < findings.size(); ++i) {
      const bool last = i + 1 == findings.size() || findings[i + 1].rule != findings[i].rule ||
                        findings[i + 1].severity != findings[i].severity;
      if (last) {
        all.push_back(findings.subspan(begin, i + 1 - begin));
        begin = i + 1;
      }
    }
    return all;
  }

  // Worth its lines only where there is something to overlook.
  void rule_overview() {
    constexpr std::size_t kWorthATable = 2;
    const auto all = grouped_findings();
    if (all.size() < kWorthATable) {
      return;
    }
    TextTable table({"SEVERITY", "RULE", "NAME", "FINDINGS"});
    for (const std::span<const Finding> group : all) {
      const RuleView& rule = report_.rule(group.front().rule);
      const FindingSeverity severity = group.front().severity;
      table.add({{std::string(to_string(severity)), tone_of(severity)},
                 {std::string(rule.id)},
                 {std::string(rule.name)},
                 {grouped(group.size()), Tone::kPlain, true}});
    }
    line(0, "");
    out_ += table.render(style_, kFinding);
  }

  void groups() {
    for (const std::span<const Finding> group : grouped_findings()) {
      group_heading(group);
      const std::size_t full = std::min(group.size(), kMaxFullFindings);
      for (const Finding& each : group.first(full)) {
        finding(each);
      }
      further(group.subspan(full));
    }
  }

  void group_heading(std::span<const Finding> group) {
    const RuleView& rule = report_.rule(group.front().rule);
    const std::string severity = upper(to_string(group.front().severity));
    const std::string count =
        group.size() == 1 ? "" : fmt::format(" ({})", counted(group.size(), "finding"));
    line(0, "");
    line(0, fmt::format("{}  {} {}{}", style_.paint(tone_of(group.front().severity), severity),
                        style_.paint(Tone::kStrong, rule.id),
                        style_.paint(Tone::kStrong, rule.name), style_.paint(Tone::kDim, count)));
    paragraph(severity.size() + 2, rule.title, Tone::kDim);
  }

  void finding(const Finding& each) {
    line(0, "");
    std::vector<std::string> message = wrapped(printable(each.message), kColumns - kFinding);
    for (std::size_t i = 0; i < message.size(); ++i) {
      const bool last = i + 1 == message.size();
      line(kFinding, fmt::format("{}{}", style_.paint(Tone::kStrong, message[i]),
                                 last ? known_mark(each) : ""));
    }
    excerpt(each);
    chain(each);
    for (const Evidence& list : each.evidence) {
      evidence(list);
    }
    fix(each.fix);
  }

  void part(std::string_view label) { line(kPart, style_.paint(Tone::kHeading, printable(label))); }

  void excerpt(const Finding& each) {
    if (!each.place.known()) {
      return;
    }
    line(kPart, style_.paint(Tone::kDim, printable(place(each.place))));
    const std::vector<ExcerptLine> lines =
        source_excerpt(each, options_.lines, kColumns - kInner - kPart - kPart);
    const std::size_t digits = lines.empty() ? 0 : std::to_string(lines.back().number).size();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string_view edge = bracket(i, lines.size());
      line(kInner, fmt::format("{} {}",
                               style_.paint(Tone::kDim, fmt::format("{:>{}} {}", lines[i].number,
                                                                    digits, edge)),
                               lines[i].text));
    }
  }

  [[nodiscard]] std::string_view bracket(std::size_t i, std::size_t count) const {
    if (!style_.utf8()) {
      return "|";
    }
    if (count == 1) {
      return "│";
    }
    if (i == 0) {
      return "┌";
    }
    return i + 1 == count ? "└" : "│";
  }

  void chain(const Finding& each) {
    if (each.chain.empty()) {
      return;
    }
    part("via");
    std::size_t what = 0;
    std::size_t text = 0;  // of the steps behind whose text something stands
    for (const Cause& cause : each.chain) {
      what = std::max(what, display_width(printable(cause.what)));
      text = std::max(text, where(each, cause).empty() ? 0 : display_width(printable(cause.text)));
    }
    for (const Cause& cause : each.chain) {
      const std::string shown = printable(cause.text);
      std::string step = style_.paint(Tone::kDim, padded(printable(cause.what), what));
      step += fmt::format("  {}", shown);
      if (const std::string there = where(each, cause); !there.empty()) {
        step.append(text - display_width(shown) + 2, ' ');
        step += style_.paint(Tone::kDim, there);
      }
      line(kInner, step);
    }
  }

  static std::string padded(std::string text, std::size_t width) {
    text.append(width - std::min(width, display_width(text)), ' ');
    return text;
  }

  // The id of a step, or else where it stands, if that is not where the finding does.
  [[nodiscard]] std::string where(const Finding& each, const Cause& cause) const {
    if (!cause.id.empty()) {
      return printable(short_id(style_, cause.id));
    }
    return cause.place == each.place ? std::string() : printable(place(cause.place));
  }

  // The worst ones stand first, and a few of them say what there is to say; one more line is worth
  // one more item.
  void evidence(const Evidence& list) {
    std::size_t shown = list.items.size();
    if (!options_.verbose && list.total > kMaxShownItems + 1) {
      shown = std::min(shown, kMaxShownItems);
    }
    part(list.total > shown ? fmt::format("{} ({})", list.label, grouped(list.total)) : list.label);
    for (std::size_t i = 0; i < shown; ++i) {
      bullet(kInner, list.items[i]);
    }
    if (list.total > shown) {
      line(kInner,
           style_.paint(Tone::kDim, fmt::format("and {} more", grouped(list.total - shown))));
    }
  }

  // Commands and files are not wrapped: they are copied.
  void fix(const Fix& how) {
    if (how.text.empty() && how.commands.empty() && how.attachment.empty()) {
      return;
    }
    part("fix");
    paragraph(kInner, how.text);
    for (const std::string& command : how.commands) {
      std::string_view prompt = "$";
      for (const std::string& each : printable_lines(command)) {
        line(kInner, fmt::format("{} {}", style_.paint(Tone::kDim, prompt), each));
        prompt = " ";
      }
    }
    if (!how.attachment.empty()) {
      line(kInner, style_.paint(Tone::kDim, printable(how.attachment_name)));
      for (const std::string& each : printable_lines(how.attachment)) {
        line(kInner + 2, each);
      }
    }
  }

  // One line each: none is left out, and the report does not become a book.
  void further(std::span<const Finding> rest) {
    if (rest.empty()) {
      return;
    }
    line(0, "");
    line(kFinding, fmt::format("and {} more of this rule", grouped(rest.size())));
    for (const Finding& each : rest) {
      const std::string at = place(each.place);
      bullet(kPart, at.empty() ? each.message : fmt::format("{} ({})", each.message, at));
    }
  }

  // Whether what was not covered is told once more, beside its findings.
  [[nodiscard]] bool tells_coverage() const {
    return !report_.coverage_is_found || options_.verbose;
  }

  void undecided() {
    std::vector<Unverifiable> open_ones = report_.unverifiable;
    std::erase_if(open_ones,
                  [&](const Unverifiable& open) { return !open.required && !tells_coverage(); });
    if (open_ones.empty()) {
      return;
    }
    heading("What could not be decided");
    for (const Unverifiable& open : open_ones) {
      bullet(kFinding, fmt::format("{} {} {}{}", open.rule, report_.rule(open.rule).name,
                                   describe(open), open.required ? " (required)" : ""));
    }
  }

  void suppressed() {
    if (report_.suppressed.empty() || !options_.list_suppressed) {
      return;
    }
    heading("Suppressed");
    for (const SuppressedFinding& each : report_.suppressed) {
      bullet(kFinding, fmt::format("{} {} {}", to_string(each.finding.severity), each.finding.rule,
                                   each.finding.message));
      paragraph(kPart, describe_acceptance(each), Tone::kDim);
    }
  }

  void absent() {
    if (report_.absent.empty()) {
      return;
    }
    heading("In the baseline, and no longer found");
    for (const Finding& each : report_.absent) {
      bullet(kFinding, fmt::format("{} {}", each.rule, each.message));
    }
  }

  void gaps() {
    if (report_.coverage_gaps.empty() || !tells_coverage()) {
      return;
    }
    heading("What was not exported, and bears on this");
    for (const std::string& gap : report_.coverage_gaps) {
      bullet(kFinding, gap);
    }
  }

  // Only where the first line has scrolled away or does not say it all.
  void closing() {
    if (report_.findings.empty() && report_.suppressed.empty() && report_.unverifiable.empty()) {
      return;
    }
    const BaselineCounts baseline = count_baseline(report_);
    std::string text = describe(count_severities(report_.findings));
    if (baseline.fresh + baseline.known != 0) {
      text += fmt::format("; {} new, {} known", grouped(baseline.fresh), grouped(baseline.known));
    }
    if (!report_.suppressed.empty()) {
      text += fmt::format("; {} suppressed", grouped(report_.suppressed.size()));
    }
    if (!report_.unverifiable.empty()) {
      text += fmt::format("; {} undecided", grouped(report_.unverifiable.size()));
    }
    text += fmt::format("; {}", rules_checked());
    line(0, "");
    line(0, style_.paint(Tone::kDim, text));
  }

  const Report& report_;
  const ReportOptions& options_;
  const TextStyle& style_;
  std::string out_;
};

}  // namespace

Tone tone_of(FindingSeverity severity) {
  switch (severity) {
    case FindingSeverity::kLow:
      return Tone::kStrong;
    case FindingSeverity::kMedium:
      return Tone::kUnsure;
    case FindingSeverity::kHigh:
    case FindingSeverity::kCritical:
      return Tone::kBad;
  }
  return Tone::kPlain;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    line += line.empty() ? "" : " ";
    line += word;
  }
  if (!line.empty()) {
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string findings_text(const Report& report, const ReportOptions& options) {
  return Writer(report, options).text();
}

}  // namespace leastwise
