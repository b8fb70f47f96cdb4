// The file of a condition, as the commands about conditions read it.
//
// The file holds the text of one condition and nothing else: UTF-8 or UTF-16 with a byte order
// mark, blanks and line breaks around it. Tests: golden files in tests/golden/cli/ (condition_*).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/console.h"
#include "cli/options.h"
#include "engine/condition/condition.h"

namespace leastwise::cli {

struct ConditionFile {
  std::string name;  // how messages call it
  std::string text;  // what the places of issues point into
  Condition condition;
};

// Nothing where the file cannot be read, which is reported then. An invalid condition is no reason.
[[nodiscard]] std::optional<ConditionFile> read_condition_file(const std::string& path,
                                                               const Options& options,
                                                               const Console& console);
// For the commands that need a valid one: an invalid one is reported, too.
[[nodiscard]] std::optional<ConditionFile> read_valid_condition(const std::string& path,
                                                                const Options& options,
                                                                const Console& console);

}  // namespace leastwise::cli
