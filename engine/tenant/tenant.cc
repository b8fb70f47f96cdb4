// Lookups of a finished tenant. Names of roles are searched one by one: a command asks for a few,
// and there are at most some thousand of them.
#include "engine/tenant/tenant.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

// Candidates that an error lists; more would hide the message.
constexpr std::size_t kListedCandidates = 10;

}  // namespace

std::string_view to_string(GapKind kind) {
  switch (kind) {
    case GapKind::kTruncatedExport:
      return "truncated-export";
    case GapKind::kMemberListMissing:
      return "member-list-missing";
    case GapKind::kMemberListTruncated:
      return "member-list-truncated";
    case GapKind::kPrincipalType:
      return "principal-type";
    case GapKind::kRoleUndefined:
      return "role-undefined";
    case GapKind::kHierarchyMissing:
      return "hierarchy-missing";
    case GapKind::kLossyRole:
      return "lossy-role";
    case GapKind::kNothingOfKind:
      return "nothing-of-kind";
  }
  return "truncated-export";
}

std::string Tenant::id_text(const RoleAssignment& assignment) const {
  const auto text = assignment.id.text();
  return text ? std::string(texts_.text(*text))
              : assignment.id.with_scope(scopes_.text(assignment.scope));
}

std::optional<RoleId> Tenant::find_role(const Guid& guid) const {
  const auto number =
      role_by_guid_.find(guid, [this](std::uint32_t role) { return roles_[role].guid; });
  return number ? std::optional(RoleId(*number)) : std::nullopt;
}

Result<RoleId> Tenant::resolve_role(std::string_view name) const {
  if (name.empty()) {
    return fail("the role is empty", "give its GUID, its resource id or its name");
  }
  // A GUID is never looked for among the names: a role that calls itself by another role's GUID
  // must not answer for it.
  if (const auto guid = trailing_guid(name)) {
    if (const auto known = find_role(*guid)) {
      return *known;
    }
    return fail(fmt::format("no role has the id `{}`", name),
                "neither the input nor the catalogue defines it, and nothing assigns it");
  }
  // Names are free text, and Azure keeps them apart only within one tenant and moment: two roles of
  // one name are possible, and choosing one of them would answer another question.
  std::vector<RoleId> found;
  for (std::size_t i = 0; i < roles_.size(); ++i) {
    if (equals_folded(texts_.text(roles_[i].name), name)) {
      found.push_back(RoleId::from_index(i));
    }
  }
  if (found.size() == 1) {
    return found.front();
  }
  if (found.empty()) {
    return fail(fmt::format("no role is called `{}`", name),
                "give the GUID, the resource id or the full name of a role that the input or the "
                "catalogue holds");
  }
  std::string candidates = "name it by its id:";
  for (std::size_t i = 0; i < found.size() && i < kListedCandidates; ++i) {
    const RoleDefinition& candidate = role(found[i]);
    candidates += fmt::format(
        "\n  {}  {}", candidate.guid == Guid() ? "(without an id)" : to_string(candidate.guid),
        texts_.text(candidate.name));
  }
  if (found.size() > kListedCandidates) {
    candidates += fmt::format("\n  and {} more", found.size() - kListedCandidates);
  }
  return fail(fmt::format("{} roles are called `{}`", found.size(), name), std::move(candidates));
}

std::string_view Tenant::scope_name(ScopeId id) const {
  const auto name = std::ranges::lower_bound(scope_names_, id, {}, &ScopeName::scope);
  return name == scope_names_.end() || name->scope != id ? std::string_view()
                                                         : texts_.text(name->name);
}

}  // namespace leastwise
