// LW019: guests that can change things, by an assignment of their own or by a group.
//
// A guest's account is managed by somebody else: whether it is protected, and whether the person
// still works there, is not known here. One finding a guest and grant, for either may be the
// mistake: the guest in the group, or what the group was given. Grants that other rules report as
// dangerous for everybody (LW004, LW006, LW007, LW027) name the guests there.
//
// A declared need of the guest, or of a group that holds nobody but guests, lets an ordinary
// writing role pass (LW001 holds it against the need); a privileged one passes only as far as the
// need names everything that it grants. Counter-example: a need of the team that a guest was put
// into says nothing about guests.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>

#include "engine/report/names.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/grant_matters.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// Looks at the grants of each guest.
class GuestReview {
 public:
  GuestReview(const AuditContext& context, RuleOutcome& outcome)
      : context_(context), tenant_(context.tenant()), matters_(context), outcome_(outcome) {}

  void review(PrincipalId guest) {
    const auto& only = context_.input().principal;
    if ((only && *only != guest) || !tenant_.directory()[guest].account_enabled.value_or(true)) {
      return;  // a disabled one is LW018's
    }
    const std::vector<PrincipalId> speakers = who_declares_for(guest);
    for (const HeldGrant& grant : grants_held_by(context_, guest)) {
      if (writes(grant.assignment) && !is_reported(grant.assignment) &&
          !matters_.is_activation(tenant_.assignment(grant.assignment)) &&
          !is_declared(speakers, grant.assignment)) {
        outcome_.add(held(guest, grant));
      }
    }
  }

  // Whether a grant lets its holder change something, so far as its role is defined.
  [[nodiscard]] bool writes(AssignmentId id) const {
    const RoleFacts& role = context_.role(tenant_.assignment(id).role);
    return role.defined && (role.writes != Truth::kNo || role.privileged != Truth::kNo);
  }

 private:
  [[nodiscard]] bool is_reported(AssignmentId id) const {
    const GrantMatter matter = matters_.of(id);
    return matter == GrantMatter::kRootScope || matter == GrantMatter::kWide ||
           matter == GrantMatter::kDelegates || matter == GrantMatter::kEditsRoles;
  }

  // The guest itself, and its groups that hold nobody but guests.
  [[nodiscard]] std::vector<PrincipalId> who_declares_for(PrincipalId guest) const {
    std::vector<PrincipalId> speakers = {guest};
    for (const PrincipalId group : tenant_.groups().groups_of(guest)) {
      const std::vector<PrincipalId> members = context_.behind(group);
      if (!tenant_.groups().is_open(group) && std::ranges::all_of(members, [this](PrincipalId id) {
            return is_guest(tenant_, id) == Truth::kYes;
          })) {
        speakers.push_back(group);
      }
    }
    return speakers;
  }

  [[nodiscard]] bool is_declared(std::span<const PrincipalId> speakers, AssignmentId id) const {
    const RoleAssignment& assignment = tenant_.assignment(id);
    const bool privileged = context_.role(assignment.role).privileged != Truth::kNo;
    return std::ranges::any_of(speakers, [&](PrincipalId speaker) {
      return privileged ? covers(speaker, assignment) : bears(speaker, assignment.scope);
    });
  }

  // Whether a need of `speaker` stands at the scope, above it or below it.
  [[nodiscard]] bool bears(PrincipalId speaker, ScopeId scope) const {
    return !matters_.needs().at_or_above(speaker, scope).empty() ||
           !matters_.needs().below(speaker, scope).empty();
  }

  // Whether the needs of `speaker` name all that the grant gives.
  [[nodiscard]] bool covers(PrincipalId speaker, const RoleAssignment& assignment) const {
    return std::ranges::all_of(std::array{Plane::kControl, Plane::kData}, [&](Plane plane) {
      const ActionSet granted = context_.sets().of(assignment.role, plane).possible();
      const NeedIndex& needs = matters_.needs();
      return granted.is_subset_of(
          needs.allowed(needs.at_or_above(speaker, assignment.scope), plane));
    });
  }

  [[nodiscard]] Finding held(PrincipalId guest, const HeldGrant& grant) const {
    const RoleAssignment& assignment = tenant_.assignment(grant.assignment);
    const bool privileged = context_.role(assignment.role).privileged != Truth::kNo;
    Finding finding = held_grant_finding(
        context_, guest, grant,
        weighed(privileged ? FindingSeverity::kHigh : FindingSeverity::kMedium, assignment),
        fmt::format("guest {} {} at {}, by {}", principal_name(tenant_, guest),
                    privileged ? "has privileged access" : "can change things",
                    scope_name(tenant_, assignment.scope), by_text(tenant_, grant.assignment)));
    finding.evidence = {escalations_of(context_, assignment.role)};
    finding.fix.text = grant.grantee == guest
                           ? "take the grant away, or declare the guest's need"
                           : "take the guest out of the group that leads there, or declare the "
                             "guest's need";
    finding.fix.commands = {end_command(tenant_, guest, grant)};
    return finding;
  }

  const AuditContext& context_;
  const Tenant& tenant_;
  GrantMatters matters_;
  RuleOutcome& outcome_;
};

class GuestWithWrite final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW019",
        .name = "guest-with-write",
        .title = "A guest can change things, directly or by a group",
        .description =
            "A guest (userType Guest, or #EXT# in the user principal name) holds a role that "
            "writes, deletes or acts, active or eligible, by an assignment of its own or through "
            "groups. High where the role is privileged, else medium; one step less under a "
            "condition, and one where it is only eligible.",
        .remedy =
            "Take the guest out of the group, or give the group of the guests a role of its own "
            "that covers their work and no more. Where the access is meant, declare the need of "
            "the guest, or of a group that holds guests only, with an end.",
        .needs = "role assignments and definitions, members of groups, users with userType",
        .severity = FindingSeverity::kHigh,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const Tenant& tenant = context.tenant();
    GuestReview review(context, outcome);
    state_undefined_roles(context, outcome);
    const std::vector<bool> holders =
        grant_holders(context, [&review](AssignmentId id) { return review.writes(id); });
    std::size_t unknown = 0;
    std::vector<std::string> unread;
    for (std::size_t i = 0; i < holders.size(); ++i) {
      const PrincipalId id = PrincipalId::from_index(i);
      if (!holders[i]) {
        continue;
      }
      if (tenant.groups().is_incomplete(id)) {
        unread.push_back(principal_name(tenant, id));
      }
      const Truth guest = is_guest(tenant, id);
      if (guest == Truth::kYes) {
        review.review(id);
      } else if (guest == Truth::kUnknown && is_gone(tenant, id) != Truth::kYes) {
        ++unknown;
      }
    }
    if (unknown != 0) {
      outcome.unverifiable("whether the account is a guest (userType)",
                           fmt::format("{} with writing access", counted(unknown, "user")));
    }
    state_missing(outcome, "the members of groups with writing access", unread);
  }
};

}  // namespace

std::unique_ptr<const AuditRule> guest_with_write_rule() {
  return std::make_unique<const GuestWithWrite>();
}

}  // namespace leastwise
