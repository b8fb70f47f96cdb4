// `leastwise completion`: completion scripts of bash, zsh and fish, made from the command table.
//
// The scripts are static text: completing a word never starts the program, so it is as fast as the
// shell, and needs no tenant. They know commands, options, and values that are one of a few; names
// of principals and roles are in somebody's exports and are not completed.
//
// Each shell has its own way to say "after this word": bash walks the words typed so far and picks
// a list; zsh does the same and hands option specifications to _arguments; fish has a condition on
// every line. bash needs no bash-completion package. Covered by tests/cli/completion_test.cc: every
// script is read by its shell where that is installed, and bash is asked what it offers.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"

namespace leastwise::cli {
namespace {

// `list` of `role list`; empty for a command of one word.
std::string_view second_word(const CommandSpec& spec) {
  const std::size_t blank = spec.name.find(' ');
  return blank == std::string_view::npos ? std::string_view() : spec.name.substr(blank + 1);
}

// Words with `between` between them: blanks for a list of words, `|` for a case of a shell.
std::string joined(std::span<const std::string_view> words, std::string_view between) {
  std::string text;
  for (const std::string_view word : words) {
    text += fmt::format("{}{}", text.empty() ? "" : between, word);
  }
  return text;
}

// The groups of commands: `role`, ...
std::vector<std::string_view> groups() {
  std::vector<std::string_view> words = first_words();
  std::erase_if(words, [](std::string_view word) { return second_words(word).empty(); });
  return words;
}

// `-f|--format` for a case of a shell.
std::string names_of(const OptionSpec& option, std::string_view between) {
  std::string text(option.short_name());
  return text + (text.empty() ? "" : std::string(between)) + std::string(option.long_name());
}

// What can be typed behind a command: its options, and the values of an operand that has few.
std::string option_words(std::span<const OptionId> ids) {
  std::string text;
  for (const OptionId id : ids) {
    const OptionSpec& option = option_spec(id);
    if (option.takes == Takes::kChosenOp) {
      text += fmt::format(" {}", joined(option.choices, " "));
    } else if (!option.operand()) {
      text += fmt::format(" {}", names_of(option, " "));
    }
  }
  return text;
}

// What bash completes behind an option: a case arm; empty for flags.
std::string bash_value(const OptionSpec& option) {
  const std::string names = names_of(option, "|");
  switch (option.takes) {
    case Takes::kOneOf:
      return fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$cur\")); return ;;\n", names,
                         joined(option.choices, " "));
    case Takes::kFile:
      return fmt::format("    {}) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n", names);
    case Takes::kFolder:
      return fmt::format("    {}) COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n", names);
    case Takes::kText:
      return fmt::format("    {}) return ;;\n", names);
    case Takes::kNothing:
    case Takes::kMaybe:
    case Takes::kOperand:
    case Takes::kChosenOp:
      return {};
  }
  return {};
}

// Words that are not options and follow no option are looked at in order: the first that is a
// command is it. A value that is spelled like a command would be taken for one; an option with a
// value is rarely given before the command.
std::string bash_script() {
  std::string values;
  for (std::size_t i = 0; i < kOptionCount; ++i) {
    values += bash_value(option_spec(static_cast<OptionId>(i)));
  }
  std::string words;
  std::string steps;
  for (const std::string_view group : groups()) {
    const auto second = second_words(group);
    words += fmt::format("    {}) words='{}' ;;\n", group, joined(second, " "));
    steps += fmt::format("      {0}) case \"$word\" in {1}) command=\"{0} $word\" ;; esac ;;\n",
                         group, joined(second, "|"));
  }
  for (const CommandSpec& spec : commands()) {
    words += fmt::format("    '{}') words='{}' ;;\n", spec.name, option_words(spec.options));
  }
  return fmt::format(R"(# bash completion of leastwise; made by `leastwise completion bash`.
_leastwise() {{
  local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}"
  local command='' words='' word i
  COMPREPLY=()
  case "$prev" in
{0}  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="${{COMP_WORDS[i]}}"
    case "$command" in
      '') case "$word" in {1}) command="$word" ;; esac ;;
{2}    esac
  done
  case "$command" in
    '') words='{3}' ;;
{4}  esac
  COMPREPLY=($(compgen -W "$words{5}" -- "$cur"))
}}
complete -o filenames -F _leastwise leastwise
)",
                     values, joined(first_words(), "|"), steps, joined(first_words(), " "), words,
                     option_words(global_options()));
}

// `text` inside single quotes of a shell.
std::string quoted(std::string_view text, std::string_view also_escaped) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
      continue;
    }
    if (also_escaped.find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

// The third part of an option specification of _arguments.
std::string zsh_action(const OptionSpec& option) {
  switch (option.takes) {
    case Takes::kOneOf:
    case Takes::kChosenOp:
      return fmt::format(":{}:({})", option.value, joined(option.choices, " "));
    case Takes::kFile:
      return fmt::format(":{}:_files", option.value);
    case Takes::kFolder:
      return fmt::format(":{}:_files -/", option.value);
    case Takes::kText:
    case Takes::kOperand:
      return fmt::format(":{}: ", quoted(option.value, ":"));
    case Takes::kMaybe:
      return fmt::format("::{}: ", option.value);
    case Takes::kNothing:
      return {};
  }
  return {};
}

// Each spelling is a specification of its own; `*` allows an option more than once. Operands are
// the positional arguments behind the command, in their order.
std::string zsh_arguments(std::span<const OptionId> ids) {
  std::string text;
  std::size_t operands = 0;
  for (const OptionId id : ids) {
    const OptionSpec& option = option_spec(id);
    if (option.operand()) {
      text += fmt::format("        '{}{}'\n", ++operands, zsh_action(option));
      continue;
    }
    for (const std::string_view name : {option.short_name(), option.long_name()}) {
      if (!name.empty()) {
        text += fmt::format("        '{}{}[{}]{}'\n", option.repeatable ? "*" : "", name,
                            quoted(option.help, "[]"), zsh_action(option));
      }
    }
  }
  return text;
}

// `#compdef` must be the first line: compinit looks for it there.
std::string zsh_script() {
  std::string described;
  for (const std::string_view word : first_words()) {
    const auto spec = std::ranges::find_if(
        commands(), [word](const CommandSpec& s) { return s.name.starts_with(word); });
    described += fmt::format("        '{}:{}'\n", word, quoted(spec->purpose, ":"));
  }
  std::string cases;
  std::string steps;
  for (const std::string_view group : groups()) {
    const auto second = second_words(group);
    cases += fmt::format("      {}) own=('*:command:({})') ;;\n", group, joined(second, " "));
    steps += fmt::format("      {0}) case \"$word\" in ({1}) command=\"{0} $word\" ;; esac ;;\n",
                         group, joined(second, "|"));
  }
  for (const CommandSpec& spec : commands()) {
    cases += fmt::format("      '{}')\n        own=(\n{}        ) ;;\n", spec.name,
                         zsh_arguments(spec.options));
  }
  return fmt::format(R"(#compdef leastwise
# zsh completion of leastwise; made by `leastwise completion zsh`.
_leastwise() {{
  local -a global own names
  local command='' word
  global=(
{0}  )
  names=(
{1}  )
  for word in "${{(@)words[2,CURRENT-1]}}"; do
    case "$command" in
      '') case "$word" in ({2}) command="$word" ;; esac ;;
{3}    esac
  done
  case "$command" in
      '') own=('*:command:{{_describe command names}}') ;;
{4}  esac
  _arguments -s $global $own
}}
_leastwise "$@"
)",
                     zsh_arguments(global_options()), described, joined(first_words(), "|"), steps,
                     cases);
}

// One `complete` line. -x: takes a value and no files; -r -F: takes a file.
std::string fish_option(const OptionSpec& option, std::string_view condition) {
  std::string line = "complete -c leastwise";
  if (!condition.empty()) {
    line += fmt::format(" -n '{}'", condition);
  }
  if (!option.operand()) {
    if (!option.short_name().empty()) {
      line += fmt::format(" -s {}", option.short_name().substr(1));
    }
    line += fmt::format(" -l {}", option.long_name().substr(2));
  }
  switch (option.takes) {
    case Takes::kOneOf:
      line += fmt::format(" -x -a '{}'", joined(option.choices, " "));
      break;
    case Takes::kChosenOp:
      line += fmt::format(" -f -a '{}'", joined(option.choices, " "));
      break;
    case Takes::kFile:
      line += " -r -F";
      break;
    case Takes::kFolder:
      line += " -x -a '(__fish_complete_directories)'";
      break;
    case Takes::kText:
      line += " -x";
      break;
    case Takes::kNothing:
    case Takes::kMaybe:
      break;
    case Takes::kOperand:
      return {};
  }
  return fmt::format("{} -d '{}'\n", line, quoted(option.help, ""));
}

// Global options carry no condition: fish offers them everywhere, and the program takes them
// everywhere.
std::string fish_script() {
  std::string text =
      "# fish completion of leastwise; made by `leastwise completion fish`.\n"
      "complete -c leastwise -f\n";
  for (const OptionId id : global_options()) {
    text += fish_option(option_spec(id), "");
  }
  std::string_view told;  // the group that was told last: its commands lie together
  for (const CommandSpec& spec : commands()) {
    const std::string_view first = spec.name.substr(0, spec.name.find(' '));
    const std::string_view second = second_word(spec);
    if (first != told) {
      text += fmt::format("complete -c leastwise -n __fish_use_subcommand -a {} -d '{}'\n", first,
                          quoted(spec.purpose, ""));
      told = first;
    }
    std::string condition = fmt::format("__fish_seen_subcommand_from {}", first);
    if (!second.empty()) {
      text += fmt::format(
          "complete -c leastwise -n '{}; and not __fish_seen_subcommand_from {}' -a {} -d '{}'\n",
          condition, joined(second_words(first), " "), second, quoted(spec.purpose, ""));
      condition += fmt::format("; and __fish_seen_subcommand_from {}", second);
    }
    for (const OptionId id : spec.options) {
      text += fish_option(option_spec(id), condition);
    }
  }
  return text;
}

}  // namespace

// The parser let only these three through. The script goes to standard output, to be sourced or put
// where the shell looks for it; --help has the usual places.
ExitCode run_completion(const Options& options, Console& console) {
  if (options.shell == "bash") {
    console.print(bash_script());
  } else if (options.shell == "zsh") {
    console.print(zsh_script());
  } else {
    console.print(fish_script());
  }
  return ExitCode::kSuccess;
}

}  // namespace leastwise::cli
