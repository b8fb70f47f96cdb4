// LW002: a declared need that is not met.
//
// Each atom of what is needed (engine/action/atoms.h) is decided by the engine itself: deny
// assignments, unknown members and conditions take part as in any decision, and one action of an
// atom speaks for all of them. So the answer is exact, for patterns in a need too.
//
// A need that names a role is also met by an active assignment of that role at the scope or above
// it, under whatever condition: the grant is meant as it is. Example: Role Based Access Control
// Administrator under a condition. Counter-example: an eligible assignment meets no need until it
// is activated; the finding says so, and is mild.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"
#include "engine/base/guid.h"
#include "engine/report/names.h"
#include "engine/report/shell_word.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/held_needs.h"
#include "rules/audit/replacement.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// Why something stays open, and what would settle it.
struct OpenReasonView {
  DecisionReason reason;
  std::string_view missing;
};
constexpr std::array<OpenReasonView, 4> kOpenReasons = {{
    {DecisionReason::kConditionUnknown, "the evaluation of conditions: whether needs are met"},
    {DecisionReason::kRoleUnknown, "the definitions of roles that are assigned"},
    {DecisionReason::kHierarchyUnknown, "the management groups above scopes of needs"},
    {DecisionReason::kMembershipUnknown,
     "the members of groups: whether principals with declared needs are in them"},
}};

// What is known of one need.
struct Fulfilment {
  PlaneSets missing;  // for certain
  ReasonSet open = {};
  bool denied = false;  // what is missing is granted, and a deny assignment takes it away
};

class NeedCheck {
 public:
  NeedCheck(const AuditContext& context, std::size_t index)
      : context_(context),
        tenant_(context.tenant()),
        index_(index),
        need_(context.input().needs[index]) {}

  void run(RuleOutcome& outcome) const {
    if (is_held_as_role()) {
      return;
    }
    const Fulfilment found = fulfilment();
    if (!found.missing.empty()) {
      outcome.add(finding(found));
    }
    for (const OpenReasonView& open : kOpenReasons) {
      if (found.open.has(open.reason)) {
        outcome.unverifiable(std::string(open.missing), who());
      }
    }
  }

 private:
  [[nodiscard]] std::string who() const {
    return need_.known ? principal_name(tenant_, *need_.known) : to_string(need_.principal);
  }

  [[nodiscard]] bool covers_scope(const RoleAssignment& assignment) const {
    return tenant_.scopes().contains(assignment.scope, need_.place.node);
  }

  // Asked only where something hangs on it: most needs are met.
  [[nodiscard]] std::vector<HeldGrant> grants() const {
    return need_.known ? grants_held_by(context_, *need_.known) : std::vector<HeldGrant>();
  }

  [[nodiscard]] bool is_held_as_role() const {
    return need_.role && std::ranges::any_of(grants(), [&](const HeldGrant& grant) {
             const RoleAssignment& assignment = tenant_.assignment(grant.assignment);
             return assignment.role == *need_.role && !assignment.eligible &&
                    covers_scope(assignment);
           });
  }

  [[nodiscard]] Fulfilment fulfilment() const {
    Fulfilment found{.missing = PlaneSets(context_)};
    const SubjectRef subject = context_.compiled().subject(need_.principal);
    const ScopeRef scope = context_.compiled().scope(need_.place);
    for (const Plane plane : kPlanes) {
      const AtomPartition& partition = context_.sets().partition(plane);
      Bitset missing(partition.atom_count());
      const ActionSet needed = context_.needed(index_, plane);
      const Bitset& atoms = needed.atoms();
      for (std::size_t i = atoms.find_next(0); i < atoms.size(); i = atoms.find_next(i + 1)) {
        // Where every string of an atom holds a byte that cannot be printed, nobody can ask for it.
        const auto& witness = partition.witness(AtomId::from_index(i));
        if (!witness) {
          continue;
        }
        const std::string action = folded(*witness);
        const AccessDecision decision =
            context_.compiled().decide(subject, context_.compiled().action(action, plane), scope);
        if (decision.effect == Effect::kDeny) {
          missing.set(i);
          found.denied =
              found.denied || decision.reasons.has(DecisionReason::kDeniedByDenyAssignment);
        } else if (decision.effect == Effect::kUnknown) {
          found.open.add(decision.reasons);
        }
      }
      found.missing.plane(plane) = ActionSet::of_atoms(std::move(missing));
    }
    return found;
  }

  // Whether eligible grants would give all that is missing.
  [[nodiscard]] bool is_eligible(const PlaneSets& missing) const {
    PlaneSets left = missing;
    for (const HeldGrant& grant : grants()) {
      const RoleAssignment& assignment = tenant_.assignment(grant.assignment);
      if (assignment.eligible && covers_scope(assignment) &&
          context_.role(assignment.role).defined) {
        for (const Plane plane : kPlanes) {
          left.plane(plane) -= context_.granted(grant.assignment, plane).possible();
        }
      }
    }
    return left.empty();
  }

  [[nodiscard]] std::string message(const Fulfilment& found, std::size_t missing) const {
    const bool all = std::ranges::all_of(kPlanes, [&](Plane plane) {
      return context_.needed(index_, plane) == found.missing.plane(plane);
    });
    return fmt::format("{} needs {} at {}, and {}", who(), need_text(tenant_, need_),
                       scope_name(tenant_, need_.scope),
                       found.denied ? "a deny assignment takes it away"
                       : all        ? std::string("nothing of it is granted")
                             : fmt::format("{} of it {} not granted", counted(missing, "operation"),
                                           missing == 1 ? "is" : "are"));
  }

  [[nodiscard]] Finding finding(const Fulfilment& found) const {
    const bool eligible = !found.denied && is_eligible(found.missing);
    Evidence missing = worst_operations(context_, "missing operations", found.missing);
    Finding finding{.rule = {},
                    .severity = eligible ? FindingSeverity::kLow : FindingSeverity::kMedium,
                    .message = message(found, missing.total)};
    if (need_.known) {
      finding.subject = subject_of(tenant_, *need_.known);
      finding.chain.push_back(principal_cause(tenant_, *need_.known));
    } else {
      finding.subject.principal = to_string(need_.principal);
    }
    finding.subject.scope = need_.scope.text();
    finding.subject.detail = identity_of_need();
    finding.place = need_.stands_at;
    finding.chain.push_back(need_cause(tenant_, need_));
    finding.evidence.push_back(std::move(missing));
    finding.fix = fix(found, eligible);
    return finding;
  }

  // Tells the needs of one principal at one scope apart.
  [[nodiscard]] std::string identity_of_need() const {
    if (!need_.level.empty()) {
      return need_.level;
    }
    if (need_.role) {
      return to_string(tenant_.role(*need_.role).guid);
    }
    std::string text;
    for (const NeededAction& action : need_.actions) {
      text +=
          fmt::format("{}{}:{}", text.empty() ? "" : ",", to_string(action.plane), action.action);
    }
    return text;
  }

  [[nodiscard]] Fix fix(const Fulfilment& found, bool eligible) const {
    if (eligible) {
      return {.text = "an eligible grant covers it: it is met once that is activated"};
    }
    if (found.denied) {
      return {.text =
                  "exclude the principal from the deny assignment, or drop the need; the "
                  "command tells which assignment it is",
              .commands = {explain_command(found)}};
    }
    if (!need_.known) {
      return {.text = "nothing in the input names the principal: mend its id, or drop the need"};
    }
    return replacement_fix(context_,
                           {.grantee = *need_.known,
                            .needs = {index_},
                            .custom_role_name = custom_role_name(tenant_, *need_.known, need_)});
  }

  [[nodiscard]] std::string explain_command(const Fulfilment& found) const {
    for (const Plane plane : kPlanes) {
      if (const auto witness = context_.sets().known(plane).witness(found.missing.plane(plane))) {
        return fmt::format(
            "leastwise explain --tenant EXPORTS --principal {} --action {} --scope {}{}",
            to_string(need_.principal), shell_word(witness->action), shell_word(need_.scope.text()),
            plane == Plane::kData ? " --data-action" : "");
      }
    }
    return "leastwise explain --help";
  }

  const AuditContext& context_;
  const Tenant& tenant_;
  std::size_t index_;
  const DeclaredNeed& need_;
};

class NeedNotMet final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW002",
        .name = "need-not-met",
        .title = "A declared need is not met",
        .description =
            "Something that a principal declared to need is not granted to it at that scope, or a "
            "deny assignment takes it away. Every action of the need is decided, patterns "
            "included, by the same engine that answers `check`. A need that names a role is also "
            "met by an active assignment of that role, under whatever condition.",
        .remedy =
            "Grant what is missing: the finding names the nearest built-in role and the smallest "
            "custom role with the commands. Where nobody misses it, drop the need from the file.",
        .needs =
            "a needs file; role assignments and definitions, members of groups, deny assignments, "
            "the management-group hierarchy",
        .severity = FindingSeverity::kMedium,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    if (!context.input().needs_given) {
      outcome.unverifiable(std::string(kMissingNeeds));
      return;
    }
    for (std::size_t i = 0; i < context.input().needs.size(); ++i) {
      const DeclaredNeed& need = context.input().needs[i];
      if (need.holds(context.at()) && concerns(context, need)) {
        NeedCheck(context, i).run(outcome);
      }
    }
  }

 private:
  // Whether the audit is about this need. A principal that is disabled is to have nothing.
  [[nodiscard]] static bool concerns(const AuditContext& context, const DeclaredNeed& need) {
    const auto& only = context.input().principal;
    if (only && (!need.known || *need.known != *only)) {
      return false;
    }
    if (need.known && !context.tenant().directory()[*need.known].account_enabled.value_or(true)) {
      return false;
    }
    return context.concerns(need.place.node);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> need_not_met_rule() {
  return std::make_unique<const NeedNotMet>();
}

}  // namespace leastwise
