// Write beside, then rename: rename(2) replaces a file in one step, so a reader sees the old answer
// or the new one. The temporary file is made by mkostemp in the same folder, because a rename does
// not cross file systems, and gets the permissions that the file has or would get. A crash between
// the two leaves a `NAME.XXXXXX` behind, never a broken answer.
#include "cli/output_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace leastwise::cli {
namespace {

// Answers of one page go out in one call; a stream of answers in blocks of this size.
constexpr std::size_t kBufferBytes = std::size_t{1} << 16U;

// strerror is safe here: the program has one thread.
std::string reason(int error) { return std::strerror(error); }

// Follows links, so that a link stays a link and its target is replaced.
std::string final_name(const std::string& path) {
  char* resolved = ::realpath(path.c_str(), nullptr);
  if (resolved == nullptr) {
    return path;
  }
  std::string name = resolved;
  std::free(resolved);
  return name;
}

// The permissions that the file has, or that a new file would get.
mode_t wanted_mode(const struct stat* existing) {
  if (existing != nullptr) {
    return existing->st_mode & 07777U;
  }
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

}  // namespace

OutputFile::OutputFile(int descriptor, std::string final_path, std::string temporary_path)
    : descriptor_(descriptor),
      final_path_(std::move(final_path)),
      temporary_path_(std::move(temporary_path)) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      final_path_(std::exchange(other.final_path_, {})),
      temporary_path_(std::exchange(other.temporary_path_, {})),
      buffer_(std::exchange(other.buffer_, {})),
      failure_(other.failure_),
      abandoned_(other.abandoned_),
      sync_(other.sync_) {}

// Descriptors 0 to 2 belong to the process.
OutputFile::~OutputFile() {
  if (descriptor_ > STDERR_FILENO) {
    ::close(descriptor_);
  }
  if (!temporary_path_.empty()) {
    ::unlink(temporary_path_.c_str());
  }
}

OutputFile OutputFile::standard_output() { return {STDOUT_FILENO, {}, {}}; }

// What is no regular file cannot be replaced: `-o /dev/stdout` and `-o >(cmd)` are written to.
Result<OutputFile> OutputFile::open(const std::string& path) {
  if (path.empty()) {
    return standard_output();
  }
  struct stat status = {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) {
    return fail(fmt::format("cannot write `{}`: it is a folder", path));
  }
  if (exists && !S_ISREG(status.st_mode)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) {
      return fail(fmt::format("cannot write `{}`: {}", path, reason(errno)));
    }
    return OutputFile(descriptor, {}, {});
  }
  std::string final_path = exists ? final_name(path) : path;
  std::string temporary = final_path + ".XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) {
    return fail(fmt::format("cannot write `{}`: {}", path, reason(errno)));
  }
  if (::fchmod(descriptor, wanted_mode(exists ? &status : nullptr)) != 0) {
    const int error = errno;
    ::close(descriptor);
    ::unlink(temporary.c_str());
    return fail(fmt::format("cannot write `{}`: {}", path, reason(error)));
  }
  return OutputFile(descriptor, std::move(final_path), std::move(temporary));
}

void OutputFile::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= kBufferBytes) {
    flush();
  }
}

// EPIPE: the reader has seen enough, which is no failure of ours.
void OutputFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && failure_ == 0 && !abandoned_) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      abandoned_ = true;
    } else if (errno != EINTR) {
      failure_ = errno;
    }
  }
  buffer_.clear();
}

// close() is asked too: some file systems tell only then that the disk is full.
Result<void> OutputFile::finish() {
  flush();
  if (sync_ && !final_path_.empty() && failure_ == 0 && ::fsync(descriptor_) != 0) {
    failure_ = errno;
  }
  const std::string name = final_path_.empty() ? "the answer" : fmt::format("`{}`", final_path_);
  if (descriptor_ > STDERR_FILENO && ::close(std::exchange(descriptor_, -1)) != 0 &&
      failure_ == 0) {
    failure_ = errno;
  }
  if (failure_ != 0) {
    return fail(fmt::format("cannot write {}: {}", name, reason(failure_)));
  }
  if (!final_path_.empty()) {
    if (std::rename(temporary_path_.c_str(), final_path_.c_str()) != 0) {
      return fail(fmt::format("cannot write {}: {}", name, reason(errno)));
    }
    temporary_path_.clear();
  }
  return {};
}

}  // namespace leastwise::cli
