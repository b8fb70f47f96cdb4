// LW005: more than three, or fewer than two, Owner-like principals at a subscription.
//
// Counted are users and service principals, groups expanded, management groups and `/` included,
// each once however often they hold it. Too many is a question of standing power, so only active
// grants count; too few is a question of who could act if one is away, so eligible ones count too.
//
// Each count is a range: what is certain, and what unknown members, roles, hierarchy or denials may
// add. A finding needs the certain end of the range; where the range only touches a limit, that is
// stated. Example: three Owners and one more group without a member list: may be more than three.
// Counter-example: Owner under a condition on the assignment is not counted, but named: it was
// limited by somebody who thought about it, and LW004 and LW006 look at it.
// Cost: the sets of holders are merged once for each management group and subscription.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"
#include "engine/report/names.h"
#include "engine/report/shell_word.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

constexpr std::size_t kMostOwners = 3;
constexpr std::size_t kFewestOwners = 2;

// Somebody Owner-like, and one of the assignments that make them so.
struct Owner {
  PrincipalId principal;
  AssignmentId assignment;
};

// The Owner-like principals at a scope and above it; ascending by principal, each once.
struct Owners {
  std::vector<Owner> active = {};
  std::vector<Owner> eligible = {};            // perhaps active as well
  std::vector<AssignmentId> conditional = {};  // not counted
  std::vector<std::string> doubts = {};        // what may add to the active ones
  std::vector<std::string> eligible_doubts = {};
};

// Keeps one of the assignments of each principal.
void sort_owners(std::vector<Owner>& owners) {
  std::ranges::stable_sort(owners, {}, &Owner::principal);
  const auto repeated = std::ranges::unique(owners, {}, &Owner::principal);
  owners.erase(repeated.begin(), owners.end());
}

// Collects the owners of each scope from the top of the tree down.
class OwnerIndex {
 public:
  explicit OwnerIndex(const AuditContext& context) : context_(context), tenant_(context.tenant()) {
    for (std::size_t i = 0; i < tenant_.assignments().size(); ++i) {
      note(AssignmentId::from_index(i));
    }
  }

  // Those above the scope, and those whose grants stand at it. REQUIRES: asked in preorder, for the
  // root, management groups, unplaced nodes and subscriptions; keeps all but the last.
  const Owners& at(ScopeId scope) {
    const ScopeTree& scopes = tenant_.scopes();
    const bool is_subscription = scopes.kind(scope) == ScopeKind::kSubscription;
    Owners& owners = is_subscription ? last_ : above_[scope];
    owners = scope == ScopeTree::root() ? Owners() : above_.at(scopes.parent(scope));
    if (const auto own = at_.find(scope); own != at_.end()) {
      for (const AssignmentId id : own->second) {
        add(owners, id);
      }
    }
    if (scopes.kind(scope) == ScopeKind::kUnplaced) {
      add_possible(owners, scope);
    }
    sort_owners(owners.active);
    sort_owners(owners.eligible);
    return owners;
  }

 private:
  // Keeps the assignments that may make somebody Owner-like at a subscription.
  void note(AssignmentId id) {
    const RoleAssignment& assignment = tenant_.assignment(id);
    if (context_.role(assignment.role).owner_like == Truth::kNo ||
        !assignment.window.holds(context_.at())) {
      return;
    }
    at_[assignment.scope].push_back(id);
    if (tenant_.scopes().kind(assignment.scope) == ScopeKind::kManagementGroup) {
      at_groups_.push_back(id);
    }
  }

  void add(Owners& owners, AssignmentId id) {
    const RoleAssignment& assignment = tenant_.assignment(id);
    const RoleFacts& role = context_.role(assignment.role);
    std::vector<std::string>& doubts = assignment.eligible ? owners.eligible_doubts : owners.doubts;
    if (!role.defined) {
      doubts.push_back(
          fmt::format("the definition of role {}", role_name(tenant_, assignment.role)));
      return;
    }
    if (assignment.condition || role.owner_like == Truth::kUnknown) {
      owners.conditional.push_back(id);
      return;
    }
    if (tenant_.groups().is_open(assignment.principal)) {
      doubts.push_back(
          fmt::format("all members of {}", principal_name(tenant_, assignment.principal)));
    }
    std::vector<Owner>& list = assignment.eligible ? owners.eligible : owners.active;
    for (const PrincipalId holder : behind(assignment.principal)) {
      list.push_back({holder, id});
    }
  }

  // Grants at management groups that may be above: what an unplaced node stands for.
  void add_possible(Owners& owners, ScopeId unplaced) const {
    for (const AssignmentId id : at_groups_) {
      const RoleAssignment& assignment = tenant_.assignment(id);
      if (!assignment.condition && tenant_.scopes().may_stand_for(unplaced, assignment.scope)) {
        std::vector<std::string>& doubts =
            assignment.eligible ? owners.eligible_doubts : owners.doubts;
        doubts.emplace_back("the management groups above");
      }
    }
  }

  // Users and service principals; each grantee is expanded once.
  const std::vector<PrincipalId>& behind(PrincipalId grantee) {
    const auto [entry, is_new] = behind_.try_emplace(grantee);
    if (is_new) {
      entry->second = context_.behind(grantee);
      std::erase_if(entry->second, [this](PrincipalId id) {
        const PrincipalType type = tenant_.directory()[id].type;
        return type != PrincipalType::kUser && type != PrincipalType::kServicePrincipal;
      });
    }
    return entry->second;
  }

  const AuditContext& context_;
  const Tenant& tenant_;
  std::unordered_map<ScopeId, std::vector<AssignmentId>> at_;
  std::vector<AssignmentId> at_groups_;        // those at management groups
  std::unordered_map<ScopeId, Owners> above_;  // of what can be above a subscription
  Owners last_;
  std::unordered_map<PrincipalId, std::vector<PrincipalId>> behind_;
};

// Judges the owners of one subscription.
class OwnerJudge {
 public:
  OwnerJudge(const AuditContext& context, RuleOutcome& outcome)
      : context_(context),
        tenant_(context.tenant()),
        assign_roles_(folded(kAssignRolesAction)),
        action_(context.compiled().action(assign_roles_, Plane::kControl)),
        outcome_(outcome) {
    for (std::size_t i = 0; i < tenant_.denials().size(); ++i) {
      const DenialId id = DenialId::from_index(i);
      if (!tenant_.denial(id).audit_only &&
          context.compiled().denial_matches(id, action_) != Truth::kNo) {
        denials_.push_back(id);
      }
    }
  }

  void judge(ScopeId subscription, Owners owners) {
    apply_denials(subscription, owners);
    const auto& only = context_.input().principal;
    if (only && std::ranges::find(owners.active, *only, &Owner::principal) == owners.active.end()) {
      return;
    }
    std::vector<Owner> able = owners.active;
    able.insert(able.end(), owners.eligible.begin(), owners.eligible.end());
    sort_owners(able);
    if (owners.active.size() > kMostOwners) {
      outcome_.add(too_many(subscription, owners));
    } else if (!owners.doubts.empty()) {
      doubt(subscription, std::move(owners.doubts));
    } else if (able.size() < kFewestOwners && !owners.eligible_doubts.empty()) {
      doubt(subscription, std::move(owners.eligible_doubts));
    } else if (able.size() < kFewestOwners) {
      outcome_.add(too_few(subscription, owners, able));
    }
  }

  // States what could not be counted; once, at the end.
  void state_doubts() {
    for (const auto& [missing, subscriptions] : doubted_) {
      state_missing(outcome_, missing, subscriptions);
    }
  }

 private:
  // Takes out whom a denial keeps from handing out roles; a denial in doubt leaves a doubt.
  void apply_denials(ScopeId subscription, Owners& owners) const {
    const auto may_reach = [&](DenialId id) {
      return tenant_.scopes().covers(tenant_.denial(id).scope, subscription) != Truth::kNo;
    };
    if (std::ranges::none_of(denials_, may_reach)) {
      return;
    }
    const ScopeRef scope = context_.compiled().scope(ScopeTree::Place{subscription, true});
    std::erase_if(owners.active, [&](const Owner& owner) {
      const SubjectRef subject = CompiledTenant::subject(owner.principal);
      const Effect effect = context_.compiled().decide(subject, action_, scope).effect;
      if (effect == Effect::kUnknown) {
        owners.doubts.emplace_back("whether a deny assignment hits all of them");
      }
      return effect != Effect::kAllow;
    });
  }

  void doubt(ScopeId subscription, std::vector<std::string> doubts) {
    sort_unique(doubts);
    std::string missing = doubts.front();
    if (doubts.size() > 1) {
      missing += fmt::format(" and {} more", doubts.size() - 1);
    }
    doubted_[missing].push_back(scope_name(tenant_, subscription));
  }

  [[nodiscard]] Finding begin(ScopeId subscription, const std::vector<Owner>& named,
                              const Owners& owners) const {
    Finding finding;
    finding.subject.scope = tenant_.scopes().text(subscription);
    Evidence evidence{.label = "Owner-like", .items = {}, .total = named.size()};
    for (const Owner& owner : named) {
      const RoleAssignment& assignment = tenant_.assignment(owner.assignment);
      // The nearest grant is where the count can be mended.
      if (!finding.place.known() || assignment.scope == subscription) {
        finding.place = assignment.place;
      }
      if (evidence.items.size() < kMaxEvidenceItems) {
        evidence.items.push_back(owner_text(owner));
      }
    }
    finding.evidence.push_back(std::move(evidence));
    if (!owners.conditional.empty()) {
      std::vector<std::string> items;
      for (const AssignmentId id : owners.conditional) {
        items.push_back(fmt::format("{}, {}",
                                    principal_text(tenant_, tenant_.assignment(id).principal),
                                    grant_text(tenant_, id)));
      }
      finding.evidence.push_back(
          evidence_of("Owner-like under a condition, not counted", std::move(items)));
    }
    return finding;
  }

  [[nodiscard]] Finding too_many(ScopeId subscription, const Owners& owners) const {
    Finding finding = begin(subscription, owners.active, owners);
    finding.severity = FindingSeverity::kHigh;
    finding.subject.detail = "too-many";
    finding.message =
        fmt::format("{} {} Owner-like principals, {} at most should be",
                    scope_name(tenant_, subscription), has_at_least(owners), kMostOwners);
    finding.fix.text =
        "make owners eligible in PIM, or give them the roles that their work needs, until three or "
        "fewer stand; the command lists all grants that reach the subscription";
    finding.fix.commands = {list_command(subscription)};
    return finding;
  }

  [[nodiscard]] Finding too_few(ScopeId subscription, const Owners& owners,
                                const std::vector<Owner>& able) const {
    Finding finding = begin(subscription, able, owners);
    finding.severity = FindingSeverity::kMedium;
    finding.subject.detail = "too-few";
    finding.message = fmt::format(
        "{} has {} Owner-like {}, eligible ones included: nobody can act in their place",
        scope_name(tenant_, subscription), able.empty() ? "no" : "one",
        able.size() == 1 ? "principal" : "principals");
    finding.fix.text =
        "make a second principal eligible for Owner, or keep a second break-glass account";
    return finding;
  }

  // What is certain may not be all.
  [[nodiscard]] static std::string has_at_least(const Owners& owners) {
    return fmt::format("has {}{}", owners.doubts.empty() ? "" : "at least ",
                       grouped(owners.active.size()));
  }

  [[nodiscard]] std::string owner_text(const Owner& owner) const {
    const PrincipalId grantee = tenant_.assignment(owner.assignment).principal;
    return fmt::format("{}, {}{}", principal_text(tenant_, owner.principal),
                       grant_text(tenant_, owner.assignment),
                       grantee == owner.principal
                           ? ""
                           : fmt::format(", by group {}", principal_name(tenant_, grantee)));
  }

  [[nodiscard]] std::string list_command(ScopeId subscription) const {
    return fmt::format("az role assignment list --include-inherited --scope {} -o table",
                       shell_word(tenant_.scopes().text(subscription)));
  }

  const AuditContext& context_;
  const Tenant& tenant_;
  std::string assign_roles_;  // folded; action_ may refer to it
  ActionRef action_;
  std::vector<DenialId> denials_;  // that may deny handing out roles
  RuleOutcome& outcome_;
  std::map<std::string, std::vector<std::string>> doubted_;  // subscriptions by what is missing
};

class OwnerCount final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW005",
        .name = "owner-count",
        .title = "A subscription has more than three Owner-like principals, or fewer than two",
        .description =
            "Counted are the users and service principals with an Owner-like role at the "
            "subscription or above it, members of groups and inherited grants included, each "
            "once. More than three with active access are more than anybody watches; fewer than "
            "two, eligible ones included, leave nobody when one of them is away or locked out. "
            "Whom a deny assignment keeps from handing out roles is not counted.",
        .remedy =
            "Keep two or three owners for each subscription, one of them a break-glass account. "
            "Make the others eligible in PIM, or give them the roles that their work needs.",
        .needs =
            "role assignments and definitions, members of groups, the management-group "
            "hierarchy, deny assignments; PIM instances for eligible owners",
        .severity = FindingSeverity::kHigh,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    OwnerIndex index(context);
    OwnerJudge judge(context, outcome);
    const ScopeTree& scopes = context.tenant().scopes();
    for (const ScopeId scope : scopes.in_preorder()) {
      switch (scopes.kind(scope)) {
        case ScopeKind::kRoot:
        case ScopeKind::kManagementGroup:
        case ScopeKind::kUnplaced:
          (void)index.at(scope);
          break;
        case ScopeKind::kSubscription:
          if (context.concerns(scope)) {
            judge.judge(scope, index.at(scope));
          }
          break;
        case ScopeKind::kResourceGroup:
        case ScopeKind::kProvider:
        case ScopeKind::kResource:
          break;
      }
    }
    judge.state_doubts();
  }
};

}  // namespace

std::unique_ptr<const AuditRule> owner_count_rule() { return std::make_unique<const OwnerCount>(); }

}  // namespace leastwise
