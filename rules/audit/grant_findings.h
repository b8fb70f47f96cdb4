// What the rules about grants have in common: who stands behind a grantee, the finding about one
// assignment, and how severities go down for what holds only at times.
//
// Example: `2 users and 1 guest have Contributor-like access to all of subscription s, by group
// team and role Contributor`. Counter-example: a group whose members were not exported is never
// called empty: it is `the unknown members of group team`. Tests:
// tests/rules/audit/grant_findings_test.cc.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/report/finding.h"
#include "rules/audit/audit_context.h"
#include "rules/audit/rule.h"

namespace leastwise {

// Who stands behind a grantee, counted; the first of them by name, guests before service principals
// before others.
struct Holders {
  std::size_t users = 0;  // guests not counted
  std::size_t guests = 0;
  std::size_t service_principals = 0;
  std::size_t others = 0;  // devices, and principals of unstated type
  bool open = false;       // further ones are not known
  Evidence named = {};     // label `held by`

  [[nodiscard]] std::size_t total() const { return users + guests + service_principals + others; }
};

// Expands each grantee once. Thread safety: none.
class HolderIndex {
 public:
  // The context must outlive it.
  explicit HolderIndex(const AuditContext& context) : context_(&context) {}

  // Valid as long as the index.
  [[nodiscard]] const Holders& of(PrincipalId grantee);

 private:
  const AuditContext* context_;
  std::unordered_map<PrincipalId, Holders> holders_;
};

// Who holds a grant, as the subject of a sentence: `Ann (User)`, `2 users and 1 guest`, `the
// unknown members of group team`; `has` or `have` goes with it.
struct SentenceSubject {
  std::string text;
  bool plural = false;

  [[nodiscard]] std::string_view has() const { return plural ? "have" : "has"; }
};
[[nodiscard]] SentenceSubject holders_text(const Tenant& tenant, PrincipalId grantee,
                                           const Holders& holders);
// `role Contributor`, and before it `group team and ` where the grantee is a group; behind it what
// stands out: `, under a condition`, `, eligible`, `, until ...`.
[[nodiscard]] std::string by_text(const Tenant& tenant, AssignmentId id);

// One step down for a grant under a condition, and one for an eligible one.
[[nodiscard]] FindingSeverity weighed(FindingSeverity severity, const RoleAssignment& assignment);

// A finding about one assignment: subject, place, chain of causes.
[[nodiscard]] Finding grant_finding(const AuditContext& context, AssignmentId id,
                                    FindingSeverity severity, std::string message);
// The worst operations of a role, those that are escalations; empty where it has none.
[[nodiscard]] Evidence escalations_of(const AuditContext& context, RoleId role);

// One grant that somebody holds, by itself or by a group.
struct HeldGrant {
  AssignmentId assignment;
  PrincipalId grantee;
};
// A finding about a grant as `holder` has it: about the holder, its chain from there; the group
// that gives it tells it apart from the same role by another one.
[[nodiscard]] Finding held_grant_finding(const AuditContext& context, PrincipalId holder,
                                         const HeldGrant& grant, FindingSeverity severity,
                                         std::string message);
// The grants that take part and that `holder` certainly has, its own first, then by group.
[[nodiscard]] std::vector<HeldGrant> grants_held_by(const AuditContext& context,
                                                    PrincipalId holder);
// `Contributor at resource group rg`, and where a group gives it: `, by group team`.
[[nodiscard]] std::string held_grant_text(const Tenant& tenant, PrincipalId holder,
                                          const HeldGrant& grant);
// Takes a grant from its holder alone: removes the assignment, or the holder from the group of the
// path to it that is nearest to the holder.
[[nodiscard]] std::string end_command(const Tenant& tenant, PrincipalId holder,
                                      const HeldGrant& grant);

// Who certainly holds some grant that takes part and that `counts`, groups included; by
// PrincipalId.
[[nodiscard]] std::vector<bool> grant_holders(const AuditContext& context,
                                              const std::function<bool(AssignmentId)>& counts);

// States that roles are assigned which nothing defines, by assignments that would concern a rule if
// their roles grant enough.
void state_undefined_roles(
    const AuditContext& context, RuleOutcome& outcome,
    const std::function<bool(const RoleAssignment&)>& would_concern = [](const RoleAssignment&) {
      return true;
    });
// States that something is missing for these things; nothing where there are none.
void state_missing(RuleOutcome& outcome, std::string_view missing,
                   const std::vector<std::string>& subjects);

}  // namespace leastwise
