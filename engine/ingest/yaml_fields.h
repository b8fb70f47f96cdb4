// Typed access to the mappings of a YAML file, with a diagnostic for everything that does not fit.
//
//     YamlFields in(file, diagnostics);
//     if (!in.is_mapping(entry, kKeys)) { return; }       // unknown keys, with a suggestion
//     const DeclaredText principal = in.required_text(entry, "principal");
//     const std::optional<Instant> until = in.end_of_day(entry, "until");
//     if (!in.ok()) { return; }                           // all of it is reported by now
//
// These files are our own formats, so they are read strictly: keys are compared exactly, a key that
// is not known or has no value is an error, and a name is one line without blanks around it. What
// FieldReader is for exports of other tools, this is for files that people write.
// Counter-example: an export of az has many properties that nobody reads; that is no error there.
// Codes: wrong-type, unknown-key, missing-key, no-value, bad-value, bad-time, duplicate-value.
// Tests: tests/engine/ingest/yaml_fields_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/instant.h"
#include "engine/ingest/record.h"
#include "engine/role/declarations.h"

namespace leastwise {

// Reads the values of one file. The record and the diagnostics must outlive it.
class YamlFields {
 public:
  YamlFields(FileId file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  [[nodiscard]] SourcePlace place(ValueView value) const { return in_file(value.place()); }
  [[nodiscard]] SourcePlace key_place(ValueView value) const { return in_file(value.key_place()); }
  // Whether no error was reported through this reader since the last restart().
  [[nodiscard]] bool ok() const { return ok_; }
  void restart() { ok_ = true; }

  // Whether `value` is a mapping; if so, every key is one of `known` and has a value, or that is an
  // error. `what` names the value in messages: `this need`.
  [[nodiscard]] bool is_mapping(ValueView value, std::span<const std::string_view> known,
                                std::string_view what);
  // `version: 1`, which every format has: whoever reads a later one must not guess.
  void expect_version(ValueView of, std::string_view version);

  // The value of a key that is there and is not empty.
  [[nodiscard]] std::optional<ValueView> find(ValueView of, std::string_view key) const;
  // Absence is an error (`missing-key`), and so is another type.
  [[nodiscard]] std::optional<ValueView> required_list(ValueView of, std::string_view key);
  [[nodiscard]] DeclaredText required_text(ValueView of, std::string_view key);
  // Not given where absent.
  [[nodiscard]] DeclaredText text(ValueView of, std::string_view key);
  // The texts of a text or a list of texts, each of them once (compared ignoring case); those with
  // a problem are left out.
  [[nodiscard]] std::vector<ValueView> texts(ValueView of, std::string_view key);
  [[nodiscard]] DeclaredText declared(ValueView text) const {
    return {.text = std::string(text.text()), .place = place(text)};
  }
  // A text of any number of lines, which become one.
  [[nodiscard]] std::string prose(ValueView of, std::string_view key);
  // A date, which lasts until its day ends (in UTC), or a point in time.
  [[nodiscard]] std::optional<Instant> end_of_day(ValueView of, std::string_view key);

  void missing(ValueView of, std::string_view key);
  void error(ValueView at, std::string code, std::string message, std::string help = {});
  void error_at_key(ValueView at, std::string code, std::string message, std::string help = {});
  void error_at(SourcePlace at, std::string code, std::string message, std::string help = {});
  void warning(ValueView at, std::string code, std::string message, std::string help = {});

 private:
  [[nodiscard]] SourcePlace in_file(TextPlace place) const {
    return {.file = file_, .line = place.line, .column = place.column};
  }
  [[nodiscard]] bool expect(ValueView value, ValueKind kind);
  void report(Diagnostic diagnostic);
  // Whether `value` is one line that is not empty.
  [[nodiscard]] bool is_name(ValueView value);
  [[nodiscard]] std::string help_for_key(std::string_view key,
                                         std::span<const std::string_view> known) const;

  FileId file_;
  Diagnostics& diagnostics_;
  bool ok_ = true;
};

// Where an Instant is meant as a day: the moment behind its last one. None where the text is no
// date; a time of day stays what it is.
[[nodiscard]] std::optional<Instant> parse_last_day(std::string_view text);

}  // namespace leastwise
