// What a role amounts to: the words that audit rules share, defined by inclusion in the lattice.
//
//   Contributor-like  grants everything that the built-in role Contributor grants
//   Owner-like        Contributor-like, and grants Microsoft.Authorization/roleAssignments/write
//   privileged        grants an escalation of group A (danger.h), or, by wildcards, the `write` of
//                     resource types that no pattern names in two providers or more
//   writes            grants an action that ends in `/write`, `/delete` or `/action`
//
// Example: a custom role of `*` with notActions for `Microsoft.Authorization/*/write` only is not
// Owner-like; one whose second block gives `Microsoft.Authorization/*` back is.
// Counter-example: a role called Owner that grants `*/read` is none of these.
// The same table for people: docs/rules/README.md. Tests: tests/rules/audit/role_facts_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/truth.h"
#include "engine/lattice/role_sets.h"
#include "engine/permission/danger.h"

namespace leastwise {

// Contributor, whose set the words above refer to: as the input defines it, else the catalogue.
inline constexpr std::string_view kContributorGuid = "b24988ac-6180-42a0-ab88-20f7382dd24c";
inline constexpr std::string_view kAssignRolesAction =
    "Microsoft.Authorization/roleAssignments/write";

// Truth values: yes, for certain; unknown, under a condition of a block (or the role is undefined,
// or nothing defines Contributor); no.
struct RoleFacts {
  bool defined = false;
  Truth owner_like = Truth::kNo;
  Truth contributor_like = Truth::kNo;
  Truth privileged = Truth::kNo;
  Truth writes = Truth::kNo;
  bool grants_nothing = false;                 // no action in either plane, whatever the conditions
  std::array<std::size_t, 2> operations = {};  // known operations granted for certain, by plane
  // Escalations that it grants, for certain or under a condition; positions in the danger table.
  std::vector<std::uint32_t> escalations = {};
};

// The facts of every role of the tenant, by RoleId. Roles that take no part in `sets` count as
// undefined. Cost: some walks of the automaton for each distinct pattern, and a few passes over the
// atoms for each role.
[[nodiscard]] std::vector<RoleFacts> find_role_facts(const RoleSets& sets,
                                                     const DangerTable& danger);

// The actions by which `writes` is judged, as the union of atoms that hold one.
[[nodiscard]] ActionSet writing_actions(const RoleSets& sets, Plane plane);
// `A/b/write`, `A/b/delete`, `A/b/start/action`. REQUIRES: folded.
[[nodiscard]] bool ends_in_writing_verb(std::string_view folded_action);

}  // namespace leastwise
