// The order of the header, as code: each question is asked where all before it were answered no.
//
// "Privileged" and the like are asked of the role, without the condition of the assignment: a
// condition narrows a grant and does not make it another kind of grant. Findings say that there is
// one, and weigh it.
#include "rules/audit/grant_matters.h"

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

// In the user principal name of a guest, between its own address and the tenant's domain.
constexpr std::string_view kGuestMark = "#ext#";

// The types that a principal of unstated type may be of.
constexpr std::array kOrdinaryTypes = {PrincipalType::kUser, PrincipalType::kGroup,
                                       PrincipalType::kServicePrincipal};

Truth listed_types_decide(const Tenant& tenant, bool all_of_them) {
  const auto listed = [&tenant](PrincipalType type) { return tenant.lists_all(type); };
  const bool decided = all_of_them ? std::ranges::all_of(kOrdinaryTypes, listed)
                                   : std::ranges::any_of(kOrdinaryTypes, listed);
  return decided ? Truth::kYes : Truth::kUnknown;
}

std::optional<ScopeId> find_root_group(const ScopeTree& scopes) {
  for (const ScopeId scope : scopes.in_preorder()) {
    if (scopes.kind(scope) == ScopeKind::kManagementGroup &&
        scopes.parent(scope) == ScopeTree::root()) {
      return scope;
    }
  }
  return std::nullopt;
}

bool defines_contributor(const AuditContext& context) {
  const auto guid = parse_guid(kContributorGuid);
  const auto role = context.tenant().find_role(*guid);
  return role && context.role(*role).defined;
}

}  // namespace

// Who has members, or is a member, is there. An export that calls the type `Unknown` says that the
// object is gone, or that whoever exported it may not read the directory: one listing shows that
// they may.
Truth is_gone(const Tenant& tenant, PrincipalId id) {
  const GroupGraph& groups = tenant.groups();
  if (tenant.directory().is_described(id) || !groups.direct_groups(id).empty() ||
      !groups.direct_members(id).empty()) {
    return Truth::kNo;
  }
  const PrincipalType type = tenant.directory()[id].type;
  switch (type) {
    case PrincipalType::kForeignGroup:
      return Truth::kNo;
    case PrincipalType::kGroup:
      if (!groups.is_incomplete(id)) {
        return Truth::kNo;
      }
      break;
    case PrincipalType::kDeleted:
      return listed_types_decide(tenant, false);
    case PrincipalType::kUnstated:
      return listed_types_decide(tenant, true);
    case PrincipalType::kUser:
    case PrincipalType::kServicePrincipal:
    case PrincipalType::kDevice:
      break;
  }
  return tenant.lists_all(type) ? Truth::kYes : Truth::kUnknown;
}

Truth is_guest(const Tenant& tenant, PrincipalId id) {
  const Directory& directory = tenant.directory();
  const Principal& principal = directory[id];
  if (principal.guest) {
    return *principal.guest ? Truth::kYes : Truth::kNo;
  }
  if (principal.type != PrincipalType::kUser && principal.type != PrincipalType::kUnstated) {
    return Truth::kNo;
  }
  const std::string name = folded(directory.text(principal.user_principal_name));
  return name.find(kGuestMark) != std::string::npos ? Truth::kYes : Truth::kUnknown;
}

bool is_wide(const Tenant& tenant, ScopeId scope) {
  const ScopeKind kind = tenant.scopes().kind(scope);
  return kind == ScopeKind::kSubscription || kind == ScopeKind::kManagementGroup;
}

GrantMatters::GrantMatters(const AuditContext& context)
    : context_(&context),
      delegations_(context),
      needs_(context),
      root_group_(find_root_group(context.tenant().scopes())),
      knows_contributor_(defines_contributor(context)) {
  has_eligible_ = std::ranges::any_of(context.tenant().assignments(), &RoleAssignment::eligible);
}

// Who is made active is the principal that is eligible, or a member of the group that is.
bool GrantMatters::is_activation(const RoleAssignment& assignment) const {
  if (assignment.eligible || assignment.window.end == kEndOfTime || !has_eligible_) {
    return false;
  }
  const Tenant& tenant = context_->tenant();
  std::vector<PrincipalId> subjects = tenant.groups().groups_of(assignment.principal);
  subjects.push_back(assignment.principal);
  const auto is_source = [&](AssignmentId id) {
    const RoleAssignment& other = tenant.assignment(id);
    return other.eligible && other.role == assignment.role &&
           tenant.scopes().contains(other.scope, assignment.scope);
  };
  return std::ranges::any_of(subjects, [&](PrincipalId subject) {
    return std::ranges::any_of(context_->assignments_of(subject), is_source);
  });
}

bool GrantMatters::at_root_scope(const RoleAssignment& assignment) const {
  if (assignment.scope == ScopeTree::root()) {
    return true;
  }
  return assignment.scope == root_group_ && !assignment.eligible &&
         context_->role(assignment.role).privileged != Truth::kNo;
}

GrantMatter GrantMatters::of(AssignmentId id) const {
  const Tenant& tenant = context_->tenant();
  const RoleAssignment& assignment = tenant.assignment(id);
  if (is_gone(tenant, assignment.principal) == Truth::kYes) {
    return GrantMatter::kGone;
  }
  if (!tenant.directory()[assignment.principal].account_enabled.value_or(true)) {
    return GrantMatter::kDisabled;
  }
  const RoleFacts& role = context_->role(assignment.role);
  if (role.defined && role.privileged == Truth::kNo && role.writes == Truth::kNo &&
      assignment.scope != ScopeTree::root()) {
    return GrantMatter::kNone;  // most grants end here
  }
  if (needs_.declares(assignment.principal)) {
    return GrantMatter::kDeclared;
  }
  if (role.defined ? at_root_scope(assignment) : assignment.scope == ScopeTree::root()) {
    return GrantMatter::kRootScope;
  }
  if (!role.defined) {
    return GrantMatter::kNone;
  }
  if (!assignment.eligible && !is_activation(assignment)) {
    return of_active(id);
  }
  return is_guest(tenant, assignment.principal) == Truth::kYes ? GrantMatter::kGuest
                                                               : GrantMatter::kNone;
}

// REQUIRES: active, no activation, of a defined role that writes or is privileged.
GrantMatter GrantMatters::of_active(AssignmentId id) const {
  const Tenant& tenant = context_->tenant();
  const RoleAssignment& assignment = tenant.assignment(id);
  const RoleFacts& role = context_->role(assignment.role);
  const bool like_contributor = knows_contributor_ ? role.contributor_like != Truth::kNo
                                                   : role.contributor_like == Truth::kYes;
  if (like_contributor && is_wide(tenant, assignment.scope)) {
    return GrantMatter::kWide;
  }
  if (delegations_.of(id) == Delegation::kUnlimited) {
    return GrantMatter::kDelegates;
  }
  if (delegations_.edits_roles(assignment.role)) {
    return GrantMatter::kEditsRoles;
  }
  if (is_guest(tenant, assignment.principal) == Truth::kYes) {
    return GrantMatter::kGuest;
  }
  if (role.privileged == Truth::kNo) {
    return GrantMatter::kNone;
  }
  const PrincipalType type = tenant.directory()[assignment.principal].type;
  if (type == PrincipalType::kUser) {
    return GrantMatter::kDirectUser;
  }
  const bool for_good = has_eligible_ && assignment.window.end == kEndOfTime;
  return for_good && type == PrincipalType::kGroup ? GrantMatter::kStanding : GrantMatter::kNone;
}

std::vector<AssignmentId> GrantMatters::all(GrantMatter matter) const {
  std::vector<AssignmentId> found;
  for (const AssignmentId id : context_->assignments()) {
    if (of(id) == matter) {
      found.push_back(id);
    }
  }
  return found;
}

}  // namespace leastwise
