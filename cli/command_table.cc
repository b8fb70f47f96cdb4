// The table itself. It is data and nothing else: a new option is one line in kOptions and one id in
// the lists of the commands that take it; the parser, the help and three shells follow.
//
// How the texts are written: an option's help is a phrase of one or two lines, with the default in
// brackets; a command's purpose is one sentence that begins with a verb and says what is answered.
// An example is a command line that works as it stands (tests/cli/command_table_test.cc parses
// each), with names in capitals for ids that are too long to print.
//
// The order of the commands is the order of a first day: ask, understand, look around, then the
// facts behind the answers. Aliases do not exist: one word, one meaning.
#include "cli/command_table.h"

#include "engine/base/check.h"

namespace leastwise::cli {
namespace {

using enum OptionId;

// Values of options that take one of a few; the first is the default.
constexpr std::array<std::string_view, 2> kFormats = {"text", "json"};
constexpr std::array<std::string_view, 2> kReadings = {"azure", "literal"};
constexpr std::array<std::string_view, 3> kColors = {"auto", "always", "never"};
constexpr std::array<std::string_view, 3> kShells = {"bash", "zsh", "fish"};

// INVARIANT: in the order of OptionId (tests/cli/command_table_test.cc).
constexpr std::array<OptionSpec, kOptionCount> kOptions = {{
    {kTenant,
     "--tenant",
     Takes::kFile,
     "PATH",
     "exports to read: a file, a directory, or - for standard input; repeatable",
     {},
     true},
    {kSample, "--sample", Takes::kNothing, "",
     "ask about the built-in sample tenant instead of your own"},
    {kSkipUnrecognized, "--skip-unrecognized", Takes::kNothing, "",
     "pass over files of no known kind (default: they are errors)"},
    {kFormat, "-f,--format", Takes::kOneOf, "FORMAT", "text or json (default: text)", kFormats},
    {kOutput, "-o,--output", Takes::kFile, "FILE",
     "write the answer to FILE, whole or not at all (default: standard output)"},
    {kWildcards, "--wildcards", Takes::kOneOf, "READING",
     "how * in patterns is read: azure or literal (default: azure)", kReadings},
    {kIncludeEligible, "--include-eligible", Takes::kNothing, "",
     "count eligible (PIM) grants as if they were activated"},
    {kAt, "--at", Takes::kText, "TIME",
     "the time to decide for, such as 2026-08-20T09:00:00Z (default: now)"},
    {kColor, "--color", Takes::kOneOf, "WHEN",
     "auto, always or never (default: auto; NO_COLOR is honoured)", kColors},
    {kQuiet, "-q,--quiet", Takes::kNothing, "",
     "no warnings or notes on standard error, no next steps; errors stay"},
    {kVerbose, "-v,--verbose", Takes::kNothing, "",
     "more detail: every known operation, every coverage gap"},
    {kHelp, "-h,--help", Takes::kNothing, "", "-h for the short help, --help for all of it"},
    {kVersion, "--version", Takes::kNothing, "", "print the version"},
    {kPrincipal, "--principal", Takes::kText, "P",
     "who: object id, user principal name, application id, or display name"},
    {kAction, "--action", Takes::kText, "A", "the operation, spelled out: no * in it"},
    {kAccess, "--access", Takes::kText, "LEVEL",
     "in place of --action: an access level such as registry-publish, all its actions"},
    {kScope, "--scope", Takes::kText, "S", "where: the resource id of a scope, / for the tenant"},
    {kDataAction, "--data-action", Takes::kNothing, "",
     "the action is a data action (default: control plane)"},
    {kAttribute,
     "--attribute",
     Takes::kText,
     "SOURCE:NAME=VALUE",
     "an attribute for conditions; SOURCE is resource, request, principal or environment; repeat a "
     "NAME to give it several values",
     {},
     true},
    {kSuboperation,
     "--suboperation",
     Takes::kText,
     "NAME",
     "a suboperation of the request, for conditions; repeatable",
     {},
     true},
    {kComplete,
     "--complete",
     Takes::kMaybe,
     "SOURCES",
     "all attributes of these sources are given (a list by commas; without a list: of all sources)",
     {},
     true},
    {kRequests, "--requests", Takes::kFile, "FILE",
     "many questions: one JSON object a line, - for standard input"},
    {kRole, "ROLE", Takes::kOperand, "ROLE", "the role: name, GUID, or resource id"},
    {kOut, "--out", Takes::kFolder, "DIR", "write the sample's export files into DIR"},
    {kShell, "SHELL", Takes::kChosenOp, "SHELL", "bash, zsh or fish", kShells},
}};

// In the order of the help: what is asked about, how it is decided, how it is written.
constexpr std::array kGlobals = {kTenant,  kSample, kSkipUnrecognized, kWildcards, kIncludeEligible,
                                 kAt,      kFormat, kOutput,           kColor,     kQuiet,
                                 kVerbose, kHelp,   kVersion};

// The options that a command has beside the global ones. explain takes those of one check: a
// refusal is explained by changing one word of the command line.
constexpr std::array kCheckOptions = {kPrincipal, kAction,       kAccess,   kScope,   kDataAction,
                                      kAttribute, kSuboperation, kComplete, kRequests};
constexpr std::array kExplainOptions = {kPrincipal,  kAction,    kAccess,       kScope,
                                        kDataAction, kAttribute, kSuboperation, kComplete};
constexpr std::array kWhoCanOptions = {kAction, kScope, kDataAction};
constexpr std::array kWhatCanOptions = {kPrincipal, kScope};
constexpr std::array kWhereCanOptions = {kPrincipal, kAction, kDataAction};
constexpr std::array kRoleShowOptions = {kRole};
// Commands that take an operand have it in their list like an option.
constexpr std::array kSampleOptions = {kOut};
constexpr std::array kCompletionOptions = {kShell};

// Texts of `details` break their lines themselves.
// INVARIANT: commands of two words share the first one, which is no command by itself.
constexpr std::array<CommandSpec, 10> kCommands = {{
    {Command::kCheck,
     "check",
     "--principal P (--action A | --access LEVEL) --scope S",
     "Decides whether a principal may do an action at a scope.",
     "With --access, all actions of the level are asked: allow only if all are allowed, deny if "
     "any "
     "is denied,\nelse unknown. With --requests, many questions are answered in a stream, as JSON "
     "lines; the exit code is\nthen 2 if any line was no valid request, else 0.",
     kCheckOptions,
     {{{"check --sample --principal \"Ines Okafor\" --access registry-publish --scope REGISTRY",
        "may Ines publish on the registry?"},
       {"check --tenant exports --requests questions.jsonl", "answer many questions"}}},
     true},
    {Command::kExplain,
     "explain",
     "--principal P (--action A | --access LEVEL) --scope S",
     "Tells why a principal may or may not do an action at a scope.",
     "The whole chain: assignment, group path, role, block and pattern, deny assignments, and for "
     "a "
     "refusal\nthe grants that miss in one respect only.",
     kExplainOptions,
     {{{"explain --sample --principal \"Yuki Arai\" --action ACTION --scope S",
        "why may the guest do that?"},
       {"explain --tenant exports --principal 4fb1... --action ACTION --scope S --include-eligible",
        "what if PIM grants were activated?"}}},
     true},
    {Command::kWhoCan,
     "who-can",
     "--action A --scope S",
     "Lists every principal that has an action at a scope, by which route and in which state.",
     "Groups are listed too. Eligible (PIM) and denied routes are shown, and marked as such.",
     kWhoCanOptions,
     {{{"who-can --sample --action Microsoft.MachineLearningServices/registries/delete --scope S",
        "who could delete the registry?"},
       {"who-can --tenant exports --data-action --action ACTION --scope S -f json",
        "who has a data action, for a program"}}}},
    {Command::kWhatCan,
     "what-can",
     "--principal P [--scope S]",
     "Lists everything that a principal may do: as patterns, and as known operations.",
     "Without --scope, each scope is answered at which the principal has grants.",
     kWhatCanOptions,
     {{{"what-can --sample --principal \"ML Demand Forecasting\" --scope S",
        "what does the team hold there?"},
       {"what-can --tenant exports --principal app-id -v", "every known operation, by name"}}}},
    {Command::kWhereCan,
     "where-can",
     "--principal P --action A",
     "Lists the topmost known scopes at which a principal has an action, and the exceptions below.",
     "",
     kWhereCanOptions,
     {{{"where-can --sample --principal \"Sam Petrov\" --action "
        "Microsoft.Storage/storageAccounts/write",
        "where may Sam change storage?"},
       {"where-can --tenant exports --principal P --action ACTION --at 2026-08-20T09:00:00Z",
        "where could P, at that time?"}}}},
    {Command::kRoleList,
     "role list",
     "",
     "Lists the roles that are known, and from where.",
     "Without --tenant, those of the embedded catalogue.",
     {},
     {{{"role list", "the roles of the embedded catalogue"},
       {"role list --tenant exports -f json", "the roles of a tenant, for a program"}}}},
    {Command::kRoleShow,
     "role show",
     "ROLE",
     "Shows a role's blocks and patterns, its known operations, and where it is assigned.",
     "Without --tenant, the role is taken from the embedded catalogue.",
     kRoleShowOptions,
     {{{"role show \"AzureML Registry User\"", "a role of the embedded catalogue"},
       {"role show Contributor --tenant exports -v",
        "with every known operation, and its holders"}}}},
    {Command::kCatalog,
     "catalog",
     "",
     "Tells what is known of roles and operations, from where, with its hash.",
     "A tenant's own export always wins over the embedded catalogue.",
     {},
     {{{"catalog", "what the program knows by itself"},
       {"catalog --tenant exports", "what came from your exports, and what did not"}}}},
    {Command::kSample,
     "sample",
     "[--out DIR]",
     "Tells of the built-in sample tenant, or writes it out as the export files of the Azure "
     "tools.",
     "",
     kSampleOptions,
     {{{"sample", "who the sample organisation is"},
       {"sample --out sample-tenant", "see what to collect from your own tenant"}}}},
    {Command::kCompletion,
     "completion",
     "SHELL",
     "Prints the completion script of a shell.",
     "",
     kCompletionOptions,
     {{{"completion bash > ~/.local/share/bash-completion/completions/leastwise", "bash"},
       {"completion fish > ~/.config/fish/completions/leastwise.fish", "fish"}}}},
}};

}  // namespace

// An id is an index; the test holds the table to it.
const OptionSpec& option_spec(OptionId id) { return kOptions[static_cast<std::size_t>(id)]; }

// Taken by every command, those without a tenant too: one habit for all.
std::span<const OptionId> global_options() { return kGlobals; }

// The tour has no name and so no entry.
std::span<const CommandSpec> commands() { return kCommands; }

// A walk over ten entries: nothing here is worth a map.
const CommandSpec& command_spec(Command command) {
  for (const CommandSpec& spec : kCommands) {
    if (spec.command == command) {
      return spec;
    }
  }
  check(false, "every command but the tour is in the table");
  return kCommands.front();
}

}  // namespace leastwise::cli
