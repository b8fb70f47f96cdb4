// A snapshot answers what the exports that it was made of answer, command by command and byte by
// byte; what cannot be answered from it is refused with the reason.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/run_leastwise.h"
#include "tests/support/golden.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using testing::ProcessResult;

constexpr std::string_view kAt = "2026-01-01";
constexpr std::string_view kBench =
    "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-bench";

using Words = std::vector<std::string>;

class SnapshotCommandTest : public ::testing::Test {
 protected:
  SnapshotCommandTest() {
    std::filesystem::copy(testing::source_dir() / "tests" / "golden" / "fixtures" / "lab",
                          folder_.path() / "lab");
    const ProcessResult made = run({"compile", "--tenant", "lab", "-o", "lab.lws"});
    EXPECT_EQ(made.exit_code, 0) << made.err;
    EXPECT_EQ(made.out, "");
  }

  // With the time of the tests, in the folder of the lab.
  [[nodiscard]] ProcessResult run(Words words) const {
    words.emplace_back("--at");
    words.emplace_back(kAt);
    return testing::run_leastwise(words, {.folder = folder_.path()});
  }
  [[nodiscard]] ProcessResult ask(Words words, const std::string& tenant) const {
    words.emplace_back("--tenant");
    words.push_back(tenant);
    ProcessResult result = run(std::move(words));
    // The next steps name the tenant as it was given.
    for (std::size_t at = 0; (at = result.out.find(tenant + " ", at)) != std::string::npos;) {
      result.out.replace(at, tenant.size(), "TENANT");
    }
    return result;
  }
  void expect_the_same(const Words& words) const {
    const ProcessResult exports = ask(words, "lab");
    for (const bool trusted : {false, true}) {
      Words more = words;
      if (trusted) {
        more.emplace_back("--trust-snapshot");
      }
      const ProcessResult snapshot = ask(more, "lab.lws");
      EXPECT_EQ(snapshot.exit_code, exports.exit_code) << words.front() << snapshot.err;
      if (!trusted) {
        EXPECT_EQ(snapshot.out, exports.out) << words.front();
      }
    }
  }

  testing::TemporaryFolder folder_;
};

TEST_F(SnapshotCommandTest, EveryCommandAnswersAlike) {
  const std::string action = "Microsoft.Lab/rigs/read";
  const std::string scope(kBench);
  for (const std::string format : {"text", "json"}) {
    for (const std::string who : {"Ann", "Bob", "Cid", "Dora", "Eve"}) {
      expect_the_same(
          {"check", "--principal", who, "--action", action, "--scope", scope, "-f", format});
      expect_the_same(
          {"explain", "--principal", who, "--action", action, "--scope", scope, "-f", format});
      expect_the_same({"what-can", "--principal", who, "-v", "-f", format});
      expect_the_same({"where-can", "--principal", who, "--action", action, "-f", format});
    }
    expect_the_same({"who-can", "--action", action, "--scope", scope, "-f", format});
    expect_the_same({"role", "list", "-f", format});
    expect_the_same({"role", "lattice", "-f", format});
    expect_the_same({"catalog", "-v", "-f", format});
    expect_the_same({"audit", "-v", "-f", format});
  }
  expect_the_same({"audit", "--needs", "lab/needs.yaml", "-f", "sarif"});
  expect_the_same({"role", "minimize", "--access", "registry-use", "-f", "az"});
}

TEST_F(SnapshotCommandTest, AnotherTimeAndEligibleGrantsAnswerAlikeToo) {
  for (const std::string at : {"2025-01-01", "2025-06-15", "2030-01-01"}) {
    for (const bool eligible : {false, true}) {
      Words words{"who-can",
                  "--action",
                  "Microsoft.Lab/rigs/read",
                  "--scope",
                  std::string(kBench),
                  "--at",
                  at,
                  "-f",
                  "json",
                  "--tenant"};
      if (eligible) {
        words.insert(words.begin() + 1, "--include-eligible");
      }
      Words stored = words;
      words.emplace_back("lab");
      stored.emplace_back("lab.lws");
      const ProcessResult expected = testing::run_leastwise(words, {.folder = folder_.path()});
      EXPECT_EQ(testing::run_leastwise(stored, {.folder = folder_.path()}).out, expected.out) << at;
    }
  }
}

TEST_F(SnapshotCommandTest, TheSameExportsGiveTheSameBytes) {
  const std::string before = testing::read_file(folder_.path() / "lab.lws");
  EXPECT_EQ(run({"compile", "--tenant", "lab", "-o", "again.lws"}).exit_code, 0);
  EXPECT_EQ(testing::read_file(folder_.path() / "again.lws"), before);
  EXPECT_EQ(run({"compile", "--tenant", "lab.lws", "-o", "again.lws"}).exit_code, 0);
  EXPECT_EQ(testing::read_file(folder_.path() / "again.lws"), before);
}

TEST_F(SnapshotCommandTest, WhatCannotBeAnsweredIsRefused) {
  const Words question{"check",   "--principal", "Ann",      "--action", "A/b/read",
                       "--scope", "/",           "--tenant", "lab.lws"};
  const auto refused = [&](const Words& more) {
    Words words = question;
    words.insert(words.end(), more.begin(), more.end());
    const ProcessResult result = run(words);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    return result.err;
  };
  EXPECT_EQ(refused({"--wildcards", "literal"}),
            "error[unusable-snapshot]: `lab.lws` is a snapshot compiled with `--wildcards azure`; "
            "`literal` was asked for\n"
            "  help: ask with its own reading, or compile the exports again with the other one\n"
            "1 error, 0 warnings, 0 coverage gaps\n");
  EXPECT_EQ(refused({"--tenant", "lab"}),
            "error[unusable-snapshot]: `lab.lws` is a snapshot, and other inputs are named beside "
            "it\n"
            "  help: a snapshot is a whole tenant: name it alone, or compile all exports together\n"
            "1 error, 0 warnings, 0 coverage gaps\n");
  std::string bytes = testing::read_file(folder_.path() / "lab.lws");
  bytes[bytes.size() / 2] ^= 1;
  folder_.write("lab.lws", bytes);
  EXPECT_EQ(refused({}),
            "error[unusable-snapshot]: `lab.lws` is a damaged snapshot: its checksum does not "
            "match\n"
            "  help: make it again with `leastwise compile`\n"
            "1 error, 0 warnings, 0 coverage gaps\n");
}

// A pipe can be read once: looking whether it is a snapshot must not eat its first bytes.
TEST_F(SnapshotCommandTest, ExportsMayComeThroughAPipe) {
  const std::string question = fmt::format("'{}' catalog -f json --at {} --tenant ",
                                           testing::leastwise_program().string(), kAt);
  const auto shell = [this](const std::string& line) {
    return testing::run_process("/bin/sh", {"-c", line}, {.folder = folder_.path()});
  };
  const std::string exports = "lab/role-assignments.json";
  const ProcessResult through_pipe = shell("cat " + exports + " | " + question + "/dev/stdin");
  EXPECT_EQ(through_pipe.exit_code, 0) << through_pipe.err;
  EXPECT_EQ(through_pipe.out, shell(question + exports).out);
}

TEST_F(SnapshotCommandTest, AFailedCompilationLeavesTheOldFile) {
  const std::string before = testing::read_file(folder_.path() / "lab.lws");
  folder_.write("broken.json", "[{]");
  EXPECT_EQ(run({"compile", "--tenant", "broken.json", "-o", "lab.lws"}).exit_code, 2);
  EXPECT_EQ(testing::read_file(folder_.path() / "lab.lws"), before);
  EXPECT_EQ(run({"compile", "--tenant", "lab"}).exit_code, 2);
}

TEST_F(SnapshotCommandTest, InspectTellsWhatItHolds) {
  const ProcessResult text = run({"inspect", "lab.lws"});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  testing::expect_golden("tests/golden/cli/inspect_lab.txt", text.out);
  testing::expect_golden("tests/golden/cli/inspect_lab_json.json",
                         run({"inspect", "lab.lws", "-f", "json"}).out);
  EXPECT_EQ(run({"inspect", "lab/users.json"}).err, "error: `lab/users.json` is no snapshot\n");
}

// The worked example of docs/formats/snapshot.md is the lab's snapshot.
TEST_F(SnapshotCommandTest, TheDocumentedExampleIsReal) {
  const std::string bytes = testing::read_file(folder_.path() / "lab.lws");
  std::string dump;
  for (std::size_t line = 0; line < 128; line += 16) {
    dump += fmt::format("{:08x} ", line);
    for (std::size_t i = line; i < line + 16; ++i) {
      dump += fmt::format(" {:02x}", static_cast<unsigned char>(bytes[i]));
    }
    dump += '\n';
  }
  const std::string page =
      testing::read_file(testing::source_dir() / "docs" / "formats" / "snapshot.md");
  EXPECT_NE(page.find(dump), std::string::npos) << "put this into docs/formats/snapshot.md:\n"
                                                << dump;
}

}  // namespace
}  // namespace leastwise
