// Each typed accessor is the same three steps: find the property, check its type, check its
// content; each step reports its own problem and gives nothing. So a caller may read on after a
// problem, and one run shows all problems of a record.
#include "engine/ingest/field_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/utf8.h"

namespace leastwise {
namespace {

// Enough of a value to find it again in the file.
constexpr std::size_t kQuotedBytes = 120;

}  // namespace

// The text goes into messages, which are lines of a terminal and of log files.
std::string in_backticks(std::string_view text) {
  std::size_t length = text.size();
  if (length > kQuotedBytes) {
    length = kQuotedBytes;
    while (length > 0 && continues_character(text[length])) {
      --length;  // not inside a UTF-8 character
    }
  }
  std::string shown(text.substr(0, length));
  // A message is one line, and no input may steer the terminal that shows it.
  std::ranges::replace_if(shown, [](unsigned char c) { return c < ' ' || c == 0x7F; }, '?');
  return fmt::format("`{}{}`", shown, length < text.size() ? "..." : "");
}

SourcePlace FieldReader::place(ValueView value) const {
  const TextPlace place = value.place();
  return {.file = file_, .line = place.line, .column = place.column};
}

// The one way to a diagnostic of this class, so that ok() cannot miss one.
void FieldReader::error(ValueView at, std::string code, std::string message, std::string help) {
  ok_ = false;
  diagnostics_.report({.severity = Severity::kError,
                       .code = std::move(code),
                       .message = std::move(message),
                       .place = place(at),
                       .pointer = at.pointer(),
                       .help = std::move(help)});
}

// An element of an array has no name; its place and pointer say which one it is.
bool FieldReader::expect(ValueView value, ValueKind kind) {
  if (value.is(kind)) {
    return true;
  }
  const std::string what = value.key().empty() ? "this value" : in_backticks(value.key());
  error(value, "wrong-type",
        fmt::format("{} is {}, expected {}", what, to_string(value.kind()), to_string(kind)));
  return false;
}

// A second spelling of the name is looked for too.
// Cost: linear in the properties of the object.
std::optional<ValueView> FieldReader::property(ValueView object, std::string_view name) {
  const std::optional<ValueView> found = object.find(name);
  if (!found) {
    return found;
  }
  if (const auto again = object.find_after(*found, name)) {
    ambiguous(*again, *found);
  }
  return found->is_null() ? std::nullopt : found;
}

void FieldReader::ambiguous(ValueView again, ValueView first) {
  if (std::ranges::find(ambiguous_, again) != ambiguous_.end()) {
    return;  // a property may be looked up more than once
  }
  ambiguous_.push_back(again);
  error(again, "duplicate-key",
        fmt::format("property {} stands twice in one object, first as {}",
                    in_backticks(again.key()), in_backticks(first.key())),
        "names of properties are read ignoring case: remove one of the two");
}

std::optional<ValueView> FieldReader::typed(ValueView of, std::string_view name, ValueKind kind) {
  const std::optional<ValueView> found = property(of, name);
  return found && expect(*found, kind) ? found : std::nullopt;
}

void FieldReader::missing(ValueView of, std::string_view name) {
  error(of, "missing-property", fmt::format("property `{}` is missing or empty", name));
}

std::optional<ValueView> FieldReader::object(ValueView of, std::string_view name) {
  return typed(of, name, ValueKind::kObject);
}

std::optional<ValueView> FieldReader::array(ValueView of, std::string_view name) {
  return typed(of, name, ValueKind::kArray);
}

std::optional<bool> FieldReader::flag(ValueView of, std::string_view name) {
  const std::optional<ValueView> found = typed(of, name, ValueKind::kBoolean);
  return found ? std::optional(found->boolean()) : std::nullopt;
}

std::string_view FieldReader::text(ValueView of, std::string_view name) {
  const std::optional<ValueView> found = typed(of, name, ValueKind::kString);
  return found ? found->text() : std::string_view();
}

// An element of another type is reported and left out, so that all bad elements of a list show.
std::vector<std::string> FieldReader::texts(ValueView of, std::string_view name) {
  std::vector<std::string> texts;
  if (const std::optional<ValueView> list = array(of, name)) {
    texts.reserve(list->size());
    for (const ValueView element : list->children()) {
      if (expect(element, ValueKind::kString)) {
        texts.emplace_back(element.text());
      }
    }
  }
  return texts;
}

// The empty string is taken for absent: az prints it for an application without an id.
std::optional<Guid> FieldReader::guid(ValueView of, std::string_view name) {
  const std::optional<ValueView> found = typed(of, name, ValueKind::kString);
  if (!found || found->text().empty()) {
    return std::nullopt;
  }
  const std::optional<Guid> guid = parse_guid(found->text());
  if (!guid) {
    error(*found, "bad-guid", fmt::format("{} is not a GUID", in_backticks(found->text())),
          "a GUID has 32 hexadecimal digits: 00000000-0000-0000-0000-000000000000");
  }
  return guid;
}

// An absent time is an open end; a time that cannot be read is never taken for one.
std::optional<Instant> FieldReader::instant(ValueView of, std::string_view name) {
  const std::optional<ValueView> found = typed(of, name, ValueKind::kString);
  if (!found || found->text().empty()) {
    return std::nullopt;
  }
  const std::optional<Instant> instant = parse_instant(found->text());
  if (!instant) {
    error(*found, "bad-time", fmt::format("{} is not a time", in_backticks(found->text())),
          "times are written in ISO 8601: 2026-11-24T03:04:05Z");
  }
  return instant;
}

// A missing property has no place of its own: the object's is given, and the pointer of the object.
std::string_view FieldReader::required_text(ValueView of, std::string_view name) {
  const std::optional<ValueView> found = property(of, name);
  if (!found) {
    missing(of, name);
    return {};
  }
  if (!expect(*found, ValueKind::kString)) {
    return {};
  }
  if (found->text().empty()) {
    missing(*found, name);
  }
  return found->text();
}

std::optional<ValueView> FieldReader::required_array(ValueView of, std::string_view name) {
  const std::optional<ValueView> found = property(of, name);
  if (!found) {
    missing(of, name);
    return std::nullopt;
  }
  return expect(*found, ValueKind::kArray) ? found : std::nullopt;
}

std::optional<Guid> FieldReader::required_guid(ValueView of, std::string_view name) {
  return required_text(of, name).empty() ? std::nullopt : guid(of, name);
}

// Roles are named by resource ids that end in their GUID, with or without a subscription before it.
std::optional<Guid> FieldReader::required_trailing_guid(ValueView of, std::string_view name) {
  const std::string_view text = required_text(of, name);
  if (text.empty()) {
    return std::nullopt;
  }
  const std::optional<Guid> guid = trailing_guid(text);
  if (!guid) {
    error(*of.find(name), "bad-guid", fmt::format("{} does not end in a GUID", in_backticks(text)),
          "expected a GUID, or a resource id whose last segment is one");
  }
  return guid;
}

// The message is the parser's own: it quotes the scope and says which rule it breaks.
std::optional<ScopePath> FieldReader::required_scope(ValueView of, std::string_view name) {
  const std::string_view text = required_text(of, name);
  if (text.empty()) {
    return std::nullopt;
  }
  Result<ScopePath> scope = ScopePath::parse(text);
  if (!scope) {
    error(*of.find(name), "bad-scope", std::move(scope.error().message),
          std::move(scope.error().help));
    return std::nullopt;
  }
  return *std::move(scope);
}

}  // namespace leastwise
