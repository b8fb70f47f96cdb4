// LW023: a pattern that matches no known operation of its plane.
//
// Three cases. It matches operations of the other plane only: a data operation in actions grants
// nothing. Or operations of its provider are known, and it matches none of them: mistyped, or of
// something that Azure has retired. Or nothing is known of its provider: then this rule cannot
// tell, and says so once. The embedded catalogue names a part of some providers, so where all that
// is known of one comes from there, a pattern counts as mistyped only if it is close to an
// operation.
//
// Example: `Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read` in actions.
// Counter-example: `Microsoft.Foo/*` where no operation of Microsoft.Foo was exported.
#include <fmt/core.h>

#include <map>
#include <utility>

#include "engine/report/text_style.h"
#include "rules/audit/operation_index.h"
#include "rules/audit/pattern_suggestion.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

Plane other_plane(Plane plane) { return plane == Plane::kControl ? Plane::kData : Plane::kControl; }

// What is told by LW024 is not told again.
bool is_malformed(const ActionPattern& pattern) {
  return pattern.has(PatternIssue::kEmpty) || pattern.has(PatternIssue::kTrailingSlash) ||
         pattern.has(PatternIssue::kControlCharacter);
}

// What a pattern matches; the same for all roles that hold it.
struct Judgement {
  enum class Kind : std::uint8_t { kAlive, kWrongPlane, kDead, kUndecided };

  Kind kind = Kind::kAlive;
  std::string suggestion = {};
};

class PatternJudge {
 public:
  explicit PatternJudge(const AuditContext& context)
      : context_(context), index_(context.tenant().operations()) {}

  [[nodiscard]] const Judgement& judge(const RolePattern& pattern) {
    const auto [entry, is_new] = judged_.try_emplace({pattern.id, pattern.plane});
    if (is_new) {
      entry->second = worked_out(context_.compiled().pattern(pattern.id), pattern.plane);
    }
    return entry->second;
  }

  // States what could not be decided of the patterns that were judged.
  void state_undecided(RuleOutcome& outcome) const {
    if (nothing_known_) {
      outcome.unverifiable(
          "no operation is known (`az provider operation list`): whether a pattern matches "
          "anything");
    }
    unknown_.state(outcome, "whether a pattern of theirs matches anything");
    for (const auto& [provider, meant] : meant_) {
      outcome.unverifiable(
          fmt::format("no operation of `{}` is known: perhaps `{}` was meant", provider, meant));
    }
    if (!partly_known_.empty()) {
      outcome.unverifiable(fmt::format(
          "only the catalogue's part of the operations is known (`az provider operation list`): "
          "whether `{}` matches anything{}",
          partly_known_.front(),
          partly_known_.size() == 1
              ? std::string()
              : fmt::format(", and {} more", counted(partly_known_.size() - 1, "pattern"))));
    }
  }

 private:
  [[nodiscard]] Judgement worked_out(const ActionPattern& pattern, Plane plane) {
    if (is_malformed(pattern) || index_.matches_any(pattern, plane)) {
      return {};
    }
    if (index_.matches_any(pattern, other_plane(plane))) {
      return {Judgement::Kind::kWrongPlane};
    }
    std::string suggestion = suggested_pattern(index_, pattern, plane);
    const std::string provider = provider_of(pattern);
    if (!index_.knows_provider(provider)) {
      note_unknown(pattern, provider, suggestion);
      return {Judgement::Kind::kUndecided};
    }
    if (suggestion.empty() && !index_.exported_provider(provider)) {
      partly_known_.push_back(pattern.text());
      return {Judgement::Kind::kUndecided};
    }
    return {Judgement::Kind::kDead, std::move(suggestion)};
  }

  void note_unknown(const ActionPattern& pattern, const std::string& provider,
                    const std::string& suggestion) {
    if (suggestion.empty()) {
      nothing_known_ |= !unknown_.note(index_, pattern);
    } else {
      meant_.try_emplace(pattern.text().substr(0, provider.size()),
                         suggestion.substr(0, suggestion.find('/')));
    }
  }

  const AuditContext& context_;
  OperationIndex index_;
  std::map<std::pair<PatternId, Plane>, Judgement> judged_;
  UnknownProviders unknown_;
  bool nothing_known_ = false;                // a pattern of any provider, and no operation at all
  std::map<std::string, std::string> meant_;  // by provider that is not known
  std::vector<std::string> partly_known_;     // patterns, each once
};

class DeadPattern final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW023",
        .name = "dead-pattern",
        .title = "A pattern of a custom role matches no known operation of its plane",
        .description =
            "A pattern in one of the four lists of a custom role matches no known operation of the "
            "plane of that list, though operations of its provider are known. The severity is "
            "medium where it matches operations of the other plane only, and where something close "
            "to it should have been taken away by notActions.",
        .remedy =
            "Correct the pattern, move it to the list of its plane (actions or dataActions), or "
            "remove it if what it named is gone.",
        .needs = "role definitions; the operations of their providers",
        .severity = FindingSeverity::kLow,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    PatternJudge judge(context);
    for (const RoleId role : custom_roles(context)) {
      for (const RolePattern& pattern : patterns_of(context.tenant().role(role))) {
        const Judgement& judgement = judge.judge(pattern);
        if (judgement.kind == Judgement::Kind::kWrongPlane) {
          outcome.add(wrong_plane(context, role, pattern));
        } else if (judgement.kind == Judgement::Kind::kDead) {
          outcome.add(dead(context, role, pattern, judgement));
        }
      }
    }
    judge.state_undecided(outcome);
  }

 private:
  static Finding begin(const AuditContext& context, RoleId role, const RolePattern& pattern,
                       FindingSeverity severity, std::string_view what) {
    const ActionPattern& parsed = context.compiled().pattern(pattern.id);
    return role_finding(context, role,
                        {severity,
                         fmt::format("`{}` in the {} of {} {}", parsed.text(), list_name(pattern),
                                     role_text(context.tenant(), role), what),
                         fmt::format("{} {}", list_name(pattern), parsed.folded())});
  }

  static Finding wrong_plane(const AuditContext& context, RoleId role, const RolePattern& pattern) {
    const RolePattern meant{pattern.id, other_plane(pattern.plane), pattern.subtracted};
    Finding finding =
        begin(context, role, pattern, FindingSeverity::kMedium,
              fmt::format("matches known operations of the {} plane only, and so nothing there",
                          to_string(meant.plane)));
    finding.fix.text = fmt::format("move it to {}, if it is needed", list_name(meant));
    return finding;
  }

  static Finding dead(const AuditContext& context, RoleId role, const RolePattern& pattern,
                      const Judgement& judgement) {
    const bool missed = pattern.subtracted && !judgement.suggestion.empty();
    Finding finding =
        begin(context, role, pattern, missed ? FindingSeverity::kMedium : FindingSeverity::kLow,
              missed ? "matches no known operation, and so takes nothing away"
                     : "matches no known operation");
    finding.fix.text =
        judgement.suggestion.empty()
            ? std::string("correct the pattern, or remove it if what it named is gone")
            : fmt::format("did you mean `{}`?", judgement.suggestion);
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> dead_pattern_rule() {
  return std::make_unique<const DeadPattern>();
}

}  // namespace leastwise
