// What an audit works on: a compiled tenant, what people declared, what was observed, and data.
//
// Everything is looked up already: principals are ids, access levels are actions, scopes hang in
// the tree. Who reads the files reports what cannot be looked up (needs.h), so a rule meets no
// names. References and views must outlive the audit.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "engine/base/guid.h"
#include "engine/base/instant.h"
#include "engine/base/source_place.h"
#include "engine/permission/danger.h"
#include "engine/permission/need.h"
#include "engine/scope/scope_path.h"
#include "rules/access_levels/access_levels.h"
#include "rules/conditions/known_attributes.h"
#include "rules/limits/azure_limits.h"

namespace leastwise {

// One entry of a needs file, looked up.
struct DeclaredNeed {
  Guid principal;
  std::optional<PrincipalId> known;  // empty: nothing in the input names the principal
  ScopePath scope;
  ScopeTree::Place place;
  std::string level = {};  // name of the access level; empty where actions are listed
  // Of the level, or as listed. INVARIANT: not empty, unless a role is given.
  std::vector<NeededAction> actions = {};
  // Or what this role grants without a condition, whatever it is. INVARIANT: it is defined.
  std::optional<RoleId> role = {};
  std::optional<Instant> until = {};
  std::string owner = {};
  std::string reason = {};
  SourcePlace stands_at = {};

  [[nodiscard]] bool holds(Instant at) const { return !until || at < *until; }
};

// Something that a principal was seen doing (engine/ingest/activity_log.h), looked up.
struct ObservedUse {
  PrincipalId principal;
  std::string operation;  // control plane: logs show nothing else
  ScopePath scope;
  ScopeTree::Place place;
};

struct AuditInput {
  const CompiledTenant& compiled;
  const DangerTable& danger;
  const AzureLimits& limits;
  const AccessLevels& levels;
  const KnownAttributes& attributes;  // of conditions
  std::span<const DeclaredNeed> needs = {};
  bool needs_given = false;
  std::span<const ObservedUse> uses = {};
  bool activity_given = false;
  // Only findings about this scope (grants at it, below it, or above it, since these hold there
  // too) and this principal (what it holds itself or by its groups).
  std::optional<ScopeTree::Place> scope = {};
  std::optional<PrincipalId> principal = {};
  // Only role definitions are judged: no assignment takes part.
  bool definitions_only = false;
};

}  // namespace leastwise
