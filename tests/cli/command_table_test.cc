#include "cli/command_table.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

#include "cli/help.h"
#include "cli/options.h"

namespace leastwise::cli {
namespace {

std::set<OptionId> options_of(const CommandSpec& command) {
  std::set<OptionId> ids(command.options.begin(), command.options.end());
  ids.insert(global_options().begin(), global_options().end());
  return ids;
}

// The words of an example, with blanks inside double quotes kept.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

TEST(CommandTable, OptionsStandInTheOrderOfTheirIds) {
  for (std::size_t i = 0; i < kOptionCount; ++i) {
    EXPECT_EQ(option_spec(static_cast<OptionId>(i)).id, static_cast<OptionId>(i));
  }
}

TEST(CommandTable, EveryOptionBelongsToACommandAndHasHelp) {
  std::set<OptionId> used;
  std::set<std::string_view> names;
  for (const CommandSpec& command : commands()) {
    used.merge(options_of(command));
  }
  for (std::size_t i = 0; i < kOptionCount; ++i) {
    const OptionSpec& option = option_spec(static_cast<OptionId>(i));
    EXPECT_TRUE(used.contains(option.id)) << option.names;
    EXPECT_FALSE(option.help.empty()) << option.names;
    EXPECT_TRUE(names.insert(option.long_name()).second) << option.names;
    const bool chosen = option.takes == Takes::kOneOf || option.takes == Takes::kChosenOp;
    EXPECT_EQ(chosen, !option.choices.empty()) << option.names;
    EXPECT_EQ(option.takes == Takes::kNothing, option.value.empty()) << option.names;
  }
}

TEST(CommandTable, NamesOfOptionsAreTakenApart) {
  EXPECT_EQ(option_spec(OptionId::kFormat).long_name(), "--format");
  EXPECT_EQ(option_spec(OptionId::kFormat).short_name(), "-f");
  EXPECT_EQ(option_spec(OptionId::kAt).long_name(), "--at");
  EXPECT_EQ(option_spec(OptionId::kAt).short_name(), "");
}

// Help that shows a command line which the program refuses is worse than none.
TEST(CommandTable, EveryExampleIsAValidCommandLine) {
  for (const CommandSpec& command : commands()) {
    for (const Example& example : command.examples) {
      const std::string_view line = example.command;
      const std::string_view shown = line.substr(0, line.find(" >"));
      const auto parsed = parse_command_line(words_of(shown), Instant{});
      ASSERT_TRUE(parsed) << line << ": " << parsed.error().message;
      EXPECT_EQ(parsed->options.command, command.command) << line;
    }
  }
}

TEST(CommandTable, HelpFitsOnAScreenLineAndNamesEveryOption) {
  for (const CommandSpec& command : commands()) {
    const std::string help = command_help(command, HelpLength::kLong);
    for (const OptionId id : options_of(command)) {
      EXPECT_NE(help.find(option_spec(id).long_name()), std::string::npos) << command.name;
    }
    EXPECT_NE(help.find("Exit codes:"), std::string::npos) << command.name;
    EXPECT_NE(help.find("Examples:"), std::string::npos) << command.name;
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 110U) << command.name << ": " << line;
    }
  }
}

TEST(CommandTable, DecidingCommandsSayWhatAVerdictLeavesOut) {
  for (const CommandSpec& command : commands()) {
    const std::string help = command_help(command, HelpLength::kLong);
    EXPECT_EQ(help.find("Azure Policy") != std::string::npos, command.decides()) << command.name;
  }
  EXPECT_NE(overview_help(HelpLength::kLong).find("Azure Policy"), std::string::npos);
}

}  // namespace
}  // namespace leastwise::cli
