// LW014: an assignment that gives nobody anything.
//
// Because its role grants nothing; because its group is known to be empty; or because deny
// assignments take all of it away, from everybody who holds it. The last is decided by the engine,
// one action for each atom of what the role grants (engine/action/atoms.h), so it is exact.
// Counter-example: a group without a member list: it may have members, and nothing is said. One
// member that a deny assignment excludes: then the grant has an effect.
// Cost: the decisions are made only where deny assignments name all that is granted.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "engine/base/ascii.h"
#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/held_needs.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

class EffectReview {
 public:
  EffectReview(const AuditContext& context, RuleOutcome& outcome)
      : context_(context), tenant_(context.tenant()), outcome_(outcome) {}

  void run() {
    for (const AssignmentId id : context_.assignments()) {
      const RoleAssignment& assignment = tenant_.assignment(id);
      const RoleFacts& role = context_.role(assignment.role);
      if (!role.defined || is_gone(tenant_, assignment.principal) == Truth::kYes) {
        continue;
      }
      if (role.grants_nothing) {
        add(id,
            fmt::format("{} gives {} nothing: the role grants no action", grant_text(tenant_, id),
                        principal_name(tenant_, assignment.principal)),
            "remove it, or give the role that was meant");
      } else if (is_empty_group(assignment.principal)) {
        add(id,
            fmt::format("{} is given to group {}, which has no members", grant_text(tenant_, id),
                        principal_name(tenant_, assignment.principal)),
            "remove it; whoever is put into the group would have it at once");
      } else if (!assignment.eligible && may_be_denied(id)) {
        judge_denials(id);
      }
    }
    state_missing(outcome_, "what decides whether deny assignments take all of a grant away",
                  undecided_);
  }

 private:
  void add(AssignmentId id, std::string message, std::string fix) {
    Finding finding = grant_finding(context_, id, FindingSeverity::kLow, std::move(message));
    finding.fix.text = std::move(fix);
    finding.fix.commands = {remove_command(tenant_, id)};
    outcome_.add(std::move(finding));
  }

  // Groups hold many assignments each, so each is looked at once.
  [[nodiscard]] bool is_empty_group(PrincipalId grantee) {
    if (tenant_.directory()[grantee].type != PrincipalType::kGroup ||
        tenant_.groups().is_open(grantee)) {
      return false;
    }
    const auto [entry, is_new] = empty_.try_emplace(grantee, false);
    if (is_new) {
      entry->second = context_.behind(grantee).empty();
    }
    return entry->second;
  }

  // Whether the deny assignments that may stand at the scope or above it name, all together, every
  // action of the grant: where not, some action is left, whoever is denied what.
  [[nodiscard]] bool may_be_denied(AssignmentId id) {
    const std::vector<DenialId>& above = denials_above(tenant_.assignment(id).scope);
    return !above.empty() && std::ranges::all_of(kPlanes, [&](Plane plane) {
      return context_.granted(id, plane).possible().is_subset_of(denied_by(above).plane(plane));
    });
  }

  // Many assignments stand at one scope.
  [[nodiscard]] const std::vector<DenialId>& denials_above(ScopeId scope) {
    const auto [entry, is_new] = above_.try_emplace(scope);
    for (std::size_t i = 0; is_new && i < tenant_.denials().size(); ++i) {
      const DenyAssignment& denial = tenant_.denials()[i];
      if (!denial.audit_only && tenant_.scopes().covers(denial.scope, scope) != Truth::kNo) {
        entry->second.push_back(DenialId::from_index(i));
      }
    }
    return entry->second;
  }

  // What these deny assignments name together; the same few meet at many scopes.
  [[nodiscard]] const PlaneSets& denied_by(const std::vector<DenialId>& denials) {
    const auto [entry, is_new] = denied_.try_emplace(denials, context_);
    if (is_new) {
      for (const DenialId id : denials) {
        for (const Plane plane : kPlanes) {
          entry->second.plane(plane) |=
              context_.sets().of_blocks(tenant_.denial(id).blocks, plane).possible();
        }
      }
    }
    return entry->second;
  }

  // No: some action is not denied to somebody. Unknown: nothing shows that, and something is open.
  [[nodiscard]] Truth all_denied(AssignmentId id) const {
    const RoleAssignment& assignment = tenant_.assignment(id);
    if (tenant_.groups().is_open(assignment.principal)) {
      return Truth::kNo;  // somebody may be in it whom nothing denies anything
    }
    const ScopeRef scope = context_.compiled().scope(ScopeTree::Place{assignment.scope, true});
    const PlaneSets granted = granted_sets(context_, id);
    const std::vector<PrincipalId> holders = context_.behind(assignment.principal);
    Truth all = holders.empty() ? Truth::kNo : Truth::kYes;
    for (const PrincipalId holder : holders) {
      for (const Plane plane : kPlanes) {
        all = truth_and(all, all_denied(holder, granted.plane(plane), plane, scope));
        if (all == Truth::kNo) {
          return all;
        }
      }
    }
    return all;
  }

  [[nodiscard]] Truth all_denied(PrincipalId holder, const ActionSet& actions, Plane plane,
                                 ScopeRef scope) const {
    const AtomPartition& partition = context_.sets().partition(plane);
    Truth all = Truth::kYes;
    for (std::size_t i = actions.atoms().find_next(0); i < actions.atoms().size();
         i = actions.atoms().find_next(i + 1)) {
      const auto& witness = partition.witness(AtomId::from_index(i));
      if (!witness) {
        continue;  // no string of it can be written down, and so none is asked for
      }
      const std::string action = folded(*witness);
      const AccessDecision decision = context_.compiled().decide(
          CompiledTenant::subject(holder), context_.compiled().action(action, plane), scope);
      if (decision.effect == Effect::kAllow) {
        return Truth::kNo;
      }
      if (!decision.reasons.has(DecisionReason::kDeniedByDenyAssignment)) {
        // A condition of the grant itself, or of a denial, is open.
        all = Truth::kUnknown;
      }
    }
    return all;
  }

  void judge_denials(AssignmentId id) {
    switch (all_denied(id)) {
      case Truth::kYes:
        add(id,
            fmt::format("deny assignments take away all that {} gives {}", grant_text(tenant_, id),
                        principal_name(tenant_, tenant_.assignment(id).principal)),
            "remove it, or exclude its holders from the deny assignment");
        break;
      case Truth::kUnknown:
        undecided_.push_back(grant_text(tenant_, id));
        break;
      case Truth::kNo:
        break;
    }
  }

  const AuditContext& context_;
  const Tenant& tenant_;
  RuleOutcome& outcome_;
  std::unordered_map<PrincipalId, bool> empty_;
  std::unordered_map<ScopeId, std::vector<DenialId>> above_;
  std::map<std::vector<DenialId>, PlaneSets> denied_;
  std::vector<std::string> undecided_;
};

class GrantWithoutEffect final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW014",
        .name = "grant-without-effect",
        .title = "An assignment gives nobody anything",
        .description =
            "The role of an assignment grants no action at all; or the assignment is given to a "
            "group that is known to have no members; or deny assignments take away everything that "
            "it grants, from everybody who holds it. Exact, for every action there will ever be.",
        .remedy =
            "Remove the assignment: it is read as access in every review, and becomes access when "
            "the role, the group or the deny assignment changes.",
        .needs = "role assignments and definitions, members of groups, deny assignments",
        .severity = FindingSeverity::kLow,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    EffectReview(context, outcome).run();
    state_undefined_roles(context, outcome);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> grant_without_effect_rule() {
  return std::make_unique<const GrantWithoutEffect>();
}

}  // namespace leastwise
