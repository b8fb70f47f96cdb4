// What the documents show of the program is what it prints: every ```console block is run again.
//
// A line that begins with `$ ` is a command for the shell, continued by a `\` at its end; what
// follows, up to the next command or the end of the block, is its output. A line `...` stands for
// any number of lines. A command that only sets a variable holds for all later ones of the
// document.
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/run_leastwise.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using Lines = std::vector<std::string>;

struct ShownCommand {
  std::size_t line = 0;
  std::string command;
  Lines output;
};

Lines split(const std::string& text) {
  std::istringstream in(text);
  Lines lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::vector<ShownCommand> shown_commands(const std::string& document) {
  std::vector<ShownCommand> shown;
  bool inside = false;
  bool continued = false;
  std::size_t number = 0;
  for (const std::string& line : split(document)) {
    ++number;
    if (line.starts_with("```")) {
      inside = line == "```console";
      continued = false;
    } else if (inside && line.starts_with("$ ")) {
      shown.push_back({number, line.substr(2), {}});
      continued = line.ends_with('\\');
    } else if (inside && continued) {
      shown.back().command += '\n' + line;
      continued = line.ends_with('\\');
    } else if (inside && !shown.empty()) {
      shown.back().output.push_back(line);
    }
  }
  return shown;
}

bool sets_a_variable(const std::string& command) {
  const std::size_t equals = command.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
  return equals != std::string::npos && equals > 0 && command[equals] == '=';
}

// Whether `actual` is what `shown` says, `...` lines standing for any.
bool same(const Lines& shown, const Lines& actual) {
  std::vector<bool> reached(actual.size() + 1, false);  // after the lines of `shown` so far
  reached[0] = true;
  for (const std::string& line : shown) {
    std::vector<bool> next(actual.size() + 1, false);
    for (std::size_t i = 0; i <= actual.size(); ++i) {
      if (line == "...") {
        next[i] = reached[i] || (i > 0 && next[i - 1]);
      } else {
        next[i] = i > 0 && reached[i - 1] && actual[i - 1] == line;
      }
    }
    reached = std::move(next);
  }
  return reached.back();
}

void replay(const std::string& document) {
  const testing::TemporaryFolder folder;
  const std::string program_folder = testing::build_dir().string();
  std::string prelude = "PATH='" + program_folder + "':$PATH\n";
  const auto shown = shown_commands(testing::read_file(testing::source_dir() / document));
  EXPECT_FALSE(shown.empty()) << document << " shows no output";
  for (const ShownCommand& one : shown) {
    if (sets_a_variable(one.command)) {
      prelude += one.command + '\n';
      continue;
    }
    const testing::ProcessResult result = testing::run_process(
        "/bin/bash", {"-c", prelude + "{ " + one.command + "\n} 2>&1"}, {folder.path(), "", {}});
    EXPECT_TRUE(same(one.output, split(result.out)))
        << document << ':' << one.line << ": `" << one.command << "` prints\n"
        << result.out;
  }
}

TEST(Documents, ReadmeShowsWhatIsPrinted) { replay("README.md"); }
TEST(Documents, CliReferenceShowsWhatIsPrinted) { replay("docs/cli.md"); }

// The C++ of the README is a part of a program that is compiled and run (tests/consumer).
TEST(Documents, ReadmeShowsCodeThatIsCompiled) {
  const std::string readme = testing::read_file(testing::source_dir() / "README.md");
  const std::string program =
      testing::read_file(testing::source_dir() / "tests/consumer/project/main.cc");
  const std::string opening = "```cpp\n";
  std::size_t blocks = 0;
  for (std::size_t at = 0; (at = readme.find(opening, at)) != std::string::npos; ++blocks) {
    at += opening.size();
    const std::string block = readme.substr(at, readme.find("```", at) - at);
    EXPECT_NE(program.find(block), std::string::npos) << block;
  }
  EXPECT_GT(blocks, 0U);
}

TEST(Documents, EllipsisStandsForAnyLines) {
  EXPECT_TRUE(same({"a", "...", "d"}, {"a", "b", "c", "d"}));
  EXPECT_TRUE(same({"...", "d"}, {"d"}));
  EXPECT_TRUE(same({"a", "..."}, {"a"}));
  EXPECT_FALSE(same({"a", "..."}, {"b", "a"}));
  EXPECT_FALSE(same({"a", "...", "c"}, {"a", "b"}));
  EXPECT_FALSE(same({"a"}, {"a", "b"}));
}

TEST(Documents, BlocksAreTakenApart) {
  const auto shown = shown_commands(
      "text\n```console\n$ X=1\n$ leastwise a \\\n    b\nout 1\nout 2\n$ c\n```\n```sh\n$ "
      "d\n```\n");
  ASSERT_EQ(shown.size(), 3U);
  EXPECT_TRUE(sets_a_variable(shown[0].command));
  EXPECT_EQ(shown[1].command, "leastwise a \\\n    b");
  EXPECT_EQ(shown[1].output, (Lines{"out 1", "out 2"}));
  EXPECT_FALSE(sets_a_variable(shown[2].command));
}

}  // namespace
}  // namespace leastwise
