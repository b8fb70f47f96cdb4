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
#include <vector>

namespace leastwise::cli {

enum class OptionId : std::uint8_t {
  // global
  kTenant,
  kSample,
  kSkipUnrecognized,
  kTrustSnapshot,
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
  kRequest,
  kLevels,
  kActionsFile,
  kActivity,
  kWildcardsInRole,
  kName,
  kAssignableScope,
  kRoot,
  kDepth,
  kOnly,
  kKnown,
  kNeeds,
  kFailOn,
  kWarnOn,
  kRequire,
  kBaseline,
  kCreateBaseline,
  kSuppressions,
  kShowSuppressed,
  kAgainst,
  kOfRole,
  // operands
  kRole,
  kOther,
  kFile,
  kRule,
  kScopeOperand,
  // of the commands about the program itself
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
  kNone,  // no command at all: the audit of the sample tenant
  kCheck,
  kExplain,
  kWhoCan,
  kWhatCan,
  kWhereCan,
  kRoleList,
  kRoleShow,
  kRoleCompare,
  kRoleLattice,
  kRoleNearest,
  kRoleMinimize,
  kRoleLint,
  kAudit,
  kRuleList,
  kRuleShow,
  kRegistryLint,
  kRegistryAccess,
  kConditionLint,
  kConditionExplain,
  kConditionEvaluate,
  kConditionDiff,
  kCatalog,
  kCompile,
  kInspect,
  kSample,
  kCompletion,
};

inline constexpr std::array<std::string_view, 2> kAnswerFormats = {"text", "json"};
inline constexpr std::array<std::string_view, 3> kLatticeFormats = {"text", "json", "dot"};
inline constexpr std::array<std::string_view, 7> kRoleFormats = {
    "text", "json", "az", "arm", "bicep", "terraform", "powershell"};
inline constexpr std::array<std::string_view, 8> kReportFormats = {
    "text", "json", "sarif", "junit", "github", "gitlab", "azure-devops", "markdown"};

// A command line that works as it stands.
struct Example {
  std::string_view command;  // without `leastwise`
  std::string_view says;     // what it is for
};

// What the exit code of a command tells.
enum class Exits : std::uint8_t {
  kAnswers,    // answered
  kDecides,    // allow, deny or unknown
  kAudits,     // findings, or a required rule that cannot be decided
  kLints,      // findings in one file
  kValidates,  // whether one file is valid
  kEvaluates,  // met, not met or unknown
  kCompares,   // alike, not alike or not compared
};

struct CommandSpec {
  Command command;
  std::string_view name;     // `role show`: the words that name it
  std::string_view usage;    // what follows the name in the usage line
  std::string_view purpose;  // one sentence
  std::string_view details;  // more, for --help; may be empty
  std::span<const OptionId> options;
  std::array<Example, 2> examples;
  Exits exits = Exits::kAnswers;
  std::span<const std::string_view> formats = kAnswerFormats;  // the values of --format

  // Whether its answer is a verdict about access, so that one must know what that leaves out.
  [[nodiscard]] constexpr bool decides() const {
    return exits == Exits::kDecides || exits == Exits::kAudits;
  }
};

[[nodiscard]] const OptionSpec& option_spec(OptionId id);
[[nodiscard]] std::span<const OptionId> global_options();
// Every command that has a name, in the order in which --help lists them.
[[nodiscard]] std::span<const CommandSpec> commands();
// The first words of commands, each once: `check`, ..., `role`.
[[nodiscard]] std::vector<std::string_view> first_words();
// The second words of the commands that begin with `group`; none where it is a command by itself.
[[nodiscard]] std::vector<std::string_view> second_words(std::string_view group);
// REQUIRES: `command` is not kNone.
[[nodiscard]] const CommandSpec& command_spec(Command command);

}  // namespace leastwise::cli
