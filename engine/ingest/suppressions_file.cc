#include "engine/ingest/suppressions_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/ingest/field_reader.h"
#include "engine/ingest/record.h"
#include "engine/ingest/yaml_fields.h"
#include "engine/ingest/yaml_reader.h"

namespace leastwise {
namespace {

constexpr auto kFileKeys = std::to_array<std::string_view>({"version", "suppressions"});
constexpr auto kEntryKeys = std::to_array<std::string_view>(
    {"rule", "principal", "role", "scope", "reason", "expires", "owner"});

bool is_in_rule_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

class SuppressionsReader {
 public:
  SuppressionsReader(FileId file, Diagnostics& diagnostics) : in_(file, diagnostics) {}

  [[nodiscard]] std::vector<SuppressionRecord> read(ValueView root) {
    if (!in_.is_mapping(root, kFileKeys, "a suppressions file")) {
      return {};
    }
    in_.expect_version(root, "1");
    if (const std::optional<ValueView> list = in_.required_list(root, "suppressions")) {
      for (const ValueView entry : list->children()) {
        read_entry(entry);
      }
    }
    return std::move(suppressions_);
  }

 private:
  void read_entry(ValueView entry) {
    in_.restart();
    if (!in_.is_mapping(entry, kEntryKeys, "a suppression")) {
      return;
    }
    SuppressionRecord record{.rule = in_.required_text(entry, "rule"),
                             .principal = in_.text(entry, "principal"),
                             .role = in_.text(entry, "role"),
                             .scope = in_.text(entry, "scope"),
                             .reason = required_prose(entry, "reason"),
                             .owner = in_.text(entry, "owner").text,
                             .place = in_.place(entry)};
    check_rule(entry, record.rule);
    check_scope(entry, record.scope);
    if (!in_.find(entry, "expires")) {
      in_.missing(entry, "expires");
    }
    const std::optional<Instant> expires = in_.end_of_day(entry, "expires");
    if (!in_.ok() || !expires) {
      return;
    }
    record.expires = *expires;
    add_once(std::move(record));
  }

  [[nodiscard]] std::string required_prose(ValueView entry, std::string_view key) {
    if (!in_.find(entry, key)) {
      in_.missing(entry, key);
    }
    return in_.prose(entry, key);
  }

  void check_rule(ValueView entry, const DeclaredText& rule) {
    if (!std::ranges::all_of(rule.text, is_in_rule_name)) {
      in_.error(*in_.find(entry, "rule"), "bad-value",
                fmt::format("{} is not the name of a rule", in_backticks(rule.text)),
                "a rule is named by its id, such as `LW003`, or by its short name; one entry "
                "suppresses one rule");
    }
  }

  void check_scope(ValueView entry, const DeclaredText& scope) {
    if (!scope.given()) {
      return;
    }
    if (const Result<ScopePath> path = ScopePath::parse(scope.text); !path) {
      in_.error(*in_.find(entry, "scope"), "bad-scope", path.error().message, path.error().help);
    }
  }

  // Two entries for the same findings may differ in their end: which holds, nobody could tell.
  void add_once(SuppressionRecord record) {
    std::string identity =
        folded(fmt::format("{}\n{}\n{}\n{}", record.rule.text, record.principal.text,
                           record.role.text, record.scope.text));
    const auto [known, is_new] = known_.try_emplace(std::move(identity), record.place);
    if (is_new) {
      suppressions_.push_back(std::move(record));
      return;
    }
    in_.error_at(
        record.place, "duplicate-suppression",
        fmt::format("these findings of {} are suppressed twice", in_backticks(record.rule.text)),
        fmt::format("remove one of the two; the first stands at {}:{}", known->second.line,
                    known->second.column));
  }

  YamlFields in_;
  std::vector<SuppressionRecord> suppressions_;
  std::unordered_map<std::string, SourcePlace> known_;
};

}  // namespace

std::vector<SuppressionRecord> read_suppressions(std::string_view bytes, FileId file,
                                                 Diagnostics& diagnostics) {
  Record document;
  if (read_yaml(bytes, file, document, diagnostics) == YamlOutcome::kBroken) {
    return {};
  }
  return SuppressionsReader(file, diagnostics).read(document.root());
}

}  // namespace leastwise
