// One line on a terminal that says how far a long step is, and is gone when the step is done.
//
// Written to standard error, only where that is a terminal and the run is not --quiet; a step that
// is done soon shows nothing. Whoever redirects the errors gets them alone.
// Tests: tests/cli/progress_line_test.cc.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace leastwise::cli {

class ProgressLine {
 public:
  using Clock = std::chrono::steady_clock;

  // Shows nothing where `terminal` is null. `what`: `reading exports`.
  ProgressLine(std::FILE* terminal, std::string_view what);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  // Clears the line.
  ~ProgressLine();

  // So many bytes of so many are done.
  void update(std::uint64_t done, std::uint64_t all) { update(done, all, Clock::now()); }
  void update(std::uint64_t done, std::uint64_t all, Clock::time_point now);

 private:
  std::FILE* terminal_;
  std::string what_;
  Clock::time_point next_;  // when the line is written next
  bool shown_ = false;
};

}  // namespace leastwise::cli
