// What was dropped is overwritten only when there is no room behind the text, so that bytes move
// once a piece at most; a record longer than the buffer makes it grow by halves.
#include "engine/ingest/text_window.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace leastwise {

TextWindow::TextWindow(std::string_view whole)
    : TextWindow([whole](std::span<char> into) mutable {
        const std::size_t count = whole.copy(into.data(), into.size());
        whole.remove_prefix(count);
        return count;
      }) {}

bool TextWindow::extend() {
  const std::size_t held = end_ - begin_;
  if (begin_ != 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, held);
    begin_ = 0;
    end_ = held;
  }
  if (buffer_.size() < held + kPieceBytes + kPadding) {
    buffer_.resize(std::max(held + kPieceBytes + kPadding, buffer_.size() + buffer_.size() / 2));
  }
  const std::size_t count = source_(std::span(buffer_).subspan(end_, kPieceBytes));
  end_ += count;
  return count != 0;
}

void TextWindow::drop(std::size_t count) {
  begin_ += count;
  offset_ += count;
}

}  // namespace leastwise
