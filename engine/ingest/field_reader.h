// Typed access to the properties of a record, with a diagnostic for each one that does not fit.
//
// A format reader reads all that it wants, and builds its record only if everything was in order:
//
//     const std::string_view name = in.text(properties, "roleName");
//     const std::optional<Guid> principal = in.required_guid(properties, "principalId");
//     if (!in.ok()) { return; }  // reported already, with file, pointer, line and column
//
// Names of properties are compared ignoring case, null counts as absent. Two properties that differ
// in case only are an error when one of them is read (SPEC section 9).
// Tests: tests/engine/ingest/field_reader_test.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/guid.h"
#include "engine/base/instant.h"
#include "engine/ingest/record.h"
#include "engine/scope/scope_path.h"

namespace leastwise {

// Reads one record of one file. The record and the diagnostics must outlive it.
class FieldReader {
 public:
  FieldReader(FileId file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  [[nodiscard]] SourcePlace place(ValueView value) const;
  // Whether nothing was reported through this reader.
  [[nodiscard]] bool ok() const { return ok_; }

  // The property as it is; none where it is absent or null.
  [[nodiscard]] std::optional<ValueView> property(ValueView object, std::string_view name);

  // Of one type; another one is an error (`wrong-type`), absence is not.
  [[nodiscard]] std::optional<ValueView> object(ValueView of, std::string_view name);
  [[nodiscard]] std::optional<ValueView> array(ValueView of, std::string_view name);
  [[nodiscard]] std::optional<bool> flag(ValueView of, std::string_view name);
  // Empty where absent.
  [[nodiscard]] std::string_view text(ValueView of, std::string_view name);
  // The strings of an array of strings. An absent list is an empty one.
  [[nodiscard]] std::vector<std::string> texts(ValueView of, std::string_view name);

  // Absent or the empty string: none. Not a GUID: an error (`bad-guid`).
  [[nodiscard]] std::optional<Guid> guid(ValueView of, std::string_view name);
  [[nodiscard]] std::optional<Instant> instant(ValueView of, std::string_view name);

  // Absence and the empty string are errors too (`missing-property`).
  [[nodiscard]] std::string_view required_text(ValueView of, std::string_view name);
  [[nodiscard]] std::optional<ValueView> required_array(ValueView of, std::string_view name);
  [[nodiscard]] std::optional<Guid> required_guid(ValueView of, std::string_view name);
  // A GUID, or a resource id that ends in one.
  [[nodiscard]] std::optional<Guid> required_trailing_guid(ValueView of, std::string_view name);
  [[nodiscard]] std::optional<ScopePath> required_scope(ValueView of, std::string_view name);

  // Whether `value` is of that kind; if not, that is an error.
  bool expect(ValueView value, ValueKind kind);
  void error(ValueView at, std::string code, std::string message, std::string help = {});

 private:
  [[nodiscard]] std::optional<ValueView> typed(ValueView of, std::string_view name, ValueKind kind);
  void missing(ValueView of, std::string_view name);
  void ambiguous(ValueView again, ValueView first);

  FileId file_;
  Diagnostics& diagnostics_;
  bool ok_ = true;
  std::vector<ValueView> ambiguous_;  // reported already
};

// `text` in backticks, shortened where it is long, for a message.
[[nodiscard]] std::string in_backticks(std::string_view text);

}  // namespace leastwise
