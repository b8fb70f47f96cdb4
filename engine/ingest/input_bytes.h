// The bytes of an input that somebody named: a file, or standard input as `-`.
//
// For every reader of files: exports, needs, suppressions, access levels. Bytes are read whole, or
// piece by piece where a file may be large (InputFile); what is in them is the reader's business.
// Example: read_input("needs.yaml"). Counter-example: a folder has no bytes; load.h knows folders.
// Tests: tests/engine/ingest/input_bytes_test.cc.
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/diagnostic.h"
#include "engine/base/result.h"

namespace leastwise {

inline constexpr std::string_view kStandardInput = "-";

// How diagnostics call an input: its path, or `standard input`.
[[nodiscard]] std::string_view input_name(std::string_view path);

// An open input, read from its begin to its end. Move-only.
class InputFile {
 public:
  // Errors: it cannot be opened; the message is the reason alone.
  [[nodiscard]] static Result<InputFile> open(std::string_view path);

  // Fills the span with the next bytes and gives how many: fewer only at the end, or where reading
  // fails. Standard input is read like a file.
  [[nodiscard]] std::size_t read(std::span<char> into);
  // Why reading failed: the reason alone. More than kMaxFileBytes is a failure too.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const;
  };

  explicit InputFile(std::FILE* file) : file_(file) {}

  std::unique_ptr<std::FILE, Close> file_;
  std::size_t count_ = 0;
  std::optional<Error> failure_;
};

// All bytes. Errors: it cannot be opened or read, or is larger than kMaxFileBytes; the message is
// the reason alone.
[[nodiscard]] Result<std::string> read_input(std::string_view path);

// Reports `unreadable-file`. There is no place in a file to point at: the message names the path.
void report_unreadable(std::string_view path, std::string_view reason, Diagnostics& diagnostics);

}  // namespace leastwise
