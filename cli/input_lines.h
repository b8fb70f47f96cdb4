// Lines of the inputs of a run: what the excerpts of a report are made of.
//
// The engine reads no files and keeps no text of them; a report shows a few lines of the worst
// findings. So a file is read a second time, whole, when the first of its lines is asked for, and
// kept. Standard input is gone by then, and a file that has changed or is too large to be read for
// a few lines is left alone: an excerpt is an extra, never an error.
// Tests: tests/cli/input_lines_test.cc.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "engine/base/diagnostic.h"

namespace leastwise::cli {

// Files beyond this are not read again, in bytes.
inline constexpr std::size_t kMaxExcerptFileBytes = std::size_t{256} << 20U;

// REQUIRES: files and options outlive it. Thread safety: none.
class InputLines {
 public:
  InputLines(const FileTable& files, const GlobalOptions& options)
      : files_(&files), options_(&options) {}

  // The line (from 1) as UTF-8, without its newline; nothing where it cannot be had.
  [[nodiscard]] std::optional<std::string> line(FileId file, std::uint32_t number);

 private:
  struct Text {
    std::string bytes;                // UTF-8
    std::vector<std::size_t> begins;  // by line; none where the file cannot be had
  };
  [[nodiscard]] Text read(std::string_view name) const;

  const FileTable* files_;
  const GlobalOptions* options_;
  std::map<FileId, Text> texts_;
};

}  // namespace leastwise::cli
