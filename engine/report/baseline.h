// Baselines: findings that were there before. With one, only new findings fail a run.
//
// A baseline is a small JSON file that people keep beside their exports. It holds what makes each
// finding the same one (rule, principal, role, scope, detail) and the message, for those who read
// the file; so it says what is no longer found, too. Findings are compared by these texts and not
// by the fingerprint: a hash that anybody can compute is no proof.
//
// Example: a finding whose record moved to another line is known. Counter-example: the same
// principal with the same role at another scope is new.
// Source: docs/formats/baseline.md; the reader is engine/ingest/baseline_file.h.
// Tests: tests/engine/report/baseline_test.cc.
#pragma once

#include <span>
#include <string>

#include "engine/base/diagnostic.h"
#include "engine/report/finding.h"
#include "engine/role/declarations.h"

namespace leastwise {

// The file for `--create-baseline`: all findings of the report, ascending by fingerprint, each
// once. The same findings give the same bytes.
[[nodiscard]] std::string baseline_file(const Report& report);

// Reports `bad-fingerprint` for each record whose fingerprint is not that of its other texts:
// somebody has edited the one and not the other.
void check_baseline(std::span<const BaselineRecord> baseline, Diagnostics& diagnostics);

// Marks every finding as new or unchanged, and lists as absent what the baseline has and the report
// has not: neither found nor suppressed. Only of rules that took part and left nothing undecided,
// and only of a whole run (`whole`: no filter left a part of the tenant out): what was not looked
// for is not gone.
void apply_baseline(Report& report, std::span<const BaselineRecord> baseline, bool whole);

}  // namespace leastwise
