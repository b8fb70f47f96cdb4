// LW024: a pattern that Azure refuses in a custom role, or that does not mean what it seems to.
//
// Azure takes one wildcard a string in custom roles. What it refuses is told at the severity of the
// rule; what it takes and reads in an unusual way (a wildcard inside a segment, blanks around) is
// low. The decision engine evaluates all of them as written, so no other answer depends on this.
// Example: `Microsoft.Compute/*/disks/*` has two wildcards.
// Counter-example: the same pattern in a built-in role: those may hold several, and some do.
#include <fmt/core.h>

#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// One thing to say about a pattern.
struct Complaint {
  FindingSeverity severity = FindingSeverity::kMedium;
  std::string_view code;  // tells the complaints about one pattern apart
  std::string what;
  std::string_view fix;
};

// All that is wrong with a pattern; Azure names only the first.
std::vector<Complaint> complaints(const ActionPattern& pattern, const AzureLimits& limits) {
  using enum FindingSeverity;
  std::vector<Complaint> all;
  if (pattern.has(PatternIssue::kEmpty)) {
    all.push_back({kMedium, "empty", "is empty, and Azure refuses it: it matches no action",
                   "remove the empty pattern"});
    return all;
  }
  if (pattern.wildcard_count() > limits.wildcards_per_pattern) {
    all.push_back({kMedium, "several-wildcards",
                   fmt::format("has {} wildcards, and Azure refuses more than {} in a custom role",
                               pattern.wildcard_count(), limits.wildcards_per_pattern),
                   "name what one of the wildcards stands for, in several patterns if need be"});
  }
  if (pattern.has(PatternIssue::kTrailingSlash)) {
    all.push_back({kMedium, "trailing-slash", "ends in `/`, as no operation does",
                   "remove the slash, or put the verb or `*` behind it"});
  }
  if (pattern.has(PatternIssue::kControlCharacter)) {
    all.push_back({kMedium, "control-character", "holds a control character, as no operation does",
                   "write the pattern anew: the character cannot be seen"});
  }
  if (pattern.has(PatternIssue::kPartialWildcard)) {
    all.push_back({kLow, "partial-wildcard",
                   "has a wildcard inside a segment, which is unusual and stands for any run of "
                   "characters, `/` included",
                   "name the operations, or let the wildcard be a whole segment"});
  }
  if (pattern.has(PatternIssue::kSurroundingBlanks)) {
    all.push_back({kLow, "blanks", "has blanks around it, which are dropped", "remove the blanks"});
  }
  return all;
}

class RefusedPattern final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW024",
        .name = "refused-pattern",
        .title = "A custom role holds a pattern that Azure refuses, or reads in an unusual way",
        .description =
            "A pattern in any of the four lists of a custom role is empty, has more wildcards than "
            "Azure takes in a custom role, ends in a slash or holds a control character. With "
            "severity low: a wildcard inside a segment, or blanks around the pattern.",
        .remedy = "Write the pattern as Azure takes it: at most one wildcard, as a whole segment.",
        .needs = "role definitions",
        .severity = FindingSeverity::kMedium,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    for (const RoleId role : custom_roles(context)) {
      for (const RolePattern& pattern : patterns_of(context.tenant().role(role))) {
        const ActionPattern& parsed = context.compiled().pattern(pattern.id);
        for (const Complaint& complaint : complaints(parsed, context.input().limits)) {
          Finding finding = role_finding(
              context, role,
              {complaint.severity,
               fmt::format("`{}` in the {} of {} {}", parsed.text(), list_name(pattern),
                           role_text(context.tenant(), role), complaint.what),
               fmt::format("{} {}: {}", list_name(pattern), parsed.folded(), complaint.code)});
          finding.fix.text = complaint.fix;
          outcome.add(std::move(finding));
        }
      }
    }
  }
};

}  // namespace

std::unique_ptr<const AuditRule> refused_pattern_rule() {
  return std::make_unique<const RefusedPattern>();
}

}  // namespace leastwise
