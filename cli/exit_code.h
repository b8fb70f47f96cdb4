// The exit codes of the program, one meaning each (SPEC section 10).
//
// An error is never folded into a finding, and an unknown never into a success: a gate that reads
// only the exit code stays safe. docs/cli.md says which command can end with which.
#pragma once

#include <cstdint>

namespace leastwise::cli {

enum class ExitCode : std::uint8_t {
  kSuccess = 0,  // allowed, or answered with nothing to report
  kDenied = 1,   // denied, or findings
  kError = 2,    // the command line, the input or the output is wrong: nothing was answered
  kUnknown = 3,  // it cannot be decided from what was given
};

[[nodiscard]] constexpr int to_int(ExitCode code) { return static_cast<int>(code); }

}  // namespace leastwise::cli
