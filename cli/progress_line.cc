// Nobody needs to see a line that is gone at once, or one that changes faster than an eye.
#include "cli/progress_line.h"

#include <fmt/core.h>

namespace leastwise::cli {
namespace {

constexpr std::chrono::milliseconds kPatience{400};
constexpr std::chrono::milliseconds kPause{100};
// To the begin of the line, and clear it: what every terminal understands.
constexpr std::string_view kClear = "\r\x1b[K";

}  // namespace

ProgressLine::ProgressLine(std::FILE* terminal, std::string_view what)
    : terminal_(terminal), what_(what), next_(Clock::now() + kPatience) {}

ProgressLine::~ProgressLine() {
  if (shown_) {
    fmt::print(terminal_, "{}", kClear);
  }
}

void ProgressLine::update(std::uint64_t done, std::uint64_t all, Clock::time_point now) {
  if (terminal_ == nullptr || all == 0 || now < next_) {
    return;
  }
  constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20U;
  fmt::print(terminal_, "{}{}: {} % of {} MiB", kClear, what_, done * 100 / all,
             (all + kMebibyte - 1) / kMebibyte);
  (void)std::fflush(terminal_);
  shown_ = true;
  next_ = now + kPause;
}

}  // namespace leastwise::cli
