// One report that has something of everything, for the tests of all writers; and one whose every
// text tries to break out of its format.
#pragma once

#include <string>
#include <vector>

#include "engine/report/report_parts.h"

namespace leastwise::testing {

// Five findings of four rules in two files, one without a place; suppressed, undecided, gaps.
[[nodiscard]] Report sample_report();
// The lines of the files that the places of sample_report() are in.
[[nodiscard]] SourceLines sample_lines();

// Texts that somebody may have chosen as a display name.
[[nodiscard]] std::vector<std::string> hostile_texts();
// A finding, a suppressed finding and an undecided statement for each of hostile_texts(), which
// stands wherever text of the input may stand, in the name of the file too.
[[nodiscard]] Report hostile_report();

}  // namespace leastwise::testing
