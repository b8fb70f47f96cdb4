// Suppressions: findings that somebody has accepted, for a reason and until a day.
//
// A suppression names a rule and may narrow it to a principal, a role, and a scope with all below
// it. Only what matches for certain is suppressed: a name that means two principals matches
// neither, and a management group takes in only what an export shows to be below it.
//
// A suppression that has expired suppresses nothing and is a finding (LW090), and so is one that
// matched nothing (LW091), unless that could not be seen: its rule took no part or left something
// undecided, or a filter left a part of the tenant out. Findings of these two rules are never
// suppressed: whoever accepts something forever has not accepted it until a day.
//
// Example: LW003 for `Pinecone Platform` at a subscription takes out its findings at the resource
// groups below. Counter-example: `/subscriptions/1` is not above `/subscriptions/10`.
// Source: docs/formats/suppressions.md, docs/rules/LW090.md, docs/rules/LW091.md.
// Tests: tests/engine/report/suppressions_test.cc.
#pragma once

#include <span>

#include "engine/base/diagnostic.h"
#include "engine/report/finding.h"
#include "engine/role/declarations.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

inline constexpr std::string_view kSuppressionExpired = "LW090";
inline constexpr std::string_view kSuppressionUnused = "LW091";

// The two rules, ascending by id.
[[nodiscard]] std::span<const RuleView> suppression_rules();

// Reports `unknown-rule` for each suppression that names none of `rules` (all that there are,
// whether or not they take part): such a file is an error, since what it meant is still found.
void check_suppressions(std::span<const SuppressionRecord> suppressions,
                        std::span<const RuleView> rules, Diagnostics& diagnostics);

// What names mean, and what was looked at.
struct SuppressionContext {
  // Null where there is no tenant (a lint of one file): names are then compared as they stand.
  const Tenant* tenant = nullptr;
  bool whole = true;  // no filter left a part of the tenant out
};

// Moves what is suppressed at report.at from the findings to the suppressed ones, with the first
// suppression that matches, and adds the two rules and their findings. The places of
// `suppressions` are in report.files.
void apply_suppressions(Report& report, std::span<const SuppressionRecord> suppressions,
                        SuppressionContext context);

}  // namespace leastwise
