// The program never asks the C library for a locale: nothing that it computes may depend on one.
// All that matters is whether the terminal takes UTF-8, and that stands in the variables
// themselves.
#include "cli/environment.h"

#include <unistd.h>

#include <cstdlib>
#include <initializer_list>

#include "engine/base/ascii.h"

namespace leastwise::cli {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// An empty variable counts as unset, as POSIX has it for these.
std::string first_set(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (std::string value = variable(name); !value.empty()) {
      return value;
    }
  }
  return {};
}

// `CLICOLOR_FORCE=0` is how one takes it back.
bool asks_for_colour(const std::string& value) { return !value.empty() && value != "0"; }

bool colour_wanted(const Environment& environment, ColorChoice choice, bool terminal) {
  switch (choice) {
    case ColorChoice::kAlways:
      return true;
    case ColorChoice::kNever:
      return false;
    case ColorChoice::kAuto:
      break;
  }
  if (!environment.no_color.empty()) {
    return false;
  }
  if (asks_for_colour(environment.clicolor_force) || asks_for_colour(environment.force_color)) {
    return true;
  }
  return terminal && environment.term != "dumb";
}

}  // namespace

Environment process_environment() {
  return {variable("NO_COLOR"),
          variable("CLICOLOR_FORCE"),
          variable("FORCE_COLOR"),
          variable("TERM"),
          first_set({"LC_ALL", "LC_CTYPE", "LANG"}),
          isatty(STDOUT_FILENO) == 1,
          isatty(STDERR_FILENO) == 1};
}

TextStyle choose_style(const Environment& environment, ColorChoice choice, bool terminal) {
  const bool utf8 = ends_with_folded(environment.charset, "utf-8") ||
                    ends_with_folded(environment.charset, "utf8");
  return {colour_wanted(environment, choice, terminal), utf8};
}

}  // namespace leastwise::cli
