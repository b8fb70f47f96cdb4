// Suppressions files: findings that somebody has accepted, until a day and for a reason, in YAML.
//
//     version: 1
//     suppressions:
//       - rule: LW003
//         principal: Pinecone Platform       # optional, like `role`, `scope` and `owner`
//         scope: /subscriptions/...
//         reason: replaced by the new pipeline in March
//         expires: 2027-03-31
//
// What is left out matches everything. Whether a rule or a principal of that name exists, whether
// an entry has expired and whether it matched anything is asked by whoever has the findings.
// Counter-example: an entry without a reason or without an end is an error, never a default.
//
// Source: docs/formats/suppressions.md. Tests: tests/engine/ingest/suppressions_file_test.cc,
// tests/engine/ingest/yaml_malformed_test.cc; fuzz/declarations_fuzz.cc.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/role/declarations.h"

namespace leastwise {

// The suppressions in the order of the file; those with an error are left out. Reports every error
// of the file: the codes of yaml_reader.h and yaml_fields.h, bad-scope, duplicate-suppression.
[[nodiscard]] std::vector<SuppressionRecord> read_suppressions(std::string_view bytes, FileId file,
                                                               Diagnostics& diagnostics);

}  // namespace leastwise
