// `leastwise rule show`: what a rule finds, what to do about it, and what it must be given.
//
// The page in docs/rules/ says the same at length, with an example. Found by id or by short name,
// since a report shows both.
#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/rule_text.h"
#include "engine/report/findings_text.h"
#include "engine/report/report_parts.h"

namespace leastwise::cli {
namespace {

constexpr std::size_t kTextWidth = 96;

// A heading and a paragraph below it.
std::string section(const TextStyle& style, std::string_view heading, std::string_view paragraph) {
  std::string text = fmt::format("\n{}\n", style.paint(Tone::kHeading, heading));
  for (const std::string& line : wrapped(paragraph, kTextWidth)) {
    text += fmt::format("  {}\n", line);
  }
  return text;
}

std::string rule_text(const TextStyle& style, const RuleView& rule) {
  std::string text =
      fmt::format("{}  {}  {}\n  {}\n", style.paint(Tone::kStrong, rule.id), rule.name,
                  style.paint(tone_of(rule.severity), to_string(rule.severity)), rule.title);
  text += section(style, "What it finds", rule.description);
  text += section(style, "What to do", rule.remedy);
  text += section(style, "What it needs", rule.needs);
  return text + fmt::format("\n{}\n", rule_page(rule.id));
}

}  // namespace

ExitCode run_rule_show(const Options& options, Console& console) {
  const Result<RuleView> rule = find_rule(options.rule);
  if (!rule) {
    console.error(rule.error());
    return ExitCode::kError;
  }
  console.print(options.global.format == Format::kJson ? json_rule(*rule).text()
                                                       : rule_text(console.style(), *rule));
  return ExitCode::kSuccess;
}

}  // namespace leastwise::cli
