#include "engine/report/threshold.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/suggestion.h"

namespace leastwise {

// Reads the words of both options and gathers what is wrong with them.
class Threshold::Reader {
 public:
  explicit Reader(std::span<const RuleView> rules) : rules_(rules) {}

  // Of several severities the widest holds: for `fail_on` the least, for `warn_on` the worst.
  Named read(std::span<const std::string> options, bool least) {
    Named named;
    for (const std::string_view option : options) {
      for (std::string_view rest = option;;) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        add(trim_blanks(rest.substr(0, comma)), least, named);
        if (comma == rest.size()) {
          break;
        }
        rest.remove_prefix(comma + 1);
      }
    }
    return named;
  }

  [[nodiscard]] const std::vector<std::string>& unknown() const { return unknown_; }

  // What the first unknown word was probably meant to be, else what is allowed.
  [[nodiscard]] std::string help() const {
    std::vector<std::string_view> known;
    for (const FindingSeverity severity : kFindingSeverities) {
      known.push_back(to_string(severity));
    }
    for (const RuleView& rule : rules_) {
      known.push_back(rule.id);
      known.push_back(rule.name);
    }
    const std::string guess = did_you_mean(unknown_.front(), known);
    return guess.empty() ? "low, medium, high, critical, or a rule by its id or short name" : guess;
  }

 private:
  void add(std::string_view word, bool least, Named& named) {
    if (const auto severity = parse_finding_severity(word)) {
      const FindingSeverity before = named.severity.value_or(*severity);
      named.severity = least ? std::min(before, *severity) : std::max(before, *severity);
      return;
    }
    const auto rule = std::ranges::find_if(rules_, [&](const RuleView& each) {
      return equals_folded(word, each.id) || equals_folded(word, each.name);
    });
    if (rule == rules_.end()) {
      unknown_.emplace_back(word);
    } else if (!named.has(rule->id)) {
      named.rules.emplace_back(rule->id);
    }
  }

  std::span<const RuleView> rules_;
  std::vector<std::string> unknown_;
};

bool Threshold::Named::has(std::string_view rule) const {
  return std::ranges::find(rules, rule) != rules.end();
}

Result<Threshold> Threshold::parse(std::span<const std::string> fail_on,
                                   std::span<const std::string> warn_on,
                                   std::span<const RuleView> rules) {
  Reader reader(rules);
  Threshold threshold;
  threshold.fail_on_ = reader.read(fail_on, true);
  threshold.warn_on_ = reader.read(warn_on, false);
  if (!reader.unknown().empty()) {
    std::string words;
    for (const std::string& word : reader.unknown()) {
      words += fmt::format("{}`{}`", words.empty() ? "" : ", ", word);
    }
    return fail(fmt::format("neither a severity nor a rule: {}", words), reader.help());
  }
  for (const std::string& rule : threshold.fail_on_.rules) {
    if (threshold.warn_on_.has(rule)) {
      return fail(fmt::format("rule `{}` is to fail and only to warn", rule),
                  "name it in one of --fail-on and --warn-on");
    }
  }
  const auto fails = threshold.fail_on_.severity;
  const auto warns = threshold.warn_on_.severity;
  if (fails && warns && *fails <= *warns) {
    return fail(fmt::format("severity `{}` is to fail and only to warn", to_string(*warns)),
                "--fail-on takes in what is worse, --warn-on what is milder");
  }
  return threshold;
}

// From what is said of the rule to what is said of severities, to what is said of nothing.
bool Threshold::fails(const Finding& finding) const {
  if (finding.baseline == BaselineState::kUnchanged || warn_on_.has(finding.rule)) {
    return false;
  }
  if (fail_on_.has(finding.rule)) {
    return true;
  }
  if (fail_on_.severity && finding.severity >= *fail_on_.severity) {
    return true;
  }
  if (warn_on_.severity && finding.severity <= *warn_on_.severity) {
    return false;
  }
  return fail_on_.empty();
}

void apply_threshold(Report& report, const Threshold& threshold) {
  report.failed = std::ranges::any_of(
      report.findings, [&](const Finding& finding) { return threshold.fails(finding); });
}

}  // namespace leastwise
