// How text for people looks: colour where it is allowed, signs that the terminal can show, and
// nothing from the input that could steer the terminal.
//
// Names of principals and scopes come from a tenant, so an attacker may choose them: an escape
// sequence in a display name could hide a line of an answer. Every text from the input goes through
// printable() before it is shown.
//
// Example:         style.paint(Tone::kBad, "DENY")            red where colour is on
// Counter-example: "\x1b[31m" written by hand in a command    no way to turn it off
// Tests: tests/engine/report/text_style_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace leastwise {

// What a piece of text means; TextStyle says what that looks like.
enum class Tone : std::uint8_t {
  kPlain,
  kStrong,   // names that the reader looks for
  kDim,      // ids and places beside them
  kGood,     // allow
  kBad,      // deny
  kUnsure,   // unknown
  kHeading,  // titles of sections and columns
};

// Signs with an ASCII form each.
enum class Sign : std::uint8_t {
  kArrow,     // from a member to its group
  kBullet,    // one of a list
  kDash,      // between a text and its remark
  kEllipsis,  // something was left out
  kNone,      // an empty cell
};

// A value: what the terminal takes. Thread safety: immutable.
class TextStyle {
 public:
  TextStyle(bool colour, bool utf8) : colour_(colour), utf8_(utf8) {}

  // `text` in the colour of `tone`; as it is where colour is off or the tone is plain.
  [[nodiscard]] std::string paint(Tone tone, std::string_view text) const;
  [[nodiscard]] std::string_view sign(Sign sign) const;

  [[nodiscard]] bool colour() const { return colour_; }
  [[nodiscard]] bool utf8() const { return utf8_; }

 private:
  bool colour_;
  bool utf8_;
};

// `text` with control characters, malformed UTF-8 and the characters that turn the direction of
// writing shown as `\x1b` or `\u202e`, and without the beginning of a command for a CI system (see
// without_ci_commands()). Everything else is kept.
[[nodiscard]] std::string printable(std::string_view text);

// `text` with the bracket of `##vso[` and `##[` replaced by `bracket`: the agents of Azure
// Pipelines and of GitHub take these for commands wherever they stand in a line of output, and so a
// display name could set a variable of the pipeline. (`::name::` counts only at the beginning of a
// line.) Source: Command.cs of azure-pipelines-agent, ActionCommand.cs of actions/runner.
[[nodiscard]] std::string without_ci_commands(std::string text, std::string_view bracket);

// The columns that `text` takes on a terminal: combining marks none, wide East Asian characters and
// emoji two, every other character one. REQUIRES: no escape sequences (measure before painting).
[[nodiscard]] std::size_t display_width(std::string_view text);

// `1,234,567`.
[[nodiscard]] std::string grouped(std::size_t number);

// `1 group`, `2 groups`; for nouns that take an s.
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun);

}  // namespace leastwise
