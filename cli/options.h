// The command line, read into values. options.cc is the only source that includes CLI11.
//
// Values are typed where the command line alone says what they mean (a format, a time), and texts
// where only a tenant can tell (a principal, a role): question.h looks those up.
// What a command cannot do without is checked here, so a command finds it there.
// Tests: tests/cli/options_test.cc.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/attribute_argument.h"
#include "cli/command_table.h"
#include "engine/action/pattern.h"
#include "engine/base/instant.h"
#include "engine/base/result.h"
#include "engine/permission/permission_block.h"

namespace leastwise::cli {

// In the order of the choices of --format.
enum class Format : std::uint8_t {
  kText,
  kJson,
  kDot,
  kSarif,
  kJunit,
  kGithub,
  kGitlab,
  kAzureDevops,
  kMarkdown,
  kAz,
  kArm,
  kBicep,
  kTerraform,
  kPowershell,
};
enum class ColorChoice : std::uint8_t { kAuto, kAlways, kNever };

// What every command takes, with the defaults that the help names.
struct GlobalOptions {
  std::vector<std::string> tenant = {};  // `-` is standard input
  bool sample = false;
  bool skip_unrecognized = false;
  bool trust_snapshot = false;
  std::vector<std::string> levels = {};  // files with access levels; of the commands that take one
  WildcardReading wildcards = WildcardReading::kAzure;
  bool include_eligible = false;
  Instant at = {};  // --at, else when the program began
  Format format = Format::kText;
  std::string output = {};  // empty: standard output
  ColorChoice color = ColorChoice::kAuto;
  bool quiet = false;
  bool verbose = false;
};

// What is asked; texts as they were given, empty where they were not.
struct QuestionOptions {
  std::string principal = {};
  std::string action = {};  // the first one, where several may be given
  std::string access = {};
  std::string scope = {};
  Plane plane = Plane::kControl;
  std::vector<AttributeArgument> attributes = {};
  std::vector<std::string> suboperations = {};
  CompleteSources complete = {};
  std::string requests = {};  // `-` is standard input
  std::string request = {};   // JSON, or where it stands
};

// Which kind of role: --only.
enum class RoleKind : std::uint8_t { kAny, kCustom, kBuiltIn };

// What `role nearest` and `role minimize` are told beside a question: what is needed, and how the
// new role is to be.
struct NeedOptions {
  std::vector<std::string> actions = {};  // of the plane of the question
  std::string actions_file = {};
  std::vector<std::string> activity = {};
  bool safe_wildcards = false;
  std::string name = {};
  std::vector<std::string> assignable_scopes = {};
};

// What `role lattice` shows.
struct LatticeOptions {
  std::string root = {};
  std::optional<std::size_t> depth = {};
  bool known = false;
};

// What an audit or a lint is held against, and what fails.
struct AuditOptions {
  std::vector<std::string> needs = {};
  std::vector<std::string> suppressions = {};
  std::vector<std::string> fail_on = {};
  std::vector<std::string> warn_on = {};
  std::vector<std::string> require = {};
  std::string baseline = {};
  std::string create_baseline = {};
  bool show_suppressed = false;
};

// A command with everything it was given.
struct Options {
  Command command = Command::kNone;
  GlobalOptions global = {};
  QuestionOptions question = {};
  NeedOptions need = {};
  LatticeOptions lattice = {};
  AuditOptions audit = {};
  RoleKind only = RoleKind::kAny;
  std::string role = {};     // the operand, a role
  std::string other = {};    // the operand to compare with
  std::string of_role = {};  // --role, beside a condition
  std::string file = {};     // the operand, a file; `-` is standard input
  std::string against = {};
  std::string rule = {};
  std::string out = {};    // of `sample`: the folder
  std::string shell = {};  // of `completion`: one of its choices
};

// To run a command, or only to print a text (--help, --version).
struct Invocation {
  Options options = {};
  std::optional<std::string> text = {};
};

// Reads the arguments behind the program's name. `now` is what --at defaults to.
// Errors: whatever is wrong with them, with a suggestion where a word looks mistyped, or with the
// command to see the help of. Options that a command needs are there in the product.
[[nodiscard]] Result<Invocation> parse_command_line(std::span<const std::string> arguments,
                                                    Instant now);

}  // namespace leastwise::cli
