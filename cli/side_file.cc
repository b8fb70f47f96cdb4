#include "cli/side_file.h"

#include <utility>

#include "engine/ingest/input_bytes.h"

namespace leastwise::cli {

std::optional<SideFile> SideFiles::read(std::string_view path) const {
  Result<std::string> bytes = read_input(path);
  if (!bytes) {
    report_unreadable(input_name(path), bytes.error().message, diagnostics);
    return std::nullopt;
  }
  return SideFile{add_file(input_name(path)), std::move(*bytes)};
}

}  // namespace leastwise::cli
