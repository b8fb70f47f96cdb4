#include "rules/audit/rule.h"

#include <algorithm>
#include <utility>

namespace leastwise {

void RuleOutcome::add(Finding finding) {
  std::erase_if(finding.evidence, [](const Evidence& list) { return list.total == 0; });
  finding.rule = rule_;
  findings_.push_back(std::move(finding));
}

// Statements are few: one for each thing that is missing, not one for each record that it bears on.
void RuleOutcome::unverifiable(std::string missing, std::string subject) {
  const bool stated = std::ranges::any_of(unverifiable_, [&](const Unverifiable& other) {
    return other.missing == missing && other.subject == subject;
  });
  if (!stated) {
    unverifiable_.push_back({rule_, std::move(missing), std::move(subject)});
  }
}

}  // namespace leastwise
