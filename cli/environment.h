// What the program takes from its surroundings besides the arguments: whether text may be coloured,
// and which characters can be shown. Read once by main and passed in, so that it can be tested.
//
// Colour, first that holds (no-color.org, bixense.com/clicolors):
//   --color always|never;  NO_COLOR set and not empty: off;  CLICOLOR_FORCE or FORCE_COLOR set, not
//   empty and not `0`: on;  else on where the stream is a terminal and TERM is not `dumb`.
// Signs beyond ASCII are used where LC_ALL, LC_CTYPE or LANG (the first that is set) names UTF-8.
// Tests: tests/cli/environment_test.cc.
#pragma once

#include <string>

#include "cli/options.h"
#include "engine/report/text_style.h"

namespace leastwise::cli {

struct Environment {
  std::string no_color = {};
  std::string clicolor_force = {};
  std::string force_color = {};
  std::string term = {};
  std::string charset = {};  // LC_ALL, else LC_CTYPE, else LANG
  bool output_is_terminal = false;
  bool errors_are_terminal = false;
};

// The surroundings of this process.
[[nodiscard]] Environment process_environment();

// The style of standard output (`terminal` says whether it is one) or of standard error.
[[nodiscard]] TextStyle choose_style(const Environment& environment, ColorChoice choice,
                                     bool terminal);

}  // namespace leastwise::cli
