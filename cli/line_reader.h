// Lines of a file or of standard input, one at a time, in bounded memory.
// Tests: tests/cli/line_reader_test.cc.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace leastwise::cli {

// A line that is longer is told as such and its bytes are dropped: memory stays bounded whatever
// the input is. The longest real request is a few kilobytes.
inline constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20U;

class LineReader {
 public:
  // One line without its end (`\n` or `\r\n`); the text is valid until the next call of next().
  struct LineView {
    std::string_view text = {};
    bool too_long = false;
  };

  // `-` is standard input. Errors: the file cannot be opened.
  [[nodiscard]] static Result<LineReader> open(const std::string& path);

  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&&) = delete;
  ~LineReader();

  // The next line; nothing at the end or after a failure. An unfinished last line counts as one.
  // `before_waiting` is called when no line is there yet and the input has to be waited for.
  [[nodiscard]] std::optional<LineView> next(const std::function<void()>& before_waiting);

  // What went wrong with reading, if anything did.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  LineReader(int descriptor, std::string name);
  void fill();

  int descriptor_;
  std::string name_;
  std::string buffer_;
  std::size_t begin_ = 0;    // of what was not given out yet
  std::size_t scanned_ = 0;  // no line ends before it
  bool dropping_ = false;    // inside a line that is too long
  bool ended_ = false;
  std::optional<Error> failure_;
};

}  // namespace leastwise::cli
