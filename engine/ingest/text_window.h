// The part of a long text that is being looked at: read in pieces, given up behind.
//
// So a file of any size is read in the memory of its longest record. Behind text() stand kPadding
// bytes that may be read and mean nothing, as vector code reads past the end.
// Example:         of a source of 3 GiB, text() is 1 MiB at first; extend() adds the next piece,
//                  drop() gives up what was read.
// Counter-example: text() before the first extend() is empty.
// Tests: tests/engine/ingest/text_window_test.cc.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace leastwise {

class TextWindow {
 public:
  // Writes the next bytes to the begin of the span and gives how many; 0 at the end of the text.
  using Source = std::function<std::size_t(std::span<char>)>;

  static constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;
  static constexpr std::size_t kPadding = 64;

  explicit TextWindow(Source source) : source_(std::move(source)) {}
  // A text that is whole in memory and outlives the window. It is copied piece by piece: nothing
  // else can have the padding.
  explicit TextWindow(std::string_view whole);

  [[nodiscard]] std::string_view text() const { return {buffer_.data() + begin_, end_ - begin_}; }
  // How many bytes of the whole text lie before text().
  [[nodiscard]] std::size_t offset() const { return offset_; }

  // Reads one more piece behind text(), which moves. False, and nothing changed, at the end.
  bool extend();
  // Gives up the first bytes. REQUIRES: `count` is at most the size of text().
  void drop(std::size_t count);

 private:
  Source source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;  // INVARIANT: begin_ <= end_, and kPadding bytes follow in buffer_ if any
  std::size_t offset_ = 0;
};

}  // namespace leastwise
