#include "engine/ingest/yaml_fields.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/suggestion.h"
#include "engine/ingest/field_reader.h"
#include "engine/ingest/yaml_reader.h"

namespace leastwise {
namespace {

constexpr std::size_t kDateBytes = 10;  // `2026-12-31`
constexpr std::int64_t kTicksPerDay = 24LL * 3600 * 10'000'000;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

// An element of a list has no name of its own.
std::string name_of(ValueView value) {
  return value.key().empty() ? "this value" : in_backticks(value.key());
}

// The lines of a text joined by blanks, without blanks at the ends.
std::string joined_lines(std::string_view text) {
  std::string joined;
  bool gap = false;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == ' ') {
      gap = true;
    } else {
      joined += gap && !joined.empty() ? " " : "";
      joined += c;
      gap = false;
    }
  }
  return joined;
}

}  // namespace

// Every report of this class comes through here, so that ok() cannot miss an error.
void YamlFields::report(Diagnostic diagnostic) {
  ok_ = ok_ && diagnostic.severity != Severity::kError;
  diagnostics_.report(std::move(diagnostic));
}

void YamlFields::error(ValueView at, std::string code, std::string message, std::string help) {
  report({.code = std::move(code),
          .message = std::move(message),
          .place = place(at),
          .pointer = at.pointer(),
          .help = std::move(help)});
}

void YamlFields::error_at_key(ValueView at, std::string code, std::string message,
                              std::string help) {
  report({.code = std::move(code),
          .message = std::move(message),
          .place = key_place(at),
          .pointer = at.pointer(),
          .help = std::move(help)});
}

void YamlFields::error_at(SourcePlace at, std::string code, std::string message, std::string help) {
  report({.code = std::move(code),
          .message = std::move(message),
          .place = at,
          .help = std::move(help)});
}

void YamlFields::warning(ValueView at, std::string code, std::string message, std::string help) {
  report({.severity = Severity::kWarning,
          .code = std::move(code),
          .message = std::move(message),
          .place = place(at),
          .pointer = at.pointer(),
          .help = std::move(help)});
}

bool YamlFields::expect(ValueView value, ValueKind kind) {
  if (value.is(kind)) {
    return true;
  }
  error(value, "wrong-type",
        fmt::format("{} is {}, expected {}", name_of(value), yaml_kind(value.kind()),
                    yaml_kind(kind)));
  return false;
}

// Past the last diagnostic that is kept nobody reads the help: a hostile file has a million keys.
std::string YamlFields::help_for_key(std::string_view key,
                                     std::span<const std::string_view> known) const {
  if (diagnostics_.suppressed_count() != 0) {
    return {};
  }
  std::string help = did_you_mean(key, known);
  if (!help.empty()) {
    return help;
  }
  for (const std::string_view name : known) {
    help += fmt::format("{}`{}`", help.empty() ? "known keys are " : ", ", name);
  }
  return help;
}

// A key without a value is most often one whose value is indented wrongly.
bool YamlFields::is_mapping(ValueView value, std::span<const std::string_view> known,
                            std::string_view what) {
  if (!value.is_object()) {
    error(value, "wrong-type",
          fmt::format("{} is {}, expected a mapping with {}", what, yaml_kind(value.kind()),
                      in_backticks(known.front())));
    return false;
  }
  for (const ValueView child : value.children()) {
    if (std::ranges::find(known, child.key()) == known.end()) {
      error_at_key(child, "unknown-key",
                   fmt::format("{} is not a key of {}", in_backticks(child.key()), what),
                   help_for_key(child.key(), known));
    } else if (child.is_null()) {
      error_at_key(child, "no-value", fmt::format("{} has no value", in_backticks(child.key())),
                   "give it one, or remove the key");
    }
  }
  return true;
}

void YamlFields::expect_version(ValueView of, std::string_view version) {
  const DeclaredText found = required_text(of, "version");
  if (found.given() && found.text != version) {
    error(*find(of, "version"), "bad-value",
          fmt::format("version {} of this format is not known", in_backticks(found.text)),
          fmt::format("this program reads version {}", version));
  }
}

std::optional<ValueView> YamlFields::find(ValueView of, std::string_view key) const {
  for (const ValueView child : of.children()) {
    if (child.key() == key) {
      return child.is_null() ? std::nullopt : std::optional(child);
    }
  }
  return std::nullopt;
}

// A key that is there without a value was reported as such.
void YamlFields::missing(ValueView of, std::string_view key) {
  for (const ValueView child : of.children()) {
    if (child.key() == key) {
      return;
    }
  }
  error(of, "missing-key", fmt::format("`{}` is missing", key));
}

std::optional<ValueView> YamlFields::required_list(ValueView of, std::string_view key) {
  const std::optional<ValueView> found = find(of, key);
  if (!found) {
    missing(of, key);
    return std::nullopt;
  }
  return expect(*found, ValueKind::kArray) ? found : std::nullopt;
}

bool YamlFields::is_name(ValueView value) {
  if (!expect(value, ValueKind::kString)) {
    return false;
  }
  const std::string_view text = value.text();
  std::string problem;
  if (text.empty()) {
    problem = fmt::format("{} is empty", name_of(value));
  } else if (std::ranges::any_of(text, is_control)) {
    problem = fmt::format("{} is more than one line, or holds a control character", name_of(value));
  } else if (text.front() == ' ' || text.back() == ' ') {
    problem = fmt::format("{} has blanks around it", in_backticks(text));
  }
  if (!problem.empty()) {
    error(value, "bad-value", std::move(problem));
    return false;
  }
  return true;
}

DeclaredText YamlFields::required_text(ValueView of, std::string_view key) {
  if (!find(of, key)) {
    missing(of, key);
  }
  return text(of, key);
}

DeclaredText YamlFields::text(ValueView of, std::string_view key) {
  const std::optional<ValueView> found = find(of, key);
  return found && is_name(*found) ? declared(*found) : DeclaredText{};
}

std::vector<ValueView> YamlFields::texts(ValueView of, std::string_view key) {
  std::vector<ValueView> texts;
  const std::optional<ValueView> found = find(of, key);
  if (!found) {
    return texts;
  }
  if (!found->is_array()) {
    if (found->is_object()) {
      error(*found, "wrong-type",
            fmt::format("{} is a mapping, expected a text or a list of texts", name_of(*found)));
    } else if (is_name(*found)) {
      texts.push_back(*found);
    }
    return texts;
  }
  if (found->size() == 0) {
    error(*found, "bad-value", fmt::format("{} is an empty list", name_of(*found)));
  }
  std::unordered_set<std::string> seen;
  for (const ValueView element : found->children()) {
    if (!is_name(element)) {
      continue;
    }
    if (!seen.insert(folded(element.text())).second) {
      error(element, "duplicate-value",
            fmt::format("{} stands twice in this list", in_backticks(element.text())));
      continue;
    }
    texts.push_back(element);
  }
  return texts;
}

std::string YamlFields::prose(ValueView of, std::string_view key) {
  const std::optional<ValueView> found = find(of, key);
  if (!found || !expect(*found, ValueKind::kString)) {
    return {};
  }
  std::string text = joined_lines(found->text());
  if (text.empty()) {
    error(*found, "bad-value", fmt::format("{} is empty", name_of(*found)));
  } else if (std::ranges::any_of(text, is_control)) {
    error(*found, "bad-value", fmt::format("{} holds a control character", name_of(*found)));
  }
  return text;
}

std::optional<Instant> YamlFields::end_of_day(ValueView of, std::string_view key) {
  const DeclaredText written = text(of, key);
  if (!written.given()) {
    return std::nullopt;
  }
  const std::optional<Instant> end = parse_last_day(written.text);
  if (!end) {
    error(*find(of, key), "bad-time", fmt::format("{} is not a date", in_backticks(written.text)),
          "dates are written year-month-day: 2026-12-31");
  }
  return end;
}

std::optional<Instant> parse_last_day(std::string_view text) {
  std::optional<Instant> instant = parse_instant(text);
  if (instant && text.size() == kDateBytes) {
    instant->ticks += kTicksPerDay;
  }
  return instant;
}

}  // namespace leastwise
