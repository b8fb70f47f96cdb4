// Role definitions, role assignments and deny assignments as the tenant holds them: names replaced
// by ids, texts interned. The records that they come from are in records.h.
//
// Nothing here owns a text, so an assignment is 64 bytes. Ids are those of the Tenant
// that holds the value: a RoleAssignment of one tenant means nothing in another.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/compact_optional.h"
#include "engine/base/guid.h"
#include "engine/base/id.h"
#include "engine/base/instant.h"
#include "engine/base/source_place.h"
#include "engine/permission/permission_block.h"
#include "engine/role/assignment_id.h"
#include "engine/role/records.h"

namespace leastwise {

// What is known of a role definition. Stands in snapshots: the numbers do not change.
enum class RoleKnowledge : std::uint8_t {
  kUndefined = 0,  // assignments name it, nothing defines it: what it grants is unknown
  kInput = 1,      // an export defines it
  kCatalogue = 2,  // only the embedded catalogue does
};

// A role definition. Compared and found by `guid`; texts are in Tenant::text().
struct RoleDefinition {
  Guid guid;  // all zero for a custom role that has no id yet
  StringId name;
  StringId description;
  RoleKnowledge knowledge = RoleKnowledge::kUndefined;
  RoleType type = RoleType::kUnstated;
  bool lossy = false;
  std::vector<PermissionBlock> blocks = {};
  std::vector<StringId> assignable_scopes = {};
  SourcePlace place;
};

// A grant of a role to a principal at a scope, active or (PIM) eligible.
struct RoleAssignment {
  PrincipalId principal;
  RoleId role;
  ScopeId scope;
  OptionalId<ConditionId> condition = {};
  Window window = {};
  SourcePlace place;
  AssignmentIdRef id;  // as exported: Tenant::id_text(); empty where the export gave none
  bool eligible = false;
  std::array<std::uint8_t, 2> unused = {};

  // Whether the grant counts at `at`: eligible ones only where they are asked for.
  [[nodiscard]] bool counts(Instant at, bool include_eligible) const {
    return window.holds(at) && (include_eligible || !eligible);
  }
};

// A denial. Who it hits: `everyone` or `principals`, less `excluded` (SPEC section 5).
struct DenyAssignment {
  StringId id;
  StringId name;
  ScopeId scope;
  bool scope_only = false;  // doNotApplyToChildScopes
  bool audit_only = false;
  bool everyone = false;
  bool everyone_excluded = false;            // then it hits nobody
  std::vector<PrincipalId> principals = {};  // ascending
  std::vector<PrincipalId> excluded = {};    // ascending
  std::vector<PermissionBlock> blocks = {};
  std::optional<ConditionId> condition = {};
  SourcePlace place;
};

}  // namespace leastwise
