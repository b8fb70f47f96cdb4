// CLI11 splits the arguments into options and their values; what they mean is decided here, from
// the command table, so that every message speaks the language of the rest of the program.
//
// Three steps, each of which can refuse:
// 1. split(): words to options. CLI11 is told of commands and options and nothing else: no
// defaults, no
//    checks, no help. Its exceptions end here.
// 2. global_values(), question_values(): texts to values; `one of` options are checked by the
// table.
// 3. check_needs(): what a command cannot do without, and what excludes each other.
//
// Why not CLI11's own checks: they throw with a text of their own, know nothing of "did you mean",
// and stop at --help only if nothing is missing before it.
//
// Example: `leastwise check --prinicpal x` -> `check` has no option `--prinicpal`; did you mean
// `--principal`? Counter-example: `leastwise check --principal --action a` gives CLI11 the value
// `--action`; check_values() sees that it is an option.
#include "cli/options.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <utility>

#include "cli/help.h"
#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/suggestion.h"

namespace leastwise::cli {
namespace {

// The values of each option in the order given; a flag has one value for each time it stands there.
struct Words {
  Command command = Command::kNone;
  std::string unfinished_group = {};  // `role` without its second word
  bool short_help = false;
  std::array<std::vector<std::string>, kOptionCount> values = {};

  [[nodiscard]] const std::vector<std::string>& of(OptionId id) const {
    return values[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] bool has(OptionId id) const { return !of(id).empty(); }
  [[nodiscard]] std::string last(OptionId id) const {
    return has(id) ? of(id).back() : std::string();
  }
};

// Values are gathered as texts, also for flags: one form for everything that follows. An option
// that may be given once keeps all of its values too, so that a second one can be refused by name.
void add_option(CLI::App& app, OptionId id, Words& words) {
  const OptionSpec& spec = option_spec(id);
  std::vector<std::string>& values = words.values[static_cast<std::size_t>(id)];
  if (id == OptionId::kHelp) {  // the two spellings differ, and CLI11 does not say which was used
    app.add_flag_function("-h", [&](std::int64_t) { words.short_help = true; })
        ->disable_flag_override();
    app.add_flag_function("--help", [&values](std::int64_t) { values.emplace_back("long"); })
        ->disable_flag_override();
    return;
  }
  if (spec.takes == Takes::kNothing) {
    app.add_flag_function(std::string(spec.names),
                          [&values](std::int64_t) { values.assign(1, "true"); })
        ->disable_flag_override();  // `--sample=no` would be taken for a number
    return;
  }
  if (spec.operand()) {  // one word each, so that a second operand finds its place
    app.add_option_function<std::string>(
        std::string(spec.names), [&values](const std::string& word) { values.assign(1, word); });
    return;
  }
  CLI::Option* option = app.add_option(std::string(spec.names), values);
  option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  if (spec.takes == Takes::kMaybe) {
    option->expected(0, 1);
  }
  option->allow_extra_args(false);
}

// A subcommand for each word of each name: `role` and below it `list`, `show`.
void add_commands(CLI::App& app, Words& words) {
  for (const CommandSpec& spec : commands()) {
    CLI::App* parent = &app;
    std::string_view name = spec.name;
    if (const std::size_t blank = name.find(' '); blank != std::string_view::npos) {
      const std::string group(name.substr(0, blank));
      const auto known =
          app.get_subcommands([&group](CLI::App* sub) { return sub->get_name() == group; });
      parent = known.empty() ? app.add_subcommand(group) : known.front();
      if (known.empty()) {
        parent->set_help_flag();
        parent->fallthrough();
        parent->parse_complete_callback([&words, group] { words.unfinished_group = group; });
      }
      name.remove_prefix(blank + 1);
    }
    CLI::App* command = parent->add_subcommand(std::string(name));
    command->set_help_flag();
    command->fallthrough();
    command->parse_complete_callback([&words, which = spec.command] { words.command = which; });
    for (const OptionId id : spec.options) {
      add_option(*command, id, words);
    }
  }
}

// What a mistyped option is compared with.
std::vector<std::string_view> option_names(Command command) {
  std::vector<std::string_view> names;
  const auto add_all = [&names](std::span<const OptionId> ids) {
    for (const OptionId id : ids) {
      if (!option_spec(id).operand()) {
        names.push_back(option_spec(id).long_name());
      }
    }
  };
  if (command != Command::kNone) {
    add_all(command_spec(command).options);
  }
  add_all(global_options());
  return names;
}

// The command that the arguments begin with, for the messages about the rest of them.
Command command_in(const CLI::App& app) {
  for (const CommandSpec& spec : commands()) {
    const CLI::App* at = &app;
    std::string_view name = spec.name;
    while (at != nullptr && !name.empty()) {
      const std::size_t blank = name.find(' ');
      const std::string word(name.substr(0, blank));
      const auto given = at->get_subcommands(
          [&word](const CLI::App* sub) { return sub->get_name() == word && sub->parsed(); });
      at = given.empty() ? nullptr : given.front();
      name = blank == std::string_view::npos ? std::string_view() : name.substr(blank + 1);
    }
    if (at != nullptr) {
      return spec.command;
    }
  }
  return Command::kNone;
}

// The last resort of a message: where to read on. A guess goes before it.
std::string see_help(Command command) {
  if (command == Command::kNone) {
    return "`leastwise --help` lists the commands";
  }
  return fmt::format("`leastwise {} --help` shows its options", command_spec(command).name);
}

// Error for the first argument that has no place.
Error unexpected_word(const CLI::App& app, std::string_view word) {
  const Command command = command_in(app);
  std::vector<std::string_view> known;
  std::string message;
  if (word.starts_with('-') && word.size() > 1) {
    word = word.substr(0, word.find('='));
    known = option_names(command);
    message = command == Command::kNone
                  ? fmt::format("no global option `{}`", word)
                  : fmt::format("`{}` has no option `{}`", command_spec(command).name, word);
  } else if (command == Command::kNone) {
    const auto groups = app.get_subcommands([](const CLI::App* sub) { return sub->parsed(); });
    const std::string group = groups.empty() ? std::string() : groups.front()->get_name();
    known = group.empty() ? first_words() : second_words(group);
    message = fmt::format("no command `{}{}{}`", group, group.empty() ? "" : " ", word);
  } else {
    message = fmt::format("`{}` takes no operand `{}`", command_spec(command).name, word);
  }
  std::string help = did_you_mean(word, known);
  return {std::move(message), help.empty() ? see_help(command) : std::move(help)};
}

// Whether a command takes an option more than once. A question is about one action; a need has
// many.
bool is_repeatable(Command command, const OptionSpec& spec) {
  if (spec.id == OptionId::kAction) {
    return command == Command::kRoleNearest || command == Command::kRoleMinimize;
  }
  return spec.repeatable;
}

// Every command has some of the formats.
Result<void> check_format(const Words& words) {
  const std::string format = words.last(OptionId::kFormat);
  if (format.empty() || words.command == Command::kNone) {
    return {};
  }
  const CommandSpec& spec = command_spec(words.command);
  if (std::ranges::find(spec.formats, format) != spec.formats.end()) {
    return {};
  }
  std::string formats;
  for (const std::string_view known : spec.formats) {
    formats += fmt::format("{}{}", formats.empty() ? "" : ", ", known);
  }
  return fail(fmt::format("`{}` has no format `{}`", spec.name, format),
              fmt::format("its formats are {}", formats));
}

// The values of one-of options, and what CLI11 took for a value though it is an option.
Result<void> check_values(const Words& words) {
  for (std::size_t i = 0; i < kOptionCount; ++i) {
    const OptionSpec& spec = option_spec(static_cast<OptionId>(i));
    if (spec.takes == Takes::kNothing) {
      continue;
    }
    for (const std::string& value : words.values[i]) {
      const bool chosen = spec.takes == Takes::kOneOf || spec.takes == Takes::kChosenOp;
      if (chosen && std::ranges::find(spec.choices, value) == spec.choices.end()) {
        const std::string guess = did_you_mean(value, spec.choices);
        return fail(fmt::format("`{}` is no value of {}", value, spec.long_name()),
                    guess.empty() ? std::string(spec.help) : guess);
      }
      if (value.starts_with("--") && value.size() > 2) {
        return fail(
            fmt::format("option `{}` needs a value, but `{}` follows", spec.long_name(), value));
      }
      if (value.empty() && spec.takes != Takes::kMaybe) {
        return fail(fmt::format("the value of `{}` is empty", spec.long_name()));
      }
    }
    if (!is_repeatable(words.command, spec) && words.values[i].size() > 1) {
      return fail(
          fmt::format("option `{}` is given {} times", spec.long_name(), words.values[i].size()));
    }
  }
  return check_format(words);
}

// `app.remaining()` lists what had no place, in the order given; the first is what went wrong.
Result<Words> split(std::span<const std::string> arguments) {
  Words words;
  CLI::App app;
  app.set_help_flag();
  for (const OptionId id : global_options()) {
    add_option(app, id, words);
  }
  add_commands(app, words);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ExtrasError& error) {
    // Where an option was taken for the value of the one before, that is what is wrong.
    if (const Result<void> valid = check_values(words); !valid) {
      return std::unexpected(valid.error());
    }
    const std::vector<std::string> rest = app.remaining(true);
    return std::unexpected(unexpected_word(app, rest.empty() ? "" : rest.front()));
  } catch (const CLI::ParseError& error) {
    // The two that are left: a flag with a value, an option without one. The name comes first,
    // in one of them without its dashes.
    const std::string_view what = error.what();
    const bool flag = what.find("flag override") != std::string_view::npos;
    const std::string_view name = what.substr(0, what.find_first_of(": "));
    const std::string_view dashes = name.starts_with('-') ? "" : name.size() == 1 ? "-" : "--";
    return fail(
        fmt::format("option `{}{}` {}", dashes, name, flag ? "takes no value" : "needs a value"),
        see_help(command_in(app)));
  } catch (const std::exception&) {
    return fail("the command line cannot be read", see_help(Command::kNone));
  }
  return words;
}

// The clock is not read here: `now` comes from main. Errors: --at is no time; a tenant is named
// twice over, by --sample and by --tenant.
Result<GlobalOptions> global_values(const Words& words, Instant now) {
  GlobalOptions global;
  global.tenant = words.of(OptionId::kTenant);
  global.sample = words.has(OptionId::kSample);
  global.skip_unrecognized = words.has(OptionId::kSkipUnrecognized);
  global.trust_snapshot = words.has(OptionId::kTrustSnapshot);
  global.include_eligible = words.has(OptionId::kIncludeEligible);
  global.quiet = words.has(OptionId::kQuiet);
  global.verbose = words.has(OptionId::kVerbose);
  global.output = words.last(OptionId::kOutput);
  global.levels = words.of(OptionId::kLevels);
  global.wildcards = words.last(OptionId::kWildcards) == "literal" ? WildcardReading::kLiteral
                                                                   : WildcardReading::kAzure;
  const auto formats = option_spec(OptionId::kFormat).choices;
  if (words.has(OptionId::kFormat)) {  // one of them: check_values()
    const auto chosen = std::ranges::find(formats, words.last(OptionId::kFormat));
    global.format = static_cast<Format>(chosen - formats.begin());
  }
  if (const std::string color = words.last(OptionId::kColor); color == "always") {
    global.color = ColorChoice::kAlways;
  } else if (color == "never") {
    global.color = ColorChoice::kNever;
  }
  global.at = now;
  if (words.has(OptionId::kAt)) {
    const auto at = parse_instant(words.last(OptionId::kAt));
    if (!at) {
      return fail(fmt::format("`{}` is no time", words.last(OptionId::kAt)),
                  "write it as 2026-08-20T09:00:00Z, or as a date");
    }
    global.at = *at;
  }
  if (global.sample && !global.tenant.empty()) {
    return fail("--sample and --tenant exclude each other");
  }
  return global;
}

// Nothing is looked up yet: names mean something only in a tenant. Errors: an attribute or a list
// of sources that cannot be split.
Result<QuestionOptions> question_values(const Words& words) {
  QuestionOptions question;
  question.principal = words.last(OptionId::kPrincipal);
  question.action = words.has(OptionId::kAction) ? words.of(OptionId::kAction).front() : "";
  question.access = words.last(OptionId::kAccess);
  question.scope =
      words.last(words.has(OptionId::kScopeOperand) ? OptionId::kScopeOperand : OptionId::kScope);
  question.plane = words.has(OptionId::kDataAction) ? Plane::kData : Plane::kControl;
  question.requests = words.last(OptionId::kRequests);
  question.request = words.last(OptionId::kRequest);
  question.suboperations = words.of(OptionId::kSuboperation);
  for (const std::string& text : words.of(OptionId::kAttribute)) {
    auto attribute = parse_attribute(text);
    if (!attribute) {
      return std::unexpected(attribute.error());
    }
    add_attribute(question.attributes, std::move(*attribute));
  }
  for (const std::string& text : words.of(OptionId::kComplete)) {
    const auto complete = parse_complete(text.empty() ? "true" : text, question.complete);
    if (!complete) {
      return std::unexpected(complete.error());
    }
    question.complete = *complete;
  }
  return question;
}

NeedOptions need_values(const Words& words) {
  return {.actions = words.of(OptionId::kAction),
          .actions_file = words.last(OptionId::kActionsFile),
          .activity = words.of(OptionId::kActivity),
          .safe_wildcards = words.last(OptionId::kWildcardsInRole) == "safe",
          .name = words.last(OptionId::kName),
          .assignable_scopes = words.of(OptionId::kAssignableScope)};
}

AuditOptions audit_values(const Words& words) {
  return {.needs = words.of(OptionId::kNeeds),
          .suppressions = words.of(OptionId::kSuppressions),
          .fail_on = words.of(OptionId::kFailOn),
          .warn_on = words.of(OptionId::kWarnOn),
          .require = words.of(OptionId::kRequire),
          .baseline = words.last(OptionId::kBaseline),
          .create_baseline = words.last(OptionId::kCreateBaseline),
          .show_suppressed = words.has(OptionId::kShowSuppressed)};
}

// Error: --depth is no number.
Result<LatticeOptions> lattice_values(const Words& words) {
  LatticeOptions lattice{.root = words.last(OptionId::kRoot), .known = words.has(OptionId::kKnown)};
  if (const std::string text = words.last(OptionId::kDepth); !text.empty()) {
    std::size_t depth = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), depth);
    if (error != std::errc() || end != text.data() + text.size()) {
      return fail(fmt::format("`{}` is no depth", text), "write it as a whole number, such as 2");
    }
    lattice.depth = depth;
  }
  return lattice;
}

RoleKind kind_of(const std::string& only) {
  if (only.empty()) {
    return RoleKind::kAny;
  }
  return only == "custom" ? RoleKind::kCustom : RoleKind::kBuiltIn;
}

// All that is missing in one message: nobody wants to mend a command line word by word.
Result<void> need(const Words& words, std::initializer_list<OptionId> ids) {
  std::string missing;
  for (const OptionId id : ids) {
    if (!words.has(id)) {
      missing += fmt::format("{}`{}`", missing.empty() ? "" : ", ", option_spec(id).long_name());
    }
  }
  if (missing.empty()) {
    return {};
  }
  return fail(fmt::format("`{}` needs {}", command_spec(words.command).name, missing),
              see_help(words.command));
}

// What each line of a stream says for itself.
constexpr std::array kRequestReplaces = {
    OptionId::kPrincipal,  OptionId::kAction,    OptionId::kAccess,       OptionId::kScope,
    OptionId::kDataAction, OptionId::kAttribute, OptionId::kSuboperation, OptionId::kComplete};

// --requests stands alone: everything that it replaces comes from its lines.
Result<void> check_requests(const Words& words) {
  for (const OptionId id : kRequestReplaces) {
    if (words.has(id)) {
      return fail(fmt::format("--requests and {} exclude each other: each line says its own",
                              option_spec(id).long_name()));
    }
  }
  const auto& tenant = words.of(OptionId::kTenant);
  if (words.last(OptionId::kRequests) == "-" && std::ranges::find(tenant, "-") != tenant.end()) {
    return fail("--requests and --tenant cannot both read standard input");
  }
  return {};
}

// An action or a level, never both and never neither.
Result<void> check_question(const Words& words) {
  if (words.has(OptionId::kRequests)) {
    return check_requests(words);
  }
  if (words.has(OptionId::kAction) && words.has(OptionId::kAccess)) {
    return fail("--action and --access exclude each other");
  }
  if (words.has(OptionId::kAccess) && words.has(OptionId::kDataAction)) {
    return fail("--access and --data-action exclude each other: a level names its own actions");
  }
  if (words.has(OptionId::kAccess)) {
    return need(words, {OptionId::kPrincipal, OptionId::kScope});
  }
  return need(words, {OptionId::kPrincipal, OptionId::kAction, OptionId::kScope});
}

// --request says everything that the other options would.
Result<void> check_evaluation(const Words& words) {
  using enum OptionId;
  for (const OptionId id : {kAction, kAttribute, kSuboperation, kComplete}) {
    if (words.has(kRequest) && words.has(id)) {
      return fail(fmt::format("--request and {} exclude each other: the request says its own",
                              option_spec(id).long_name()));
    }
  }
  if (words.last(kRequest) == "-" && words.last(kFile) == "-") {
    return fail("the condition and --request cannot both be read from standard input");
  }
  return need(words, {kFile});
}

Result<void> check_two_files(const Words& words) {
  using enum OptionId;
  if (words.last(kFile) == "-" && words.last(kOther) == "-") {
    return fail("two conditions cannot both be read from standard input");
  }
  return need(words, {kFile, kOther});
}

// A need is said in one way at least.
Result<void> check_need(const Words& words) {
  using enum OptionId;
  for (const OptionId id : {kAccess, kAction, kActionsFile, kActivity}) {
    if (words.has(id)) {
      return {};
    }
  }
  return fail(fmt::format("`{}` needs to know what is needed", command_spec(words.command).name),
              "`--access LEVEL`, `--action A` (repeatable), `--actions-file F` or `--activity F`");
}

// Where the answers can only come from a tenant, one has to be named.
Result<void> need_tenant(const Words& words) {
  if (words.has(OptionId::kTenant) || words.has(OptionId::kSample)) {
    return {};
  }
  return fail(fmt::format("`{}` needs a tenant to ask about", command_spec(words.command).name),
              "`--tenant DIR` reads your exports, `--sample` asks the built-in sample tenant;\n"
              "`leastwise sample --out DIR` shows what to collect");
}

// Without a command the sample tenant is audited, and nothing can be asked.
Result<void> check_no_command(const Words& words) {
  if (!words.unfinished_group.empty()) {
    std::string commands;
    for (const std::string_view word : second_words(words.unfinished_group)) {
      commands +=
          fmt::format("{}`{} {}`", commands.empty() ? "" : ", ", words.unfinished_group, word);
    }
    return fail(fmt::format("`{}` needs a command", words.unfinished_group), std::move(commands));
  }
  if (words.has(OptionId::kFormat) && words.last(OptionId::kFormat) != "text") {
    return fail("without a command there is only text", "`leastwise audit --sample -f json`");
  }
  return words.has(OptionId::kTenant)
             ? fail("a tenant is given, but no command", "`leastwise --help` lists the commands")
             : Result<void>();
}

// A switch over all commands, so that a new one cannot forget to say what it needs.
Result<void> check_needs(const Words& words) {
  Result<void> needs;
  switch (words.command) {
    case Command::kNone:
      return check_no_command(words);
    case Command::kCheck:
    case Command::kExplain:
      needs = check_question(words);
      break;
    case Command::kWhoCan:
      needs = need(words, {OptionId::kAction, OptionId::kScope});
      break;
    case Command::kWhatCan:
      needs = need(words, {OptionId::kPrincipal});
      break;
    case Command::kWhereCan:
      needs = need(words, {OptionId::kPrincipal, OptionId::kAction});
      break;
    case Command::kAudit:
      break;
    case Command::kRegistryAccess:
      needs = need(words, {OptionId::kScopeOperand});
      break;
    case Command::kRoleShow:
      return need(words, {OptionId::kRole});
    case Command::kRoleCompare:
      return need(words, {OptionId::kRole, OptionId::kOther});
    case Command::kRoleNearest:
    case Command::kRoleMinimize:
      return check_need(words);
    case Command::kRoleLint:
    case Command::kRegistryLint:
    case Command::kConditionLint:
    case Command::kConditionExplain:
      return need(words, {OptionId::kFile});
    case Command::kInspect:
      return need(words, {OptionId::kFile});
    case Command::kCompile:
      needs = need(words, {OptionId::kOutput});
      break;
    case Command::kConditionDiff:
      return check_two_files(words);
    case Command::kConditionEvaluate:
      return check_evaluation(words);
    case Command::kRuleShow:
      return need(words, {OptionId::kRule});
    case Command::kCompletion:
      return need(words, {OptionId::kShell});
    case Command::kRoleList:
    case Command::kRoleLattice:
    case Command::kRuleList:
    case Command::kCatalog:
    case Command::kSample:
      return {};
  }
  return needs ? need_tenant(words) : needs;
}

// Help wins over everything that may be wrong with the rest.
std::optional<std::string> text_asked_for(const Words& words) {
  if (words.has(OptionId::kHelp) || words.short_help) {
    const HelpLength length = words.has(OptionId::kHelp) ? HelpLength::kLong : HelpLength::kShort;
    return words.command == Command::kNone ? overview_help(length)
                                           : command_help(command_spec(words.command), length);
  }
  if (words.has(OptionId::kVersion)) {
    return version_text();
  }
  return std::nullopt;
}

}  // namespace

// Values are checked before needs: `--format yaml` is told even where --scope is missing too.
Result<Invocation> parse_command_line(std::span<const std::string> arguments, Instant now) {
  const Result<Words> words = split(arguments);
  if (!words) {
    return std::unexpected(words.error());
  }
  Invocation invocation;
  invocation.text = text_asked_for(*words);
  if (invocation.text) {
    return invocation;
  }
  if (const Result<void> valid = check_values(*words); !valid) {
    return std::unexpected(valid.error());
  }
  auto global = global_values(*words, now);
  if (!global) {
    return std::unexpected(global.error());
  }
  auto question = question_values(*words);
  if (!question) {
    return std::unexpected(question.error());
  }
  auto lattice = lattice_values(*words);
  if (!lattice) {
    return std::unexpected(lattice.error());
  }
  if (const Result<void> complete = check_needs(*words); !complete) {
    return std::unexpected(complete.error());
  }
  invocation.options = {.command = words->command,
                        .global = std::move(*global),
                        .question = std::move(*question),
                        .need = need_values(*words),
                        .lattice = std::move(*lattice),
                        .audit = audit_values(*words),
                        .only = kind_of(words->last(OptionId::kOnly)),
                        .role = words->last(OptionId::kRole),
                        .other = words->last(OptionId::kOther),
                        .of_role = words->last(OptionId::kOfRole),
                        .file = words->last(OptionId::kFile),
                        .against = words->last(OptionId::kAgainst),
                        .rule = words->last(OptionId::kRule),
                        .out = words->last(OptionId::kOut),
                        .shell = words->last(OptionId::kShell)};
  return invocation;
}

}  // namespace leastwise::cli
