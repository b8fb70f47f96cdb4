// `leastwise rule list`: what the audit looks for, a line a rule.
//
// The order is that of the ids: what has to do with needs stands first. The severity is the usual
// one; a finding may be worse where what it is about is worse.
#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/rule_text.h"
#include "engine/report/findings_text.h"
#include "engine/report/text_table.h"

namespace leastwise::cli {
namespace {

std::string rules_text(const TextStyle& style) {
  const std::vector<RuleView> rules = known_rules();
  TextTable table({"RULE", "NAME", "SEVERITY", "FINDS"});
  for (const RuleView& rule : rules) {
    table.add({{std::string(rule.id), Tone::kStrong},
               {std::string(rule.name)},
               {std::string(to_string(rule.severity)), tone_of(rule.severity)},
               {std::string(rule.title)}});
  }
  return fmt::format("{}\n\n{}\n`leastwise rule show RULE` tells more.\n",
                     style.paint(Tone::kStrong, counted(rules.size(), "rule")),
                     table.render(style, 2));
}

Json rules_json() {
  Json rules = Json::array();
  for (const RuleView& rule : known_rules()) {
    rules.push_back(json_rule(rule));
  }
  return {{"rules", std::move(rules)}};
}

}  // namespace

// The rules are part of the program: no tenant is read.
ExitCode run_rule_list(const Options& options, Console& console) {
  console.print(options.global.format == Format::kJson ? rules_json().text()
                                                       : rules_text(console.style()));
  return ExitCode::kSuccess;
}

}  // namespace leastwise::cli
