// Reads with stdio: a path may be a pipe, and standard input is read like a file.
#include "engine/ingest/input_bytes.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <vector>

#include "engine/base/limits.h"
#include "engine/ingest/field_reader.h"

namespace leastwise {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

std::string reason_of_errno() { return std::error_code(errno, std::generic_category()).message(); }

// Reads in pieces, so that pipes and files whose size nobody knows are read alike.
Result<std::string> read_all(std::FILE* file) {
  std::string bytes;
  std::vector<char> buffer(std::size_t{1} << 20U);
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file)) {
    bytes.append(buffer.data(), count);
    if (bytes.size() > kMaxFileBytes) {
      return fail(fmt::format("more than {} bytes", kMaxFileBytes));
    }
  }
  if (std::ferror(file) != 0) {
    return fail(reason_of_errno());
  }
  return bytes;
}

}  // namespace

std::string_view input_name(std::string_view path) {
  return path == kStandardInput ? "standard input" : path;
}

Result<std::string> read_input(std::string_view path) {
  if (path == kStandardInput) {
    return read_all(stdin);
  }
  const FileHandle file(std::fopen(std::string(path).c_str(), "rb"));
  if (!file) {
    return fail(reason_of_errno());
  }
  return read_all(file.get());
}

void report_unreadable(std::string_view path, std::string_view reason, Diagnostics& diagnostics) {
  diagnostics.report({.severity = Severity::kError,
                      .code = "unreadable-file",
                      .message = fmt::format("cannot read {}: {}", in_backticks(path), reason)});
}

}  // namespace leastwise
