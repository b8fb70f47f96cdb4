#include "tests/support/naive_match.h"

namespace leastwise::testing {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// `*` is any run of characters and nothing else.
bool any_run_match(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) {
    return text.empty();
  }
  if (pattern.front() == '*') {
    for (std::size_t run = 0; run <= text.size(); ++run) {
      if (any_run_match(pattern.substr(1), text.substr(run))) {
        return true;
      }
    }
    return false;
  }
  return !text.empty() && lower(pattern.front()) == lower(text.front()) &&
         any_run_match(pattern.substr(1), text.substr(1));
}

bool segments_match(std::string_view pattern, std::string_view text, bool leading);

// Whether the rest of the segments match behind a run of `run` bytes and a slash.
bool match_behind(std::string_view rest, std::string_view text, std::size_t run) {
  return run < text.size() && text[run] == '/' && segments_match(rest, text.substr(run + 1), false);
}

// `pattern` begins with a segment; `leading` says that it is the first one of all.
bool segments_match(std::string_view pattern, std::string_view text, bool leading) {
  const std::size_t slash = pattern.find('/');
  const std::string_view segment = pattern.substr(0, slash);
  if (slash == std::string_view::npos) {
    // A trailing wildcard needs one or more segments.
    return segment == "*" ? !text.empty() : any_run_match(segment, text);
  }
  const std::string_view rest = pattern.substr(slash + 1);
  if (segment == "*" && !leading && segments_match(rest, text, false)) {
    return true;  // in the middle it may stand for nothing, its slash included
  }
  for (std::size_t run = 0; run <= text.size(); ++run) {
    // Where it stands for something it is a non-empty run; other segments hold any-run wildcards.
    const bool fits = segment == "*" ? run > 0 : any_run_match(segment, text.substr(0, run));
    if (fits && match_behind(rest, text, run)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool naive_match(std::string_view pattern, std::string_view action, NaiveReading reading) {
  if (pattern == "*") {
    return true;
  }
  return reading == NaiveReading::kLiteral ? any_run_match(pattern, action)
                                           : segments_match(pattern, action, true);
}

}  // namespace leastwise::testing
