// Standard output holds an answer or nothing; whatever else there is to say goes to standard error,
// in the form of compilers: severity, code, message, then the place behind an arrow, then help. A
// script that reads the answer never has to skip a warning.
#include "cli/console.h"

#include <fmt/core.h>

#include <array>
#include <cstdio>
#include <utility>

namespace leastwise::cli {
namespace {

// stdio and not iostreams: their initialisation is a part of every start of the program.
void write_error_stream(std::string_view text) {
  // Nothing can be done where standard error itself fails.
  [[maybe_unused]] const std::size_t written = std::fwrite(text.data(), 1, text.size(), stderr);
}

Tone tone_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return Tone::kBad;
    case Severity::kWarning:
      return Tone::kUnsure;
    case Severity::kGap:
      return Tone::kHeading;
  }
  return Tone::kPlain;
}

// A rendered diagnostic with its first word coloured and nothing in it that steers the terminal.
std::string shown_diagnostic(const Diagnostic& diagnostic, const FileTable& files,
                             const TextStyle& style) {
  const std::string text = render(diagnostic, files);
  std::string shown;
  std::string_view rest = text;
  while (true) {
    const std::size_t newline = rest.find('\n');
    shown += printable(rest.substr(0, newline)) + '\n';
    if (newline == std::string_view::npos) {
      break;
    }
    rest.remove_prefix(newline + 1);
  }
  const std::string_view word = to_string(diagnostic.severity);
  return style.paint(tone_of(diagnostic.severity), word) + shown.substr(word.size());
}

}  // namespace

// Help may have several lines, such as the candidates of an ambiguous name; they are indented
// alike.
std::string render_error(const Error& error, const TextStyle& style) {
  std::string text =
      fmt::format("{}: {}\n", style.paint(Tone::kBad, "error"), printable(error.message));
  std::string_view help = error.help;
  std::string_view label = "  help: ";
  while (!help.empty()) {
    const std::size_t newline = help.find('\n');
    text += fmt::format("{}{}\n", label, printable(help.substr(0, newline)));
    help.remove_prefix(newline == std::string_view::npos ? help.size() : newline + 1);
    label = "        ";
  }
  return text;
}

Console::Console(OutputFile output, const GlobalOptions& options, const Environment& environment)
    : output_(std::move(output)),
      style_(choose_style(environment, options.color,
                          options.output.empty() && environment.output_is_terminal)),
      error_style_(choose_style(environment, options.color, environment.errors_are_terminal)),
      errors_are_terminal_(environment.errors_are_terminal),
      quiet_(options.quiet),
      verbose_(options.verbose) {}

void Console::error(const Error& error) const {
  write_error_stream(render_error(error, error_style_));
}

// Lower case, no full stop, like all messages.
void Console::note(std::string_view text) const {
  if (!quiet_) {
    write_error_stream(
        fmt::format("{}: {}\n", error_style_.paint(Tone::kHeading, "note"), printable(text)));
  }
}

std::FILE* Console::progress_terminal() const {
  return errors_are_terminal_ && !quiet_ ? stderr : nullptr;
}

bool Console::shown(Severity severity) const {
  switch (severity) {
    case Severity::kError:
      return true;
    case Severity::kWarning:
      return !quiet_;
    case Severity::kGap:
      return verbose_ && !quiet_;
  }
  return true;
}

// Gaps are counted even where they are not shown, so that nobody thinks there are none.
void Console::diagnostics(const Diagnostics& diagnostics, const FileTable& files) const {
  std::array<std::size_t, 3> counts = {};
  bool any_shown = false;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    ++counts[static_cast<std::size_t>(diagnostic.severity)];
    if (shown(diagnostic.severity)) {
      any_shown = true;
      write_error_stream(shown_diagnostic(diagnostic, files, error_style_));
    }
  }
  if (!any_shown) {
    return;
  }
  std::string summary = counted(diagnostics.error_count(), "error");
  summary += ", " + counted(counts[static_cast<std::size_t>(Severity::kWarning)], "warning");
  summary += ", " + counted(counts[static_cast<std::size_t>(Severity::kGap)], "coverage gap");
  if (diagnostics.suppressed_count() != 0) {
    summary += fmt::format("; {} more not shown", grouped(diagnostics.suppressed_count()));
  }
  write_error_stream(summary + '\n');
}

}  // namespace leastwise::cli
