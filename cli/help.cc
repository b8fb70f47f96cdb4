// Help is laid out here and worded in the command table. Two columns like those of every other
// tool, so that eyes find the option first; 98 columns at most, which is what a split screen
// leaves. -h is for those who forgot a name, --help for those who read: global options, examples,
// exit codes.
#include "cli/help.h"

#include <fmt/core.h>

#include <algorithm>

namespace leastwise::cli {
namespace {

// Wide enough for `--output FILE`; longer options get a line of their own.
constexpr std::size_t kHelpColumn = 30;
constexpr std::size_t kHelpWidth = 98;

// Everybody who acts on a verdict should have read this once.
constexpr std::string_view kLeftOut =
    "\nWhat a verdict leaves out: it is about Azure RBAC alone. Resource locks, Azure Policy, "
    "network "
    "rules,\naccount keys and SAS tokens, and classic administrators can still forbid or allow.\n";

// Of check and explain, whose verdict is the exit code.
constexpr std::string_view kDecidingExits =
    "\nExit codes:\n"
    "  0  allowed\n"
    "  1  denied\n"
    "  2  the command line or the input is wrong; nothing was decided\n"
    "  3  cannot be decided from what was given (unknown)\n";

// Of the audit.
constexpr std::string_view kAuditExits =
    "\nExit codes:\n"
    "  0  no finding that fails\n"
    "  1  findings\n"
    "  2  the command line or the input is wrong; nothing was audited\n"
    "  3  a required rule cannot be decided from what was given\n";

// Of the lints.
constexpr std::string_view kLintExits =
    "\nExit codes:\n"
    "  0  no finding that fails\n"
    "  1  findings\n"
    "  2  the command line or the file is wrong; nothing was checked\n";

// Of what looks at one condition: whether it is one, and what it says of one request.
constexpr std::string_view kValidatingExits =
    "\nExit codes:\n"
    "  0  valid, whatever is unusual about it\n"
    "  1  invalid\n"
    "  2  a usage or input error\n";
constexpr std::string_view kComparingExits =
    "\nExit codes:\n"
    "  0  met by the same requests\n"
    "  1  not met by the same requests\n"
    "  2  a usage or input error, or a condition is invalid\n"
    "  3  unknown: they were not compared\n";

constexpr std::string_view kEvaluatingExits =
    "\nExit codes:\n"
    "  0  met\n"
    "  1  not met\n"
    "  2  a usage or input error, or the condition is invalid\n"
    "  3  unknown: it hangs on what was not given\n";

// Of all others: an answered list is a success, whatever is in it.
constexpr std::string_view kListingExits =
    "\nExit codes:\n"
    "  0  answered\n"
    "  2  the command line or the input is wrong; nothing was answered\n";

// `  -f, --format FORMAT`
std::string option_left(const OptionSpec& option) {
  if (option.operand()) {
    return fmt::format("  {}", option.long_name());
  }
  std::string left = option.short_name().empty()
                         ? fmt::format("      {}", option.long_name())
                         : fmt::format("  {}, {}", option.short_name(), option.long_name());
  if (option.takes == Takes::kMaybe) {
    left += fmt::format("[={}]", option.value);
  } else if (option.takes != Takes::kNothing) {
    left += fmt::format(" {}", option.value);
  }
  return left;
}

// `left`, and `right` from the help column on, wrapped between words.
std::string two_columns(std::string left, std::string_view right) {
  std::string text;
  if (left.size() + 2 > kHelpColumn) {
    text = left + '\n';
    left.clear();
  }
  left.resize(kHelpColumn, ' ');
  while (!right.empty()) {
    std::size_t length = right.size();
    if (length > kHelpWidth - kHelpColumn) {
      length = right.rfind(' ', kHelpWidth - kHelpColumn);
    }
    text += left;
    text += right.substr(0, length);
    text += '\n';
    right.remove_prefix(std::min(right.size(), length + 1));
    left.assign(kHelpColumn, ' ');
  }
  return text;
}

std::string option_list(std::span<const OptionId> options) {
  std::string text;
  for (const OptionId id : options) {
    text += two_columns(option_left(option_spec(id)), option_spec(id).help);
  }
  return text;
}

std::string_view exit_codes(Exits exits) {
  switch (exits) {
    case Exits::kAnswers:
      return kListingExits;
    case Exits::kDecides:
      return kDecidingExits;
    case Exits::kAudits:
      return kAuditExits;
    case Exits::kLints:
      return kLintExits;
    case Exits::kValidates:
      return kValidatingExits;
    case Exits::kEvaluates:
      return kEvaluatingExits;
    case Exits::kCompares:
      return kComparingExits;
  }
  return kListingExits;
}

}  // namespace

// The commands first: whoever types `--help` alone looks for one.
std::string overview_help(HelpLength length) {
  std::string text =
      "usage: leastwise [COMMAND] [options]\n\n"
      "Decides and explains access in Azure RBAC, from the exports of the Azure tools.\n"
      "Without a command: the audit of the built-in sample tenant.\n\n"
      "Commands:\n";
  for (const CommandSpec& command : commands()) {
    text += two_columns(fmt::format("  {}", command.name), command.purpose);
  }
  text += "\nGlobal options, before or after the command:\n";
  text += option_list(global_options());
  if (length == HelpLength::kShort) {
    return text;
  }
  text +=
      "\nExamples:\n"
      "  leastwise                                       # the audit of the sample tenant\n"
      "  leastwise sample --out sample-tenant            # what to collect from your own tenant\n"
      "  leastwise check --tenant exports --principal ann@example.org \\\n"
      "    --access registry-publish --scope REGISTRY    # the home question\n"
      "\nExit codes:\n"
      "  0  allowed, answered, or nothing found\n"
      "  1  denied, or findings\n"
      "  2  the command line or the input is wrong; nothing was answered\n"
      "  3  cannot be decided from what was given (unknown)\n";
  text += kLeftOut;
  text += "\n`leastwise COMMAND --help` tells more of each command.\n";
  return text;
}

// The usage line carries what is needed; options that are not in it may be left out.
std::string command_help(const CommandSpec& command, HelpLength length) {
  std::string text = fmt::format("usage: leastwise {}{}{} [options]\n\n{}\n", command.name,
                                 command.usage.empty() ? "" : " ", command.usage, command.purpose);
  if (!command.options.empty()) {
    text += fmt::format("\nOptions:\n{}", option_list(command.options));
  }
  if (length == HelpLength::kShort) {
    return text + "\n--help shows the global options, examples and exit codes too.\n";
  }
  if (!command.details.empty()) {
    text += fmt::format("\n{}\n", command.details);
  }
  text += fmt::format("\nGlobal options:\n{}", option_list(global_options()));
  text += "\nExamples:\n";
  for (const Example& example : command.examples) {
    text += fmt::format("  leastwise {}\n      {}\n", example.command, example.says);
  }
  text += exit_codes(command.exits);
  if (command.decides()) {
    text += kLeftOut;
  }
  return text;
}

// As `find_package` and the changelog know it.
std::string version_text() { return fmt::format("leastwise {}\n", program_version()); }

std::string_view program_version() { return LEASTWISE_VERSION; }

}  // namespace leastwise::cli
