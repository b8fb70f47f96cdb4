// LW025: a role whose verdicts depend on how `*` is read.
//
// Azure's own reading of wildcards is not published in full, so this program has two (pattern.h).
// Where they disagree about a known operation of a custom role, its pattern says less than it
// should. Built-in roles are left out: nobody here can mend them, and a tenant uses dozens of which
// that is true; whoever asks about one can ask in both readings (--wildcards).
//
// Asked is each known operation on which the readings of one of the role's wildcard patterns
// differ; no other operation can make a difference. Its verdict is worked out in both readings:
// granted for certain, and under which conditions of blocks. That is exact over the known
// operations. Beyond them: on action strings without an empty segment the readings differ only at
// patterns in which a whole segment `*` stands in the middle, and only where it would stand for no
// segment at all. So where such an operation is of a provider of which none is known, the rule says
// that it cannot tell (tests/rules/audit/reading_dependent_test.cc exhausts the claim on short
// strings).
//
// Example: `workspaces/*/write` less `workspaces/write`: the first takes in the second in the
// segment reading only. Counter-example: `A/*` reads the same for every operation below A.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/operation_index.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

constexpr std::array kReadings = {WildcardReading::kAzure, WildcardReading::kLiteral};

// One pattern in both readings.
using BothReadings = std::array<ActionPattern, 2>;

// What a role says of an operation in one reading. Conditions count only where it is not granted
// for certain.
struct Verdict {
  bool certain = false;
  std::vector<ConditionId> conditions = {};

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

// Whether a `*` that is a whole segment stands between others.
bool has_inner_segment(const ActionPattern& pattern) {
  return pattern.folded().find("/*/") != std::string::npos;
}

class TwoReadings {
 public:
  explicit TwoReadings(const AuditContext& context)
      : context_(context),
        index_(context.tenant().operations()),
        parsed_(context.tenant().pattern_count()) {}

  // The known operations of a plane whose verdict depends on the reading, ascending.
  [[nodiscard]] std::vector<OperationId> differing(RoleId role, Plane plane) {
    std::vector<OperationId> found = candidates(role, plane);
    std::erase_if(found, [&](OperationId id) {
      const std::string name = folded(context_.tenant().operations().name(id));
      return verdict(role, plane, name, 0) == verdict(role, plane, name, 1);
    });
    return found;
  }

  // `granted in the azure reading only`, or `literal`: how the readings differ.
  [[nodiscard]] std::string difference(RoleId role, Plane plane, OperationId id) {
    const std::string_view name = context_.tenant().operations().name(id);
    const std::string key = folded(name);
    std::string text(name);
    text += plane == Plane::kData ? " (data)" : "";
    for (std::size_t i = 0; i < kReadings.size(); ++i) {
      text += fmt::format("{} {} in the {} reading", i == 0 ? ":" : ",",
                          verdict_text(verdict(role, plane, key, i)), to_string(kReadings[i]));
    }
    return text;
  }

  // Notes the providers of patterns that could make a difference if only an operation were known.
  void note_unknown(RoleId role, UnknownProviders& unknown) {
    for (const RolePattern& pattern : patterns_of(context_.tenant().role(role))) {
      const ActionPattern& parsed = both(pattern.id)[0];
      if (has_inner_segment(parsed)) {
        unknown.note(index_, parsed);
      }
    }
  }

 private:
  [[nodiscard]] const BothReadings& both(PatternId id) {
    std::optional<BothReadings>& entry = parsed_[id.index()];
    if (!entry) {
      const std::string_view text = context_.tenant().pattern(id);
      // No pattern of a tenant is too long to be parsed: the compiled tenant holds it.
      entry = {*ActionPattern::parse(text, kReadings[0]),
               *ActionPattern::parse(text, kReadings[1])};
    }
    return *entry;
  }

  [[nodiscard]] std::vector<OperationId> candidates(RoleId role, Plane plane) {
    std::vector<OperationId> all;
    for (const RolePattern& pattern : patterns_of(context_.tenant().role(role))) {
      if (pattern.plane != plane || both(pattern.id)[0].is_literal()) {
        continue;
      }
      std::array<std::vector<OperationId>, 2> matched;
      for (std::size_t i = 0; i < kReadings.size(); ++i) {
        matched[i] = index_.matching(both(pattern.id)[i], plane);
        std::ranges::sort(matched[i]);
      }
      std::ranges::set_symmetric_difference(matched[0], matched[1], std::back_inserter(all));
    }
    sort_unique(all);
    return all;
  }

  [[nodiscard]] Verdict verdict(RoleId role, Plane plane, std::string_view folded_action,
                                std::size_t reading) {
    const auto any = [&](const std::vector<PatternId>& patterns) {
      return std::ranges::any_of(
          patterns, [&](PatternId id) { return both(id)[reading].matches(folded_action); });
    };
    Verdict verdict;
    for (const PermissionBlock& block : context_.tenant().role(role).blocks) {
      const PatternLists& lists = block.plane(plane);
      if (!any(lists.granted) || any(lists.subtracted)) {
        continue;
      }
      if (!block.condition) {
        return {.certain = true};
      }
      verdict.conditions.push_back(*block.condition);
    }
    sort_unique(verdict.conditions);
    return verdict;
  }

  [[nodiscard]] static std::string_view verdict_text(const Verdict& verdict) {
    if (verdict.certain) {
      return "granted";
    }
    return verdict.conditions.empty() ? "not granted" : "granted under a condition";
  }

  const AuditContext& context_;
  OperationIndex index_;
  std::vector<std::optional<BothReadings>> parsed_;  // by PatternId
};

class ReadingDependent final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW025",
        .name = "reading-dependent",
        .title = "What a custom role grants depends on how its wildcards are read",
        .description =
            "For a known operation, a custom role gives another verdict in the segment reading of "
            "wildcards (--wildcards azure) than in the literal one. Exact over the known "
            "operations, with the conditions of blocks.",
        .remedy =
            "Name the operations in question one by one, in actions or in notActions: then both "
            "readings agree.",
        .needs = "role definitions; the operations of their providers",
        .severity = FindingSeverity::kLow,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    TwoReadings readings(context);
    UnknownProviders unknown;
    for (const RoleId role : custom_roles(context)) {
      readings.note_unknown(role, unknown);
      std::vector<std::string> items;
      for (const Plane plane : kPlanes) {
        for (const OperationId id : readings.differing(role, plane)) {
          items.push_back(readings.difference(role, plane, id));
        }
      }
      if (!items.empty()) {
        outcome.add(found(context, role, std::move(items)));
      }
    }
    unknown.state(outcome, "whether a verdict depends on how their wildcards are read");
  }

 private:
  [[nodiscard]] static Finding found(const AuditContext& context, RoleId role,
                                     std::vector<std::string> items) {
    Finding finding = role_finding(
        context, role,
        {FindingSeverity::kLow,
         fmt::format("the verdict of {} on {} depends on how `*` is read",
                     role_text(context.tenant(), role), counted(items.size(), "known operation"))});
    finding.evidence.push_back(
        evidence_of("operations on which the readings differ", std::move(items)));
    finding.fix.text = "name these operations one by one, in actions or in notActions";
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> reading_dependent_rule() {
  return std::make_unique<const ReadingDependent>();
}

}  // namespace leastwise
