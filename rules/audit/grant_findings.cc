#include "rules/audit/grant_findings.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/guid.h"
#include "engine/report/names.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_matters.h"

namespace leastwise {
namespace {

// Subjects that one statement names; more would hide what is missing.
constexpr std::size_t kNamedSubjects = 3;

// In the order in which holders are named: who is least expected first.
enum class HolderKind : std::uint8_t { kGuest, kServicePrincipal, kOther, kUser };

HolderKind kind_of(const Tenant& tenant, PrincipalId id) {
  if (is_guest(tenant, id) == Truth::kYes) {
    return HolderKind::kGuest;
  }
  switch (tenant.directory()[id].type) {
    case PrincipalType::kUser:
      return HolderKind::kUser;
    case PrincipalType::kServicePrincipal:
      return HolderKind::kServicePrincipal;
    case PrincipalType::kUnstated:
    case PrincipalType::kGroup:
    case PrincipalType::kForeignGroup:
    case PrincipalType::kDevice:
    case PrincipalType::kDeleted:
      break;
  }
  return HolderKind::kOther;
}

std::size_t& count_of(Holders& holders, HolderKind kind) {
  switch (kind) {
    case HolderKind::kGuest:
      return holders.guests;
    case HolderKind::kServicePrincipal:
      return holders.service_principals;
    case HolderKind::kUser:
      return holders.users;
    case HolderKind::kOther:
      break;
  }
  return holders.others;
}

bool is_group(const Tenant& tenant, PrincipalId id) {
  const PrincipalType type = tenant.directory()[id].type;
  return type == PrincipalType::kGroup || type == PrincipalType::kForeignGroup;
}

// `2 users`, `2 users and 1 guest`, `2 users, 1 guest and 1 service principal`.
std::string counts_text(const Holders& holders) {
  std::vector<std::string> parts;
  for (const auto& [count, noun] : std::to_array<std::pair<std::size_t, std::string_view>>(
           {{holders.users, "user"},
            {holders.guests, "guest"},
            {holders.service_principals, "service principal"},
            {holders.others, "other principal"}})) {
    if (count != 0) {
      parts.push_back(counted(count, noun));
    }
  }
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string_view joint = i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ";
    text += fmt::format("{}{}", joint, parts[i]);
  }
  return text;
}

}  // namespace

const Holders& HolderIndex::of(PrincipalId grantee) {
  const auto [entry, is_new] = holders_.try_emplace(grantee);
  Holders& holders = entry->second;
  if (!is_new) {
    return holders;
  }
  const Tenant& tenant = context_->tenant();
  holders.open = tenant.groups().is_open(grantee);
  std::array<std::vector<PrincipalId>, 4> first;  // by HolderKind, as many as may be named
  for (const PrincipalId id : context_->behind(grantee)) {
    const HolderKind kind = kind_of(tenant, id);
    ++count_of(holders, kind);
    std::vector<PrincipalId>& named = first.at(static_cast<std::size_t>(kind));
    if (named.size() < kMaxEvidenceItems) {
      named.push_back(id);
    }
  }
  holders.named = {.label = "held by", .items = {}, .total = holders.total()};
  for (const std::vector<PrincipalId>& named : first) {
    for (const PrincipalId id : named) {
      if (holders.named.items.size() < kMaxEvidenceItems) {
        holders.named.items.push_back(principal_text(tenant, id));
      }
    }
  }
  return holders;
}

SentenceSubject holders_text(const Tenant& tenant, PrincipalId grantee, const Holders& holders) {
  if (!is_group(tenant, grantee)) {
    return {principal_text(tenant, grantee), false};
  }
  if (holders.total() == 0) {
    return {fmt::format("the {} members of group {}", holders.open ? "unknown" : "future",
                        principal_name(tenant, grantee)),
            true};
  }
  if (holders.open) {
    return {fmt::format("{} and unknown others", counts_text(holders)), true};
  }
  return {counts_text(holders), holders.total() > 1};
}

std::string by_text(const Tenant& tenant, AssignmentId id) {
  const RoleAssignment& assignment = tenant.assignment(id);
  std::string text;
  if (is_group(tenant, assignment.principal)) {
    text = fmt::format("group {} and ", principal_name(tenant, assignment.principal));
  }
  text += fmt::format("role {}", role_name(tenant, assignment.role));
  if (assignment.condition) {
    text += ", under a condition";
  }
  if (assignment.eligible) {
    text += ", eligible";
  }
  if (assignment.window.end != kEndOfTime) {
    text += fmt::format(", until {}", to_string(assignment.window.end));
  }
  return text;
}

FindingSeverity weighed(FindingSeverity severity, const RoleAssignment& assignment) {
  const int steps = (assignment.condition ? 1 : 0) + (assignment.eligible ? 1 : 0);
  return static_cast<FindingSeverity>(
      std::max(static_cast<int>(severity) - steps, static_cast<int>(FindingSeverity::kLow)));
}

Finding grant_finding(const AuditContext& context, AssignmentId id, FindingSeverity severity,
                      std::string message) {
  const PrincipalId grantee = context.tenant().assignment(id).principal;
  return held_grant_finding(context, grantee, {id, grantee}, severity, std::move(message));
}

Evidence escalations_of(const AuditContext& context, RoleId role) {
  const DangerTable& danger = context.input().danger;
  const std::vector<std::uint32_t>& held = context.role(role).escalations;
  std::vector<std::uint32_t> worst = held;
  std::ranges::stable_sort(
      worst, {}, [&](std::uint32_t position) { return danger.operations()[position].group; });
  worst.resize(std::min(worst.size(), kMaxEvidenceItems));
  Evidence evidence{.label = "escalations", .items = {}, .total = held.size()};
  for (const std::uint32_t position : worst) {
    const DangerousOperation& operation = danger.operations()[position];
    evidence.items.push_back(operation_text(danger, operation.action, operation.plane));
  }
  return evidence;
}

std::vector<HeldGrant> grants_held_by(const AuditContext& context, PrincipalId holder) {
  std::vector<HeldGrant> grants;
  const auto add = [&](PrincipalId grantee) {
    for (const AssignmentId id : context.assignments_of(grantee)) {
      grants.push_back({id, grantee});
    }
  };
  add(holder);
  for (const PrincipalId group : context.tenant().groups().groups_of(holder)) {
    if (group != holder) {
      add(group);
    }
  }
  return grants;
}

Finding held_grant_finding(const AuditContext& context, PrincipalId holder, const HeldGrant& grant,
                           FindingSeverity severity, std::string message) {
  const Tenant& tenant = context.tenant();
  Finding finding{.rule = {}, .severity = severity, .message = std::move(message)};
  finding.subject = subject_of(tenant, grant.assignment);
  const FindingSubject held_by = subject_of(tenant, holder);
  finding.subject.principal = held_by.principal;
  finding.subject.principal_name = held_by.principal_name;
  if (grant.grantee != holder) {
    finding.subject.detail = subject_of(tenant, grant.grantee).principal;
  }
  finding.place = tenant.assignment(grant.assignment).place;
  finding.chain = grant_chain(tenant, grant.assignment, holder);
  return finding;
}

std::string held_grant_text(const Tenant& tenant, PrincipalId holder, const HeldGrant& grant) {
  return fmt::format("{}{}", grant_text(tenant, grant.assignment),
                     grant.grantee == holder
                         ? ""
                         : fmt::format(", by group {}", principal_name(tenant, grant.grantee)));
}

std::string end_command(const Tenant& tenant, PrincipalId holder, const HeldGrant& grant) {
  const std::vector<PrincipalId> path = tenant.groups().path(holder, grant.grantee);
  if (path.size() < 2) {
    return remove_command(tenant, grant.assignment);
  }
  return fmt::format("az ad group member remove --group {} --member-id {}",
                     to_string(tenant.directory()[path[1]].id),
                     to_string(tenant.directory()[holder].id));
}

std::vector<bool> grant_holders(const AuditContext& context,
                                const std::function<bool(AssignmentId)>& counts) {
  const Tenant& tenant = context.tenant();
  std::vector<bool> holds(tenant.directory().size());
  std::vector<PrincipalId> pending;
  const auto note = [&](PrincipalId id) {
    if (!holds[id.index()]) {
      holds[id.index()] = true;
      pending.push_back(id);
    }
  };
  for (const AssignmentId id : context.assignments()) {
    const PrincipalId grantee = tenant.assignment(id).principal;
    if (!holds[grantee.index()] && counts(id)) {
      note(grantee);
    }
  }
  while (!pending.empty()) {
    const PrincipalId group = pending.back();
    pending.pop_back();
    std::ranges::for_each(tenant.groups().direct_members(group), note);
  }
  return holds;
}

void state_missing(RuleOutcome& outcome, std::string_view missing,
                   const std::vector<std::string>& subjects) {
  if (subjects.empty()) {
    return;
  }
  std::string text;
  for (std::size_t i = 0; i < subjects.size() && i < kNamedSubjects; ++i) {
    text += fmt::format("{}{}", i == 0 ? "" : ", ", subjects[i]);
  }
  if (subjects.size() > kNamedSubjects) {
    text += fmt::format(" and {} more", subjects.size() - kNamedSubjects);
  }
  outcome.unverifiable(std::string(missing), std::move(text));
}

void state_undefined_roles(const AuditContext& context, RuleOutcome& outcome,
                           const std::function<bool(const RoleAssignment&)>& would_concern) {
  const auto concerns = [&](AssignmentId id) {
    return would_concern(context.tenant().assignment(id));
  };
  std::vector<std::string> names;
  for (std::size_t i = 0; i < context.tenant().roles().size(); ++i) {
    const RoleId id = RoleId::from_index(i);
    if (!context.role(id).defined && std::ranges::any_of(context.assignments_of(id), concerns)) {
      names.push_back(role_name(context.tenant(), id));
    }
  }
  state_missing(outcome, "the definitions of roles that are assigned", names);
}

}  // namespace leastwise
