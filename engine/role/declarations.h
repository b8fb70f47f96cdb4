// What people declare in files of their own: who needs what, and which findings are accepted.
//
// The vocabulary between the readers of these files (engine/ingest) and those who act on them
// (engine/report, rules/). Names are as they were written; whether a principal or an access level
// of that name exists is known only where a tenant is at hand. Source: docs/formats/needs.md,
// docs/formats/suppressions.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/source_place.h"
#include "engine/scope/scope_path.h"

namespace leastwise {

// One text of a declaration, with the place where it stands: an error about it points there.
struct DeclaredText {
  std::string text = {};
  SourcePlace place = {};

  [[nodiscard]] bool given() const { return !text.empty(); }
};

// A principal needs this at a scope: an access level; or a role, and then everything that the role
// grants is needed (`role: AzureML Data Scientist` declares that the grant is meant as it is); or
// operations and patterns. Exactly one of the three.
struct NeedRecord {
  DeclaredText principal = {};  // any of its names
  DeclaredText scope_text = {};
  std::optional<ScopePath> scope = {};     // INVARIANT: given in every record that is handed on
  DeclaredText access = {};                // a level
  DeclaredText role = {};                  // name or GUID of a role of the tenant
  std::vector<DeclaredText> actions = {};  // control plane
  std::vector<DeclaredText> data_actions = {};  // data plane
  std::optional<Instant> until = {};            // the end of the need; a bare date ends that day
  std::string owner = {};
  std::string reason = {};
  SourcePlace place = {};  // where the entry begins
};

// A finding that somebody has accepted until a day. Empty texts match everything.
struct SuppressionRecord {
  DeclaredText rule = {};       // `LW003` or its short name; never empty
  DeclaredText principal = {};  // any of its names
  DeclaredText role = {};       // name or GUID
  DeclaredText scope = {};      // at and below
  std::string reason = {};      // never empty
  std::string owner = {};
  Instant expires = kEndOfTime;  // a bare date ends that day
  SourcePlace place = {};
};

}  // namespace leastwise
