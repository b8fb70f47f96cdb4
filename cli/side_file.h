// An input that is read beside the exports: needs, suppressions, a baseline, an activity log.
//
// Such files are named in the same file table as the exports, and their problems are kept with
// those of the exports, so that one run tells of everything that is wrong.
// Tests: tests/cli/side_file_test.cc.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/diagnostic.h"

namespace leastwise::cli {

struct SideFile {
  FileId file;
  std::string bytes;
};

// Where such files are named, and where their problems go.
struct SideFiles {
  std::function<FileId(std::string_view name)> add_file;
  Diagnostics& diagnostics;

  // Nothing where the file cannot be read, which is reported then.
  [[nodiscard]] std::optional<SideFile> read(std::string_view path) const;
};

}  // namespace leastwise::cli
