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

TEST(Options, WithoutACommandThereIsOnlyText) {
  const auto parsed = parse({});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.command, Command::kNone);
  EXPECT_EQ(message({"--tenant", "t"}), "a tenant is given, but no command");
  EXPECT_EQ(message({"-f", "json"}), "without a command there is only text");
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

TEST(Options, OperandsAreTakenInTheirOrder) {
  const auto parsed = parse({"role", "compare", "Reader", "Owner"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.command, Command::kRoleCompare);
  EXPECT_EQ(parsed->options.role, "Reader");
  EXPECT_EQ(parsed->options.other, "Owner");
  EXPECT_EQ(message({"role", "compare", "Reader"}), "`role compare` needs `OTHER`");
  EXPECT_EQ(message({"role", "compare", "a", "b", "c"}), "`role compare` takes no operand `c`");
}

TEST(Options, ANeedIsSaidInOneWayAtLeastAndMayHaveManyActions) {
  EXPECT_EQ(message({"role", "nearest"}), "`role nearest` needs to know what is needed");
  const auto parsed = parse({"role", "minimize", "--action", "a/read", "--action", "b/read",
                             "--wildcards-in-role", "safe", "--activity", "log.json"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.need.actions, (std::vector<std::string>{"a/read", "b/read"}));
  EXPECT_EQ(parsed->options.need.activity, std::vector<std::string>{"log.json"});
  EXPECT_TRUE(parsed->options.need.safe_wildcards);
  EXPECT_EQ(message(check_with({"--action", "b/read"})), "option `--action` is given 2 times");
}

TEST(Options, WhatAnAuditIsHeldAgainst) {
  const auto parsed =
      parse({"audit", "--sample", "--needs", "n.yaml", "--fail-on", "high", "--fail-on", "LW003",
             "--baseline", "b.json", "--suppressions", "s.yaml", "--scope", "/", "--require",
             "LW001", "--show-suppressed", "--levels", "own.levels"});
  ASSERT_TRUE(parsed);
  const AuditOptions& audit = parsed->options.audit;
  EXPECT_EQ(audit.needs, std::vector<std::string>{"n.yaml"});
  EXPECT_EQ(audit.fail_on, (std::vector<std::string>{"high", "LW003"}));
  EXPECT_EQ(audit.baseline, "b.json");
  EXPECT_EQ(audit.suppressions, std::vector<std::string>{"s.yaml"});
  EXPECT_EQ(audit.require, std::vector<std::string>{"LW001"});
  EXPECT_TRUE(audit.show_suppressed);
  EXPECT_EQ(parsed->options.question.scope, "/");
  EXPECT_EQ(parsed->options.global.levels, std::vector<std::string>{"own.levels"});
}

TEST(Options, EachCommandHasItsFormats) {
  const auto parsed = parse({"audit", "--sample", "-f", "azure-devops"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.global.format, Format::kAzureDevops);
  const auto role = parse({"role", "minimize", "--access", "l", "-f", "powershell"});
  ASSERT_TRUE(role);
  EXPECT_EQ(role->options.global.format, Format::kPowershell);
  EXPECT_EQ(message({"role", "list", "-f", "sarif"}), "`role list` has no format `sarif`");
  EXPECT_EQ(help({"role", "lattice", "-f", "sarif"}), "its formats are text, json, dot");
}

TEST(Options, DepthOfALatticeIsANumber) {
  EXPECT_EQ(message({"role", "lattice", "--depth", "two"}), "`two` is no depth");
  const auto parsed = parse({"role", "lattice", "--depth", "2", "--only", "custom", "--known"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.lattice.depth, 2U);
  EXPECT_EQ(parsed->options.only, RoleKind::kCustom);
  EXPECT_TRUE(parsed->options.lattice.known);
}

TEST(Options, AGroupWithoutASecondWordNamesItsCommands) {
  EXPECT_EQ(message({"registry"}), "`registry` needs a command");
  EXPECT_EQ(help({"registry"}), "`registry lint`, `registry access`");
  EXPECT_EQ(message({"rule", "lst"}), "no command `rule lst`");
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
