#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/cli/run_leastwise.h"

namespace leastwise {
namespace {

using testing::ProcessResult;
using testing::run_leastwise;
using testing::run_process;
using testing::TemporaryFolder;

// Where a shell is installed.
std::string shell_path(const std::string& name) {
  for (const std::string folder : {"/bin/", "/usr/bin/", "/usr/local/bin/"}) {
    if (std::filesystem::exists(folder + name)) {
      return folder + name;
    }
  }
  return {};
}

void expect_valid_syntax(const std::string& shell, const std::string& check_option) {
  const std::string path = shell_path(shell);
  if (path.empty()) {
    GTEST_SKIP() << shell << " is not installed";
  }
  const TemporaryFolder folder;
  const std::string script = folder.write("script", run_leastwise({"completion", shell}).out);
  const ProcessResult result = run_process(path, {check_option, script});
  EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST(Completion, BashScriptIsValid) { expect_valid_syntax("bash", "-n"); }
TEST(Completion, ZshScriptIsValid) { expect_valid_syntax("zsh", "-n"); }
TEST(Completion, FishScriptIsValid) { expect_valid_syntax("fish", "-n"); }

// What bash offers behind `words`; the last one is being typed.
std::string bash_offers(const std::string& words) {
  const TemporaryFolder folder;
  const std::string script = folder.write("script", run_leastwise({"completion", "bash"}).out);
  const std::string test = "source '" + script + "'\nCOMP_WORDS=(" + words +
                           ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_leastwise\n"
                           "echo \"${COMPREPLY[*]}\"";
  const ProcessResult result = run_process("/bin/bash", {"-c", test});
  EXPECT_EQ(result.err, "");
  return result.out;
}

TEST(Completion, BashOffersCommandsOptionsAndValues) {
  EXPECT_EQ(bash_offers("leastwise whe"), "where-can\n");
  EXPECT_EQ(bash_offers("leastwise role s"), "show\n");
  EXPECT_EQ(bash_offers("leastwise role l"), "list lattice lint\n");
  EXPECT_EQ(bash_offers("leastwise check --pr"), "--principal\n");
  EXPECT_EQ(bash_offers("leastwise who-can --pr"), "\n");
  EXPECT_EQ(bash_offers("leastwise check --format j"), "json junit\n");
  EXPECT_EQ(bash_offers("leastwise --wildcards l"), "literal\n");
  EXPECT_EQ(bash_offers("leastwise completion z"), "zsh\n");
  EXPECT_EQ(bash_offers("leastwise --sample ch"), "check\n");
}

TEST(Completion, EveryScriptNamesEveryCommand) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const std::string script = run_leastwise({"completion", shell}).out;
    for (const std::string command : {"check", "explain", "who-can", "what-can", "where-can",
                                      "role", "catalog", "sample", "completion"}) {
      EXPECT_NE(script.find(command), std::string::npos) << shell << ' ' << command;
    }
    EXPECT_NE(script.find("include-eligible"), std::string::npos) << shell;
  }
}

}  // namespace
}  // namespace leastwise
