// What a delegation lets its holder assign: which roles, to which kinds of principals.
//
// Conditions on roleAssignments/write speak of the role, the principal and its type in the request.
// For every role that they name, and for all others together, a search asks whether some request
// meets all of them (request_search.h): so an allow-list, a deny-list, a mistake that lets
// everything through and a condition that nothing meets are told apart by what they do, not by how
// they are written.
// Example: `RoleDefinitionId ForAnyOfAnyValues:GuidEquals {A, B} AND PrincipalType
// StringEqualsIgnoreCase 'Group'`: A and B, to groups. Counter-example: `ForAnyOfAnyValues:
// GuidNotEquals {A, B}` refuses nothing: it is no deny-list.
// Source: CONDITIONS sections 6 and 9, FACTS rules 16 to 19. Tests:
// tests/rules/conditions/delegation_extent_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/guid.h"
#include "engine/condition/condition.h"
#include "rules/conditions/known_attributes.h"

namespace leastwise {

// What a delegation is about, folded.
inline constexpr std::string_view kAssignRolesFolded =
    "microsoft.authorization/roleassignments/write";

// How the roles are limited.
enum class RoleLimit : std::uint8_t {
  kNone,       // any role
  kDenyList,   // any role but some
  kAllowList,  // some roles, and no other
  kNothing,    // none at all
};

// A role, and who can get it.
struct AssignableRole {
  std::optional<Guid> role = {};        // empty: every role that the conditions do not name
  std::vector<std::string> types = {};  // of `User`, `Group`, `ServicePrincipal`
  std::vector<Guid> principals = {};    // of those that the conditions name
  bool any_principal = false;           // also principals that they do not name

  friend bool operator==(const AssignableRole&, const AssignableRole&) = default;
};

// `anybody`, `groups`, `users, service principals`: by kind, without who is named.
[[nodiscard]] std::string kinds_text(const AssignableRole& who);

struct DelegationExtent {
  RoleLimit roles = RoleLimit::kNone;
  std::vector<AssignableRole> assignable;  // named ones ascending, the others last
  std::vector<Guid> refused;               // named, and assignable to nobody; ascending
  // Whether for each assignable role some kind of principal, or some principal, is ruled out.
  bool limits_principals = false;
  bool decided = true;  // false: something could not be decided, and counts as assignable
};

// What conditions that must all be met let through; none: everything. An invalid one lets nothing
// be decided.
[[nodiscard]] DelegationExtent delegation_extent(std::span<const Condition* const> conditions,
                                                 const KnownAttributes& known);

}  // namespace leastwise
