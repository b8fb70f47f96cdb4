#include "cli/rule_text.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/suggestion.h"
#include "engine/report/report_parts.h"
#include "engine/report/suppressions.h"
#include "rules/audit/rule.h"
#include "rules/registry/registry_lint.h"

namespace leastwise::cli {

std::vector<RuleView> known_audit_rules() {
  std::vector<RuleView> rules = audit_rule_views();
  rules.insert(rules.end(), suppression_rules().begin(), suppression_rules().end());
  std::ranges::sort(rules, {}, &RuleView::id);
  return rules;
}

std::vector<RuleView> known_rules() {
  std::vector<RuleView> rules = known_audit_rules();
  const std::vector<RuleView> more = registry_rule_views();
  rules.insert(rules.end(), more.begin(), more.end());
  return rules;
}

// A walk over some fifty rules: reports show both the id and the short name, so both are taken.
Result<RuleView> find_rule(std::string_view name) {
  std::vector<std::string_view> names;
  const std::vector<RuleView> rules = known_rules();
  for (const RuleView& rule : rules) {
    if (equals_folded(rule.id, name) || equals_folded(rule.name, name)) {
      return rule;
    }
    names.push_back(rule.id);
    names.push_back(rule.name);
  }
  const std::string guess = did_you_mean(name, names);
  return fail(fmt::format("no rule `{}`", name),
              guess.empty() ? "`leastwise rule list` lists them" : guess);
}

Json json_rule(const RuleView& rule) {
  return {{"id", rule.id},
          {"name", rule.name},
          {"title", rule.title},
          {"severity", to_string(rule.severity)},
          {"description", rule.description},
          {"remedy", rule.remedy},
          {"needs", rule.needs},
          {"page", rule_page(rule.id)}};
}

}  // namespace leastwise::cli
