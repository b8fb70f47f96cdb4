// Expected text lives in files, not in tests: a long answer is read and reviewed as what it is.
//
//     expect_golden("tests/golden/cli/explain_allow.txt", output);
//
// compares byte by byte and shows the first line that differs. With LEASTWISE_UPDATE_GOLDEN=1 in
// the environment the file is written instead; the change then shows in `git diff`, where it is
// reviewed. A missing file fails: a golden test never passes because its expectation is gone.
#pragma once

#include <string_view>

namespace leastwise::testing {

// `file` is relative to the root of the source tree.
void expect_golden(std::string_view file, std::string_view actual);

}  // namespace leastwise::testing
