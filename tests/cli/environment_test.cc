#include "cli/environment.h"

#include <gtest/gtest.h>

namespace leastwise::cli {
namespace {

bool coloured(const Environment& environment, ColorChoice choice = ColorChoice::kAuto) {
  return choose_style(environment, choice, environment.output_is_terminal).colour();
}

Environment on_terminal() {
  Environment environment;
  environment.term = "xterm";
  environment.output_is_terminal = true;
  return environment;
}

TEST(Environment, ColourFollowsTheTerminal) {
  EXPECT_TRUE(coloured(on_terminal()));
  EXPECT_FALSE(coloured(Environment{}));
  Environment dumb = on_terminal();
  dumb.term = "dumb";
  EXPECT_FALSE(coloured(dumb));
}

TEST(Environment, NoColorCountsWhenNotEmpty) {
  Environment environment = on_terminal();
  environment.no_color = "1";
  EXPECT_FALSE(coloured(environment));
  environment.clicolor_force = "1";
  EXPECT_FALSE(coloured(environment));
  environment.no_color = "";
  EXPECT_TRUE(coloured(environment));
}

TEST(Environment, ForcedColourNeedsNoTerminal) {
  Environment environment;
  environment.clicolor_force = "1";
  EXPECT_TRUE(coloured(environment));
  environment.clicolor_force = "0";
  EXPECT_FALSE(coloured(environment));
  environment.force_color = "1";
  EXPECT_TRUE(coloured(environment));
}

TEST(Environment, TheOptionWinsOverAll) {
  Environment environment = on_terminal();
  environment.no_color = "1";
  EXPECT_TRUE(coloured(environment, ColorChoice::kAlways));
  environment = on_terminal();
  environment.clicolor_force = "1";
  EXPECT_FALSE(coloured(environment, ColorChoice::kNever));
}

TEST(Environment, SignsFollowTheLocale) {
  const auto utf8 = [](std::string charset) {
    Environment environment;
    environment.charset = std::move(charset);
    return choose_style(environment, ColorChoice::kAuto, false).utf8();
  };
  EXPECT_TRUE(utf8("en_US.UTF-8"));
  EXPECT_TRUE(utf8("C.utf8"));
  EXPECT_FALSE(utf8("C"));
  EXPECT_FALSE(utf8("de_DE.ISO-8859-1"));
  EXPECT_FALSE(utf8(""));
}

}  // namespace
}  // namespace leastwise::cli
