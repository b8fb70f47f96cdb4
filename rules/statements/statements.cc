// Lines are cut off the front of the text one at a time; a statement is two views into its line.
//
// A line that is wrong is reported where it is wrong and then skipped, so that one run shows all of
// them. Example: `role  x` (two blanks) is an error at column 6, because the second blank would be
// part of the argument and nobody would see it. Counter-example: `#role x` is a comment, whatever
// stands in it, tabs included.
#include "rules/statements/statements.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/instant.h"

namespace leastwise {
namespace {

constexpr std::size_t kDateLength = 10;  // `YYYY-MM-DD`

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
}

// parse_instant reads times as well, so the length decides that it is a date and nothing more.
bool is_date(std::string_view text) {
  return text.size() == kDateLength && parse_instant(text).has_value();
}

}  // namespace

StatementReader::StatementReader(std::string_view text, FileId file, Diagnostics& diagnostics)
    : text_(text), file_(file), diagnostics_(diagnostics) {
  ahead_ = read();
}

std::optional<StatementView> StatementReader::next() { return std::exchange(ahead_, read()); }

// The end of the text is the line behind the last one.
void StatementReader::report(const std::optional<StatementView>& at, std::string code,
                             std::string message, std::string help) {
  const SourcePlace place = at ? at->place : SourcePlace{file_, line_ + 1, 1};
  diagnostics_.report(
      {Severity::kError, std::move(code), std::move(message), place, {}, std::move(help)});
}

// Skips blank lines, comments and lines that are wrong.
std::optional<StatementView> StatementReader::read() {
  while (!text_.empty()) {
    const std::size_t end = std::min(text_.find('\n'), text_.size());
    const std::string_view line = text_.substr(0, end);
    text_.remove_prefix(std::min(end + 1, text_.size()));
    ++line_;
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (std::optional<StatementView> statement = parse_line(line)) {
      return statement;
    }
  }
  return std::nullopt;
}

// The checks go from what makes the line unreadable to what merely looks alike.
std::optional<StatementView> StatementReader::parse_line(std::string_view line) {
  StatementView statement{line, {}, {file_, line_, 1}};
  const auto control = std::ranges::find_if(line, is_control);
  if (control != line.end()) {
    statement.place.column = static_cast<std::uint32_t>(control - line.begin()) + 1;
    report(statement, "bad-line", "the line holds a control character",
           "write blanks for tabs, and end lines with a line feed alone");
    return std::nullopt;
  }
  if (line.front() == ' ' || line.back() == ' ') {
    report(statement, "bad-line", "the line begins or ends with a blank", "remove it");
    return std::nullopt;
  }
  const std::size_t blank = std::min(line.find(' '), line.size());
  statement.keyword = line.substr(0, blank);
  statement.argument = line.substr(std::min(blank + 1, line.size()));
  if (statement.argument.starts_with(' ')) {
    statement.place.column = static_cast<std::uint32_t>(blank) + 2;
    report(statement, "bad-line", "more than one blank stands behind the keyword",
           "leave one of them");
    return std::nullopt;
  }
  return statement;
}

FileHeader read_header(StatementReader& reader, std::string_view name) {
  FileHeader header;
  if (reader.peek() && reader.peek()->keyword == name) {
    const std::optional<StatementView> version = reader.next();
    if (version->argument != "1") {
      reader.report(version, "unsupported-version",
                    fmt::format("`{}` is version `{}`, this program reads version 1", name,
                                version->argument));
    }
  } else {
    reader.report(reader.peek(), "missing-statement",
                  fmt::format("the first statement is not `{} 1`", name));
  }
  while (reader.peek() &&
         (reader.peek()->keyword == "date" || reader.peek()->keyword == "source")) {
    const std::optional<StatementView> statement = reader.next();
    if (statement->argument.empty()) {
      reader.report(statement, "missing-argument",
                    fmt::format("`{}` has no argument", statement->keyword));
    } else if (statement->keyword == "source") {
      header.sources.emplace_back(statement->argument);
    } else if (!header.date.empty()) {
      reader.report(statement, "duplicate-statement", "a second `date` in one header");
    } else if (!is_date(statement->argument)) {
      reader.report(statement, "bad-date", fmt::format("`{}` is no date", statement->argument),
                    "write it as 2026-08-22");
    } else {
      header.date = statement->argument;
    }
  }
  if (header.date.empty()) {
    reader.report(reader.peek(), "missing-statement", "the header has no valid `date`");
  }
  if (header.sources.empty()) {
    reader.report(reader.peek(), "missing-statement", "the header has no `source`");
  }
  return header;
}

}  // namespace leastwise
