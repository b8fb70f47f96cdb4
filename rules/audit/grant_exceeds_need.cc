// LW001: a grant that is wider than what its holder declared to need. The headline.
//
// Every grant of a principal that stands in a needs file, its own and those of groups that declare
// nothing themselves, is held against the principal's needs. What the grant gives at its scope
// beyond the needs that stand there or above is its surplus: an exact set, of every action string
// there will ever be. A need that stands below the grant's scope allows nothing there: such a grant
// is wider in scope.
//
// A built-in role whose surplus is tight (replacement.h) fits: nothing narrower can be had without
// a role of one's own. Example: AzureML Registry User for registry-publish, at the registry.
// Counter-example: the same role at the resource group is wider in scope, tight or not.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"
#include "engine/report/names.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/held_needs.h"
#include "rules/audit/replacement.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// A grant that gives its holder more than the holder's needs allow.
struct Excess {
  HeldGrant grant;
  std::vector<std::size_t> at;     // needs at the grant's scope or above
  std::vector<std::size_t> below;  // needs below it
  PlaneSets surplus;               // beyond the needs at the scope
  PlaneSets beyond;                // beyond all of these needs: needed nowhere
};

// Holds the grants of one principal against its needs.
class NeedReview {
 public:
  NeedReview(const AuditContext& context, const GrantMatters& matters, PrincipalId holder)
      : context_(context), tenant_(context.tenant()), needs_(matters.needs()), holder_(holder) {
    for (const HeldGrant& grant : grants_held_by(context, holder)) {
      const RoleAssignment& assignment = tenant_.assignment(grant.assignment);
      if ((grant.grantee != holder && needs_.declares(grant.grantee)) ||
          !context.role(assignment.role).defined || matters.is_activation(assignment)) {
        continue;
      }
      judge(grant);
    }
  }

  void report(RuleOutcome& outcome) const {
    for (const Excess& excess : excesses_) {
      outcome.add(found(excess));
    }
  }

 private:
  void judge(const HeldGrant& grant) {
    const ScopeId scope = tenant_.assignment(grant.assignment).scope;
    Excess excess{.grant = grant,
                  .at = needs_.at_or_above(holder_, scope),
                  .below = needs_.below(holder_, scope),
                  .surplus = granted_sets(context_, grant.assignment),
                  .beyond = PlaneSets(context_)};
    for (const Plane plane : kPlanes) {
      excess.surplus.plane(plane) -= needs_.allowed(excess.at, plane);
      excess.beyond.plane(plane) = excess.surplus.plane(plane);
      excess.beyond.plane(plane) -= needs_.allowed(excess.below, plane);
    }
    if (excess.surplus.empty() || fits(excess)) {
      fitting_.push_back(grant.assignment);
    } else {
      excesses_.push_back(std::move(excess));
    }
  }

  // Whether nothing is needed further down alone, and the rest is what built-in roles cannot help.
  [[nodiscard]] bool fits(const Excess& excess) const {
    const RoleDefinition& role = tenant_.role(tenant_.assignment(excess.grant.assignment).role);
    return role.type == RoleType::kBuiltIn && !excess.at.empty() &&
           excess.surplus == excess.beyond && std::ranges::all_of(kPlanes, [&](Plane plane) {
             return is_tight(context_, excess.at, excess.surplus.plane(plane), plane);
           });
  }

  [[nodiscard]] Finding found(const Excess& excess) const {
    const RoleAssignment& assignment = tenant_.assignment(excess.grant.assignment);
    Finding finding = held_grant_finding(
        context_, holder_, excess.grant,
        weighed(surplus_severity(context_, excess.surplus), assignment), message(excess));
    add_evidence(excess, finding);
    for (const std::size_t need : bearing(excess)) {
      finding.chain.push_back(need_cause(tenant_, context_.input().needs[need]));
    }
    finding.fix = fix(excess);
    return finding;
  }

  [[nodiscard]] static std::vector<std::size_t> bearing(const Excess& excess) {
    std::vector<std::size_t> needs = excess.at;
    needs.insert(needs.end(), excess.below.begin(), excess.below.end());
    sort_unique(needs);
    return needs;
  }

  // The worst of what is needed nowhere; where only the scope is too wide, of what is needed below.
  void add_evidence(const Excess& excess, Finding& finding) const {
    const bool only_scope = excess.beyond.empty();
    const PlaneSets& sets = only_scope ? excess.surplus : excess.beyond;
    Evidence worst = worst_operations(
        context_, only_scope ? "operations needed only below" : "operations beyond the need", sets);
    if (!worst.items.empty()) {
      finding.chain.push_back({"action", worst.items.front()});
    }
    finding.evidence.push_back(std::move(worst));
  }

  // `registry-publish at registries/models`, `..., and 2 more`.
  [[nodiscard]] std::string needs_text(std::span<const std::size_t> needs) const {
    const DeclaredNeed& first = context_.input().needs[needs.front()];
    std::string text =
        fmt::format("{} at {}", need_text(tenant_, first), scope_name(tenant_, first.scope));
    if (needs.size() > 1) {
      text += fmt::format(" and {} more", needs.size() - 1);
    }
    return text;
  }

  [[nodiscard]] std::string grant_name(const Excess& excess) const {
    return held_grant_text(tenant_, holder_, excess.grant);
  }

  // `grants 12 known operations more`; where none is known, what shows that there is more.
  [[nodiscard]] std::string more_text(const PlaneSets& sets) const {
    std::size_t known = 0;
    for (const Plane plane : kPlanes) {
      known += context_.sets().known(plane).count(sets.plane(plane));
    }
    if (known != 0) {
      return fmt::format("{} more", counted(known, "known operation"));
    }
    for (const Plane plane : kPlanes) {
      if (const auto witness = context_.sets().known(plane).witness(sets.plane(plane))) {
        return fmt::format("more, though no known operation: such as `{}`", witness->action);
      }
    }
    return "more, though no known operation";
  }

  [[nodiscard]] std::string message(const Excess& excess) const {
    const std::string who = principal_name(tenant_, holder_);
    const ScopeId scope = tenant_.assignment(excess.grant.assignment).scope;
    const std::vector<std::size_t> needs = bearing(excess);
    if (needs.empty()) {
      if (const auto ended = needs_.ended(holder_, scope)) {
        const DeclaredNeed& need = context_.input().needs[*ended];
        return fmt::format("the need of {} for {} ended at {}, and it still holds {}", who,
                           need_text(tenant_, need), to_string(*need.until), grant_name(excess));
      }
      return fmt::format("{} holds {}, where it declares no need", who, grant_name(excess));
    }
    if (excess.beyond.empty()) {
      return fmt::format("{} needs {}, and holds {}, which is wider in scope", who,
                         needs_text(needs), grant_name(excess));
    }
    return fmt::format("{} needs {}, and {} grants {}{}", who, needs_text(needs),
                       grant_name(excess), more_text(excess.beyond),
                       excess.below.empty() ? "" : ", on a wider scope");
  }

  // Whether grants that fit give a need already, so that nothing has to take the place of this one.
  [[nodiscard]] bool is_met(std::size_t index) const {
    const DeclaredNeed& need = context_.input().needs[index];
    return std::ranges::all_of(kPlanes, [&](Plane plane) {
      ActionSet missing = context_.needed(index, plane);
      for (const AssignmentId id : fitting_) {
        const RoleAssignment& assignment = tenant_.assignment(id);
        if (!assignment.eligible && assignment.window.end == kEndOfTime &&
            tenant_.scopes().contains(assignment.scope, need.place.node)) {
          missing -= context_.granted(id, plane).certain();
        }
      }
      return missing.empty();
    });
  }

  [[nodiscard]] Fix fix(const Excess& excess) const {
    std::vector<std::size_t> open = bearing(excess);
    const bool needed = !open.empty();
    std::erase_if(open, [this](std::size_t index) { return is_met(index); });
    Fix fix;
    if (open.empty()) {
      fix.text = needed ? "what is needed is granted by other roles already: take this grant away"
                        : "take the grant away, or declare what it is needed for";
    } else {
      auto known = fixes_.find(open);
      if (known == fixes_.end()) {
        known = fixes_.emplace(open, replacements(open)).first;
      }
      fix = known->second;
    }
    fix.commands.push_back(end_command(tenant_, holder_, excess.grant));
    return fix;
  }

  // One for each scope at which something is needed; the first of them is told at length.
  [[nodiscard]] Fix replacements(const std::vector<std::size_t>& open) const {
    std::vector<Replacement> wanted;
    for (const std::size_t index : open) {
      const auto same = std::ranges::find_if(wanted, [&](const Replacement& other) {
        return equals_folded(context_.input().needs[other.needs.front()].scope.text(),
                             context_.input().needs[index].scope.text());
      });
      if (same != wanted.end()) {
        same->needs.push_back(index);
      } else {
        wanted.push_back({.grantee = holder_,
                          .needs = {index},
                          .custom_role_name =
                              custom_role_name(tenant_, holder_, context_.input().needs[index])});
      }
    }
    Fix fix = replacement_fix(context_, wanted.front());
    for (std::size_t i = 1; i < wanted.size(); ++i) {
      const Fix more = replacement_fix(context_, wanted[i]);
      if (more.attachment.empty() || more.commands.size() == 1) {
        fix.commands.insert(fix.commands.end(), more.commands.begin(), more.commands.end());
      }
    }
    if (wanted.size() > 1) {
      fix.text += fmt::format("; something is needed at {} further {}", wanted.size() - 1,
                              wanted.size() == 2 ? "scope" : "scopes");
    }
    return fix;
  }

  const AuditContext& context_;
  const Tenant& tenant_;
  const NeedIndex& needs_;
  PrincipalId holder_;
  std::vector<Excess> excesses_;
  std::vector<AssignmentId> fitting_;
  mutable std::map<std::vector<std::size_t>, Fix> fixes_;  // by needs: several grants share one
};

class GrantExceedsNeed final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW001",
        .name = "grant-exceeds-need",
        .title = "A grant is wider than what its holder declared to need",
        .description =
            "A principal stands in the needs file, and a grant of it, its own or by a group that "
            "declares nothing itself, gives more than its needs at that scope: more operations, or "
            "the same ones on a wider scope, or anything at a scope where it needs nothing. Exact, "
            "for every action there will ever be. A built-in role fits where what it grants beyond "
            "the need is no escalation and writes nothing else. Severity rises with what the "
            "surplus can do.",
        .remedy =
            "Give the nearest built-in role, or the smallest custom role, at the scope of the "
            "need, and take the wide grant away; the finding has the commands. Where the grant is "
            "meant, declare the need for it, with an owner and a reason.",
        .needs = "a needs file; role assignments and definitions, members of groups",
        .severity = FindingSeverity::kHigh,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    if (!context.input().needs_given) {
      outcome.unverifiable(std::string(kMissingNeeds));
      return;
    }
    const GrantMatters matters(context);
    for (const PrincipalId holder : declared_principals(context)) {
      NeedReview(context, matters, holder).report(outcome);
    }
    state_undefined_roles(context, outcome, [&](const RoleAssignment& assignment) {
      return matters.needs().declares(assignment.principal);
    });
    state_unread_groups(context, matters.needs(), outcome);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> grant_exceeds_need_rule() {
  return std::make_unique<const GrantExceedsNeed>();
}

}  // namespace leastwise
