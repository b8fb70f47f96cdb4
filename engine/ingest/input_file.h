// The bytes of one input of the command line: a file, or standard input where the path is `-`.
//
// Reading was chosen over mapping: a file that shrinks under a mapping would end the program. Pipes
// and files whose size nobody knows are read alike, in pieces, up to kMaxFileBytes.
// Counter-example: a folder is no input file; load.h looks for the files in one.
// Tests: tests/engine/ingest/input_file_test.cc.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace leastwise {

inline constexpr std::string_view kStandardInput = "-";

// How diagnostics call the input at `path`: the path, or `standard input`.
[[nodiscard]] std::string_view input_name(std::string_view path);

// Errors: the reason alone, such as `No such file or directory`; the caller names the path.
[[nodiscard]] Result<std::string> read_input_file(std::string_view path);

}  // namespace leastwise
