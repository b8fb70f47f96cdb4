#include "engine/ingest/needs_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/ingest/field_reader.h"
#include "engine/ingest/record.h"
#include "engine/ingest/yaml_fields.h"
#include "engine/ingest/yaml_reader.h"

namespace leastwise {
namespace {

constexpr auto kFileKeys = std::to_array<std::string_view>({"version", "needs"});
constexpr auto kNeedKeys = std::to_array<std::string_view>(
    {"principal", "scope", "access", "role", "actions", "dataActions", "until", "owner", "reason"});

// Reads the entries one by one, and keeps what has been declared, to notice it the second time.
class NeedsReader {
 public:
  NeedsReader(FileId file, Diagnostics& diagnostics) : in_(file, diagnostics) {}

  [[nodiscard]] std::vector<NeedRecord> read(ValueView root) {
    if (!in_.is_mapping(root, kFileKeys, "a needs file")) {
      return {};
    }
    in_.expect_version(root, "1");
    if (const std::optional<ValueView> list = in_.required_list(root, "needs")) {
      for (const ValueView entry : list->children()) {
        read_entry(entry);
      }
    }
    return std::move(needs_);
  }

 private:
  struct Scope {
    DeclaredText text;
    ScopePath path;
  };

  // What an entry names in place of operations.
  struct Names {
    std::vector<ValueView> levels;
    std::vector<ValueView> roles;
  };

  void read_entry(ValueView entry) {
    in_.restart();
    if (!in_.is_mapping(entry, kNeedKeys, "a need")) {
      return;
    }
    NeedRecord need{.principal = in_.required_text(entry, "principal"), .place = in_.place(entry)};
    const std::vector<Scope> scopes = read_scopes(entry);
    const Names names{.levels = in_.texts(entry, "access"), .roles = in_.texts(entry, "role")};
    need.actions = read_actions(entry, "actions");
    need.data_actions = read_actions(entry, "dataActions");
    check_access(entry);
    need.until = in_.end_of_day(entry, "until");
    need.owner = in_.text(entry, "owner").text;
    need.reason = in_.prose(entry, "reason");
    const std::size_t size = scopes.size() * (names.levels.size() + names.roles.size() +
                                              need.actions.size() + need.data_actions.size());
    if (!in_.ok()) {
      return;
    }
    if (size > kMaxDeclarations - declarations_) {
      in_.error(entry, "too-many-declarations",
                fmt::format("more than {} needs in one file", kMaxDeclarations),
                "every pair of a scope and a level, role or operation counts");
      return;
    }
    declarations_ += size;
    for (const Scope& scope : scopes) {
      add(need, scope, names);
    }
  }

  [[nodiscard]] std::vector<Scope> read_scopes(ValueView entry) {
    if (!in_.find(entry, "scope")) {
      in_.missing(entry, "scope");
    }
    std::vector<Scope> scopes;
    for (const ValueView text : in_.texts(entry, "scope")) {
      Result<ScopePath> path = ScopePath::parse(text.text());
      if (path) {
        scopes.push_back({.text = in_.declared(text), .path = *std::move(path)});
      } else {
        in_.error(text, "bad-scope", path.error().message, path.error().help);
      }
    }
    return scopes;
  }

  [[nodiscard]] std::vector<DeclaredText> read_actions(ValueView entry, std::string_view key) {
    std::vector<DeclaredText> actions;
    for (const ValueView text : in_.texts(entry, key)) {
      check_action(text);
      actions.push_back(in_.declared(text));
    }
    return actions;
  }

  // An operation or a pattern of operations.
  void check_action(ValueView value) {
    const std::string_view action = value.text();
    if (action == "*") {
      in_.warning(value, "everything-needed", "`*` needs every operation that there is",
                  "name the operations, or an access level: nothing can exceed this need");
    } else if (action.size() > kMaxActionBytes) {
      in_.error(value, "bad-value",
                fmt::format("an action of {} bytes is longer than the limit of {}", action.size(),
                            kMaxActionBytes));
    } else if (action.find('/') == std::string_view::npos) {
      in_.error(value, "bad-value", fmt::format("{} is no operation", in_backticks(action)),
                "an operation is written Provider/type/verb; access levels stand under `access`");
    } else if (action.find(' ') != std::string_view::npos) {
      in_.error(value, "bad-value", fmt::format("{} holds a blank", in_backticks(action)));
    }
  }

  // Exactly one of the three ways to say what is needed.
  void check_access(ValueView entry) {
    std::vector<ValueView> ways;
    for (const std::string_view key : {"access", "role"}) {
      if (const std::optional<ValueView> way = in_.find(entry, key)) {
        ways.push_back(*way);
      }
    }
    for (const std::string_view key : {"actions", "dataActions"}) {
      if (const std::optional<ValueView> way = in_.find(entry, key)) {
        ways.push_back(*way);
        break;
      }
    }
    if (ways.empty()) {
      in_.error(entry, "no-access", "neither `access` nor `role` nor `actions` nor `dataActions`",
                "say what is needed: an access level, a role, or operations");
    } else if (ways.size() > 1) {
      in_.error_at_key(
          ways.back(), "no-access",
          fmt::format("`{}` and `{}` in one need", ways.front().key(), ways.back().key()),
          "write a need for each of them");
    }
  }

  void add(NeedRecord need, const Scope& scope, const Names& names) {
    need.scope_text = scope.text;
    need.scope = scope.path;
    for (const ValueView level : names.levels) {
      need.access = in_.declared(level);
      add_once(need);
    }
    for (const ValueView role : names.roles) {
      need.role = in_.declared(role);
      add_once(need);
    }
    if (names.levels.empty() && names.roles.empty()) {
      add_once(std::move(need));
    }
  }

  // Two entries that say the same may differ in `until`: which of them holds, nobody could tell.
  void add_once(NeedRecord need) {
    const SourcePlace at = place_of(need);
    const auto [known, is_new] = declared_.try_emplace(identity(need), at);
    if (is_new) {
      needs_.push_back(std::move(need));
      return;
    }
    in_.error_at(at, "duplicate-need",
                 fmt::format("{} is declared to need this at {} twice",
                             in_backticks(need.principal.text), in_backticks(need.scope_text.text)),
                 fmt::format("remove one of the two; the first stands at {}:{}", known->second.line,
                             known->second.column));
  }

  // The place that is this need's alone, where an entry stands for several.
  static SourcePlace place_of(const NeedRecord& need) {
    if (need.access.given()) {
      return need.access.place;
    }
    return need.role.given() ? need.role.place : need.scope_text.place;
  }

  // What makes two needs one: everything but owner, reason and end. The parts hold no line breaks.
  static std::string identity(const NeedRecord& need) {
    std::string text = folded(fmt::format("{}\n{}\n{}\n{}", need.principal.text, need.scope->text(),
                                          need.access.text, need.role.text));
    for (const std::vector<DeclaredText>* list : {&need.actions, &need.data_actions}) {
      std::vector<std::string> actions;
      for (const DeclaredText& action : *list) {
        actions.push_back(folded(action.text));
      }
      std::ranges::sort(actions);
      text += '\n';
      for (const std::string& action : actions) {
        text += '\n' + action;
      }
    }
    return text;
  }

  YamlFields in_;
  std::vector<NeedRecord> needs_;
  std::unordered_map<std::string, SourcePlace> declared_;  // by identity()
  std::size_t declarations_ = 0;                           // INVARIANT: at most kMaxDeclarations
};

}  // namespace

std::vector<NeedRecord> read_needs(std::string_view bytes, FileId file, Diagnostics& diagnostics) {
  Record document;
  if (read_yaml(bytes, file, document, diagnostics) == YamlOutcome::kBroken) {
    return {};
  }
  return NeedsReader(file, diagnostics).read(document.root());
}

}  // namespace leastwise
