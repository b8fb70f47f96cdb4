// What the program knows of Azure without being told: some built-in roles, some operations.
//
// The facts are data (rules/catalogue/*.catalogue, form: docs/formats/catalogue.md), embedded in
// the program. They serve only where the input is silent: a role that the tenant's own export
// defines always wins, and answers say when a catalogue role was used.
// Example: an export without built-in roles assigns `b24988ac-...`; the catalogue knows it as
// Contributor. Counter-example: a built-in role that is not in it stays undefined, and its grants
// unknown; nothing is guessed from the name that the assignment gives.
//
// Cost: parsing the embedded files takes well under a millisecond; do it once and keep the value.
// Tests: tests/rules/catalogue/catalogue_test.cc, and against real data
// tests/conformance/catalogue_test.cc.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/permission/operation_catalogue.h"
#include "engine/role/records.h"

namespace leastwise {

struct CatalogueOperation {
  std::string name;
  OperationPlane plane = OperationPlane::kControl;
};

// A parsed catalogue. Records are what TenantBuilder::add_catalogue_role takes; operations go to
// add_operation with Origin::kCatalogue.
struct Catalogue {
  std::string date;                  // YYYY-MM-DD, the oldest of its files
  std::vector<std::string> sources;  // each once, in the order of the files
  std::vector<RoleDefinitionRecord>
      roles;  // INVARIANT: each has an id, a name, a block; ids differ
  std::vector<CatalogueOperation> operations;  // INVARIANT: names differ, ignoring case
  std::string hash;  // of names and bytes of the files (docs/formats/catalogue.md), 32 hex digits
};

struct CatalogueFileView {
  std::string_view name;
  std::string_view text;
};

// Parses the files of one catalogue. All problems go to `diagnostics`, under the names that are
// added to `names`; after an error there is no catalogue.
[[nodiscard]] std::optional<Catalogue> parse_catalogue(std::span<const CatalogueFileView> files,
                                                       FileTable& names, Diagnostics& diagnostics);

// The one that is part of the program.
[[nodiscard]] Catalogue embedded_catalogue();

}  // namespace leastwise
