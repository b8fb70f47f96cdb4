// The table of exit codes, and the streams: answers on standard output, all else on standard error.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <filesystem>
#include <iterator>
#include <string>

#include "tests/cli/run_leastwise.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

namespace fs = std::filesystem;
using testing::ProcessResult;
using testing::run_leastwise;
using testing::TemporaryFolder;

const std::string kBench =
    "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-bench";

std::string lab() { return (testing::source_dir() / "tests/golden/fixtures/lab").string(); }

std::vector<std::string> ask(std::string command, std::string principal, std::string action) {
  return {std::move(command),
          "--tenant",
          lab(),
          "--at",
          "2026-01-01",
          "--principal",
          std::move(principal),
          "--action",
          std::move(action),
          "--scope",
          kBench};
}

struct Row {
  std::vector<std::string> arguments;
  int exit_code;
};

TEST(ExitCodes, AreThoseOfTheTable) {
  const std::vector<Row> table = {
      // 0: allowed, or answered
      {ask("check", "Ann Abel", "Microsoft.Lab/rigs/read"), 0},
      {ask("explain", "Ann Abel", "Microsoft.Lab/rigs/read"), 0},
      {{}, 0},
      {{"--help"}, 0},
      {{"check", "--help"}, 0},
      {{"--version"}, 0},
      {{"catalog"}, 0},
      {{"role", "list"}, 0},
      {{"completion", "fish"}, 0},
      {{"who-can", "--tenant", lab(), "--action", "x", "--scope", "/"}, 0},
      {{"where-can", "--tenant", lab(), "--action", "x", "--principal", "Ann Abel"}, 0},
      {{"what-can", "--tenant", lab(), "--principal", "Cid Core"}, 0},
      {{"rule", "list"}, 0},
      {{"role", "nearest", "--access", "registry-use"}, 0},
      {{"audit", "--sample", "--fail-on", "critical"}, 0},
      // 1: denied, or findings
      {{"audit", "--sample"}, 1},
      {{"audit", "--sample", "--fail-on", "high"}, 1},
      {ask("check", "Ann Abel", "Microsoft.Lab/rigs/write"), 1},
      {ask("explain", "Ann Abel", "Microsoft.Else/read"), 1},
      // 2: the command line or the input is wrong
      {{"chek"}, 2},
      {{"check"}, 2},
      {{"role"}, 2},
      {{"catalog", "--tenant", "/no/such/folder"}, 2},
      {{"catalog", "-o", "/no/such/folder/file"}, 2},
      {ask("check", "nobody at all", "Microsoft.Lab/rigs/read"), 2},
      {ask("check", "Ann Abel", "Microsoft.Lab/*"), 2},
      {{"role", "show", "No Such Role"}, 2},
      {{"audit", "--sample", "--fail-on", "severe"}, 2},
      {{"rule", "show", "LW999"}, 2},
      // 3: cannot be decided
      {{"audit", "--tenant", lab(), "--fail-on", "critical", "--require", "LW005"}, 3},
      {ask("check", "Cid Core", "Microsoft.Lab/rigs/read"), 3},
      {ask("explain", "Eve Eden", "Microsoft.Lab/rigs/read"), 3},
  };
  for (const Row& row : table) {
    const ProcessResult result = run_leastwise(row.arguments);
    std::string line;
    for (const std::string& word : row.arguments) {
      line += word + ' ';
    }
    EXPECT_EQ(result.exit_code, row.exit_code) << line << '\n' << result.err;
    // An error has no answer, and an answer no error.
    EXPECT_EQ(result.out.empty(), row.exit_code == 2) << line;
    EXPECT_EQ(result.err.empty(), row.exit_code != 2) << line << result.err;
  }
}

TEST(Output, GoesWholeIntoTheFile) {
  const TemporaryFolder folder;
  const std::string path = folder.write("answer.json", "old");
  std::vector<std::string> arguments = ask("check", "Ann Abel", "Microsoft.Lab/rigs/write");
  arguments.insert(arguments.end(), {"-f", "json", "-o", path});
  const ProcessResult result = run_leastwise(arguments);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_TRUE(testing::read_file(path).starts_with("{\n  \"decision\": \"deny\""));
}

TEST(Output, AnErrorLeavesTheOldFile) {
  const TemporaryFolder folder;
  const std::string path = folder.write("answer.txt", "old");
  const ProcessResult result =
      run_leastwise({"catalog", "--tenant", "/no/such/folder", "-o", path});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(testing::read_file(path), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

// Whatever is wrong, with the needs, the suppressions or what is linted: the report of yesterday
// and the baseline stay as they are.
TEST(Output, AnErrorInAnyInputLeavesTheOldFiles) {
  const std::string fixtures = (testing::source_dir() / "tests/golden/fixtures").string();
  const std::vector<std::vector<std::string>> refused = {
      {"audit", "--sample", "--needs", fixtures + "/broken/needs.yaml"},
      {"audit", "--sample", "--needs", fixtures + "/broken/names.yaml"},
      {"audit", "--sample", "--suppressions", fixtures + "/broken/suppressions.yaml"},
      {"audit", "--sample", "--baseline", fixtures + "/lab/users.json"},
      {"role", "lint", fixtures + "/malformed/role.json"},
      {"registry", "lint", fixtures + "/broken/registry.yml"},
  };
  for (std::vector<std::string> arguments : refused) {
    const TemporaryFolder folder;
    const std::string report = folder.write("report.json", "yesterday");
    const std::string baseline = folder.write("baseline.json", "yesterday");
    arguments.insert(arguments.end(), {"-o", report});
    if (arguments.front() == "audit") {
      arguments.insert(arguments.end(), {"--create-baseline", baseline});
    }
    EXPECT_EQ(run_leastwise(arguments).exit_code, 2) << arguments[1];
    EXPECT_EQ(testing::read_file(report), "yesterday");
    EXPECT_EQ(testing::read_file(baseline), "yesterday");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2)
        << "nothing half written is left";
  }
}

TEST(Output, ABaselineIsWrittenWholeAndTheRunSucceeds) {
  const TemporaryFolder folder;
  const std::string baseline = (folder.path() / "baseline.json").string();
  EXPECT_EQ(run_leastwise({"audit", "--sample", "--create-baseline", baseline, "-q"}).exit_code, 0);
  EXPECT_EQ(run_leastwise({"audit", "--sample", "--baseline", baseline, "-q"}).exit_code, 0);
}

TEST(Output, AClosedPipeIsQuiet) {
  const std::string program = testing::leastwise_program().string();
  const ProcessResult result = testing::run_process(
      "/bin/bash",
      {"-c", "'" + program + "' role list -f json | head -n 1; echo \"${PIPESTATUS[0]}\""});
  EXPECT_EQ(result.out, "{\n0\n");
  EXPECT_EQ(result.err, "");
}

TEST(Output, AFullDiskIsAnError) {
  if (!fs::exists("/dev/full")) {
    GTEST_SKIP() << "no /dev/full here";
  }
  const ProcessResult result = run_leastwise({"catalog", "-o", "/dev/full"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("No space left"), std::string::npos) << result.err;
}

TEST(Output, ColourIsForTerminalsOrOnRequest) {
  EXPECT_EQ(run_leastwise({"catalog"}).out.find('\x1b'), std::string::npos);
  EXPECT_NE(run_leastwise({"catalog", "--color", "always"}).out.find('\x1b'), std::string::npos);
  EXPECT_NE(run_leastwise({"catalog"}, {{}, "", {"CLICOLOR_FORCE=1"}}).out.find('\x1b'),
            std::string::npos);
  EXPECT_EQ(
      run_leastwise({"catalog"}, {{}, "", {"CLICOLOR_FORCE=1", "NO_COLOR=1"}}).out.find('\x1b'),
      std::string::npos);
}

TEST(Tenant, IsReadFromStandardInput) {
  const std::string assignments = testing::read_file(fs::path(lab()) / "role-assignments.json");
  const ProcessResult result =
      run_leastwise({"check", "--tenant", "-", "--principal", "ann@lab.example", "--action",
                     "Microsoft.Lab/rigs/read", "--scope", kBench},
                    {{}, assignments, {}});
  EXPECT_EQ(result.exit_code, 3) << result.err;  // the role's definition is in another file
}

TEST(Sample, WritesTheFilesThatItAsksAbout) {
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "sample").string();
  EXPECT_EQ(run_leastwise({"sample", "--out", out}).exit_code, 0);
  EXPECT_EQ(run_leastwise({"sample", "--out", out}).exit_code, 0);  // again: nothing to do
  const std::vector<std::string> question = {
      "--at",       "2026-09-01", "-f",
      "json",       "where-can",  "--principal",
      "Priya Nair", "--action",   "Microsoft.MachineLearningServices/registries/read"};
  std::vector<std::string> embedded = question;
  embedded.emplace_back("--sample");
  std::vector<std::string> written = question;
  written.insert(written.end(), {"--tenant", out});
  const ProcessResult first = run_leastwise(embedded);
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_EQ(first.out, run_leastwise(written).out);
}

TEST(Sample, NeverOverwritesAnotherFile) {
  const TemporaryFolder folder;
  const std::string users = folder.write("users.json", "mine");
  const ProcessResult result = run_leastwise({"sample", "--out", folder.path().string()});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(testing::read_file(users), "mine");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace leastwise
