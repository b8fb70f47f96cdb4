// LW008: a custom role that is Owner under another name.
//
// Judged by what is granted over all blocks with notActions taken off, never by patterns: `*` with
// notActions that another block gives back is Owner-like. Two findings, by inclusion:
//   Owner-like     role_facts.h: all that Contributor grants, and roleAssignments/write
//   all but a few  roleAssignments/write, the write of a provider that no pattern and no known
//                  operation names (so the role is open to what it does not take away), and of the
//                  known control-plane operations that Contributor grants all but 5 % at most
// Counter-example: Contributor with `Microsoft.Support/*` more is none, since it cannot hand out
// roles; `Microsoft.Authorization/*` alone is none, since it grants a small part of Contributor.
#include <fmt/core.h>

#include "rules/audit/finding_parts.h"
#include "rules/audit/role_facts.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// The part of Contributor's known operations that a role may lack and still be "all but a few".
constexpr std::size_t kFewPercent = 5;

// An action that nobody names: `~` stands in no provider, type or operation.
constexpr std::string_view kUnnamedWrite = "~.~/~/write";

// What a role leaves out of Contributor, where it is all but a few.
struct AllButFew {
  Truth holds = Truth::kNo;
  ActionSet missing;
  std::size_t missing_count = 0;
};

class CustomOwnerLike final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW008",
        .name = "custom-owner-like",
        .title = "A custom role grants what Owner grants, or all but a small part of it",
        .description =
            "A custom role is Owner-like where it grants everything that the built-in role "
            "Contributor grants, and Microsoft.Authorization/roleAssignments/write. All blocks are "
            "taken together, with the notActions of each taken off. It is all but a few where it "
            "grants roleAssignments/write, is open to providers that it does not name, and lacks "
            "at most 5 % of the known control-plane operations that Contributor grants.",
        .remedy =
            "Use the built-in role Owner where Owner is meant, eligible instead of standing, so "
            "that every tool sees what it is. Where less is meant, name the operations that are "
            "needed: a role that takes a few operations away from * grants whatever is added to "
            "Azure tomorrow.",
        .needs = "role definitions; for all but a few, the operations of the providers in use",
        .severity = FindingSeverity::kHigh,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const std::vector<RoleId> roles = custom_roles(context);
    const auto contributor = context.tenant().find_role(*parse_guid(kContributorGuid));
    if (roles.empty()) {
      return;
    }
    if (!contributor || !context.role(*contributor).defined) {
      outcome.unverifiable("the definition of the built-in role Contributor was not given");
      for (const RoleId role : roles) {
        if (context.role(role).owner_like == Truth::kYes) {
          outcome.add(owner_like(context, role));
        }
      }
      return;
    }
    const PermissionSet& reference = context.sets().of(*contributor, Plane::kControl);
    if (context.sets().known(Plane::kControl).count(reference.certain()) == 0) {
      outcome.unverifiable("no operation that Contributor grants is known: what is all but a few");
    }
    for (const RoleId role : roles) {
      judge(context, role, reference.certain(), outcome);
    }
  }

 private:
  // The stronger statement first: what holds for certain goes before what conditions decide.
  static void judge(const AuditContext& context, RoleId role, const ActionSet& reference,
                    RuleOutcome& outcome) {
    const Truth owner = context.role(role).owner_like;
    const AllButFew few = all_but_few(context, role, reference);
    if (owner == Truth::kYes || (owner == Truth::kUnknown && few.holds != Truth::kYes)) {
      outcome.add(owner_like(context, role));
    } else if (few.holds != Truth::kNo) {
      outcome.add(nearly_owner_like(context, role, few));
    }
  }

  [[nodiscard]] static Finding begin(const AuditContext& context, RoleId role, Truth holds,
                                     std::string what) {
    const bool certain = holds == Truth::kYes;
    Finding finding =
        role_finding(context, role,
                     {certain ? FindingSeverity::kHigh : FindingSeverity::kMedium,
                      fmt::format("{}{} {}", role_text(context.tenant(), role),
                                  certain ? "" : ", where its conditions are met,", what)});
    finding.chain.push_back(
        action_cause(context.input().danger, kAssignRolesAction, Plane::kControl));
    finding.fix.text =
        "use the built-in role Owner where Owner is meant, or name the operations that are needed; "
        "the command lists who holds the role";
    finding.fix.commands = {list_assignments_command(context.tenant(), role)};
    return finding;
  }

  [[nodiscard]] static Finding owner_like(const AuditContext& context, RoleId role) {
    return begin(context, role, context.role(role).owner_like,
                 "grants everything that Contributor grants, and may hand out roles: it is Owner "
                 "under another name");
  }

  [[nodiscard]] static Finding nearly_owner_like(const AuditContext& context, RoleId role,
                                                 const AllButFew& few) {
    Finding finding = begin(
        context, role, few.holds,
        fmt::format("grants all but {} of the known operations that Contributor grants, and may "
                    "hand out roles",
                    few.missing_count));
    finding.evidence.push_back(operations_evidence(
        context, "operations that it lacks",
        context.sets().operations(few.missing, Plane::kControl), Plane::kControl));
    return finding;
  }

  [[nodiscard]] static AllButFew all_but_few(const AuditContext& context, RoleId role,
                                             const ActionSet& reference) {
    const PermissionSet& granted = context.sets().of(role, Plane::kControl);
    AllButFew certain = compare(context, granted.certain(), reference);
    if (certain.holds == Truth::kYes) {
      return certain;
    }
    AllButFew possible = compare(context, granted.possible(), reference);
    if (possible.holds == Truth::kYes) {
      possible.holds = Truth::kUnknown;
    }
    return possible;
  }

  [[nodiscard]] static AllButFew compare(const AuditContext& context, const ActionSet& granted,
                                         const ActionSet& reference) {
    const RoleSets& sets = context.sets();
    AllButFew few{.missing = reference - granted};
    if (!sets.holds(granted, kAssignRolesAction, Plane::kControl) ||
        !sets.holds(granted, kUnnamedWrite, Plane::kControl)) {
      return few;
    }
    const std::size_t all = sets.known(Plane::kControl).count(reference);
    few.missing_count = sets.known(Plane::kControl).count(few.missing);
    few.holds = truth_of(all != 0 && few.missing_count * 100 <= all * kFewPercent);
    return few;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> custom_owner_like_rule() {
  return std::make_unique<const CustomOwnerLike>();
}

}  // namespace leastwise
