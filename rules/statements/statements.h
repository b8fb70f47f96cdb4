// The text form of our own data files: one statement a line, a keyword and its argument.
//
//     # a comment
//     role 1823dd4f-9b8c-4ab6-ab4e-7397a3684615 AzureML Registry User
//     block
//
// Which statements there are is the business of each format (docs/formats/); this is what they
// share: the rules for lines, and the header with version, date and sources. Invisible differences
// (blanks at the ends, tabs, carriage returns) are errors, because these files are reviewed by
// reading their diffs.
//
// Tests: tests/rules/statements/statements_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"

namespace leastwise {

// One statement; the views are into the text that it was read from. `argument` is empty where the
// line is the keyword alone, and has no blanks at its ends.
struct StatementView {
  std::string_view keyword;
  std::string_view argument;
  SourcePlace place = {};
};

// Reads the statements of one text, front to back. Lines that break the rules of the text are
// reported (`bad-line`) and left out. Cost: linear, no copies.
class StatementReader {
 public:
  // REQUIRES: `text` and `diagnostics` outlive the reader, `text` also what it gave out.
  StatementReader(std::string_view text, FileId file, Diagnostics& diagnostics);

  // The next statement, taken or only looked at; nothing at the end of the text.
  std::optional<StatementView> next();
  [[nodiscard]] const std::optional<StatementView>& peek() const { return ahead_; }

  // Reports an error at a statement; without one, at the end of the text.
  void report(const std::optional<StatementView>& at, std::string code, std::string message,
              std::string help = {});

 private:
  std::optional<StatementView> read();
  std::optional<StatementView> parse_line(std::string_view line);

  std::string_view text_;  // what was not read yet
  FileId file_;
  Diagnostics& diagnostics_;
  std::uint32_t line_ = 0;  // the number of the line that was read last
  std::optional<StatementView> ahead_;
};

// The head of a file: `NAME 1`, then one `date` and at least one `source`.
struct FileHeader {
  std::string date;  // YYYY-MM-DD: the day whose state the file describes
  std::vector<std::string> sources;
};

// Takes the header of the format `name` off the front of `reader`. What is wrong or missing is
// reported; the statements behind it can be read all the same.
[[nodiscard]] FileHeader read_header(StatementReader& reader, std::string_view name);

}  // namespace leastwise
