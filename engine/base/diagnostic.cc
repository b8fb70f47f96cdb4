// Past the limit a diagnostic is counted and dropped, but an error stays an error: has_errors()
// does not look at what was kept. Otherwise a file with a thousand warnings in front could hide the
// one error behind them, and a broken export would be answered from.
#include "engine/base/diagnostic.h"

#include <fmt/core.h>

#include <utility>

#include "engine/base/check.h"

namespace leastwise {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kGap:
      return "gap";
  }
  return "error";
}

FileId FileTable::add(std::string name) {
  names_.push_back(std::move(name));
  return FileId::from_index(names_.size() - 1);
}

std::string_view FileTable::name(FileId file) const {
  check(file.index() < names_.size(), "the file id belongs to this file table");
  return names_[file.index()];
}

void Diagnostics::report(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::kError) {
    ++errors_;
  }
  if (kept_.size() < limit_) {
    kept_.push_back(std::move(diagnostic));
  } else {
    ++suppressed_;
  }
}

// The form is that of the example in the header; terminals colour it elsewhere, files and tests get
// it as it is.
std::string render(const Diagnostic& diagnostic, const FileTable& files) {
  std::string text = fmt::format("{}[{}]: {}", to_string(diagnostic.severity), diagnostic.code,
                                 diagnostic.message);
  const bool has_file = diagnostic.place.file.index() < files.size();
  if (diagnostic.place.known() && has_file) {
    text += fmt::format("\n  --> {}:{}:{}", files.name(diagnostic.place.file),
                        diagnostic.place.line, diagnostic.place.column);
    if (!diagnostic.pointer.empty()) {
      text += fmt::format(" ({})", diagnostic.pointer);
    }
  }
  if (!diagnostic.help.empty()) {
    text += fmt::format("\n  help: {}", diagnostic.help);
  }
  return text;
}

}  // namespace leastwise
