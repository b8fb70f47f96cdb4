// Needs files: who needs which access where, as people declare it in YAML.
//
//     version: 1
//     needs:
//       - principal: ML Demand Forecasting
//         scope: /subscriptions/.../registries/alderfinch-models
//         access: registry-publish        # or role: ..., or actions: [...] and dataActions: [...]
//         until: 2026-12-31
//
// `scope`, `access` and `role` may be lists; the entry is then one need for each pair. Names are
// taken as they are written: whether a principal, an access level or a role of that name exists is
// asked by whoever has a tenant, and reported at the place that every text keeps.
// Counter-example: an entry with both `access` and `actions` is an error, not their union.
//
// Source: docs/formats/needs.md. Tests: tests/engine/ingest/needs_file_test.cc,
// tests/engine/ingest/yaml_malformed_test.cc; fuzz/declarations_fuzz.cc.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/role/declarations.h"

namespace leastwise {

// The needs in the order of the file; those with an error are left out. Reports every error of the
// file: the codes of yaml_reader.h and yaml_fields.h, and bad-scope, no-access, duplicate-need,
// too-many-declarations; and a warning, everything-needed, where somebody needs `*`.
[[nodiscard]] std::vector<NeedRecord> read_needs(std::string_view bytes, FileId file,
                                                 Diagnostics& diagnostics);

}  // namespace leastwise
