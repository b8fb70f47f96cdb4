// When findings fail a run: `--fail-on` and `--warn-on`.
//
// Both take severities and rules, in lists with commas, any number of times. Without either, any
// finding fails. What is decided for a rule by name goes before what its severity says:
//
//   --fail-on high                     high and critical fail, the others only warn
//   --fail-on LW001,owner-count        these two rules fail, the others only warn
//   --warn-on low                      low only warns, the others fail
//   --fail-on high --warn-on LW004     high and critical fail, but never for LW004
//
// A finding that a baseline knows fails nothing, and neither does a suppressed one.
// Counter-example: `--fail-on medium --warn-on high` asks for both: an error.
// Tests: tests/engine/report/threshold_test.cc.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/report/finding.h"

namespace leastwise {

class Threshold {
 public:
  // Fails on any finding.
  Threshold() = default;

  // `rules` are all rules that there are, whether or not they take part. Errors: a word that names
  // neither a severity nor a rule (all of them are named, with a suggestion or what is allowed); a
  // rule or a severity that is to fail and only to warn.
  [[nodiscard]] static Result<Threshold> parse(std::span<const std::string> fail_on,
                                               std::span<const std::string> warn_on,
                                               std::span<const RuleView> rules);

  [[nodiscard]] bool fails(const Finding& finding) const;

 private:
  // What one of the two options names.
  struct Named {
    std::optional<FindingSeverity> severity = {};
    std::vector<std::string> rules = {};  // ids

    [[nodiscard]] bool has(std::string_view rule) const;
    [[nodiscard]] bool empty() const { return !severity && rules.empty(); }
  };
  class Reader;

  Named fail_on_;  // severity: this one and above
  Named warn_on_;  // severity: this one and below
};

// Sets report.failed.
void apply_threshold(Report& report, const Threshold& threshold);

}  // namespace leastwise
