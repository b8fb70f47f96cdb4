// The two streams of a run: the answer, and everything else (errors, warnings, notes).
//
// Only main makes a Console, and only the commands write to it: the one place that prints.
// The answer is text that a command has finished; errors and notes are written at once. Whether the
// two may be coloured is judged apart, since one may go to a file and the other to a terminal.
// Tests: tests/cli/exit_codes_test.cc (which stream says what), tests/golden/cli/refused_*.txt.
#pragma once

#include <cstdio>
#include <string_view>

#include "cli/environment.h"
#include "cli/options.h"
#include "cli/output_file.h"
#include "engine/base/diagnostic.h"
#include "engine/base/result.h"
#include "engine/report/text_style.h"

namespace leastwise::cli {

// `error: MESSAGE` and, where there is one, `  help: HELP`, each line with its newline.
[[nodiscard]] std::string render_error(const Error& error, const TextStyle& style);

class Console {
 public:
  Console(OutputFile output, const GlobalOptions& options, const Environment& environment);

  // The answer.
  void print(std::string_view text) {
    answered_ = true;
    output_.write(text);
  }
  // Whether anything was printed.
  [[nodiscard]] bool answered() const { return answered_; }
  [[nodiscard]] OutputFile& output() { return output_; }
  // How the answer may look; without colour where it goes to a file.
  [[nodiscard]] const TextStyle& style() const { return style_; }

  // To standard error. Notes are not written under --quiet.
  void error(const Error& error) const;
  void note(std::string_view text) const;
  // Where a progress line may be written: standard error; null where nobody would see it.
  [[nodiscard]] std::FILE* progress_terminal() const;
  // Every diagnostic of a load, then a line that counts them. Errors always; warnings unless
  // --quiet; gaps only with --verbose, since those that bear on an answer stand in the answer.
  void diagnostics(const Diagnostics& diagnostics, const FileTable& files) const;

 private:
  [[nodiscard]] bool shown(Severity severity) const;

  OutputFile output_;  // standard output or --output
  TextStyle style_;
  TextStyle error_style_;
  bool errors_are_terminal_;
  bool quiet_;
  bool verbose_;
  bool answered_ = false;
};

}  // namespace leastwise::cli
