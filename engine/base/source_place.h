// Where a record stands in the input: file, line, column. 12 bytes, because every record keeps one,
// so that an answer can say which line of which export it rests on.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

#include "engine/base/id.h"

namespace leastwise {

// A place in an input file. `file` indexes the FileTable of the same load (base/diagnostic.h);
// `line` and `column` count from 1, in bytes of the UTF-8 text; line 0 means "no place known".
// Example: {FileId(2), 12, 7} is the seventh byte of line 12 of the third file.
struct SourcePlace {
  FileId file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  [[nodiscard]] constexpr bool known() const { return line != 0; }
  friend constexpr auto operator<=>(const SourcePlace&, const SourcePlace&) = default;
};

// Whether the place names one of `file_count` files, or no place: for one that a file holds.
[[nodiscard]] constexpr bool is_sound_place(const SourcePlace& place, std::size_t file_count) {
  return !place.known() || place.file.index() < file_count;
}

}  // namespace leastwise
