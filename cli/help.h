// The texts of --help, made from the command table. Tests: golden files in tests/golden/cli/.
#pragma once

#include <string>

#include "cli/command_table.h"

namespace leastwise::cli {

enum class HelpLength : std::uint8_t { kShort, kLong };

// What `leastwise --help` prints: what the program is for, its commands, the global options.
[[nodiscard]] std::string overview_help(HelpLength length);

// What `leastwise COMMAND --help` prints: purpose, options with defaults, two examples, exit codes;
// the short one ends behind the command's own options.
[[nodiscard]] std::string command_help(const CommandSpec& command, HelpLength length);

// `leastwise 0.1.0`.
[[nodiscard]] std::string version_text();
// The version alone, as reports name it.
[[nodiscard]] std::string_view program_version();

}  // namespace leastwise::cli
