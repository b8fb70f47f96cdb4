// The sample tenant: the export files of a company that does not exist (cli/sample/README.md tells
// its story) and its needs file, embedded in the program.
//
// It is what `./dev run` answers about, what `leastwise sample --out DIR` writes, and what
// docs/collect.sh reproduces in its test.
// Tests: tests/cli/sample/sample_test.cc.
#pragma once

#include <string_view>
#include <vector>

namespace leastwise {

// Both views live as long as the program. `name` is a file name without a folder.
struct SampleFileView {
  std::string_view name;
  std::string_view bytes;
};

// The export files, in the order of their names.
[[nodiscard]] std::vector<SampleFileView> sample_files();
// Who needs what there: what `audit --sample` holds the grants against.
[[nodiscard]] SampleFileView sample_needs();

}  // namespace leastwise
