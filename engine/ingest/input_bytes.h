// The bytes of an input that somebody named: a file, or standard input as `-`.
//
// For every reader of files: exports, needs, suppressions, access levels. Bytes are read whole, and
// what is in them is the reader's business.
// Example: read_input("needs.yaml"). Counter-example: a folder has no bytes; load.h knows folders.
// Tests: tests/engine/ingest/input_bytes_test.cc.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/diagnostic.h"
#include "engine/base/result.h"

namespace leastwise {

inline constexpr std::string_view kStandardInput = "-";

// How diagnostics call an input: its path, or `standard input`.
[[nodiscard]] std::string_view input_name(std::string_view path);

// All bytes. Errors: it cannot be opened or read, or is larger than kMaxFileBytes; the message is
// the reason alone.
[[nodiscard]] Result<std::string> read_input(std::string_view path);

// Reports `unreadable-file`. There is no place in a file to point at: the message names the path.
void report_unreadable(std::string_view path, std::string_view reason, Diagnostics& diagnostics);

}  // namespace leastwise
