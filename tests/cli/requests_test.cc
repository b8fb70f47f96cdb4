// `check --requests`: the stream of SPEC section 10.
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "tests/cli/run_leastwise.h"
#include "tests/support/golden.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using testing::ProcessResult;
using testing::run_leastwise;

std::string lab() { return (testing::source_dir() / "tests/golden/fixtures/lab").string(); }

ProcessResult stream(std::string input, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"check", "--requests", "-",         "--tenant",
                                        lab(),   "--at",       "2026-01-01"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_leastwise(arguments, {{}, std::move(input), {}});
}

std::string request(std::string_view principal, std::string_view action,
                    std::string_view more = "") {
  return "{\"principal\":\"" + std::string(principal) + "\",\"action\":\"" + std::string(action) +
         "\",\"scope\":\"/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/"
         "rg-bench\"" +
         std::string(more) + "}\n";
}

TEST(Requests, AreAnsweredInOrderOneObjectALine) {
  const ProcessResult result =
      stream(request("Ann Abel", "Microsoft.Lab/rigs/read", ",\"id\":1") +
             request("ann@lab.example", "Microsoft.Lab/rigs/write", ",\"id\":\"two\"") +
             request("aaaaaaaa-0000-4000-8000-000000000003", "Microsoft.Lab/rigs/read") +
             request("Ann Abel", "Microsoft.Lab/rigs/data/read", ",\"dataAction\":true") +
             request("dddddddd-0000-4000-8000-000000000001", "Microsoft.Lab/rigs/read"));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out,
            "{\"decision\":\"allow\",\"reasons\":[\"granted-by-role-assignment\"],\"id\":1}\n"
            "{\"decision\":\"deny\",\"reasons\":[\"denied-by-deny-assignment\"],\"id\":\"two\"}\n"
            "{\"decision\":\"unknown\",\"reasons\":[\"role-unknown\"]}\n"
            "{\"decision\":\"allow\",\"reasons\":[\"granted-by-role-assignment\"]}\n"
            "{\"decision\":\"deny\",\"reasons\":[\"no-matching-grant\"],"
            "\"principal_known\":false}\n");
}

TEST(Requests, AWrongLineIsAnsweredInItsPlaceAndEndsWithTwo) {
  const ProcessResult result =
      stream("nonsense\n" + request("Ann Abel", "Microsoft.Lab/rigs/read") + "\n" +
             request("Nobody", "Microsoft.Lab/rigs/read", ",\"id\":4") +
             request("Ann Abel", "Microsoft.Lab/*") + "{\"principal\":\"Ann Abel\"}");
  EXPECT_EQ(result.exit_code, 2);
  std::istringstream lines(result.out);
  std::vector<std::string> answers;
  for (std::string line; std::getline(lines, line);) {
    answers.push_back(line);
  }
  ASSERT_EQ(answers.size(), 6U) << result.out;
  const std::string error = "{\"decision\":\"error\",\"error\":\"";
  EXPECT_TRUE(answers[0].starts_with(error + "not valid JSON at byte"));
  EXPECT_TRUE(answers[1].starts_with("{\"decision\":\"allow\""));
  EXPECT_TRUE(answers[2].starts_with(error + "not valid JSON at byte"));
  EXPECT_TRUE(answers[3].starts_with(error + "no principal is called `Nobody`"));
  EXPECT_TRUE(answers[3].ends_with(",\"id\":4}"));
  EXPECT_TRUE(answers[4].starts_with(error + "the asked action holds `*`"));
  EXPECT_TRUE(answers[5].starts_with(error + "`action` is missing"));
}

// The quick way, by object id, and the ordinary one, which an attribute or an escape asks for.
TEST(Requests, BothWaysGiveOneAnswer) {
  std::string plain;
  std::string ordinary;
  std::size_t id = 0;
  for (const std::string_view principal :
       {"aaaaaaaa-0000-4000-8000-000000000001", "AAAAAAAA-0000-4000-8000-000000000002",
        "aaaaaaaa-0000-4000-8000-000000000003", "dddddddd-0000-4000-8000-000000000001"}) {
    for (const std::string_view action : {"Microsoft.Lab/rigs/read", "Microsoft.Lab/rigs/write",
                                          "microsoft.lab/RIGS/delete", "No.Such/action", "A/*"}) {
      const std::string with_id = ",\"id\":\"" + std::to_string(++id) + "\"";
      plain += request(principal, action, with_id);
      ordinary += request(principal, action, with_id + ",\"attributes\":{}");
    }
  }
  const ProcessResult answers = stream(plain);
  EXPECT_EQ(answers.out, stream(ordinary).out);
  EXPECT_NE(answers.out.find("\"id\":\"20\"}"), std::string::npos);
}

// More lines than a batch holds, answered by several threads: each in its place, wrong ones too.
TEST(Requests, ManyKeepTheirOrder) {
  constexpr std::size_t kLines = 10'000;
  std::string input;
  for (std::size_t i = 0; i < kLines; ++i) {
    const std::string id = ",\"id\":" + std::to_string(i);
    input += request(i % 7 == 0 ? "Nobody" : "Ann Abel", "Microsoft.Lab/rigs/read", id);
  }
  const ProcessResult result = stream(std::move(input));
  EXPECT_EQ(result.exit_code, 2);
  std::istringstream lines(result.out);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    ASSERT_TRUE(
        line.starts_with(count % 7 == 0 ? "{\"decision\":\"error\"" : "{\"decision\":\"allow\""))
        << line;
    ASSERT_TRUE(line.ends_with(",\"id\":" + std::to_string(count) + "}")) << line;
  }
  EXPECT_EQ(count, kLines);
}

TEST(Requests, TheCatalogueAndGapsGoToStandardErrorOnce) {
  const std::string one = request("Ann Abel", "Microsoft.Lab/rigs/read");
  const ProcessResult result = stream(one + one + one);
  std::size_t notes = 0;
  for (std::size_t at = 0; (at = result.err.find("note: catalogue ", at)) != std::string::npos;
       ++at) {
    ++notes;
  }
  EXPECT_EQ(notes, 1U) << result.err;
  EXPECT_NE(result.err.find("coverage gap: group `Lab Vendors`"), std::string::npos);
  EXPECT_EQ(stream(one, {"-q"}).err, "");
}

TEST(Requests, TheFormatIsAlwaysJsonLines) {
  const std::string one = request("Ann Abel", "Microsoft.Lab/rigs/read");
  EXPECT_EQ(stream(one).out, stream(one, {"-f", "json"}).out);
}

TEST(Requests, AnEmptyStreamIsNoError) {
  const ProcessResult result = stream("");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "");
}

TEST(Requests, AreReadFromAFileAndWrittenToAFile) {
  const testing::TemporaryFolder folder;
  const std::string in =
      folder.write("in.jsonl", request("Ann Abel", "Microsoft.Lab/rigs/read") + "x\n");
  const std::string out = (folder.path() / "out.jsonl").string();
  const ProcessResult result =
      run_leastwise({"check", "--tenant", lab(), "--requests", in, "-o", out});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_TRUE(testing::read_file(out).starts_with("{\"decision\":\"allow\""));
  EXPECT_EQ(run_leastwise({"check", "--tenant", lab(), "--requests", "/no/such"}).exit_code, 2);
}

TEST(Requests, AnswersEqualThoseOfOneCheckEach) {
  for (const std::string who : {"Ann Abel", "Bob Brown", "Cid Core", "Dora Dean", "Eve Eden"}) {
    for (const std::string what : {"read", "write", "delete", "start/action"}) {
      const std::string action = "Microsoft.Lab/rigs/" + what;
      const std::string line = stream(request(who, action)).out;
      const ProcessResult one = run_leastwise(
          {"check", "--tenant", lab(), "--at", "2026-01-01", "--principal", who, "--action", action,
           "--scope",
           "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-bench"});
      const std::string decision = one.exit_code == 0   ? "allow"
                                   : one.exit_code == 1 ? "deny"
                                                        : "unknown";
      EXPECT_TRUE(line.starts_with("{\"decision\":\"" + decision + "\"")) << who << ' ' << action;
    }
  }
}

// A conversation: each answer is there before the next question is asked.
TEST(Requests, AnswersDoNotWaitForTheEndOfTheStream) {
  const std::string program = testing::leastwise_program().string();
  const std::string script = "coproc L { '" + program + "' check -q --requests - --tenant '" +
                             lab() + "' --at 2026-01-01; }\n" + "printf '%s' '" +
                             request("Ann Abel", "Microsoft.Lab/rigs/read") +
                             "' >&\"${L[1]}\"\n"
                             "read -r -t 20 -u \"${L[0]}\" answer && echo \"$answer\"\n";
  const ProcessResult result = testing::run_process("/bin/bash", {"-c", script});
  EXPECT_TRUE(result.out.starts_with("{\"decision\":\"allow\"")) << result.out << result.err;
}

}  // namespace
}  // namespace leastwise
