// A buffer that slides over the input: what was given out is dropped when more is read, so memory
// is bounded by the longest line that is allowed, and a line is never copied. read(2) is used as it
// is, because it returns as soon as there is something: a program that asks one question and waits
// for its answer is served, which a reader that fills its buffer first would keep waiting.
#include "cli/line_reader.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace leastwise::cli {
namespace {

// More than a pipe holds at once; a file gives as much as it is asked for.
constexpr std::size_t kReadBytes = std::size_t{1} << 18U;

// Whether a read would give something at once, or the end, or an error.
bool is_ready(int descriptor) {
  pollfd waited{.fd = descriptor, .events = POLLIN, .revents = 0};
  return ::poll(&waited, 1, 0) > 0;
}

// Lines written on Windows are lines too.
std::string_view without_carriage_return(std::string_view line) {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

}  // namespace

LineReader::LineReader(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {}

LineReader::LineReader(LineReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      name_(std::move(other.name_)),
      buffer_(std::move(other.buffer_)),
      begin_(other.begin_),
      scanned_(other.scanned_),
      dropping_(other.dropping_),
      ended_(other.ended_),
      failure_(std::move(other.failure_)) {}

LineReader::~LineReader() {
  if (descriptor_ > STDERR_FILENO) {
    ::close(descriptor_);
  }
}

Result<LineReader> LineReader::open(const std::string& path) {
  if (path == "-") {
    return LineReader(STDIN_FILENO, "standard input");
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return fail(fmt::format("cannot read `{}`: {}", path, std::strerror(errno)));
  }
  return LineReader(descriptor, path);
}

void LineReader::fill() {
  buffer_.erase(0, begin_);
  scanned_ -= begin_;
  begin_ = 0;
  const std::size_t had = buffer_.size();
  buffer_.resize(had + kReadBytes);
  ssize_t got = -1;
  do {
    got = ::read(descriptor_, buffer_.data() + had, kReadBytes);
  } while (got < 0 && errno == EINTR);
  if (got < 0) {
    failure_ = Error{fmt::format("cannot read `{}`: {}", name_, std::strerror(errno))};
  }
  buffer_.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
  ended_ = got <= 0;
}

// A line that grows beyond the limit is dropped while it is read, and told once it ends.
std::optional<LineReader::LineView> LineReader::next(const std::function<void()>& before_waiting) {
  while (!failure_) {
    const std::size_t newline = buffer_.find('\n', scanned_);
    const bool last = newline == std::string::npos && ended_;
    if (newline != std::string::npos || (last && (begin_ < buffer_.size() || dropping_))) {
      const std::size_t end = last ? buffer_.size() : newline;
      const std::string_view line = std::string_view(buffer_).substr(begin_, end - begin_);
      begin_ = last ? end : end + 1;
      scanned_ = begin_;
      const bool too_long = std::exchange(dropping_, false) || line.size() > kMaxLineBytes;
      return LineView{too_long ? std::string_view() : without_carriage_return(line), too_long};
    }
    if (ended_) {
      return std::nullopt;
    }
    scanned_ = buffer_.size();
    if (buffer_.size() - begin_ > kMaxLineBytes) {
      dropping_ = true;
      begin_ = buffer_.size();
    }
    if (!is_ready(descriptor_)) {
      before_waiting();
    }
    fill();
  }
  return std::nullopt;
}

}  // namespace leastwise::cli
