// The lines of an input that show what a finding is about: the record at its place, without what
// has nothing to do with it.
//
// A record begins with a brace and ends where that brace is closed again. Of a record that is
// longer than a few lines its first and its last line are shown, and those that name the principal,
// the role or the scope of the finding; the numbers tell where lines were left out.
//
//    62   {
//    64     "principalId": "aaaaaaaa-0000-4000-8000-000000000004",
//    67     "scope": "/subscriptions/11111111-1111-4111-8111-111111111111"
//    75   }
//
// A long line loses its middle: a property and the end of an id are what a reader looks for. Of a
// file without line breaks there is what begins at the place.
// Cost: the lines of one record. Tests: tests/engine/report/source_excerpt_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/report/finding.h"
#include "engine/report/report_parts.h"

namespace leastwise {

inline constexpr std::size_t kMaxExcerptLines = 6;
// Lines read in search of the end of a record; longer records are shown without their end.
inline constexpr std::size_t kMaxRecordLines = 400;

struct ExcerptLine {
  std::uint32_t number = 0;
  std::string text = {};  // printable, without the blanks that all lines begin with
};

// No lines where the place is not known or `lines` has none. `width`: bytes that a line may take.
// REQUIRES: width >= 8.
[[nodiscard]] std::vector<ExcerptLine> source_excerpt(const Finding& finding,
                                                      const SourceLines& lines, std::size_t width);

}  // namespace leastwise
