// Two languages, kept apart: the head is Markdown and holds no text of the input; all else is HTML
// of one line a tag, in which nothing is Markdown (CommonMark, HTML block of kind 6: it goes on
// until an empty line). The end of the text is made first, so that there is room for it.
#include "engine/report/markdown.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

#include "engine/report/escapes.h"

namespace leastwise {
namespace {

// A list of finished HTML, as one line.
std::string list_of(const std::vector<std::string>& items) {
  std::string html = "<ul>";
  for (const std::string& item : items) {
    html += fmt::format("<li>{}</li>", item);
  }
  return html + "</ul>\n";
}

// Nothing inside of code is a mention, and it is copied: so it gets no invisible characters.
std::string code(std::string_view text) {
  return fmt::format("<code>{}</code>", xml_escaped(text));
}

// Lines as one line of HTML: a newline could be an empty line, which would end the HTML.
std::string code_block(const std::vector<std::string>& lines) {
  std::string html = "<pre><code>";
  std::string_view before;
  for (const std::string& line : lines) {
    html += fmt::format("{}{}", before, xml_escaped(line));
    before = "&#10;";
  }
  return html + "</code></pre>\n";
}

// Writes one report.
class Writer {
 public:
  Writer(const Report& report, const ReportOptions& options) : report_(report), options_(options) {}

  [[nodiscard]] std::string text() const {
    const std::string tail = undecided() + suppressed() + absent() + gaps();
    std::string text = head();
    const std::size_t all = report_.findings.size();
    for (std::size_t i = 0; i < all; ++i) {
      const std::string next = finding(report_.findings[i]);
      if (text.size() + next.size() + std::min(tail.size(), kTailBytes) > kMaxMarkdownBytes) {
        text += fmt::format("<p>{} more, none of them worse, are left out here.</p>\n\n",
                            counted(all - i, "finding"));
        break;
      }
      text += next;
    }
    return text + (tail.size() <= kTailBytes ? tail : short_tail());
  }

 private:
  // Room for what is said behind the findings.
  static constexpr std::size_t kTailBytes = 8'000;

  // What a reader of the pull request sees without a click.
  [[nodiscard]] std::string head() const {
    const SeverityCounts counts = count_severities(report_.findings);
    std::string text = fmt::format(
        "## Leastwise: {}, {}\n\n", to_string(outcome(report_)),
        counts.total == 0 ? std::string("no findings") : counted(counts.total, "finding"));
    text += "| critical | high | medium | low | suppressed | undecided |\n";
    text += "|---:|---:|---:|---:|---:|---:|\n|";
    for (const FindingSeverity severity : std::views::reverse(kFindingSeverities)) {
      text += fmt::format(" {} |", grouped(counts.of(severity)));
    }
    text += fmt::format(" {} | {} |\n\n", grouped(report_.suppressed.size()),
                        grouped(report_.unverifiable.size()));
    const BaselineCounts baseline = count_baseline(report_);
    if (baseline.fresh + baseline.known != 0) {
      text += fmt::format("Against the baseline: {} new, {} known, {} no longer found.\n\n",
                          grouped(baseline.fresh), grouped(baseline.known),
                          grouped(report_.absent.size()));
    }
    return text;
  }

  // Closed at first; the summary says how bad, which rule, and what.
  [[nodiscard]] std::string finding(const Finding& each) const {
    const RuleView& rule = report_.rule(each.rule);
    const bool known = each.baseline == BaselineState::kUnchanged;
    std::string html =
        fmt::format("<details>\n<summary><b>{}</b> {} {}{}</summary>\n", to_string(each.severity),
                    code(each.rule), html_escaped(each.message), known ? " (known)" : "");
    html += fmt::format("<p><a href=\"{}\">{}</a>: {}.</p>\n", rule_page(rule.id),
                        html_escaped(rule.name), html_escaped(rule.title));
    if (const std::string at = place_text(report_, each.place, options_.folder); !at.empty()) {
      html += fmt::format("<p>{}</p>\n", code(at));
    }
    html += chain(each);
    for (const Evidence& list : each.evidence) {
      html += evidence(list);
    }
    return html + fix(each.fix) + "</details>\n\n";
  }

  // With ids in full: here there is room, and the reader may have nothing else.
  [[nodiscard]] std::string chain(const Finding& each) const {
    if (each.chain.empty()) {
      return {};
    }
    std::vector<std::string> steps;
    for (const Cause& cause : each.chain) {
      std::string step =
          fmt::format("{}: <b>{}</b>", html_escaped(cause.what), html_escaped(cause.text));
      if (!cause.id.empty()) {
        step += fmt::format(" {}", code(cause.id));
      }
      if (const std::string at = place_text(report_, cause.place, options_.folder); !at.empty()) {
        step += fmt::format(" ({})", html_escaped(at));
      }
      steps.push_back(std::move(step));
    }
    return "<p>Via</p>\n" + list_of(steps);
  }

  [[nodiscard]] static std::string evidence(const Evidence& list) {
    std::vector<std::string> items;
    for (const std::string& item : list.items) {
      items.push_back(code(item));
    }
    if (list.total > list.items.size()) {
      items.push_back(fmt::format("and {} more", grouped(list.total - list.items.size())));
    }
    return fmt::format("<p>{}</p>\n", html_escaped(list.label)) + list_of(items);
  }

  [[nodiscard]] static std::string fix(const Fix& how) {
    std::string html;
    if (!how.text.empty()) {
      html += fmt::format("<p><b>Fix.</b> {}</p>\n", html_escaped(how.text));
    }
    std::vector<std::string> lines;
    for (const std::string& command : how.commands) {
      std::ranges::move(printable_lines(command), std::back_inserter(lines));
    }
    if (!lines.empty()) {
      html += code_block(lines);
    }
    if (!how.attachment.empty()) {
      html += fmt::format("<p>{}</p>\n", code(how.attachment_name));
      html += code_block(printable_lines(how.attachment));
    }
    return html;
  }

  // A section that is closed at first.
  [[nodiscard]] static std::string section(std::string_view title,
                                           const std::vector<std::string>& items) {
    return items.empty() ? std::string()
                         : fmt::format("<details>\n<summary>{} ({})</summary>\n{}</details>\n\n",
                                       title, grouped(items.size()), list_of(items));
  }

  [[nodiscard]] std::string undecided() const {
    std::vector<std::string> items;
    for (const Unverifiable& open : report_.unverifiable) {
      items.push_back(fmt::format("{} {}{}", code(open.rule), html_escaped(describe(open)),
                                  open.required ? " (required)" : ""));
    }
    return section("Could not be decided", items);
  }

  [[nodiscard]] std::string suppressed() const {
    std::vector<std::string> items;
    if (options_.list_suppressed) {
      for (const SuppressedFinding& each : report_.suppressed) {
        items.push_back(fmt::format("{} {} {}", code(each.finding.rule),
                                    html_escaped(each.finding.message),
                                    html_escaped(describe_acceptance(each))));
      }
    }
    return section("Suppressed", items);
  }

  [[nodiscard]] std::string absent() const {
    std::vector<std::string> items;
    for (const Finding& each : report_.absent) {
      items.push_back(fmt::format("{} {}", code(each.rule), html_escaped(each.message)));
    }
    return section("In the baseline, and no longer found", items);
  }

  [[nodiscard]] std::string gaps() const {
    std::vector<std::string> items;
    for (const std::string& gap : report_.coverage_gaps) {
      items.push_back(html_escaped(gap));
    }
    return section("What was not exported, and bears on this", items);
  }

  // Numbers are never left out.
  [[nodiscard]] std::string short_tail() const {
    return fmt::format(
        "<p>Left out here for their length: {} that could not be decided, {} "
        "suppressed, {} no longer found, {}.</p>\n",
        counted(report_.unverifiable.size(), "statement"), grouped(report_.suppressed.size()),
        grouped(report_.absent.size()), counted(report_.coverage_gaps.size(), "coverage gap"));
  }

  const Report& report_;
  const ReportOptions& options_;
};

}  // namespace

std::string findings_markdown(const Report& report, const ReportOptions& options) {
  return Writer(report, options).text();
}

}  // namespace leastwise
