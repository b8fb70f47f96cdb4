#include "engine/report/text_table.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

const TextStyle kPlainStyle(false, true);

TEST(TextTable, AlignsColumnsByWhatIsShown) {
  TextTable table({"NAME", "ROLE"});
  table.add({{"Tomás"}, {"Reader"}});
  table.add({{"名前 x"}, {"Owner"}});
  EXPECT_EQ(table.render(kPlainStyle, 2),
            "  NAME    ROLE\n"
            "  Tomás   Reader\n"
            "  名前 x  Owner\n");
}

TEST(TextTable, NumbersAlignToTheRightWithTheirHeading) {
  TextTable table({"ROLE", "COUNT"});
  table.add({{"Reader"}, {"7", Tone::kPlain, true}});
  table.add({{"Owner"}, {"1,200", Tone::kPlain, true}});
  EXPECT_EQ(table.render(kPlainStyle, 0),
            "ROLE    COUNT\n"
            "Reader      7\n"
            "Owner   1,200\n");
}

TEST(TextTable, EmptyCellsLeaveNoBlanksAtTheEnd) {
  TextTable table;
  table.add({{"a"}, {""}, {""}});
  table.add({{""}, {"b"}});
  table.add({});
  EXPECT_EQ(table.render(kPlainStyle, 1), " a\n    b\n\n");
}

TEST(TextTable, ColourDoesNotMoveColumns) {
  TextTable table;
  table.add({{"ab", Tone::kBad}, {"x"}});
  table.add({{"c"}, {"y"}});
  EXPECT_EQ(table.render(TextStyle(true, true), 0), "\x1b[1;31mab\x1b[0m  x\nc   y\n");
}

TEST(TextTable, TextOfTheInputCannotSteerTheTerminal) {
  TextTable table;
  table.add({{"a\x1b]0;x"}, {"b"}});
  EXPECT_EQ(table.render(kPlainStyle, 0), "a\\x1b]0;x  b\n");
}

TEST(TextTable, WithoutRowsShowsItsHeadings) {
  const TextTable table({"A", "B"});
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(table.render(kPlainStyle, 0), "A  B\n");
}

}  // namespace
}  // namespace leastwise
