// Where a record stands in the input: file, line, column. 12 bytes, because every record keeps one,
// so that an answer can say which line of which export it rests on.
#pragma once

#include <compare>
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

}  // namespace leastwise
