#include "engine/report/shell_word.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(ShellWord, PlainWordsStayAsTheyAre) {
  EXPECT_EQ(shell_word("role.json"), "role.json");
  EXPECT_EQ(shell_word("/subscriptions/a-b_c,d:e@f+g=h"), "/subscriptions/a-b_c,d:e@f+g=h");
}

TEST(ShellWord, EverythingElseIsQuoted) {
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("ML Team"), "'ML Team'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word("$(reboot)"), "'$(reboot)'");
  EXPECT_EQ(shell_word("a*"), "'a*'");
}

}  // namespace
}  // namespace leastwise
