// The commands. Data and nothing else: a new option is one line in option_table.cc and one id in
// the lists of the commands that take it; the parser, the help and three shells follow.
//
// How the texts are written: a command's purpose is one sentence that begins with a verb and says
// what is answered.
// An example is a command line that works as it stands (tests/cli/command_table_test.cc parses
// each), with names in capitals for ids that are too long to print.
//
// The order of the commands is the order of a first day: ask, understand, look around, then the
// facts behind the answers. Aliases do not exist: one word, one meaning.
#include "cli/command_table.h"

#include <algorithm>

#include "engine/base/check.h"

namespace leastwise::cli {
namespace {

using enum OptionId;

// In the order of the help: what is asked about, how it is decided, how it is written.
constexpr std::array kGlobals = {
    kTenant, kSample, kSkipUnrecognized, kTrustSnapshot, kWildcards, kIncludeEligible,
    kAt,     kFormat, kOutput,           kColor,         kQuiet,     kVerbose,
    kHelp,   kVersion};

// The options that a command has beside the global ones. explain takes those of one check: a
// refusal is explained by changing one word of the command line.
constexpr std::array kCheckOptions = {kPrincipal, kAction,       kAccess,   kScope,    kDataAction,
                                      kAttribute, kSuboperation, kComplete, kRequests, kLevels};
constexpr std::array kExplainOptions = {kPrincipal, kAction,       kAccess,   kScope, kDataAction,
                                        kAttribute, kSuboperation, kComplete, kLevels};
constexpr std::array kWhoCanOptions = {kAction, kScope, kDataAction};
constexpr std::array kWhatCanOptions = {kPrincipal, kScope};
constexpr std::array kWhereCanOptions = {kPrincipal, kAction, kDataAction};
constexpr std::array kRoleShowOptions = {kRole};
constexpr std::array kRoleCompareOptions = {kRole, kOther};
constexpr std::array kRoleLatticeOptions = {kRoot, kDepth, kOnly, kKnown};
// What is needed can be said in four ways, which add up.
constexpr std::array kRoleNearestOptions = {
    kAccess, kAction, kDataAction, kActionsFile, kActivity, kPrincipal, kScope, kLevels, kOnly};
constexpr std::array kRoleMinimizeOptions = {
    kAccess, kAction, kDataAction,      kActionsFile, kActivity,       kPrincipal,
    kScope,  kLevels, kWildcardsInRole, kName,        kAssignableScope};
constexpr std::array kRoleLintOptions = {kFile, kFailOn, kWarnOn};
constexpr std::array kAuditOptions = {kNeeds,    kScope,          kPrincipal,    kActivity,
                                      kLevels,   kFailOn,         kWarnOn,       kRequire,
                                      kBaseline, kCreateBaseline, kSuppressions, kShowSuppressed};
constexpr std::array kRuleShowOptions = {kRule};
constexpr std::array kRegistryLintOptions = {kFile, kAgainst, kFailOn, kWarnOn};
constexpr std::array kRegistryAccessOptions = {kScopeOperand, kLevels};
constexpr std::array kConditionLintOptions = {kFile, kOfRole};
constexpr std::array kConditionDiffOptions = {kFile, kOther};
constexpr std::array kConditionEvaluateOptions = {kFile,      kRequest,      kAction,
                                                  kAttribute, kSuboperation, kComplete};
// Commands that take an operand have it in their list like an option.
constexpr std::array kInspectOptions = {kFile};
constexpr std::array kSampleOptions = {kOut};
constexpr std::array kCompletionOptions = {kShell};

// Texts of `details` break their lines themselves.
// INVARIANT: commands of two words share the first one, which is no command by itself.
constexpr std::array<CommandSpec, 26> kCommands = {{
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
     Exits::kDecides},
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
     Exits::kDecides},
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
    {Command::kRoleCompare,
     "role compare",
     "ROLE OTHER",
     "Compares what two roles grant: exactly, and over the known operations.",
     "Each difference is shown by an action that one role grants and the other does not.",
     kRoleCompareOptions,
     {{{"role compare \"AzureML Registry User\" Contributor", "is the one within the other?"},
       {"role compare Reader my-role --tenant exports -f json", "for a program"}}}},
    {Command::kRoleLattice,
     "role lattice",
     "[--root ROLE]",
     "Shows how all roles are ordered by what they grant, equal ones merged.",
     "A role stands below every role that grants everything it grants. With -f dot, for Graphviz.",
     kRoleLatticeOptions,
     {{{"role lattice --root Contributor --depth 1", "the widest roles within Contributor"},
       {"role lattice --tenant exports --only custom -f dot > roles.dot", "draw your own roles"}}},
     Exits::kAnswers,
     kLatticeFormats},
    {Command::kRoleNearest,
     "role nearest",
     "(--access LEVEL | --action A... | --actions-file F)",
     "Finds the smallest known roles that cover a need, with what each grants beyond it.",
     "Ranked by the danger of what is beyond. Where two small roles beat one big one, the best "
     "pair "
     "is told.",
     kRoleNearestOptions,
     {{{"role nearest --access registry-publish", "which built-in role is for publishing?"},
       {"role nearest --tenant exports --action ACTION --only built-in -f json",
        "for one operation, for a program"}}}},
    {Command::kRoleMinimize,
     "role minimize",
     "(--access LEVEL | --action A... | --actions-file F | --activity F)",
     "Writes the smallest custom role that covers a need, and proves that it is.",
     "Nothing beyond the need is granted among the known operations. The formats az, arm, bicep, "
     "terraform\nand powershell print the definition alone.",
     kRoleMinimizeOptions,
     {{{"role minimize --access registry-publish --name \"Registry Publisher\" -f az > role.json",
        "for `az role definition create --role-definition role.json`"},
       {"role minimize --activity log.json --principal P --wildcards-in-role safe --tenant exports",
        "from what P was seen doing"}}},
     Exits::kAnswers,
     kRoleFormats},
    {Command::kRoleLint,
     "role lint",
     "FILE",
     "Checks a role definition before Azure or an attacker does.",
     "Reads every shape of a role definition that the Azure tools write or take.",
     kRoleLintOptions,
     {{{"role lint role.json", "what is wrong with this role?"},
       {"role lint role.json --fail-on high -f sarif -o role.sarif", "in a pipeline"}}},
     Exits::kLints,
     kReportFormats},
    {Command::kAudit,
     "audit",
     "[--needs FILE]",
     "Finds every grant that is wider than its need, and every role that invites one.",
     "Without --needs, what only a declared need can tell is left out. `rule list` lists the "
     "rules.",
     kAuditOptions,
     {{{"audit --tenant exports --needs needs.yaml", "what is wider than it should be?"},
       {"audit --tenant exports --fail-on high --baseline known.json -f sarif -o audit.sarif",
        "in a pipeline"}}},
     Exits::kAudits,
     kReportFormats},
    {Command::kRuleList,
     "rule list",
     "",
     "Lists the rules of the audit.",
     "",
     {},
     {{{"rule list", "what does the audit look for?"}, {"rule list -f json", "for a program"}}}},
    {Command::kRuleShow,
     "rule show",
     "RULE",
     "Tells what a rule finds, why it matters, and what to do about it.",
     "",
     kRuleShowOptions,
     {{{"rule show LW001", "the headline"}, {"rule show owner-count", "by its short name"}}}},
    {Command::kRegistryLint,
     "registry lint",
     "FILE",
     "Checks the YAML file of `az ml registry create`.",
     "With --against, the older version of the file: what cannot be changed must not differ.",
     kRegistryLintOptions,
     {{{"registry lint registry.yml", "before it is created"},
       {"registry lint registry.yml --against old/registry.yml -f github", "in a pipeline"}}},
     Exits::kLints,
     kReportFormats},
    {Command::kRegistryAccess,
     "registry access",
     "SCOPE",
     "Lists who can use, publish to and manage a machine learning registry.",
     "Also who could after activating an eligible grant, and whose access is wider than its tier.",
     kRegistryAccessOptions,
     {{{"registry access REGISTRY --sample", "who holds which tier?"},
       {"registry access REGISTRY --tenant exports -f json", "for a program"}}}},
    {Command::kConditionLint,
     "condition lint",
     "FILE",
     "Checks the text of a condition: every error with its place, and what it hardly means to say.",
     "The condition stands alone in the file, as it is given to `az role assignment create "
     "--condition`.\nWith --role, also what else the role grants that gets around it.",
     kConditionLintOptions,
     {{{"condition lint rule.cond", "before it is assigned"},
       {"condition lint - -f json", "from standard input, for a program"}}},
     Exits::kValidates},
    {Command::kConditionExplain,
     "condition explain",
     "FILE",
     "Tells in English what a grant gives under a condition, for each action that it names.",
     "With --role, of the known operations of that role alone.\nRoles and principals have their "
     "names where the tenant or the catalogue knows them.",
     kConditionLintOptions,
     {{{"condition explain rule.cond --tenant exports", "what does this delegate?"},
       {"condition explain rule.cond --role \"Storage Blob Data Owner\" -f json",
        "for a role, for a program"}}}},
    {Command::kConditionEvaluate,
     "condition evaluate",
     "FILE",
     "Evaluates a condition on one request: met, unmet or unknown, and what each part of it says.",
     "What is left out is not known; with --complete it is missing, and a grant that hangs on it "
     "does not count.",
     kConditionEvaluateOptions,
     {{{"condition evaluate rule.cond --action ACTION --attribute request:NAME=VALUE --complete",
        "is it met?"},
       {"condition evaluate rule.cond --request request.json -f json", "for a program"}}},
     Exits::kEvaluates},
    {Command::kConditionDiff,
     "condition diff",
     "FILE OTHER",
     "Tells whether two conditions are met by the same requests, and shows one that tells them "
     "apart.",
     "The answer is a proof over every value that an attribute can have, or it is that they were "
     "not compared.",
     kConditionDiffOptions,
     {{{"condition diff old.cond new.cond", "does the new one let more through?"},
       {"condition diff old.cond new.cond -f json", "for a program"}}},
     Exits::kCompares},
    {Command::kCatalog,
     "catalog",
     "",
     "Tells what is known of roles and operations, from where, with its hash.",
     "A tenant's own export always wins over the embedded catalogue.",
     {},
     {{{"catalog", "what the program knows by itself"},
       {"catalog --tenant exports", "what came from your exports, and what did not"}}}},
    {Command::kCompile,
     "compile",
     "--tenant PATH -o FILE",
     "Writes a tenant, compiled, into one file that every command reads at once.",
     "The file is a snapshot: name it with --tenant in place of the exports. It answers for any "
     "--at, keeps\nnames, conditions and places, and names its --wildcards, which cannot be "
     "changed "
     "later. The same exports\ngive the same bytes when --at is given.",
     {},
     {{{"compile --tenant exports -o tenant.lws", "once a night"},
       {"compile --tenant exports --at 2026-08-20 -o tenant.lws", "the same bytes every time"}}}},
    {Command::kInspect,
     "inspect",
     "FILE",
     "Tells what a snapshot holds: when and how it was compiled, and every array with its size.",
     "The file is validated: its checksum, and every index, offset and order in it.",
     kInspectOptions,
     {{{"inspect tenant.lws", "how old is it?"}, {"inspect tenant.lws -f json", "for a program"}}}},
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

// Taken by every command, those without a tenant too: one habit for all.
std::span<const OptionId> global_options() { return kGlobals; }

// The run without a command has no name and so no entry.
std::span<const CommandSpec> commands() { return kCommands; }

std::vector<std::string_view> first_words() {
  std::vector<std::string_view> words;
  for (const CommandSpec& spec : kCommands) {
    const std::string_view word = spec.name.substr(0, spec.name.find(' '));
    if (std::ranges::find(words, word) == words.end()) {
      words.push_back(word);
    }
  }
  return words;
}

std::vector<std::string_view> second_words(std::string_view group) {
  std::vector<std::string_view> words;
  for (const CommandSpec& spec : kCommands) {
    const std::size_t blank = spec.name.find(' ');
    if (blank != std::string_view::npos && spec.name.substr(0, blank) == group) {
      words.push_back(spec.name.substr(blank + 1));
    }
  }
  return words;
}

// A walk over twenty entries: nothing here is worth a map.
const CommandSpec& command_spec(Command command) {
  for (const CommandSpec& spec : kCommands) {
    if (spec.command == command) {
      return spec;
    }
  }
  check(false, "every command with a name is in the table");
  return kCommands.front();
}

}  // namespace leastwise::cli
