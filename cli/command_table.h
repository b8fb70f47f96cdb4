// The commands and options as data: the parser, `--help` and the shell completions are all made
// from this one table, so they cannot say different things.
//
// An option is registered once, with its names, what value it takes and its help; a command lists
// the options that it has beside the global ones. options.cc gives the values their meaning.
// Example: --format is one OptionSpec with two choices; from it come the check of its value, its
// two lines of help, and what a shell offers behind it. Tests: tests/cli/command_table_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace leastwise::cli {

enum class OptionId : std::uint8_t {
  // global
  kTenant,
  kSample,
  kSkipUnrecognized,
  kFormat,
  kOutput,
  kWildcards,
  kIncludeEligible,
  kAt,
  kColor,
  kQuiet,
  kVerbose,
  kHelp,
  kVersion,
  // of some commands
  kPrincipal,
  kAction,
  kAccess,
  kScope,
  kDataAction,
  kAttribute,
  kSuboperation,
  kComplete,
  kRequests,
  kRole,
  kOut,
  kShell,
};
inline constexpr std::size_t kOptionCount = static_cast<std::size_t>(OptionId::kShell) + 1;

// What stands behind an option.
enum class Takes : std::uint8_t {
  kNothing,   // a flag
  kText,      // a value
  kMaybe,     // a value may follow
  kOneOf,     // one of `choices`
  kFile,      // a path, for completion
  kFolder,    // a folder, for completion
  kOperand,   // the option is no option but the command's operand
  kChosenOp,  // an operand that is one of `choices`
};

struct OptionSpec {
  OptionId id;
  std::string_view names;  // as CLI11 wants them: `-f,--format`; an operand has its bare name
  Takes takes = Takes::kNothing;
  std::string_view value = {};  // what the help calls the value
  std::string_view help;
  std::span<const std::string_view> choices = {};
  bool repeatable = false;

  // `--format`; the bare name of an operand.
  [[nodiscard]] constexpr std::string_view long_name() const {
    const std::size_t comma = names.find(',');
    return comma == std::string_view::npos ? names : names.substr(comma + 1);
  }
  // `-f`, or empty.
  [[nodiscard]] constexpr std::string_view short_name() const {
    const std::size_t comma = names.find(',');
    return comma == std::string_view::npos ? std::string_view() : names.substr(0, comma);
  }
  [[nodiscard]] constexpr bool operand() const {
    return takes == Takes::kOperand || takes == Takes::kChosenOp;
  }
};

enum class Command : std::uint8_t {
  kTour,  // no command at all
  kCheck,
  kExplain,
  kWhoCan,
  kWhatCan,
  kWhereCan,
  kRoleList,
  kRoleShow,
  kCatalog,
  kSample,
  kCompletion,
};

// A command line that works as it stands.
struct Example {
  std::string_view command;  // without `leastwise`
  std::string_view says;     // what it is for
};

struct CommandSpec {
  Command command;
  std::string_view name;     // `role show`: the words that name it
  std::string_view usage;    // what follows the name in the usage line
  std::string_view purpose;  // one sentence
  std::string_view details;  // more, for --help; may be empty
  std::span<const OptionId> options;
  std::array<Example, 2> examples;
  bool decides = false;  // ends with allow, deny or unknown as exit code, and leaves things out
};

[[nodiscard]] const OptionSpec& option_spec(OptionId id);
[[nodiscard]] std::span<const OptionId> global_options();
// Every command that has a name, in the order in which --help lists them.
[[nodiscard]] std::span<const CommandSpec> commands();
// REQUIRES: `command` is not kTour.
[[nodiscard]] const CommandSpec& command_spec(Command command);

}  // namespace leastwise::cli
