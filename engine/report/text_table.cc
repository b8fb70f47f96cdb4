// Two passes: the first finds how wide each column is as it is shown, the second writes. Blanks are
// owed and only paid when something follows, so that no line ends in them and golden files stay
// clean.
#include "engine/report/text_table.h"

#include <algorithm>
#include <utility>

namespace leastwise {
namespace {

constexpr std::size_t kGap = 2;

void widen(std::vector<std::size_t>& widths, std::size_t column, std::string_view text) {
  if (column >= widths.size()) {
    widths.resize(column + 1, 0);
  }
  widths[column] = std::max(widths[column], display_width(text));
}

// Columns align to the right when their cells do: the heading follows its numbers.
bool column_to_the_right(const std::vector<std::vector<Cell>>& rows, std::size_t column) {
  return std::ranges::any_of(rows, [column](const std::vector<Cell>& row) {
    return column < row.size() && row[column].to_the_right;
  });
}

std::string render_row(const std::vector<Cell>& row, const std::vector<std::size_t>& widths,
                       const TextStyle& style, std::size_t indent) {
  std::string line(indent, ' ');
  std::size_t owed = 0;  // blanks that are written only if something follows
  for (std::size_t column = 0; column < row.size(); ++column) {
    const Cell& cell = row[column];
    const std::string text = printable(cell.text);
    const std::size_t padding = widths[column] - display_width(text);
    if (!text.empty()) {
      line.append(owed + (cell.to_the_right ? padding : 0), ' ');
      line += style.paint(cell.tone, text);
      owed = cell.to_the_right ? kGap : padding + kGap;
    } else {
      owed += padding + kGap;
    }
  }
  const std::size_t end = line.find_last_not_of(' ');
  line.resize(end == std::string::npos ? 0 : end + 1);
  return line + '\n';
}

}  // namespace

TextTable::TextTable(std::vector<std::string> headings) : headings_(std::move(headings)) {}

void TextTable::add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }

std::string TextTable::render(const TextStyle& style, std::size_t indent) const {
  std::vector<std::size_t> widths;
  std::vector<Cell> heading;
  for (std::size_t column = 0; column < headings_.size(); ++column) {
    widen(widths, column, headings_[column]);
    heading.push_back({headings_[column], Tone::kHeading, column_to_the_right(rows_, column)});
  }
  for (const std::vector<Cell>& row : rows_) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      widen(widths, column, printable(row[column].text));
    }
  }
  std::string text;
  if (!heading.empty()) {
    text += render_row(heading, widths, style, indent);
  }
  for (const std::vector<Cell>& row : rows_) {
    text += render_row(row, widths, style, indent);
  }
  return text;
}

}  // namespace leastwise
