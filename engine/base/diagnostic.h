// Problems in input, collected: one run reports them all, not only the first.
//
// A reader calls report() and goes on with the next record; at the end the caller asks
// has_errors(). Past kMaxDiagnostics further ones are counted and not kept, so that a hostile file
// cannot fill the memory; the count is shown.
//
// Example of a rendered diagnostic:
//   error[duplicate-key]: key `scope` stands twice in one object
//     --> assignments.json:12:7 (/0/scope)
//     help: remove one of the two; the first stands at line 9
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/limits.h"
#include "engine/base/source_place.h"

namespace leastwise {

enum class Severity : std::uint8_t {
  kError,    // the input cannot be used; nothing is answered
  kWarning,  // used, but look at it
  kGap,      // well formed, but something that it refers to was not exported (a coverage gap)
};

[[nodiscard]] std::string_view to_string(Severity severity);

// One problem. `code` is stable kebab-case text (`duplicate-key`); `pointer` is an RFC 6901 JSON
// pointer, empty where there is none. Messages: lower case, no full stop, user's text in backticks.
struct Diagnostic {
  Severity severity = Severity::kError;
  std::string code;
  std::string message;
  SourcePlace place = {};
  std::string pointer = {};
  std::string help = {};

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

// The input files of one load, by FileId.
class FileTable {
 public:
  FileId add(std::string name);
  // REQUIRES: `file` was given by add() of this table.
  [[nodiscard]] std::string_view name(FileId file) const;
  [[nodiscard]] std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
};

// Collects the diagnostics of one run, in the order of reporting.
class Diagnostics {
 public:
  // Keeps the first `limit` diagnostics and counts the rest.
  explicit Diagnostics(std::size_t limit = kMaxDiagnostics) : limit_(limit) {}

  void report(Diagnostic diagnostic);

  [[nodiscard]] bool has_errors() const { return errors_ != 0; }
  [[nodiscard]] std::size_t error_count() const { return errors_; }
  [[nodiscard]] std::size_t suppressed_count() const { return suppressed_; }
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return kept_; }

 private:
  std::size_t limit_;
  std::size_t errors_ = 0;
  std::size_t suppressed_ = 0;
  std::vector<Diagnostic> kept_;
};

// Text of one diagnostic in the form of the example above, without a final newline and without
// colour. `files` names the places; a place without a file or line leaves the arrow line out.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, const FileTable& files);

}  // namespace leastwise
