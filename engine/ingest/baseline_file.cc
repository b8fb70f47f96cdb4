// The whole file is one record, which RecordAssembler builds and hands on at its end; a list where
// an object should be is refused at its first element.
#include "engine/ingest/baseline_file.h"

#include <fmt/core.h>

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/ingest/field_reader.h"
#include "engine/ingest/read_records.h"
#include "engine/ingest/record.h"
#include "engine/ingest/yaml_fields.h"

namespace leastwise {
namespace {

constexpr std::string_view kFormat = "leastwise-baseline";
constexpr std::string_view kVersion = "1";
constexpr auto kFileKeys = std::to_array<std::string_view>({"format", "version", "findings"});
constexpr auto kFindingKeys = std::to_array<std::string_view>(
    {"fingerprint", "rule", "message", "principal", "role", "scope", "detail"});

class BaselineReader : public RecordSink {
 public:
  BaselineReader(FileId file, Diagnostics& diagnostics) : in_(file, diagnostics), file_(file) {}

  void on_list(const Record& /*container*/) override {}

  // Only reached where the file is a bare list, or holds a list called `value` or `data`.
  [[nodiscard]] bool on_record(Record& record) override {
    seen_ = true;
    refuse(record.root());
    return false;
  }

  [[nodiscard]] bool on_top(Record& record, bool had_list) override {
    const ValueView top = record.root();
    seen_ = true;
    if (had_list || !top.is_object() || !names_format(top)) {
      refuse(top);
      return false;
    }
    if (in_.is_mapping(top, kFileKeys, "a baseline")) {
      expect_version(top);
      if (const std::optional<ValueView> list = in_.required_list(top, "findings")) {
        for (const ValueView entry : list->children()) {
          read_finding(entry);
        }
      }
    }
    return true;
  }

  void on_problem(std::string /*pointer*/, TextProblem problem) override {
    seen_ = true;
    in_.error_at({.file = file_, .line = problem.place.line, .column = problem.place.column},
                 problem.code, problem.message, problem.help);
  }

  // What was read. Call once; an empty list shows only here.
  [[nodiscard]] std::vector<BaselineRecord> finish() {
    if (!seen_) {
      refuse_at({.file = file_, .line = 1, .column = 1});
    }
    return std::move(records_);
  }

 private:
  // One error instead of one for each property that some other file has.
  void refuse(ValueView at) { refuse_at(in_.place(at)); }
  void refuse_at(SourcePlace at) {
    in_.error_at(at, "not-a-baseline", "this file is not a baseline",
                 "--create-baseline writes one; it is an object with `format`, `version` and "
                 "`findings`");
  }

  void expect_version(ValueView top) {
    const DeclaredText version = required_text(top, "version");
    if (version.given() && version.text != kVersion) {
      in_.error_at(
          version.place, "bad-value",
          fmt::format("version {} of this format is not known", in_backticks(version.text)),
          fmt::format("this program reads version {}", kVersion));
    }
  }

  static bool names_format(ValueView top) {
    const std::optional<ValueView> format = top.find_set("format");
    return format && format->is_string() && format->text() == kFormat;
  }

  void read_finding(ValueView entry) {
    in_.restart();
    if (!in_.is_mapping(entry, kFindingKeys, "a finding")) {
      return;
    }
    BaselineRecord record = {.rule = required_text(entry, "rule"),
                             .fingerprint = required_text(entry, "fingerprint"),
                             .message = any_text(entry, "message"),
                             .principal = any_text(entry, "principal"),
                             .role = any_text(entry, "role"),
                             .scope = any_text(entry, "scope"),
                             .detail = any_text(entry, "detail"),
                             .place = in_.place(entry)};
    if (!in_.ok()) {
      return;
    }
    const auto [known, is_new] = known_.try_emplace(folded(record.fingerprint.text), record.place);
    if (is_new) {
      records_.push_back(std::move(record));
    } else {
      in_.error_at(record.place, "duplicate-finding",
                   fmt::format("finding {} stands twice", in_backticks(record.fingerprint.text)),
                   fmt::format("remove one of the two; the first stands at {}:{}",
                               known->second.line, known->second.column));
    }
  }

  // Neither absent nor empty.
  [[nodiscard]] DeclaredText required_text(ValueView of, std::string_view key) {
    const std::optional<ValueView> found = in_.find(of, key);
    if (!found) {
      in_.missing(of, key);
      return {};
    }
    DeclaredText text = {.text = any_text(of, key), .place = in_.place(*found)};
    if (found->is_string() && !text.given()) {
      in_.error(*found, "bad-value", fmt::format("`{}` is empty", key));
    }
    return text;
  }

  // Of one line or several, whatever it holds: it came from an export.
  [[nodiscard]] std::string any_text(ValueView of, std::string_view key) {
    const std::optional<ValueView> found = in_.find(of, key);
    if (!found) {
      return {};
    }
    if (!found->is_string()) {
      in_.error(*found, "wrong-type",
                fmt::format("`{}` is {}, expected a string", key, to_string(found->kind())));
      return {};
    }
    return std::string(found->text());
  }

  YamlFields in_;
  FileId file_;
  std::vector<BaselineRecord> records_;
  std::unordered_map<std::string, SourcePlace> known_;
  bool seen_ = false;  // whether there was anything in the file that was told of
};

}  // namespace

std::vector<BaselineRecord> read_baseline(std::string_view bytes, FileId file,
                                          Diagnostics& diagnostics) {
  BaselineReader reader(file, diagnostics);
  read_records(bytes, reader);
  return reader.finish();
}

}  // namespace leastwise
