#include "cli/options.h"

#include <gtest/gtest.h>

#include <string>

namespace leastwise::cli {
namespace {

constexpr Instant kNow{1000};

Result<Invocation> parse(const std::vector<std::string>& words) {
  return parse_command_line(words, kNow);
}

std::string message(const std::vector<std::string>& words) {
  const auto parsed = parse(words);
  return parsed ? "" : parsed.error().message;
}

std::string help(const std::vector<std::string>& words) {
  const auto parsed = parse(words);
  return parsed ? "" : parsed.error().help;
}

const std::vector<std::string> kCheck = {"check", "--tenant", "t", "--principal", "p", "--action",
                                         "a",     "--scope",  "/"};

std::vector<std::string> check_with(std::vector<std::string> more) {
  std::vector<std::string> words = kCheck;
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Options, DefaultsAreWhatTheHelpSays) {
  const auto parsed = parse(kCheck);
  ASSERT_TRUE(parsed);
  const GlobalOptions& global = parsed->options.global;
  EXPECT_EQ(parsed->options.command, Command::kCheck);
  EXPECT_EQ(global.format, Format::kText);
  EXPECT_EQ(global.wildcards, WildcardReading::kAzure);
  EXPECT_EQ(global.color, ColorChoice::kAuto);
  EXPECT_EQ(global.at, kNow);
  EXPECT_FALSE(global.include_eligible);
  EXPECT_FALSE(global.quiet);
  EXPECT_FALSE(global.verbose);
  EXPECT_TRUE(global.output.empty());
  EXPECT_EQ(parsed->options.question.plane, Plane::kControl);
}

TEST(Options, GlobalOptionsStandBeforeOrBehindTheCommand) {
  const auto before =
      parse({"-f", "json", "--wildcards", "literal", "--at", "2026-08-20", "role", "list"});
  const auto behind =
      parse({"role", "list", "--at=2026-08-20", "-f", "json", "--wildcards=literal"});
  for (const auto& parsed : {before, behind}) {
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->options.command, Command::kRoleList);
    EXPECT_EQ(parsed->options.global.format, Format::kJson);
    EXPECT_EQ(parsed->options.global.wildcards, WildcardReading::kLiteral);
    EXPECT_EQ(to_string(parsed->options.global.at), "2026-08-20T00:00:00Z");
  }
}

TEST(Options, TenantMayBeGivenSeveralTimes) {
  const auto parsed = parse(check_with({"--tenant", "u"}));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.global.tenant, (std::vector<std::string>{"t", "u"}));
}

TEST(Options, WithoutACommandTheTourIsRun) {
  const auto parsed = parse({});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.command, Command::kTour);
  EXPECT_EQ(message({"--tenant", "t"}), "a tenant is given, but no command");
  EXPECT_EQ(message({"-f", "json"}), "the tour is text only");
}

TEST(Options, AttributesSuboperationsAndCompleteSources) {
  const auto parsed = parse(
      check_with({"--attribute", "resource:a=1", "--attribute", "resource:a=2", "--suboperation",
                  "Blob.List", "--complete", "resource,request", "--data-action"}));
  ASSERT_TRUE(parsed);
  const QuestionOptions& question = parsed->options.question;
  ASSERT_EQ(question.attributes.size(), 1U);
  EXPECT_EQ(question.attributes[0].values, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(question.suboperations, std::vector<std::string>{"Blob.List"});
  EXPECT_EQ(question.complete, (CompleteSources{true, true, false, false}));
  EXPECT_EQ(question.plane, Plane::kData);
}

TEST(Options, CompleteWithoutAListMeansAllSources) {
  const auto parsed = parse(check_with({"--complete"}));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.question.complete, (CompleteSources{true, true, true, true}));
  EXPECT_EQ(message(check_with({"--complete", "x"})), "no attribute source `x`");
}

TEST(Options, HelpAndVersionWinOverWhatIsMissing) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"check", "--help"}, {"--help"}, {"-h", "check"}, {"--version"}}) {
    const auto parsed = parse(words);
    ASSERT_TRUE(parsed);
    ASSERT_TRUE(parsed->text);
    EXPECT_FALSE(parsed->text->empty());
  }
  const std::string short_help = *parse({"check", "-h"})->text;
  const std::string long_help = *parse({"check", "--help"})->text;
  EXPECT_LT(short_help.size(), long_help.size());
  EXPECT_EQ(*parse({"--version"})->text, "leastwise 0.1.0\n");
}

TEST(Options, MisspelledWordsAreSuggestedAgain) {
  EXPECT_EQ(message({"chek"}), "no command `chek`");
  EXPECT_EQ(help({"chek"}), "did you mean `check`?");
  EXPECT_EQ(message({"role", "lst"}), "no command `role lst`");
  EXPECT_EQ(help({"role", "lst"}), "did you mean `list`?");
  EXPECT_EQ(message({"check", "--prinicpal", "x"}), "`check` has no option `--prinicpal`");
  EXPECT_EQ(help({"check", "--prinicpal", "x"}), "did you mean `--principal`?");
  EXPECT_EQ(help({"check", "--formt=json"}), "did you mean `--format`?");
  EXPECT_EQ(message({"--tennant", "x"}), "no global option `--tennant`");
  EXPECT_EQ(help({"role", "list", "-f", "jsn"}), "did you mean `json`?");
}

TEST(Options, EveryOtherWayToBeWrongHasItsMessage) {
  EXPECT_EQ(message({"role"}), "`role` needs a command");
  EXPECT_EQ(message({"role", "show"}), "`role show` needs `ROLE`");
  EXPECT_EQ(message({"role", "show", "a", "b"}), "`role show` takes no operand `b`");
  EXPECT_EQ(message({"completion"}), "`completion` needs `SHELL`");
  EXPECT_EQ(message({"completion", "tcsh"}), "`tcsh` is no value of SHELL");
  EXPECT_EQ(message({"catalog", "--sample=no"}), "option `--sample` takes no value");
  EXPECT_EQ(message({"catalog", "--help=2"}), "option `--help` takes no value");
  EXPECT_EQ(message({"check", "--format"}), "option `--format` needs a value");
  EXPECT_EQ(message({"check", "--principal", "--action", "a"}),
            "option `--principal` needs a value, but `--action` follows");
  EXPECT_EQ(message(check_with({"--principal", "q"})), "option `--principal` is given 2 times");
  EXPECT_EQ(message(check_with({"--at", "noon"})), "`noon` is no time");
  EXPECT_EQ(message(check_with({"--access", "x"})), "--action and --access exclude each other");
  EXPECT_EQ(message(check_with({"--sample"})), "--sample and --tenant exclude each other");
  EXPECT_EQ(message(check_with({"--requests", "r"})),
            "--requests and --principal exclude each other: each line says its own");
  EXPECT_EQ(message({"check", "--requests", "-", "--tenant", "-"}),
            "--requests and --tenant cannot both read standard input");
  EXPECT_EQ(message(check_with({"--output", ""})), "the value of `--output` is empty");
  EXPECT_EQ(message({"check", "--sample", "--principal", "p"}),
            "`check` needs `--action`, `--scope`");
  EXPECT_EQ(message({"check", "--principal", "p", "--access", "l", "--scope", "/", "--sample",
                     "--data-action"}),
            "--access and --data-action exclude each other: a level names its own actions");
}

TEST(Options, CommandsAboutATenantNeedOne) {
  const std::vector<std::vector<std::string>> commands = {
      {"check", "--principal", "p", "--action", "a", "--scope", "/"},
      {"check", "--requests", "r"},
      {"explain", "--principal", "p", "--action", "a", "--scope", "/"},
      {"who-can", "--action", "a", "--scope", "/"},
      {"what-can", "--principal", "p"},
      {"where-can", "--principal", "p", "--action", "a"}};
  for (const auto& words : commands) {
    EXPECT_EQ(message(words), "`" + words[0] + "` needs a tenant to ask about");
    EXPECT_NE(help(words).find("leastwise sample --out DIR"), std::string::npos);
  }
  EXPECT_TRUE(parse({"role", "list"}));
  EXPECT_TRUE(parse({"catalog"}));
}

TEST(Options, QuietVerboseAndColour) {
  const auto parsed = parse({"catalog", "-qv", "--color", "never", "-o", "x"});
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->options.global.quiet);
  EXPECT_TRUE(parsed->options.global.verbose);
  EXPECT_EQ(parsed->options.global.color, ColorChoice::kNever);
  EXPECT_EQ(parsed->options.global.output, "x");
}

}  // namespace
}  // namespace leastwise::cli
