// Tables of aligned columns, for people.
//
//   TextTable table({"PRINCIPAL", "ROLE", "STATE"});
//   table.add({{"Ines Okafor", Tone::kStrong}, {"Contributor"}, {"active", Tone::kGood}});
//   text += table.render(style, 2);
//
//     PRINCIPAL    ROLE         STATE
//     Ines Okafor  Contributor  active
//
// Columns are as wide as their widest cell as it is shown (display_width), two blanks apart; no
// line ends in blanks. Cost: linear in the text. Tests: tests/engine/report/text_table_test.cc.
#pragma once

#include <string>
#include <vector>

#include "engine/report/text_style.h"

namespace leastwise {

// One cell. Its text is made printable() when the table is rendered.
struct Cell {
  std::string text = {};
  Tone tone = Tone::kPlain;
  bool to_the_right = false;  // numbers
};

class TextTable {
 public:
  // A table without a heading line where `headings` is empty.
  explicit TextTable(std::vector<std::string> headings = {});

  // Rows may be shorter than the longest one.
  void add(std::vector<Cell> row);

  [[nodiscard]] bool empty() const { return rows_.empty(); }

  // All lines, each with its newline, indented by `indent` blanks.
  [[nodiscard]] std::string render(const TextStyle& style, std::size_t indent) const;

 private:
  std::vector<std::string> headings_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace leastwise
