// Reads with stdio: a path may be a pipe, and standard input is read like a file.
#include "engine/ingest/input_bytes.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/base/limits.h"
#include "engine/ingest/field_reader.h"

namespace leastwise {
namespace {

std::string reason_of_errno() { return std::error_code(errno, std::generic_category()).message(); }

}  // namespace

// Standard input stays open: it is not ours.
void InputFile::Close::operator()(std::FILE* file) const {
  if (file != stdin) {
    (void)std::fclose(file);
  }
}

// Unbuffered: pieces are large, and one more copy of each would say nothing new.
Result<InputFile> InputFile::open(std::string_view path) {
  if (path == kStandardInput) {
    return InputFile(stdin);
  }
  std::FILE* const file = std::fopen(std::string(path).c_str(), "rb");
  if (file == nullptr) {
    return fail(reason_of_errno());
  }
  (void)std::setvbuf(file, nullptr, _IONBF, 0);
  return InputFile(file);
}

std::size_t InputFile::read(std::span<char> into) {
  if (failure_) {
    return 0;
  }
  const std::size_t count = std::fread(into.data(), 1, into.size(), file_.get());
  count_ += count;
  if (std::ferror(file_.get()) != 0) {
    failure_ = Error{reason_of_errno()};
  } else if (count_ > kMaxFileBytes) {
    failure_ = Error{fmt::format("more than {} bytes", kMaxFileBytes)};
  }
  return failure_ ? 0 : count;
}

std::string_view input_name(std::string_view path) {
  return path == kStandardInput ? "standard input" : path;
}

// Reads in pieces, so that pipes and files whose size nobody knows are read alike.
Result<std::string> read_input(std::string_view path) {
  auto file = InputFile::open(path);
  if (!file) {
    return std::unexpected(std::move(file.error()));
  }
  std::string bytes;
  std::vector<char> buffer(std::size_t{1} << 20U);
  while (const std::size_t count = file->read(buffer)) {
    bytes.append(buffer.data(), count);
  }
  if (file->failure()) {
    return std::unexpected(*file->failure());
  }
  return bytes;
}

void report_unreadable(std::string_view path, std::string_view reason, Diagnostics& diagnostics) {
  diagnostics.report({.severity = Severity::kError,
                      .code = "unreadable-file",
                      .message = fmt::format("cannot read {}: {}", in_backticks(path), reason)});
}

}  // namespace leastwise
