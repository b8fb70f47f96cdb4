// Baseline files: the findings that were there before, as `--create-baseline` wrote them.
//
//     {"format": "leastwise-baseline", "version": "1", "findings": [
//       {"fingerprint": "...", "rule": "LW001", "message": "...", "principal": "...", "scope":
//       "..."}
//     ]}
//
// Read as strictly as the files that people write (yaml_fields.h): whether a finding fails a build
// hangs on it. Whether the fingerprints are right is asked by who knows how they are made
// (report/baseline.h).
// Counter-example: a SARIF file or a report in JSON is no baseline, though it holds fingerprints.
//
// Source: docs/formats/baseline.md. Tests: tests/engine/ingest/baseline_file_test.cc;
// fuzz/declarations_fuzz.cc.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/role/declarations.h"

namespace leastwise {

// The records in the order of the file; those with an error are left out. Reports every error of
// the file: the codes of json_reader.h, record.h and yaml_fields.h, not-a-baseline,
// duplicate-finding.
[[nodiscard]] std::vector<BaselineRecord> read_baseline(std::string_view bytes, FileId file,
                                                        Diagnostics& diagnostics);

}  // namespace leastwise
